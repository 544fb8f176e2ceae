"""One loss figure everywhere: what a county has accepted becomes the incident's figures."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db import transaction

from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.kernel.regions import RegionLevel, level_of
from anlan.losses.domain.states import EntryAct, EntryState
from anlan.losses.models import Entry, Figure, Note, Survey
from anlan.losses.selectors.tables import loss_table, tables_of_incident
from anlan.losses.selectors.totals import rolled_up
from anlan.places import api as places

_LONGEST_NOTE: Final = 500


def tell_incident(entries: Sequence[Entry], *, reason: str = "", actor: Actor, now: datetime) -> None:
    """Record the county's roll-up as the incident's figures after an act on its units, with what they gave as reasons.

    Nothing is written as a reason that no person wrote, so that a jump without a word is seen as one.
    """
    entry = entries[-1]
    survey = entry.survey
    if survey.incident_id is None or level_of(entry.receiver) is not RegionLevel.COUNTY or not _speaks(survey):
        return
    table = loss_table(survey.table)
    told = {one.feeds: one.key for one in table.indicators.values() if one.feeds}
    sums = rolled_up(survey.id, entry.receiver)
    figures = {feeds: sums[key] for feeds, key in told.items() if key in sums}
    # What nobody tells any more was told by this county before: it goes back to nothing, with the reason.
    figures |= {key: Decimal(0) for key in _told_before(survey, entry.receiver) & set(told) - set(figures)}
    if not figures:
        return
    report = incidents.SituationReport(
        region=entry.receiver,
        figures=figures,
        as_of=now,
        source=f"{table.name} ({places.name(entry.receiver)})",
        note=(reason or _reasons(entries))[:_LONGEST_NOTE],
    )
    _record(survey.incident_id, report, f"{table.name} {entry.region} v{entry.version}", actor, now)


def _reasons(entries: Sequence[Entry]) -> str:
    """Return what the units wrote with their entries and to what struck in them, each sentence once."""
    notes = Note.objects.filter(entry__in=entries).exclude(explanation="").order_by("entry_id", "id")
    return "\n".join(
        dict.fromkeys([*(each.reason for each in entries if each.reason), *notes.values_list("explanation", flat=True)])
    )


def _record(incident_id: UUID, report: incidents.SituationReport, label: str, actor: Actor, now: datetime) -> None:
    """Record figures; where one falls and nobody wrote why, name the entry, for no fall is recorded without a note."""
    try:
        with transaction.atomic():
            incidents.record_situation(incident_id=incident_id, report=report, actor=actor, now=now)
    except incidents.FigureLowered:
        noted = replace(report, note=label)
        incidents.record_situation(incident_id=incident_id, report=noted, actor=actor, now=now)


def _speaks(survey: Survey) -> bool:
    """Tell whether no table that counts before this one has accepted figures in the county."""
    order = tables_of_incident()
    if survey.table not in order:
        return False
    ahead = order[: order.index(survey.table)]
    return not Entry.objects.filter(
        survey__incident_id=survey.incident_id,
        survey__table__in=ahead,
        receiver=survey.region,
        state=EntryState.ACCEPTED.value,
    ).exists()


def _told_before(survey: Survey, county: str) -> set[str]:
    """Return the incident's figures that this count has ever fed."""
    fed = Figure.objects.filter(entry__survey=survey, entry__receiver=county, entry__steps__act=EntryAct.ACCEPT.value)
    known = loss_table(survey.table).indicators
    return {known[key].feeds for key in fed.values_list("indicator", flat=True).distinct()}
