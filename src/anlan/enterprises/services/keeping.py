"""Keeping the register: an enterprise is registered, its entry changed, it stops, works again or closes."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.gis.geos import Point
from django.db import transaction

from anlan.enterprises.domain.credit_codes import checked
from anlan.enterprises.domain.entries import EnterpriseEntry, checked_entry
from anlan.enterprises.domain.errors import CodeIsTaken
from anlan.enterprises.domain.states import EnterpriseIsClosed, FirmAct, FirmState, ReasonIsMissing, after
from anlan.enterprises.events import EnterpriseChanged, EnterpriseRegistered, StateChanged
from anlan.enterprises.models import Enterprise
from anlan.enterprises.selectors.scope import KEEP, delivers, require_keeper
from anlan.enterprises.selectors.sections import scales, trades
from anlan.enterprises.services.training_standing import reckon
from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.kernel.ids import new_id
from anlan.support import journal, rights


@dataclass(frozen=True, slots=True)
class Place:
    """Where an enterprise stands."""

    region: str
    longitude: float
    latitude: float


@transaction.atomic
def register_enterprise(*, code: str, entry: EnterpriseEntry, place: Place, actor: Actor, now: datetime) -> UUID:
    """Register an enterprise by its unified social credit code; return its id."""
    plain = checked(code)
    if not delivers(actor, plain, place.region):
        rights.require(actor, "enterprises.register", place.region)
    told = checked_entry(entry, trades(), scales())
    row = Enterprise(
        id=new_id(), code=plain, region=place.region, location=Point(place.longitude, place.latitude, srid=4326)
    )
    _put(row, told)
    if Enterprise.objects.filter(code=plain).exists():
        raise CodeIsTaken(code=plain)
    row.save(force_insert=True)
    event = EnterpriseRegistered(
        subject=f"enterprises.enterprise:{row.id}",
        region=row.region,
        enterprise_id=row.id,
        name=row.name,
        code=row.code,
        industry=row.industry,
    )
    journal.announce(event, actor=actor, now=now)
    return row.id


@transaction.atomic
def deliver_enterprise(
    *, code: str, entry: EnterpriseEntry, place: Place, actor: Actor, now: datetime
) -> tuple[UUID, bool]:
    """Register the enterprise of a code, or change what is registered; return its id and whether it is new."""
    found = Enterprise.objects.filter(code=checked(code)).values_list("id", flat=True).first()
    if found is None:
        return register_enterprise(code=code, entry=entry, place=place, actor=actor, now=now), True
    change_enterprise(enterprise_id=found, entry=entry, place=place, actor=actor, now=now)
    return found, False


@transaction.atomic
def change_enterprise(
    *, enterprise_id: UUID, entry: EnterpriseEntry, place: Place | None, actor: Actor, now: datetime
) -> None:
    """Change what the register says of an enterprise; what stays as it was is not journalled."""
    row = locked(enterprise_id, actor)
    before = _told(row)
    _put(row, checked_entry(entry, trades(), scales()))
    if place is not None:
        row.location = Point(place.longitude, place.latitude, srid=4326)
        if place.region != row.region:
            if not delivers(actor, row.code, place.region):
                rights.require(actor, KEEP, place.region)
            row.region = place.region
            row.records.update(region=place.region)
    told = _told(row)
    changed = [name for name, value in told.items() if value != before[name]]
    if not changed:
        return
    row.save()
    if "industry" in changed:
        reckon(row, row.trainees.all(), clock.in_china(now).date())
    event = EnterpriseChanged(
        subject=f"enterprises.enterprise:{row.id}",
        region=row.region,
        enterprise_id=row.id,
        name=row.name,
        before={name: before[name] for name in changed},
        after={name: told[name] for name in changed},
    )
    journal.announce(event, actor=actor, now=now)


@transaction.atomic
def change_state(*, enterprise_id: UUID, act: FirmAct, reason: str, actor: Actor, now: datetime) -> FirmState:
    """Let an enterprise stop, work again or close; return its state."""
    row = locked(enterprise_id, actor, even_closed=True)
    state = after(FirmState(row.state), act)
    if not reason.strip():
        raise ReasonIsMissing()
    row.state = state
    row.save(update_fields=["state"])
    event = StateChanged(
        subject=f"enterprises.enterprise:{row.id}",
        region=row.region,
        enterprise_id=row.id,
        name=row.name,
        state=state,
        reason=reason.strip(),
    )
    journal.announce(event, actor=actor, now=now)
    return state


def locked(enterprise_id: UUID, actor: Actor, *, even_closed: bool = False) -> Enterprise:
    """Return an enterprise whose file the actor keeps, locked until the act ends; a closed one takes no changes."""
    row = Enterprise.objects.select_for_update().filter(id=enterprise_id).first()
    if row is None:
        raise NotFound(what="enterprise")
    require_keeper(actor, row)
    if row.state == FirmState.CLOSED and not even_closed:
        raise EnterpriseIsClosed(name=row.name)
    return row


def _put(row: Enterprise, entry: EnterpriseEntry) -> None:
    for name, value in asdict(entry).items():
        setattr(row, name, value)


def _told(row: Enterprise) -> dict[str, Any]:
    names = EnterpriseEntry.__dataclass_fields__
    place = {"region": row.region, "longitude": round(row.location.x, 6), "latitude": round(row.location.y, 6)}
    return {name: getattr(row, name) for name in names} | place
