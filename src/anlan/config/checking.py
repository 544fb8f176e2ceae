"""Files read in bounded memory and judged, for ``anlan check``."""

import stat
import sys
from pathlib import Path
from typing import Any

from anlan.protocols.cap12.document import LIMIT_BYTES
from anlan.protocols.cap12.verdict import judge


def bytes_of(name: str) -> bytes | OSError:
    """Return a file's bytes, one more than the limit at most, or why it cannot be read; ``-`` is standard input."""
    try:
        if name == "-":
            return sys.stdin.buffer.read(LIMIT_BYTES + 1)
        path = Path(name)
        if not stat.S_ISREG(path.stat().st_mode):
            return OSError("it is no ordinary file")
        with path.open("rb") as file:
            return file.read(LIMIT_BYTES + 1)
    except (OSError, ValueError) as error:
        return OSError(getattr(error, "strerror", None) or str(error))


def cap_line(name: str, raw: bytes | OSError) -> dict[str, Any]:
    """Return what is to be said of a file that should be a CAP message."""
    if isinstance(raw, OSError):
        error = {"code": "check.unreadable", "element": "file", "value": str(raw), "rule": "readable_file", "line": 0}
        return {"file": name, "valid": False, "version": None, "errors": [error], "warnings": []}
    verdict = judge(raw)
    keys = ("code", "element", "value", "rule", "line")
    return {
        "file": name,
        "valid": verdict.is_valid,
        "version": verdict.version,
        "errors": [{key: getattr(flaw, key) for key in keys} for flaw in verdict.flaws],
        "warnings": [{"element": each.element, "rule": each.reason} for each in verdict.advice],
    }
