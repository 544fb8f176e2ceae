"""Finding and registering hidden dangers, once however often one is sent; dismissing what is none."""

from datetime import datetime
from uuid import UUID

from django.contrib.gis.geos import Point
from django.db import transaction
from django.db.models import Max

from anlan.dangers.domain.dangers import NewDanger, check_new, checked_words, pairs_of, registers_at_once, shown_number
from anlan.dangers.domain.errors import NotYours, TokenUsedOtherwise
from anlan.dangers.domain.states import DangerAct, DangerState
from anlan.dangers.events import DangerDismissed, DangerFound, DangerRegistered, DangerTakenUp
from anlan.dangers.models import Danger
from anlan.dangers.selectors.objects import name_of
from anlan.dangers.selectors.scope import is_delivered, own_objects
from anlan.dangers.services.recurring import find_earlier
from anlan.dangers.services.steps import checked, keep, keep_pictures, locked, step, tell
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.support import locks, rights

_REGISTER = "dangers.register"


@transaction.atomic
def register_danger(new: NewDanger, actor: Actor, now: datetime) -> UUID:
    """Store a hidden danger and return its id; the same token or the same source's number stores it once.

    What an entitled person found by looking is registered at once; a tip-off's or a machine's word stays ``found``
    until a person registers it.
    """
    speaks = new.object_id in own_objects(actor) or is_delivered(actor, new.object_id, new.region)
    _require_finder(new, actor, is_own=speaks)
    check_new(new, now)
    pictures = checked(new.pictures)
    locks.hold("dangers:register")
    known = _known(new, actor)
    if known is not None:
        return known.id
    danger = _stored(new, actor, now)
    keep(danger, "find", actor, now, new.text.strip()[:500])
    keep_pictures(danger, "before", pictures, actor, now)
    tell(DangerFound, danger, actor, now, pictures=len(pictures))
    may_register = rights.may(actor, _REGISTER, new.region)
    if registers_at_once(new.source, may_register=may_register, is_own=speaks):
        _register(danger, actor, now)
    return danger.id


@transaction.atomic
def confirm_danger(*, danger_id: UUID, actor: Actor, now: datetime) -> None:
    """Register what was found: a person confirms that it is a hidden danger."""
    _register(locked(danger_id, actor, _REGISTER), actor, now)


@transaction.atomic
def dismiss_danger(*, danger_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Say that it is no hidden danger, and why; it stays readable and can be taken up again."""
    danger = locked(danger_id, actor, _REGISTER)
    words = checked_words("reason", reason)
    step(danger, DangerAct.DISMISS)
    danger.closed_at = now
    danger.save(update_fields=["state", "closed_at"])
    keep(danger, DangerAct.DISMISS, actor, now, words)
    tell(DangerDismissed, danger, actor, now, reason=words)


@transaction.atomic
def take_up_danger(*, danger_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Take a dismissed one up again."""
    danger = locked(danger_id, actor, _REGISTER)
    words = checked_words("reason", reason)
    step(danger, DangerAct.TAKE_UP)
    danger.closed_at = None
    danger.save(update_fields=["state", "closed_at"])
    keep(danger, DangerAct.TAKE_UP, actor, now, words)
    tell(DangerTakenUp, danger, actor, now, reason=words)


def _require_finder(new: NewDanger, actor: Actor, *, is_own: bool) -> None:
    """Let officials find in their regions, and an enterprise's people at their own enterprise."""
    if is_own or rights.may(actor, "dangers.find", new.region):
        return
    if rights.regions_of(actor, "dangers.own"):
        raise NotYours
    rights.require(actor, "dangers.find", new.region)


def _known(new: NewDanger, actor: Actor) -> Danger | None:
    """Return what was stored before under the sender's token or the source's number; refuse another text under it."""
    if new.token:
        known = Danger.objects.filter(found_by_id=actor.id, token=new.token).first()
        if known and (known.title, known.text) != (new.title.strip(), new.text.strip()):
            raise TokenUsedOtherwise
        if known:
            return known
    if new.source_id:
        return Danger.objects.filter(source=new.source.value, source_id=new.source_id).first()
    return None


def _stored(new: NewDanger, actor: Actor, now: datetime) -> Danger:
    year = in_china(now).year
    serial = (Danger.objects.filter(year=year).aggregate(last=Max("serial"))["last"] or 0) + 1
    name = new.object_name.strip() or name_of(new.object_kind, new.object_id)
    danger = row_of_new(new, name, actor, now)
    danger.year, danger.serial, danger.number = year, serial, shown_number(year, serial)
    danger.save()
    return danger


def row_of_new(new: NewDanger, name: str, actor: Actor, now: datetime) -> Danger:
    """Return what was found as a row without a number, unsaved."""
    title, place_text = new.title.strip(), new.place_text.strip()
    return Danger(
        token=new.token or None,
        object_kind=new.object_kind.value,
        object_id=new.object_id,
        object_name=name[:120],
        region=new.region,
        location=Point(*new.location, srid=4326) if new.location else None,
        place_text=place_text,
        title=title,
        text=new.text.strip(),
        trade=new.trade,
        words=pairs_of(title, name, place_text),
        source=new.source.value,
        source_id=new.source_id,
        found_at=min(new.found_at or now, now),
        found_by_id=actor.id,
        found_by=actor.name[:80],
        state=DangerState.FOUND.value,
    )


def _register(danger: Danger, actor: Actor, now: datetime) -> None:
    step(danger, DangerAct.REGISTER)
    danger.registered_at = now
    danger.save(update_fields=["state", "registered_at"])
    keep(danger, DangerAct.REGISTER, actor, now)
    tell(DangerRegistered, danger, actor, now)
    find_earlier(danger, actor, now)
