"""Listed supervision: listed, published, extended, upgraded, lifted."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from anlan.dangers.domain import listing as terms
from anlan.dangers.domain.dangers import checked_words, grade_or_none
from anlan.dangers.domain.errors import ExtensionRunning, ListedAlready, ListingNotLate, NotListable
from anlan.dangers.domain.listing import Acceptance, ListingAct, ListingState, Notice, after
from anlan.dangers.domain.states import TO_RECTIFY, DangerState
from anlan.dangers.events import (
    DangerListed,
    ExtensionAsked,
    ExtensionDecided,
    ListingEvent,
    ListingLifted,
    ListingPublished,
    ListingUpgraded,
)
from anlan.dangers.models import Danger, Extension, Listing
from anlan.dangers.selectors import rules
from anlan.dangers.selectors.scope import sees
from anlan.dangers.selectors.workdays import workdays_around
from anlan.dangers.services.steps import keep, locked, tell, watch
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.places import api as places
from anlan.support import locks, rights

_RIGHT = "dangers.list"
_STANDING = (ListingState.LISTED.value, ListingState.PUBLISHED.value)


@transaction.atomic
def list_danger(*, danger_id: UUID, notice: Notice, actor: Actor, now: datetime) -> UUID:
    """Put a major one under listed supervision of the level that the table names; return the listing's id."""
    danger = locked(danger_id, actor, "dangers.see")
    level = rules.listing_level(danger.region, grade_or_none(danger.grade), danger.danger_class)
    rights.require(actor, _RIGHT, terms.authority_of(danger.region, level))
    if DangerState(danger.state) not in TO_RECTIFY:
        raise NotListable
    if danger.is_listed:
        raise ListedAlready
    listing = _list(danger, level, notice, actor, now)
    keep(danger, "list", actor, now, listing.number)
    more = {"due_at": listing.due_at, "publish_due_on": listing.publish_due_on.isoformat()}
    announce(DangerListed, listing, danger, actor, now, **more)
    return listing.id


@transaction.atomic
def publish_listing(*, listing_id: UUID, actor: Actor, now: datetime) -> None:
    """Put the notice on the public page; it names no person."""
    listing, danger = _locked(listing_id, actor)
    rights.require(actor, _RIGHT, listing.authority)
    listing.state = after(ListingState(listing.state), ListingAct.PUBLISH).value
    listing.published_at = now
    listing.save(update_fields=["state", "published_at"])
    keep(danger, "publish", actor, now, listing.number)
    announce(ListingPublished, listing, danger, actor, now)


@transaction.atomic
def ask_extension(*, listing_id: UUID, until: datetime, reason: str, actor: Actor, now: datetime) -> UUID:
    """Ask for more time, as many working days before the deadline as the procedure wants."""
    listing, danger = _locked(listing_id, actor, is_unit=True)
    after(ListingState(listing.state), ListingAct.EXTEND)
    if listing.extensions.filter(is_granted__isnull=True).exists():
        raise ExtensionRunning
    procedure, due_on, today = rules.procedure(listing.region), in_china(listing.due_at).date(), in_china(now).date()
    terms.check_asking(today, terms.day_before(due_on, procedure.ask_working_days, workdays_around(due_on)))
    latest = listing.listed_at + timedelta(days=procedure.most_days)
    if not listing.due_at < until <= latest:
        raise InvalidValue(field="until", value=until.date().isoformat(), rule="within_the_year_of_listing")
    words = checked_words("reason", reason, 500)
    decide_by = terms.day_after(today, procedure.decide_working_days, workdays_around(today))
    told = {"until": until, "reason": words, "decide_by": decide_by}
    asked = Extension.objects.create(listing=listing, asked_by=actor.name, asked_at=now, **told)
    keep(danger, "ask_extension", actor, now, words)
    announce(ExtensionAsked, listing, danger, actor, now, **told | {"decide_by": decide_by.isoformat()})
    return asked.id


@transaction.atomic
def decide_extension(*, listing_id: UUID, is_granted: bool, decision: str, actor: Actor, now: datetime) -> None:
    """Grant or refuse the extension that waits, with the reason."""
    listing, danger = _locked(listing_id, actor)
    rights.require(actor, _RIGHT, listing.authority)
    after(ListingState(listing.state), ListingAct.EXTEND)
    asked = listing.extensions.select_for_update().filter(is_granted__isnull=True).first()
    if asked is None:
        raise NotFound(what="extension")
    asked.decision, asked.is_granted = checked_words("decision", decision, 500), is_granted
    asked.decided_by, asked.decided_at = actor.name, now
    asked.save()
    if is_granted:
        listing.due_at, listing.late_told_at = asked.until, None
        listing.save(update_fields=["due_at", "late_told_at"])
        _follow(danger, asked.until, now)
    keep(danger, "decide_extension", actor, now, asked.decision, granted=is_granted)
    told = {"is_granted": is_granted, "until": asked.until, "decision": asked.decision}
    announce(ExtensionDecided, listing, danger, actor, now, **told)


