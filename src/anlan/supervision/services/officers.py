"""Officers, their certificates, and the objects that they keep away from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.kernel.ids import new_id
from anlan.kernel.regions import lies_within, normalise
from anlan.supervision.domain.errors import CertificateTwice, TooFewOfficers
from anlan.supervision.events import ConflictTold, OfficerKept
from anlan.supervision.models import Officer, Recusal
from anlan.supervision.selectors.tables import limits
from anlan.supervision.services.texts import checked_text
from anlan.support import journal, locks, rights

_KEEP = "supervision.keep_officers"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerDetails:
    """An officer as a form gives him or her."""

    name: str
    department: str
    region: str
    certificate: str
    valid_until: date
    person_id: UUID | None = None
    is_active: bool = True


@transaction.atomic
def keep_officer(*, officer_id: UUID | None, given: OfficerDetails, actor: Actor, now: datetime) -> UUID:
    """Enter an officer, or change one; a certificate belongs to one officer."""
    region = normalise(given.region)
    rights.require(actor, _KEEP, region)
    certificate = checked_text("certificate", given.certificate, most=40)
    locks.hold("supervision:officers")
    row = _officer(officer_id, actor) if officer_id else Officer(id=new_id())
    if Officer.objects.filter(certificate=certificate).exclude(id=row.id).exists():
        raise CertificateTwice(number=certificate)
    row.name = checked_text("name", given.name, most=40)
    row.department = checked_text("department", given.department, most=80)
    row.region, row.certificate, row.valid_until = region, certificate, given.valid_until
    row.person_id, row.is_active = given.person_id, given.is_active
    row.save()
    event = OfficerKept(
        subject=f"officer:{row.id}", region=region, name=row.name, valid_until=row.valid_until.isoformat()
    )
    journal.announce(event, actor=actor, now=now)
    return row.id


@transaction.atomic
def tell_conflict(*, officer_id: UUID, subject: tuple[UUID, str], reason: str, actor: Actor, now: datetime) -> None:
    """Keep an officer away from an object (id, name), with the reason; told again, the newer reason stands."""
    row = _officer(officer_id, actor)
    object_id, name = subject
    told = {
        "object_name": checked_text("object", name, most=120),
        "reason": checked_text("reason", reason, most=200),
        "by": actor.name,
        "at": now,
    }
    Recusal.objects.update_or_create(officer=row, object_id=object_id, defaults=told)
    event = ConflictTold(subject=f"officer:{row.id}", region=row.region, name=row.name, object_name=told["object_name"])
    journal.announce(event, actor=actor, now=now)


def qualified(officer_ids: Iterable[UUID], region: str, day: date) -> list[Officer]:
    """Return the officers in the order given, or refuse where fewer than the law wants may act there on that day."""
    wanted = list(dict.fromkeys(officer_ids))
    found = {row.id: row for row in Officer.objects.filter(id__in=wanted)}
    if len(found) != len(wanted):
        raise InvalidValue(field="officers", value=str(len(wanted)), rule="chosen_from_the_list")
    rows = [found[each] for each in wanted]
    wrong = [row.name for row in rows if not may_act(row, region, day)]
    least = limits("officers")["least"]
    if wrong or len(rows) < least:
        raise TooFewOfficers(needed=least, found=len(rows) - len(wrong), names=", ".join(wrong) or "-")
    return rows


def may_act(row: Officer, region: str, day: date) -> bool:
    """Tell whether an officer's certificate is valid on a day and reaches a region."""
    return row.is_active and row.valid_until >= day and lies_within(region, row.region)


def _officer(officer_id: UUID, actor: Actor) -> Officer:
    row = Officer.objects.select_for_update().filter(id=officer_id).first()
    if row is None or not rights.may(actor, "supervision.see", row.region):
        raise NotFound(what="officer")
    rights.require(actor, _KEEP, row.region)
    return row
