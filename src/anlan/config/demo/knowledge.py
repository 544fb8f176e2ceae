"""Invented cases of the demonstration prefecture, and the papers that every library begins with."""

from datetime import datetime, time, timedelta
from typing import Any, Final

from anlan.config.progress import Progress
from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM
from anlan.kernel.clock import CHINA, in_china
from anlan.knowledge import api as knowledge
from anlan.support.tables import load_table

PREFECTURE: Final = "5134"


def load(seed: int, progress: Progress) -> None:
    """Put the cases in, the last one as a draft; they follow no dice."""
    remove()
    now = clock.now()
    knowledge.put_shipped_papers(actor=SYSTEM, now=now)
    rows = load_table("anlan.config.demo", "knowledge")["case"]
    for row in rows:
        _put(row, now)
    progress("cases of the library", len(rows), len(rows))


def remove() -> None:
    """Take the invented cases out; the papers that come with the platform stay."""
    knowledge.remove_demonstration(actor=SYSTEM)


def _put(row: dict[str, Any], now: datetime) -> None:
    day = in_china(now).date().replace(month=row["month"], day=row["day"])
    day = day.replace(year=day.year - row["years_ago"])
    happened = datetime.combine(day, time(row["hour"]), CHINA)
    new = knowledge.NewCase(
        title=row["title"],
        event_kind=row["kind"],
        place_region=row["region"],
        region=PREFECTURE,
        place_text=row["place"],
        longitude=row["longitude"],
        latitude=row["latitude"],
        happened_at=happened,
        ended_at=happened + timedelta(hours=row["hours"]),
        figures=row["figures"],
        words={key: row[key] for key in knowledge.case_parts() if key in row},
        origin=row["origin"],
    )
    document_id = knowledge.add_case(new=new, actor=SYSTEM, now=now)
    knowledge.mark_demonstration(document_id=document_id, actor=SYSTEM)
    if row["is_published"]:
        knowledge.publish_document(document_id=document_id, actor=SYSTEM, now=now)
