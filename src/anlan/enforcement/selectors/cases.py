"""Which cases there are, in the reader's regions; one case with what can be done in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from anlan.dangers import api as dangers
from anlan.enforcement.domain.credit import ClosureGround, closure_ground
from anlan.enforcement.domain.money import Owed
from anlan.enforcement.domain.states import CaseState
from anlan.enforcement.models import Case
from anlan.enforcement.selectors.facts import documents_of, owed_of
from anlan.enforcement.selectors.tables import closure_rule
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.errors import NotFound
from anlan.support import rights
from anlan.support.rows import Rows

SEE = "enforcement.see"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """A case as others see it."""

    id: UUID
    region: str
    title: str
    state: str
    procedure: str
    party_kind: str
    party_name: str
    party_code: str
    party_address: str
    party_person: str
    object_id: UUID | None
    source: str
    source_id: str
    clue: str
    ended_at: datetime
    found_at: datetime
    has_harm: bool
    has_major_danger: bool
    officers: tuple[dict[str, str], ...]
    penalty: dict[str, Any]
    fine: Decimal | None
    hearing_asked_at: datetime | None
    objection_waived_at: datetime | None
    decided_at: datetime | None
    executed_at: datetime | None
    execution: str
    published_at: datetime | None
    withdrawn_at: datetime | None
    late_reasons: tuple[dict[str, str], ...]
    court_took_at: datetime | None
    opened_by: str
    opened_at: datetime
    closed_at: datetime | None
    keep_years: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """What to list; empty fields filter nothing. ``sort`` is opened, party, or fine, with "-" downwards."""

    state: str = ""
    procedure: str = ""
    text: str = ""
    region: str = ""
    object_id: UUID | None = None
    sort: str = "-opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseRow:
    """Days that do not count."""

    sort: str
    first: Any
    last: Any
    reason: str
    by: str


_SORTS = {"opened": "opened_at", "party": "party_name", "fine": "fine"}


def cases(actor: Actor, wanted: CaseFilter | None = None) -> Rows[CaseRow]:
    """Return the cases that match, read only as far as they are looked at."""
    wanted = wanted or CaseFilter()
    rows = _visible(actor)
    exact = {"state": wanted.state, "procedure": wanted.procedure, "object_id": wanted.object_id}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if wanted.region:
        rows = rows.filter(region__startswith=wanted.region)
    if wanted.text:
        about = Q(title__icontains=wanted.text) | Q(party_name__icontains=wanted.text)
        rows = rows.filter(about | Q(party_code=wanted.text))
    name = _SORTS.get(wanted.sort.removeprefix("-"), "opened_at")
    order = f"-{name}" if wanted.sort.startswith("-") else name
    return Rows(rows.order_by(order, "-id"), _rows)


def case(actor: Actor, case_id: UUID) -> CaseRow:
    """Return one case, or refuse as if there were none."""
    return row_of(case_seen(actor, case_id))


def case_seen(actor: Actor, case_id: UUID) -> Case:
    """Return the row of one case that the actor sees, or refuse as if there were none."""
    found = _visible(actor).filter(id=case_id).first()
    if found is None:
        raise NotFound(what="case")
    return found


def cases_of(actor: Actor, object_ids: Iterable[UUID]) -> dict[UUID, tuple[CaseRow, ...]]:
    """Return the cases against enterprises, the newest first, as far as the actor sees them."""
    found: dict[UUID, tuple[CaseRow, ...]] = {}
    for row in _visible(actor).filter(object_id__in=list(object_ids)).order_by("-opened_at")[:500]:
        if row.object_id is not None:
            found[row.object_id] = (*found.get(row.object_id, ()), row_of(row))
    return found


def penalty_counts(object_ids: Iterable[UUID], since: datetime) -> dict[UUID, int]:
    """Return how many penalties stand against enterprises since a moment; revoked ones do not count."""
    rows = Case.objects.filter(object_id__in=list(object_ids), decided_at__gte=since)
    found: dict[UUID, int] = {}
    for object_id in rows.exclude(state=CaseState.REVOKED.value).values_list("object_id", flat=True):
        if object_id is not None:
            found[object_id] = found.get(object_id, 0) + 1
    return found


def state_counts(actor: Actor) -> dict[str, int]:
    """Return how many cases stand in each state; not counted beyond ten thousand."""
    states = _visible(actor).order_by().values_list("state", flat=True)[:10_000]
    found: dict[str, int] = {}
    for state in states:
        found[state] = found.get(state, 0) + 1
    return found


def closure_of(actor: Actor, case_id: UUID, now: datetime) -> ClosureGround:
    """Return whether the party's penalties, with a major danger, give ground to propose its closing."""
    row = case_seen(actor, case_id)
    same = Q(party_kind="unit", party_name=row.party_name)
    if row.object_id:
        same |= Q(object_id=row.object_id)
    if row.party_code:
        same |= Q(party_code=row.party_code)
    penalties = Case.objects.filter(same, decided_at__isnull=False).exclude(state=CaseState.REVOKED.value)
    days = [in_china(at).date() for at in penalties.values_list("decided_at", flat=True) if at]
    has_danger = Case.objects.filter(same, has_major_danger=True).exists()
    if row.object_id:
        has_danger |= dangers.open_counts([row.object_id])[row.object_id].major > 0
    return closure_ground(days, in_china(now).date(), closure_rule(), has_major_danger=has_danger)


def owed(actor: Actor, case_id: UUID, now: datetime) -> Owed:
    """Return what is owed of a case's fine and surcharge at the end of today."""
    row = case_seen(actor, case_id)
    return owed_of(row, documents_of(row), in_china(now).date())


def pauses(actor: Actor, case_id: UUID) -> tuple[PauseRow, ...]:
    """Return the days of a case that do not count."""
    rows = case_seen(actor, case_id).pauses.all()
    return tuple(PauseRow(sort=row.sort, first=row.first, last=row.last, reason=row.reason, by=row.by) for row in rows)


def payments(actor: Actor, case_id: UUID) -> tuple[tuple[Any, Decimal, str], ...]:
    """Return day, amount and receipt of what was paid."""
    return tuple((row.on, row.amount, row.receipt) for row in case_seen(actor, case_id).payments.all())


def evidence(actor: Actor, case_id: UUID) -> tuple[tuple[UUID, str, datetime, str], ...]:
    """Return id, caption, moment and author of the pictures in a case's file."""
    rows = case_seen(actor, case_id).evidence.defer("picture")
    return tuple((row.id, row.caption, row.taken_at, row.taken_by) for row in rows)


def evidence_picture(actor: Actor, case_id: UUID, evidence_id: UUID) -> tuple[bytes, str]:
    """Return a picture of the file with its media type."""
    row = case_seen(actor, case_id).evidence.filter(id=evidence_id).first()
    if row is None:
        raise NotFound(what="evidence")
    return bytes(row.picture), row.media_type


def row_of(row: Case) -> CaseRow:
    """Return a case as others see it."""
    given = {name: getattr(row, name) for name in CaseRow.__slots__}
    return CaseRow(**{**given, "officers": tuple(row.officers), "late_reasons": tuple(row.late_reasons)})


def _rows(found: Sequence[Case]) -> tuple[CaseRow, ...]:
    return tuple(row_of(row) for row in found)


def _visible(actor: Actor) -> QuerySet[Case]:
    return Case.objects.filter(rights.within(actor, SEE))
