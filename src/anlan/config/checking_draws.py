"""Published records of draws recomputed, for ``anlan check draw``."""

import json
import sys
from pathlib import Path
from typing import Any, Final

import django

LIMIT_BYTES: Final = 200 * 1024 * 1024


def draw_line(name: str) -> dict[str, Any]:
    """Return what is to be said of a file that should be the record of a draw."""
    django.setup()
    from anlan.supervision import api  # noqa: PLC0415 - models can be imported only after django.setup()

    try:
        record = json.loads(_bytes_of(name))
    except (OSError, ValueError) as error:
        return {"file": name, "valid": False, "seed": None, "objects": 0, "errors": [f"unreadable: {error}"]}
    faults = api.record_faults(record)
    told = record if isinstance(record, dict) else {}
    drawn = told.get("result")
    count = len(drawn) if isinstance(drawn, list) else 0
    return {"file": name, "valid": not faults, "seed": told.get("seed"), "objects": count, "errors": faults}


def _bytes_of(name: str) -> bytes:
    if name == "-":
        raw = sys.stdin.buffer.read(LIMIT_BYTES + 1)
    else:
        with Path(name).open("rb") as file:
            raw = file.read(LIMIT_BYTES + 1)
    if len(raw) > LIMIT_BYTES:
        raise ValueError("it is too large")
    return raw
