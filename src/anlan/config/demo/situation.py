"""One weekly judgement report of the demonstration county on its own records; its judgement is plainly invented."""

from datetime import timedelta
from typing import Final

from anlan.config.progress import Progress
from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM, Actor
from anlan.kernel.clock import in_china
from anlan.situation import api as situation
from anlan.situation.api import ReportExists
from anlan.support.tables import load_table

COUNTY: Final = "513433"


def load(seed: int, progress: Progress) -> None:
    """Draft last week's report, write the parts that only a person writes, and hand it in for signature."""
    del seed
    remove()
    table, now = load_table("anlan.config.demo", "situation"), clock.now()
    writer = Actor(id=f"demonstration {table['writer']}", name=table["writer"], is_system=True)
    new = situation.NewReport(kind="weekly", region=COUNTY, day=in_china(now).date() - timedelta(days=7))
    try:
        report_id = situation.draft_report(new=new, actor=writer, now=now)
    except ReportExists:  # somebody's own report of that week stays
        progress("judgement reports", 0, 0)
        return
    situation.mark_demonstration(report_id=report_id, actor=SYSTEM)
    situation.write_report(report_id=report_id, texts=table["text"], actor=writer, now=now)
    situation.submit_report(report_id=report_id, actor=writer, now=now)
    progress("judgement reports", 1, 1)


def remove() -> None:
    """Take the report out, even signed."""
    situation.remove_demonstration(actor=SYSTEM)
