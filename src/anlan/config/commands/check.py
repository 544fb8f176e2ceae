"""``anlan check``: files that others send or receive, judged by the standard they claim."""

import json
import sys
from pathlib import Path
from typing import Final

import click

from anlan.config.checking import bytes_of, cap_line, signature_line, trusted_in
from anlan.config.checking_draws import draw_line

_EPILOG: Final = "Exit code: 0 when every file is valid, 1 when one is not, 2 when the command cannot run."


@click.group(name="check")
def command() -> None:
    """Judge files by the standard they claim: one JSON line for each."""


@command.command(epilog=_EPILOG)
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
def cap(files: tuple[str, ...]) -> None:
    """Judge CAP messages (1.2, 1.1) and domestic ones (12379); - is standard input.

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


@command.command(epilog=_EPILOG)
@click.option(
    "--trusted",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="PEM file of the signers to believe; by default the platform's own certificate and ANLAN_TRUSTED_SIGNERS.",
)
@click.option("--exactly", is_flag=True, help="Bytes in another form than this platform writes are an error too.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
def signature(files: tuple[str, ...], trusted: Path | None, *, exactly: bool) -> None:
    """Judge the XML signature of signed messages; - is standard input.

    A line holds "file", "valid", "intact", "exact", "signer", "fingerprint", "algorithm", "digest" and "errors" (code,
    detail). Valid: the whole document is what a trusted signer signed. Nothing is fetched, no validity date is asked.
    """
    believed = trusted_in(trusted)
    is_all_valid = True
    for name in files:
        told = signature_line(name, bytes_of(name), believed, exactly=exactly)
        is_all_valid &= bool(told["valid"])
        sys.stdout.buffer.write(json.dumps(told, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
        sys.stdout.buffer.flush()
    raise SystemExit(0 if is_all_valid else 1)


@command.command(epilog=_EPILOG)
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
def draw(files: tuple[str, ...]) -> None:
    """Recompute published records of double-random draws (/public/draws/); - is standard input.

    A line holds "file", "valid", "seed", "objects" and "errors". Pools, committed secret, seed and result must follow
    from each other; nothing else than the file is asked.
    """
    is_all_valid = True
    for name in files:
        told = draw_line(name)
        is_all_valid &= bool(told["valid"])
        sys.stdout.buffer.write(json.dumps(told, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
        sys.stdout.buffer.flush()
    raise SystemExit(0 if is_all_valid else 1)
