"""``anlan decode``: frames of gauge and device protocols, one to a line, as JSON, by the codecs of the gateways."""

import json
import sys
from typing import BinaryIO, Final

import click

from anlan.config.frames import PROTOCOLS, lines, outcome, protocol

_EPILOG: Final = "Exit code: 0 when every frame is good, 1 when one is refused, 2 when the command cannot run."


@click.command(name="decode", epilog=_EPILOG)
@click.argument("name", metavar="|".join(PROTOCOLS), type=click.Choice(PROTOCOLS, case_sensitive=False))
@click.argument("file", type=click.File("rb"), default="-")
def command(name: str, file: BinaryIO) -> None:
    """Read frames of a protocol from FILE or standard input (-) and print one JSON object for each.

    One frame stands on each line, as hexadecimal digits (spaces, commas, 0x and capitals do not matter) or as it is
    where it is text. Blank lines are skipped; a bad line never stops the run.

    An object holds "ok"; "error" with code, offset (of the first wrong byte) and detail, or null; and "fields", which
    of a refused frame are those that could be read, or null.
    """
    codec = protocol(name)
    is_all_good = True
    for line in lines(file):
        told = outcome(codec, line)
        is_all_good &= told["ok"]
        text = json.dumps(told, ensure_ascii=False).encode("utf-8", "backslashreplace")
        sys.stdout.buffer.write(text + b"\n")
        sys.stdout.buffer.flush()
    raise SystemExit(0 if is_all_good else 1)
