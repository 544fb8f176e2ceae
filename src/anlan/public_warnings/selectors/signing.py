"""Who may sign what, which delegations hold, what the fast channel still owes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext

from anlan.access import api as access
from anlan.kernel.actors import Actor
from anlan.kernel.levels import Level
from anlan.kernel.regions import lineage
from anlan.public_warnings.domain.delegating import Reach, Wanted, gap
from anlan.public_warnings.domain.signing import Step, groups, rule_for
from anlan.public_warnings.models import AfterReview, Delegation, PublicWarning
from anlan.support import rights

_MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class Signable:
    """What decides who signs: kind, level, region, and who has a hand in it already."""

    kind: str
    level: Level
    region: str
    taken_keys: tuple[str, ...] = ()


def who_may(step: Step, what: Signable, now: datetime) -> tuple[str, ...]:
    """Return the names of those who may take a step: by post, nearest first, then by delegation; else the posts."""
    roles = rule_for(what.kind, what.level).roles_for(step)
    taken = set(what.taken_keys)
    holders = [each for each in access.people_in_roles(roles, what.region) if taken.isdisjoint(_keys(each))]
    named = {each.name: None for each in holders}
    for row in _covering(what, now):
        stands_in = any(str(row.from_id) == str(each.user_id) for each in holders)
        if stands_in and str(row.to_id) not in taken:
            named[gettext("%(name)s for %(person)s") % {"name": row.to_name, "person": row.from_name}] = None
    return tuple(named)[:_MOST_NAMED] or posts(roles)


def hands_on(warning_id: UUID) -> tuple[str, ...]:
    """Return by account and person everyone who wrote, reviewed or issued a warning."""
    rows = PublicWarning.objects.filter(id=warning_id).values_list(
        "author_keys", "signer_keys", "after_review__issuer_keys"
    )
    return tuple(key for row in rows for keys in row for key in keys or ())


def hands_of(warning_id: UUID) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return by account and person who wrote a warning, and who has signed it."""
    authors, signers = PublicWarning.objects.values_list("author_keys", "signer_keys").get(id=warning_id)
    return tuple(authors), tuple(signers or ())


def posts(roles: Iterable[str]) -> tuple[str, ...]:
    """Return the posts that the table names, in words."""
    return tuple(gettext(access.roles()[role].label) for role in sorted(roles))


def _keys(holder: access.RightHolder) -> set[str]:
    return {str(holder.user_id), f"person:{holder.person_id}"}


def _covering(what: Signable, now: datetime) -> list[Delegation]:
    rows = Delegation.objects.filter(
        region__in=lineage(what.region), revoked_at=None, valid_from__lte=now, valid_until__gt=now
    ).order_by("given_at")
    wanted = Wanted(what.kind, what.level, what.region, now)
    return [row for row in rows if gap(reach_of_delegation(row), wanted) is None]


def reach_of_delegation(row: Delegation) -> Reach:
    """Return what a delegation covers."""
    return Reach(
        region=row.region,
        groups=tuple(row.groups),
        levels=tuple(row.levels),
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        daily_from=row.daily_from,
        daily_until=row.daily_until,
        whole_weekends=row.whole_weekends,
        revoked_at=row.revoked_at,
    )


def hours_words(row: Delegation) -> str:
    """Return a delegation's hours of the day in words."""
    if row.daily_from is None or row.daily_until is None:
        return gettext("at all hours")
    words = f"{row.daily_from:%H:%M}-{row.daily_until:%H:%M}"
    return gettext("%(hours)s and whole weekends") % {"hours": words} if row.whole_weekends else words


def may_step(actor: Actor, step: Step, what: Signable, now: datetime) -> bool:
    """Tell whether the actor, having no hand in it yet, may take a step by post or delegation."""
    roles = rule_for(what.kind, what.level).roles_for(step)
    if not roles or actor.id in what.taken_keys or f"person:{actor.person_id}" in what.taken_keys:
        return False
    if rights.role_among(actor, roles, what.region):
        return True
    return any(str(row.to_id) == actor.id and stands_for(row, roles, what) for row in _covering(what, now))


