"""One level's units beside each other: what each told last, what counts, what is late or strikes, and the sum."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db.models import Count, Q

from anlan.kernel.actors import Actor
from anlan.kernel.regions import RegionLevel, level_of, lies_within
from anlan.losses.domain.states import EntryState, Sort
from anlan.losses.domain.timeliness import Score, dues, is_late, rule_of, score_of, slots
from anlan.losses.models import Entry, Note
from anlan.losses.selectors.surveys import SurveyRow
from anlan.losses.selectors.tables import deadlines, loss_table
from anlan.losses.selectors.totals import figures_of, rolled_up
from anlan.places import api as places
from anlan.support import rights

MISSING: Final = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """A unit of a board; ``figures`` are the newest told, ``counted`` the accepted ones, ``change`` since the last."""

    region: str
    sort: str
    state: str
    entry_id: UUID | None = None
    version: int = 0
    as_of: datetime | None = None
    entered_by: str = ""
    post: str = ""
    is_zero: bool = False
    figures: Mapping[str, Decimal] = field(default_factory=dict)
    counted: Mapping[str, Decimal] = field(default_factory=dict)
    change: Mapping[str, Decimal] = field(default_factory=dict)
    open_notes: int = 0
    is_late: bool = False
    due_at: datetime | None = None
    score: Score


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The units of one receiver, the sum of the accepted, and which indicators anybody has told."""

    receiver: str
    rows: tuple[UnitRow, ...]
    totals: Mapping[str, Decimal]
    keys: tuple[str, ...]
    is_behind: bool
    sent: UnitRow | None

    def count(self, state: str) -> int:
        """Return how many units are in a state."""
        return sum(row.state == state for row in self.rows)


def board(actor: Actor, survey: SurveyRow, receiver: str, now: datetime) -> Board:
    """Return the board of a county or township for somebody who sees all of it."""
    rights.require_visible(actor, "losses.see", receiver, what="survey")
    entries = list(Entry.objects.filter(survey_id=survey.id, receiver=receiver).order_by("as_of", "version"))
    rows = _rows(survey, entries, _units(survey, receiver, entries), now)
    totals = rolled_up(survey.id, receiver)
    told = {key for row in rows for key in row.figures} | set(totals)
    sent = _own_sum(survey, receiver, now)
    return Board(
        receiver=receiver,
        rows=rows,
        totals=totals,
        keys=tuple(key for key in loss_table(survey.table).indicators if key in told),
        is_behind=bool(totals) and (sent is None or dict(sent.figures) != totals),
        sent=sent,
    )


def village_progress(survey: SurveyRow) -> dict[str, tuple[int, int]]:
    """Return for each township how many of its villages have told figures, and how many wait for it."""
    rows = Entry.objects.filter(survey_id=survey.id, region__regex="^[0-9]{12}$", sort=Sort.OWN.value)
    waiting = Q(state__in=(EntryState.SENT.value, EntryState.ASKED.value))
    counted = rows.values("receiver").annotate(
        told=Count("region", distinct=True), waits=Count("region", filter=waiting, distinct=True)
    )
    return {receiver: (told, waits) for receiver, told, waits in counted.values_list("receiver", "told", "waits")}


def _units(survey: SurveyRow, receiver: str, entries: Iterable[Entry]) -> list[tuple[str, str]]:
    """Return who is asked under a receiver, and who told without being asked."""
    if level_of(receiver) is RegionLevel.COUNTY:
        asked = [(each, Sort.SUM.value) for each in survey.asked if lies_within(each, receiver)]
    else:
        asked = [(each.code, Sort.OWN.value) for each in places.children(receiver)]
    return sorted({*asked, *((entry.region, entry.sort) for entry in entries)}, key=lambda unit: (unit[0], unit[1]))


