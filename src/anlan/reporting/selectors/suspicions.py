"""Which suspicions of omission and delay there are, and the rules they come from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q

from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.places import api as places
from anlan.reporting.domain.deadlines import Stage
from anlan.reporting.domain.jumps import Jump, jumps
from anlan.reporting.domain.suspicions import LISTED, TRANSITIONS, WAITING, SuspicionAct, SuspicionState
from anlan.reporting.models import Suspicion
from anlan.reporting.selectors.clocks import ClockRow, clocks_met_by
from anlan.support import rights
from anlan.support.tables import load_table

_PAGE = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspicionRow:
    """A suspicion with the facts that raised it and what was decided."""

    id: UUID
    rule: str
    subject: str
    region: str
    place: str
    incident_id: UUID | None
    is_exercise: bool
    title: str
    facts: Mapping[str, str]
    state: SuspicionState
    seen_at: datetime
    raised_at: datetime | None
    decided_by: str
    decided_at: datetime | None
    reason: str

    @property
    def acts(self) -> tuple[SuspicionAct, ...]:
        """Return what a person may decide."""
        return tuple(act for state, act in TRANSITIONS if state is self.state)


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspicionFilter:
    """What to list: empty fields filter nothing."""

    rule: str = ""
    state: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class SuspicionPage:
    """One page of a list and how many suspicions the whole list has."""

    rows: tuple[SuspicionRow, ...]
    total: int


def suspicion_rules() -> dict[str, Mapping[str, Any]]:
    """Return the rules by key."""
    return {row["key"]: row for row in load_table("anlan.reporting", "suspicions")["rule"]}


def suspicion_rule(key: str) -> Mapping[str, Any]:
    """Return one rule."""
    return suspicion_rules()[key]


def suspicions(actor: Actor, wanted: SuspicionFilter, *, page: int = 1, size: int = _PAGE) -> SuspicionPage:
    """Return one page of the suspicions that match, those that wait for a person first, then the newest."""
    states = [wanted.state] if wanted.state in LISTED else [state.value for state in LISTED]
    found = Suspicion.objects.filter(rights.within(actor, "reporting.see"), state__in=states)
    if wanted.rule:
        found = found.filter(rule=wanted.rule)
    if wanted.text:
        found = found.filter(Q(title__icontains=wanted.text) | Q(decided_by__icontains=wanted.text))
    start = (max(page, 1) - 1) * size
    waits = Q(state__in=[state.value for state in WAITING])
    rows = list(found.alias(waits=waits).order_by("-waits", "-raised_at", "-id")[start : start + size])
    names = places.names(row.region for row in rows)
    return SuspicionPage(tuple(_row(row, names) for row in rows), found.count())


def open_suspicions(actor: Actor, *, limit: int = 100) -> tuple[SuspicionRow, ...]:
    """Return the suspicions that wait for a decision, the oldest first."""
    found = Suspicion.objects.filter(rights.within(actor, "reporting.judge"), state=SuspicionState.OPEN.value)
    rows = list(found.order_by("raised_at", "id")[:limit])
    names = places.names(row.region for row in rows)
    return tuple(_row(row, names) for row in rows)


def _row(row: Suspicion, names: Mapping[str, str]) -> SuspicionRow:
    special = ("place", "state")
    same = {name: getattr(row, name) for name in SuspicionRow.__slots__ if name not in special}
    return SuspicionRow(place=names.get(row.region, row.region), state=SuspicionState(row.state), **same)


def late_receipts(transmission_id: UUID) -> tuple[ClockRow, ...]:
    """Return the clocks of a report received after their ends: sent perhaps in time, known above too late."""
    stages = suspicion_rule("received_late")["stages"]
    found = clocks_met_by(transmission_id)
    return tuple(row for row in found if row.stage in stages and row.received_at and row.received_at > row.due_at)


def silent_jumps(event: incidents.SituationRecorded) -> tuple[Jump, ...]:
    """Return the figures that a region let jump without a word why."""
    if event.note:
        return ()
    known = incidents.indicators()
    wanted = [each for each in event.figures if each.indicator in suspicion_rule("jump_unexplained")["indicators"]]
    before = {each.indicator: Decimal(each.previous) for each in wanted if each.previous}
    told = [(each.indicator, known[each.indicator].name, known[each.indicator].unit, each.value) for each in wanted]
    return jumps(before, told, load_table("anlan.reporting", "jumps"))


def is_missed_stage(stage: str) -> bool:
    """Tell whether a missed clock of this stage is suspect."""
    return Stage(stage) in suspicion_rule("report_missed")["stages"]