@transaction.atomic
def upgrade_listing(*, listing_id: UUID, notice: Notice, actor: Actor, now: datetime) -> UUID:
    """Take a late listing over at the level above; return the new listing's id."""
    listing, danger = _locked(listing_id, actor)
    level = terms.level_above(listing.level)
    rights.require(actor, _RIGHT, terms.authority_of(listing.region, level))
    from_day = listing.due_at + timedelta(days=rules.procedure(listing.region).upgrade_after_days)
    state = after(ListingState(listing.state), ListingAct.UPGRADE)
    if now < from_day:
        raise ListingNotLate(day=in_china(from_day).date().isoformat())
    listing.state, listing.ended_by, listing.ended_at = state.value, actor.name, now
    listing.save(update_fields=["state", "ended_by", "ended_at"])
    higher = _list(danger, level, notice, actor, now, upgrades=listing)
    keep(danger, "upgrade", actor, now, higher.number)
    announce(ListingUpgraded, higher, danger, actor, now, days_late=(now - listing.due_at).days)
    return higher.id


@transaction.atomic
def lift_listing(*, listing_id: UUID, acceptance: Acceptance, actor: Actor, now: datetime) -> None:
    """Lift a published listing once the re-check and the experts accepted the rectification."""
    listing, danger = _locked(listing_id, actor)
    rights.require(actor, _RIGHT, listing.authority)
    state = after(ListingState(listing.state), ListingAct.LIFT)
    procedure = rules.procedure(listing.region)
    experts = terms.check_lifting(DangerState(danger.state), acceptance, procedure)
    listing.opinion = checked_words("expert_opinion", acceptance.opinion)
    listing.state, listing.experts = state.value, list(experts)
    listing.ended_by, listing.ended_at = actor.name, now
    listing.save(update_fields=["state", "experts", "opinion", "ended_by", "ended_at"])
    danger.is_listed = False
    danger.save(update_fields=["is_listed"])
    keep(danger, "lift", actor, now, listing.opinion)
    announce(ListingLifted, listing, danger, actor, now, experts=experts, opinion=listing.opinion)


def announce(
    event: type[ListingEvent], listing: Listing, danger: Danger, actor: Actor, now: datetime, **more: Any
) -> None:
    """Tell the journal what happened to a listing."""
    said = {"listing_id": listing.id, "notice": listing.number, "level": listing.level, "authority": listing.authority}
    tell(event, danger, actor, now, **said, **more)


def _list(
    danger: Danger, level: str, notice: Notice, actor: Actor, now: datetime, upgrades: Listing | None = None
) -> Listing:
    procedure, today = rules.procedure(danger.region), in_china(now).date()
    terms.check_notice(notice, procedure, now)
    authority = terms.authority_of(danger.region, level)
    locks.hold(f"dangers:listing:{authority}:{today.year}")
    serial = Listing.objects.filter(authority=authority, listed_at__year=today.year).count() + 1
    listing = Listing.objects.create(
        danger=danger,
        number=rules.notice_number(places.name(authority), today.year, serial),
        level=level,
        authority=authority,
        title=danger.title,
        object_name=danger.object_name,
        region=danger.region,
        responsible_unit=notice.responsible_unit.strip(),
        supervising_unit=notice.supervising_unit.strip(),
        measures=notice.measures.strip(),
        due_at=notice.due_at,
        listed_by=actor.name,
        listed_at=now,
        publish_due_on=terms.day_after(today, procedure.publish_working_days, workdays_around(today)),
        upgrades=upgrades,
    )
    danger.is_listed = True
    danger.save(update_fields=["is_listed"])
    _follow(danger, notice.due_at, now)
    return listing


def _follow(danger: Danger, due_at: datetime, now: datetime) -> None:
    """Let the danger's own deadline follow the listing's."""
    danger.due_at = due_at
    watch(danger, now, anew=True)
    danger.save(update_fields=["due_at", "watch_at", "watched", "is_overdue"])


def _locked(listing_id: UUID, actor: Actor, *, is_unit: bool = False) -> tuple[Listing, Danger]:
    """Return a listing and its danger, locked in the order of every other act: the danger first."""
    known = Listing.objects.filter(id=listing_id).values_list("danger_id", flat=True).first()
    danger = Danger.objects.select_for_update().filter(id=known).first() if known else None
    if danger is None or not sees(actor, danger):
        raise NotFound(what="listing")
    if is_unit:
        locked(danger.id, actor, "dangers.rectify", own=True)
    return Listing.objects.select_for_update().get(id=listing_id), danger
