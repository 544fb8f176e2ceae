"""Small CAP alerts read and fully judged on one core, against lxml's parse and schema check alone in the same run.

The alerts are typical ones of 1 to 4 kB: of our own writing (a county's flash flood, two languages, a cancel), and the
published examples of that size where they lie beside the project (../shared/cases/cap/valid). "Judged" is everything
that ``anlan check cap`` does: parse, schema, rules, what misleads, advice. Wanted: 5,000 a second.

    python bench/cap.py [--seconds 3]
"""

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from lxml import etree

from anlan.protocols.cap12 import profile
from anlan.protocols.cap12.document import schema
from anlan.protocols.cap12.message import (
    Alert,
    Area,
    Certainty,
    Info,
    MessageType,
    Reference,
    Scope,
    Severity,
    Status,
    Urgency,
)
from anlan.protocols.cap12.verdict import judge
from anlan.protocols.cap12.writing import write

SMALL = range(1000, 4000)
SENT = datetime(2026, 7, 1, 3, 30, tzinfo=timezone(timedelta(hours=8)))
RING = ((102.1, 28.6), (102.3, 28.6), (102.35, 28.7), (102.3, 28.8), (102.2, 28.82), (102.1, 28.8), (102.1, 28.6))
ROUNDS = 5


def own() -> list[bytes]:
    area = Area(description="Yihai", polygons=(RING,), geocodes=(profile.geocode("513433101"),))
    info = Info(
        categories=("Geo", "Met"),
        event="Flash flood",
        urgency=Urgency.IMMEDIATE,
        severity=Severity.EXTREME,
        certainty=Certainty.OBSERVED,
        language="zh-CN",
        response_types=("Evacuate",),
        event_codes=(profile.event_code("11A51"),),
        effective=SENT,
        onset=SENT,
        expires=SENT + timedelta(hours=6),
        sender_name="Mianning county flood headquarters",
        headline="Red warning of flash flood",
        description="86 mm of rain fell at Yihai within the last hour; the Caogu river rises. " * 3,
        instruction="Leave the river bank now and go up to the shelter on the slope. " * 2,
        areas=(area,),
    )
    alert = Alert(
        identifier=profile.identifier("513433", SENT, 0),
        sender=profile.sender_code("513433"),
        sent=SENT,
        status=Status.ACTUAL,
        message_type=MessageType.ALERT,
        scope=Scope.PUBLIC,
        infos=(info,),
    )
    english = replace(info, language="en", description="Heavy rain fell. " * 9, instruction="Go up now. " * 9)
    first = Reference(alert.sender, alert.identifier, SENT)
    cancel = replace(alert, identifier="a", message_type=MessageType.CANCEL, references=(first,), sent=SENT)
    return [write(each) for each in (alert, replace(alert, infos=(info, english)), cancel)]


def published() -> list[bytes]:
    for up in Path(__file__).resolve().parents:
        folder = up / "shared" / "cases" / "cap" / "valid"
        if folder.is_dir():
            return [path.read_bytes() for path in sorted(folder.iterdir()) if path.stat().st_size in SMALL]
    return []


def rate(act: Callable[[bytes], object], alerts: list[bytes], seconds: float) -> float:
    """Return how many alerts a second of processor time ``act`` does."""
    begun, count = time.process_time(), 0
    while time.process_time() - begun < seconds:
        for raw in alerts:
            act(raw)
        count += len(alerts)
    return count / (time.process_time() - begun)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--seconds", type=float, default=3.0, help="processor time for each of the two")
    seconds = asked.parse_args().seconds
    alerts = own() + published()
    compiled = schema("1.2")

    def bare(raw: bytes) -> object:
        return compiled.validate(etree.fromstring(raw))

    if not all(judge(raw).is_valid for raw in alerts):
        raise SystemExit("an alert of the bench is not valid")
    judged, yardstick = [], []
    for _ in range(ROUNDS):
        judged.append(rate(judge, alerts, seconds / ROUNDS))
        yardstick.append(rate(bare, alerts, seconds / ROUNDS))
    best, limit = max(judged), max(yardstick)
    size = sum(map(len, alerts)) / len(alerts)
    print(f"{len(alerts)} alerts of {size:.0f} bytes on average, one core, the best of {ROUNDS} rounds")
    print(f"judged in full        {best:8.0f} /s")
    print(f"schema check alone    {limit:8.0f} /s")
    print(f"ratio                 {best / limit:8.2f}")


if __name__ == "__main__":
    main()
