"""Planning a visit, and calling it off."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.gis.geos import Point
from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.kernel.ids import new_id
from anlan.supervision.domain.states import InspectionAct, InspectionKind, InspectionState, inspection_after
from anlan.supervision.events import InspectionCalledOff, InspectionPlanned
from anlan.supervision.models import Going, Inspection, Officer
from anlan.supervision.selectors.lists import check_list
from anlan.supervision.selectors.objects import Subject, subject
from anlan.supervision.services.officers import qualified
from anlan.supervision.services.texts import checked_text
from anlan.support import journal, locks, rights

INSPECT = "supervision.inspect"
_MOST_PARTNERS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class NewInspection:
    """A visit to plan; ``id`` makes the act safe to repeat, ``source_id`` is the tip-off or visit that led to it."""

    kind: InspectionKind
    object_kind: str
    object_id: UUID
    planned_for: date
    officers: tuple[UUID, ...]
    department: str
    partners: tuple[str, ...] = ()
    trade: str = ""
    scheme: str = ""
    plan_item_id: UUID | None = None
    draw_id: UUID | None = None
    source_id: UUID | None = None
    id: UUID | None = None


@transaction.atomic
def plan_inspection(*, new: NewInspection, actor: Actor, now: datetime) -> UUID:
    """Plan a visit by at least two qualified officers, with the check list in force; the same id plans it once."""
    found = subject(actor, new.object_kind, new.object_id)
    rights.require(actor, INSPECT, found.region)
    wanted = new.id or new_id()
    locks.hold(f"supervision:plan:{wanted}")
    if Inspection.objects.filter(id=wanted, object_id=found.id).exists():
        return wanted
    if new.planned_for < in_china(now).date():
        raise InvalidValue(field="planned_for", value=new.planned_for.isoformat(), rule="not_in_the_past")
    if new.kind is InspectionKind.JOINT and not new.partners:
        raise InvalidValue(field="partners", value="", rule="at_least_one")
    going = qualified(new.officers, found.region, new.planned_for)
    row = _stored(wanted, new, found, actor, now)
    for position, officer in enumerate(going, 1):
        Going.objects.create(inspection=row, officer=officer, position=position)
    event = InspectionPlanned(
        **about(row), planned_for=row.planned_for.isoformat(), officers=tuple(each.name for each in going)
    )
    journal.announce(event, actor=actor, now=now)
    return row.id


def _stored(wanted: UUID, new: NewInspection, found: Subject, actor: Actor, now: datetime) -> Inspection:
    chosen = check_list(new.trade or found.trade, found.region)
    partners = [checked_text("partners", each, most=80) for each in new.partners[:_MOST_PARTNERS]]
    return Inspection.objects.create(
        id=wanted,
        region=found.region,
        department=checked_text("department", new.department, most=80),
        partners=partners,
        kind=new.kind.value,
        object_kind=found.kind,
        object_id=found.id,
        object_name=found.name[:120],
        object_location=Point(found.longitude, found.latitude, srid=4326),
        trade=chosen.trade,
        list_edition=chosen.edition,
        items=list(chosen.items),
        planned_for=new.planned_for,
        scheme=new.scheme.strip()[:1000],
        plan_item_id=new.plan_item_id,
        draw_id=new.draw_id,
        source_id=new.source_id,
        planned_by=actor.name,
        planned_at=now,
    )


@transaction.atomic
def call_off(*, inspection_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Call a planned visit off, with the reason."""
    row = locked(inspection_id, actor, INSPECT)
    move(row, InspectionAct.CALL_OFF)
    row.reason = checked_text("reason", reason)
    row.save()
    journal.announce(InspectionCalledOff(**about(row), reason=row.reason), actor=actor, now=now)


def locked(inspection_id: UUID, actor: Actor, right: str) -> Inspection:
    """Return an inspection that nobody else changes until the transaction ends, to somebody who may act on it."""
    row = Inspection.objects.select_for_update().filter(id=inspection_id).first()
    if row is None or not (rights.may(actor, "supervision.see", row.region) or rights.may(actor, right, row.region)):
        raise NotFound(what="inspection")
    rights.require(actor, right, row.region)
    return row


def move(row: Inspection, act: InspectionAct) -> None:
    """Move an inspection along its table, or refuse; the caller saves it."""
    row.state = inspection_after(InspectionState(row.state), act).value


def about(row: Inspection) -> dict[str, object]:
    """Return what every event of an inspection says."""
    return {
        "subject": f"inspection:{row.id}",
        "region": row.region,
        "inspection_id": row.id,
        "inspection_kind": row.kind,
        "object_kind": row.object_kind,
        "object_id": row.object_id,
        "object_name": row.object_name,
    }


def officers_of(row: Inspection) -> list[Officer]:
    """Return who goes, in their order."""
    return [going.officer for going in row.goings.select_related("officer")]
