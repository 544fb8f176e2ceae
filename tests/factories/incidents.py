"""Incidents and figures for tests; plainly invented."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from anlan.incidents import api
from anlan.kernel.actors import SYSTEM

BURST = datetime(2020, 6, 26, 15, 0, tzinfo=UTC)
LEARNED = BURST + timedelta(minutes=25)


def a_new_incident(**changes: object) -> api.NewIncident:
    """Return the opening of a flash flood in Mianning, 26 June 2020 23:00 local time."""
    new = api.NewIncident(
        kind="11A51",
        title="Flash flood in Yihai",
        region="513433",
        happened_at=BURST,
        learned_at=LEARNED,
        location=(102.25, 28.75),
    )
    return replace(new, **changes)


def an_incident(now: datetime = LEARNED, **changes: object) -> UUID:
    """Open an incident as the platform does and return its id."""
    return api.open_incident(new=a_new_incident(**changes), actor=SYSTEM, now=now)


def a_report(region: str = "513433", minutes: int = 60, note: str = "", **figures: object) -> api.SituationReport:
    """Return figures that a region reports ``minutes`` after the burst."""
    as_of = BURST + timedelta(minutes=minutes)
    return api.SituationReport(region=region, figures=figures, as_of=as_of, source="duty phone", note=note)
