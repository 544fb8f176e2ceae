"""Partners: added, paused, given a key; and what a person makes of their messages."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.kernel.regions import normalise
from anlan.public_warnings.domain.receiving import WrongPartnerKey, require_partner
from anlan.public_warnings.events import PartnerChanged
from anlan.public_warnings.models import Partner
from anlan.support import journal, rights

MANAGE: Final = "public_warnings.manage_partners"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPartner:
    """A partner to be: polled at ``address`` where there is one, pushing with a key where ``pushes``.

    Where it ``must_sign``, what no key signed that is trusted here is refused.
    """

    name: str
    region: str
    address: str = ""
    poll_minutes: int = 5
    pushes: bool = False
    must_sign: bool = False


@dataclass(frozen=True, slots=True)
class AddedPartner:
    """A partner just added; ``key`` is never seen again and empty where it does not push."""

    id: UUID
    key: str


@transaction.atomic
def add_partner(*, new: NewPartner, actor: Actor, now: datetime) -> AddedPartner:
    """Add a partner for a region; polling begins at once."""
    region = normalise(new.region)
    rights.require(actor, MANAGE, region)
    require_partner(name=new.name, address=new.address, poll_minutes=new.poll_minutes)
    if not new.address and not new.pushes:
        raise InvalidValue(field="address", value="", rule="address_or_push")
    key = secrets.token_urlsafe(32) if new.pushes else ""
    row = Partner.objects.create(
        name=new.name.strip(),
        region=region,
        address=new.address,
        poll_minutes=new.poll_minutes,
        push_digest=_digest(key) if key else "",
        must_sign=new.must_sign,
        next_poll_at=clock.real_now() if new.address else None,
        added_by=actor.name,
        added_at=now,
    )
    _announce(row, "added", actor, now)
    return AddedPartner(row.id, key)


@transaction.atomic
def pause_partner(*, partner_id: UUID, is_paused: bool, actor: Actor, now: datetime) -> None:
    """Stop taking a partner's messages, or take them again; the second time changes nothing."""
    row = _locked(partner_id, actor)
    if row.is_paused == is_paused:
        return
    row.is_paused = is_paused
    row.next_poll_at = clock.real_now() if row.address else None
    row.save(update_fields=["is_paused", "next_poll_at"])
    _announce(row, "paused" if is_paused else "resumed", actor, now)


@transaction.atomic
def require_signatures(*, partner_id: UUID, must_sign: bool, actor: Actor, now: datetime) -> None:
    """Take only what a key signed that is trusted here, or take unsigned messages again; those kept stay."""
    row = _locked(partner_id, actor)
    if row.must_sign == must_sign:
        return
    row.must_sign = must_sign
    row.save(update_fields=["must_sign"])
    _announce(row, "must_sign" if must_sign else "may_be_unsigned", actor, now)


@transaction.atomic
def renew_partner_key(*, partner_id: UUID, actor: Actor, now: datetime) -> AddedPartner:
    """Give a partner another key to push with; the old one holds no more."""
    row, key = _locked(partner_id, actor), secrets.token_urlsafe(32)
    row.push_digest = _digest(key)
    row.save(update_fields=["push_digest"])
    _announce(row, "new_key", actor, now)
    return AddedPartner(row.id, key)


@transaction.atomic
def fetch_soon(*, partner_id: UUID, actor: Actor) -> None:
    """Let a partner be polled at the next tick and in full, so that a person sees whether its address works."""
    row = _locked(partner_id, actor)
    if row.address and not row.is_paused:
        row.etag = row.last_modified = ""
        row.next_poll_at = clock.real_now()
        row.save(update_fields=["etag", "last_modified", "next_poll_at"])


def partner_pushing(partner_id: UUID, key: str) -> UUID:
    """Return the partner that the key lets push; refuse a wrong key, an unknown or paused partner."""
    row: Partner | None = Partner.objects.filter(id=partner_id, is_paused=False).exclude(push_digest="").first()
    if not hmac.compare_digest(row.push_digest if row else "", _digest(key)) or row is None:
        raise WrongPartnerKey()
    return partner_id


def _locked(partner_id: UUID, actor: Actor) -> Partner:
    row = Partner.objects.select_for_update().filter(rights.within(actor, MANAGE), id=partner_id).first()
    if row is None:
        raise NotFound(what="partner", id=str(partner_id))
    return row


def _digest(key: str) -> str:
    """Return what is kept of a key; a plain digest is enough, because a key is random and long."""
    return hashlib.sha256(key.encode()).hexdigest()


def _announce(row: Partner, change: str, actor: Actor, now: datetime) -> None:
    event = PartnerChanged(
        subject=f"partner:{row.id}", region=row.region, partner_id=row.id, partner_name=row.name, change=change
    )
    journal.announce(event, actor=actor, now=now)