def stands_for(row: Delegation, roles: Iterable[str], what: Signable) -> bool:
    """Tell whether the person behind a delegation holds one of the roles by an own post, and no hand in the warning."""
    person = access.actor_of_account(row.from_id)
    if person is None or not rights.role_among(person, roles, what.region):
        return False
    return person.id not in what.taken_keys and f"person:{person.person_id}" not in what.taken_keys


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationRow:
    """A delegation as its page shows it."""

    id: UUID
    from_id: UUID
    from_name: str
    to_name: str
    region: str
    groups: tuple[str, ...]
    levels: tuple[Level, ...]
    valid_from: datetime
    valid_until: datetime
    hours: str
    reason: str
    given_by: str
    given_at: datetime
    revoked_at: datetime | None
    revoked_by: str
    may_revoke: bool

    @property
    def id_text(self) -> str:
        """Return the id as an address writes it."""
        return str(self.id)

    @property
    def group_names(self) -> tuple[str, ...]:
        """Return the groups of kinds in words; none where it covers all."""
        return tuple(groups()[key].name for key in self.groups)


@dataclass(frozen=True, slots=True)
class DelegationFilter:
    """What to list: ``state`` is ``in_force``, ``coming``, ``over`` or ``revoked``; empty lists all."""

    state: str = ""
    text: str = ""


def delegations(
    actor: Actor, wanted: DelegationFilter, now: datetime, *, page: int = 1, size: int = 30
) -> tuple[tuple[DelegationRow, ...], int]:
    """Return one page of the delegations in the actor's regions, newest first, and how many match."""
    rows = Delegation.objects.filter(rights.within(actor, "public_warnings.see_delegations"))
    rows = rows.filter(_of_state(wanted.state, now))
    if wanted.text:
        rows = rows.filter(Q(from_name__icontains=wanted.text) | Q(to_name__icontains=wanted.text))
    start = (max(page, 1) - 1) * size
    found = rows.order_by("-given_at", "-id")[start : start + size]
    return tuple(_delegation_row(row, actor) for row in found), rows.count()


def _of_state(state: str, now: datetime) -> Q:
    live = Q(revoked_at=None)
    return {
        "in_force": live & Q(valid_from__lte=now, valid_until__gt=now),
        "coming": live & Q(valid_from__gt=now),
        "over": live & Q(valid_until__lte=now),
        "revoked": ~live,
    }.get(state, Q())


def _delegation_row(row: Delegation, actor: Actor) -> DelegationRow:
    copied: dict[str, Any] = {name: getattr(row, name) for name in _COPIED}
    may_revoke = str(row.from_id) == actor.id or rights.may(actor, "public_warnings.delegate_for_others", row.region)
    levels = tuple(Level(number) for number in sorted(row.levels, reverse=True))
    return DelegationRow(
        groups=tuple(row.groups), levels=levels, hours=hours_words(row), may_revoke=may_revoke, **copied
    )


_COPIED = ("id", "from_id", "from_name", "to_name", "region", "valid_from", "valid_until", "reason", "given_by")
_COPIED += ("given_at", "revoked_at", "revoked_by")


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterReviewRow:
    """What a warning of the fast channel owes, or what came of it."""

    warning_id: UUID
    region: str
    headline: str
    level: Level
    issuer_name: str
    issued_at: datetime
    due_at: datetime
    overdue_at: datetime | None
    verdict: str
    note: str
    reviewer_name: str
    reviewed_at: datetime | None
    follower_id: UUID | None
    is_exercise: bool


def after_review(actor: Actor, warning_id: UUID) -> AfterReviewRow | None:
    """Return the look afterwards of a warning; nothing where it went the long way."""
    rows = _after_reviews(actor).filter(warning_id=warning_id)
    return next((_after_row(row) for row in rows), None)


def after_reviews_owed(actor: Actor, *, limit: int = 50) -> tuple[AfterReviewRow, ...]:
    """Return what the fast channel still owes in the actor's regions, the nearest end first."""
    rows = _after_reviews(actor).filter(reviewed_at=None).order_by("due_at")[:limit]
    return tuple(_after_row(row) for row in rows)


def _after_reviews(actor: Actor) -> Any:
    rows = AfterReview.objects.filter(rights.within(actor, "public_warnings.see"))
    return rows.select_related("warning").defer("warning__area")


def _after_row(row: AfterReview) -> AfterReviewRow:
    copied: dict[str, Any] = {name: getattr(row, name) for name in _AFTER}
    return AfterReviewRow(headline=row.warning.headline, level=Level(row.warning.level), **copied)


_AFTER = ("warning_id", "region", "issuer_name", "issued_at", "due_at", "overdue_at", "verdict", "note")
_AFTER += ("reviewer_name", "reviewed_at", "follower_id", "is_exercise")
