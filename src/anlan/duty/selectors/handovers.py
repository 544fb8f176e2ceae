"""Hand-overs: the list and one with its text."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from anlan.duty.domain.handover import Check, HandoverState, Matter, checks_from, is_late
from anlan.duty.models import Handover
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.support.rights import require_visible, within
from anlan.support.rows import Rows
from anlan.support.tables import load_table


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverRow:
    """A hand-over as pages show it; ``is_late`` also while it is not signed yet."""

    id: UUID
    region: str
    organisation_name: str
    changeover_at: datetime
    leaving_person_id: UUID | None
    leaving_person: str
    arriving_person_id: UUID | None
    arriving_person: str
    state: HandoverState
    notes: str
    checks: tuple[Check, ...]
    matters: tuple[Matter, ...]
    left_by_id: str
    left_by: str
    left_at: datetime | None
    left_reason: str
    taken_by: str
    taken_at: datetime | None
    taken_reason: str
    sent_back_reason: str
    text: str
    digest: str
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverFilter:
    """What a reader of the list asks for; an empty field asks for nothing."""

    region: str = ""
    state: str = ""
    text: str = ""
    is_late: bool = False


def handovers(actor: Actor, wanted: HandoverFilter, now: datetime) -> Rows[HandoverRow]:
    """Return the hand-overs in the actor's regions, the newest change of shifts first."""
    rows = Handover.objects.filter(within(actor, "duty.see"))
    if wanted.region:
        rows = rows.filter(region__startswith=wanted.region)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.text:
        rows = rows.filter(organisation_name__icontains=wanted.text)
    if wanted.is_late:
        rows = rows.filter(late_told_at__isnull=False)
    return Rows(rows.order_by("-changeover_at", "region", "id"), lambda found: [_row(each, now) for each in found])


def handover(actor: Actor, handover_id: UUID, now: datetime) -> HandoverRow:
    """Return one hand-over in the actor's regions; outside it is as if there were none."""
    row = Handover.objects.filter(id=handover_id).first()
    if row is None:
        raise NotFound(what="handover")
    require_visible(actor, "duty.see", row.region, "handover")
    return _row(row, now)


def _row(row: Handover, now: datetime) -> HandoverRow:
    grace = timedelta(minutes=load_table("anlan.duty", "handover")["grace_minutes"])
    return HandoverRow(
        id=row.id,
        region=row.region,
        organisation_name=row.organisation_name,
        changeover_at=row.changeover_at,
        leaving_person_id=row.leaving_person_id,
        leaving_person=row.leaving_person,
        arriving_person_id=row.arriving_person_id,
        arriving_person=row.arriving_person,
        state=HandoverState(row.state),
        notes=row.notes,
        checks=checks_from(row.checks),
        matters=tuple(Matter(**each) for each in row.matters),
        left_by_id=row.left_by_id,
        left_by=row.left_by,
        left_at=row.left_at,
        left_reason=row.left_reason,
        taken_by=row.taken_by,
        taken_at=row.taken_at,
        taken_reason=row.taken_reason,
        sent_back_reason=row.sent_back_reason,
        text=row.text,
        digest=row.digest,
        is_late=is_late(row.changeover_at, row.taken_at, now, grace),
    )
