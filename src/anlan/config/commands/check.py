"""``anlan check``: files that others send or receive, judged by the standard they claim."""

import json
import sys
from typing import Final

import click

from anlan.config.checking import bytes_of, cap_line

_EPILOG: Final = "Exit code: 0 when every file is valid, 1 when one is not, 2 when the command cannot run."


@click.group(name="check")
def command() -> None:
    """Judge files by the standard they claim: one JSON line for each."""


@command.command(epilog=_EPILOG)
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
def cap(files: tuple[str, ...]) -> None:
    """Judge CAP messages (1.2, 1.1); - is standard input.

    A line holds "file", "valid", "version", "errors" (code, element, value, rule, line) and "warnings" (element, rule).
    Every error of a message is listed, up to 500. A file that cannot be read is an error like any other.
    """
    is_all_valid = True
    for name in files:
        told = cap_line(name, bytes_of(name))
        is_all_valid &= bool(told["valid"])
        sys.stdout.buffer.write(json.dumps(told, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
        sys.stdout.buffer.flush()
    raise SystemExit(0 if is_all_valid else 1)
