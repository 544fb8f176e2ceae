"""Giving a signature to another for hours when one is away, and taking it back."""

from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from django.db import transaction

from anlan.access import api as access
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.kernel.levels import Level
from anlan.public_warnings.domain import refusals
from anlan.public_warnings.domain.delegating import LONGEST_DELEGATION
from anlan.public_warnings.domain.signing import LEGAL_LEVELS, groups, rules
from anlan.public_warnings.events import DelegationTakenBack, SignatureDelegated
from anlan.public_warnings.models import Delegation
from anlan.public_warnings.selectors.signing import hours_words
from anlan.support import journal, rights

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDelegation:
    """Who lets whom sign: no groups means all kinds; hours are local and may pass midnight."""

    from_id: UUID
    to_id: UUID
    region: str
    levels: tuple[Level, ...]
    valid_from: datetime
    valid_until: datetime
    reason: str
    groups: tuple[str, ...] = ()
    daily_from: time | None = None
    daily_until: time | None = None
    whole_weekends: bool = False


@transaction.atomic
def delegate_signature(*, wanted: NewDelegation, actor: Actor, now: datetime) -> UUID:
    """Let another person sign in one's place; what one holds by delegation only is never passed on."""
    rights.require(actor, "public_warnings.delegate", wanted.region)
    _require_sound(wanted, now)
    giver, taker = access.actor_of_account(wanted.from_id), access.actor_of_account(wanted.to_id)
    if giver is None or taker is None:
        raise NotFound(what="account")
    _require_giver(actor, giver, wanted)
    if _is_same(giver, taker) or not rights.may(taker, "public_warnings.draft", wanted.region):
        raise refusals.DelegateUnfit(person=taker.name)
    row = _row(wanted, giver, taker)
    row.given_by, row.given_at = actor.name, now
    row.save(force_insert=True)
    event = SignatureDelegated(
        **_named(row),
        levels=tuple(row.levels),
        groups=tuple(row.groups),
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        hours=hours_words(row),
        reason=row.reason,
    )
    journal.announce(event, actor=actor, now=now)
    return row.id


def _row(wanted: NewDelegation, giver: Actor, taker: Actor) -> Delegation:
    return Delegation(
        from_id=wanted.from_id,
        from_name=giver.name,
        to_id=wanted.to_id,
        to_name=taker.name,
        region=wanted.region,
        groups=sorted(set(wanted.groups)),
        levels=sorted({int(level) for level in wanted.levels}),
        valid_from=wanted.valid_from,
        valid_until=wanted.valid_until,
        daily_from=wanted.daily_from,
        daily_until=wanted.daily_until,
        whole_weekends=wanted.whole_weekends,
        reason=wanted.reason.strip(),
    )


def _require_sound(wanted: NewDelegation, now: datetime) -> None:
    """Refuse by name the first field that breaks a rule."""
    reason = wanted.reason.strip()
    both_hours = (wanted.daily_from is None) == (wanted.daily_until is None)
    length = wanted.valid_until - wanted.valid_from
    rules_of = (
        ("levels", bool(wanted.levels) and set(wanted.levels) <= set(LEGAL_LEVELS), "at_least_one"),
        ("groups", set(wanted.groups) <= set(groups()), "in_table_of_kinds"),
        ("valid_until", wanted.valid_from < wanted.valid_until and wanted.valid_until > now, "after_begin_and_now"),
        ("valid_until", length <= LONGEST_DELEGATION, "at_most_92_days"),
        ("daily_until", both_hours and (wanted.daily_from is None or wanted.daily_from != wanted.daily_until), "hours"),
        ("reason", 1 <= len(reason) <= LONGEST_REASON, "1_to_500_characters"),
    )
    for field, holds, rule in rules_of:
        if not holds:
            raise refusals.BadDelegation(field=field, value=_shown(getattr(wanted, field)), rule=rule)


def _shown(value: object) -> str:
    return value.isoformat(timespec="minutes") if isinstance(value, datetime) else str(value or "-")


def _require_giver(actor: Actor, giver: Actor, wanted: NewDelegation) -> None:
    """Refuse who is neither the person himself nor a commander, and what the person does not hold by an own post."""
    if not _is_same(actor, giver) and not rights.may(actor, "public_warnings.delegate_for_others", wanted.region):
        raise refusals.NotYourDelegation()
    for key in wanted.groups or groups():
        for level in wanted.levels:
            rule = rules()[key, level]
            if not rights.role_among(giver, rule.review | rule.sign, wanted.region):
                raise refusals.DelegatorLacksPower(person=giver.name, level=level.colour)


def _is_same(one: Actor, other: Actor) -> bool:
    return one.id == other.id or (one.person_id is not None and one.person_id == other.person_id)


@transaction.atomic
def revoke_delegation(*, delegation_id: UUID, actor: Actor, now: datetime) -> None:
    """Take a delegation back; it holds no more from this moment, whatever page is open."""
    row = Delegation.objects.select_for_update().filter(id=delegation_id).first()
    if row is None:
        raise NotFound(what="delegation")
    rights.require_visible(actor, "public_warnings.see_delegations", row.region, what="delegation")
    giver = access.actor_of_account(row.from_id)
    is_own = giver is not None and _is_same(actor, giver)
    if not is_own and not rights.may(actor, "public_warnings.delegate_for_others", row.region):
        raise refusals.NotYourDelegation()
    if row.revoked_at:
        return
    row.revoked_at, row.revoked_by = now, actor.name
    row.save(update_fields=["revoked_at", "revoked_by"])
    journal.announce(DelegationTakenBack(**_named(row)), actor=actor, now=now)


def _named(row: Delegation) -> dict[str, object]:
    return {
        "subject": f"delegation:{row.id}",
        "region": row.region,
        "delegation_id": row.id,
        "from_name": row.from_name,
        "to_name": row.to_name,
    }