def _own_sum(survey: SurveyRow, receiver: str, now: datetime) -> UnitRow | None:
    entries = list(
        Entry.objects.filter(survey_id=survey.id, region=receiver, sort=Sort.SUM.value).order_by("as_of", "version")
    )
    return _rows(survey, entries, [(receiver, Sort.SUM.value)], now)[0] if entries else None


def _rows(
    survey: SurveyRow, entries: Iterable[Entry], units: Sequence[tuple[str, str]], now: datetime
) -> tuple[UnitRow, ...]:
    by_unit: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        by_unit.setdefault((entry.region, entry.sort), []).append(entry)
    shown = {unit: _shown(found) for unit, found in by_unit.items()}
    wanted = {entry for three in shown.values() for entry in three if entry}
    figures = figures_of(wanted)
    newest = [three[0].id for three in shown.values() if three[0]]
    notes = dict(
        Note.objects.filter(entry_id__in=newest, explanation="")
        .values("entry_id")
        .annotate(count=Count("id"))
        .values_list("entry_id", "count")
    )
    due_times = _due_times(survey, units, now)
    return tuple(
        _row(survey, unit, by_unit.get(unit, []), (shown.get(unit), figures, notes, due_times[unit[0]]), now)
        for unit in units
    )


def _due_times(survey: SurveyRow, units: Sequence[tuple[str, str]], now: datetime) -> dict[str, tuple[datetime, ...]]:
    """Return when each unit's figures are due; a yearly table has its own notice and no daily reports."""
    if loss_table(survey.table).stage != "incident":
        return {region: () for region, _sort in units}
    rules, by_level = deadlines(), {}
    for region, _sort in units:
        if len(region) not in by_level:
            by_level[len(region)] = dues(survey.opened_at, survey.until or now, rule_of(region, rules))
    return {region: by_level[len(region)] for region, _sort in units}


def _shown(entries: list[Entry]) -> tuple[Entry | None, Entry | None, Entry | None]:
    """Return a unit's newest entry, the accepted one, and the one before the newest."""
    accepted = next((each for each in entries if each.state == EntryState.ACCEPTED.value), None)
    return entries[-1], accepted, entries[-2] if len(entries) > 1 else None


def _row(survey: SurveyRow, unit: tuple[str, str], entries: list[Entry], known: tuple, now: datetime) -> UnitRow:
    shown, figures, notes, due_times = known
    rules = deadlines()
    judged = slots(due_times, [each.entered_at for each in entries], survey.until or now)
    late = is_late(judged)
    due_at = next((slot.due_at for slot in judged if slot.met is None), None) if survey.until is None else None
    asked = loss_table(survey.table).phone_keys
    returned = (sum(each.state == EntryState.RETURNED.value for each in entries), len(entries))
    if not shown:
        score = score_of(judged, (0, len(asked)), returned, rules["score"])
        return UnitRow(region=unit[0], sort=unit[1], state=MISSING, is_late=late, due_at=due_at, score=score)
    newest, accepted, before = shown
    told, last = figures[newest.id], figures[before.id] if before else {}
    score = score_of(judged, (sum(key in told for key in asked), len(asked)), returned, rules["score"])
    return UnitRow(
        region=unit[0],
        sort=unit[1],
        state=newest.state,
        entry_id=newest.id,
        version=newest.version,
        as_of=newest.as_of,
        entered_by=newest.entered_by,
        post=newest.post,
        is_zero=newest.is_zero,
        figures=told,
        counted=figures[accepted.id] if accepted else {},
        change={key: value - last[key] for key, value in told.items() if key in last and value != last[key]},
        open_notes=notes.get(newest.id, 0),
        is_late=late,
        due_at=due_at,
        score=score,
    )


def standing(survey: SurveyRow, region: str, now: datetime) -> UnitRow:
    """Return how a place's own figures stand; the caller has checked the reader's right."""
    rows = Entry.objects.filter(survey_id=survey.id, region=region, sort=Sort.OWN.value).order_by("as_of", "version")
    return _rows(survey, list(rows), [(region, Sort.OWN.value)], now)[0]
