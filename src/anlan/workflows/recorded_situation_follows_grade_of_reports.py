"""Figures recorded -> the levels that now must get the report, and the supplement where casualties changed."""

from datetime import datetime
from decimal import Decimal
from typing import Final

from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.reporting import api as reporting

ON = incidents.SituationRecorded
_CASUALTIES: Final = ("dead", "missing", "injured", "seriously_injured")


def run(event: incidents.SituationRecorded, *, actor: Actor, now: datetime) -> None:
    """Start the clocks of the grade that the figures reach, and of a change of casualties already reported."""
    reporting.follow_grade(incident_id=event.incident_id, actor=actor, now=now)
    if any(_changed(each) for each in event.figures):
        start = reporting.Start.CASUALTIES_CHANGED
        reporting.start_clocks(incident_id=event.incident_id, start=start, actor=actor, now=now)


def _changed(figure: incidents.FigureStated) -> bool:
    """Tell whether a figure of casualties differs from what the region said before."""
    known = figure.indicator in _CASUALTIES and figure.previous is not None
    return known and Decimal(figure.previous) != Decimal(figure.value)
