"""By what power a person signs: an own post of the signing table, or a delegation that holds now."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import msgspec
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from anlan.access import api as access
from anlan.kernel.actors import Actor
from anlan.kernel.errors import AnlanError
from anlan.kernel.levels import Level
from anlan.public_warnings.domain import refusals
from anlan.public_warnings.domain.delegating import Gap, Wanted, gap
from anlan.public_warnings.domain.errors import ApproverIsAuthor, ApproverIsSigner, SignerIsAuthor
from anlan.public_warnings.domain.signing import Signature, Step, rule_for
from anlan.public_warnings.models import Delegation, PublicWarning
from anlan.public_warnings.selectors.signing import Signable, hours_words, reach_of_delegation, who_may
from anlan.public_warnings.services.rows import is_among, keys_of
from anlan.public_warnings.words import GAP_WORDS
from anlan.support import rights

_NO_POST = {
    Step.REVIEW: refusals.MayNotReview,
    Step.SIGN: refusals.MayNotSign,
    Step.AT_ONCE: refusals.MayNotIssueAtOnce,
    Step.AFTER_REVIEW: refusals.MayNotReviewAfter,
}
_NEAREST = tuple(Gap)


@dataclass(frozen=True, slots=True)
class Power:
    """A signature that may be given, and everyone behind it by account and person."""

    signature: Signature
    keys: list[str]


@dataclass(frozen=True, slots=True)
class Ask:
    """Who wants to take which step on which warning, and whose hands are on it already."""

    warning: PublicWarning
    step: Step
    actor: Actor
    now: datetime
    earlier_keys: list[str] = field(default_factory=list)

    @property
    def what(self) -> Signable:
        """Return what decides who else may."""
        taken = (*self.warning.author_keys, *self.earlier_keys)
        return Signable(self.warning.event_code, Level(self.warning.level), self.warning.region, taken)

    def who(self, step: Step | None = None) -> str:
        """Return in words who may."""
        return " ".join(who_may(step or self.step, self.what, self.now))


def require_power(ask: Ask) -> Power:
    """Return by what power the step is taken; an author and an earlier signer are refused whatever they hold."""
    warning, actor = ask.warning, ask.actor
    if actor.id.startswith("key:") or actor.is_system:
        raise refusals.KeySigns(who=ask.who())
    if is_among(actor, warning.author_keys):
        raise _author_refused(ask)
    if is_among(actor, ask.earlier_keys):
        raise _signer_refused(ask)
    roles = rule_for(warning.event_code, Level(warning.level)).roles_for(ask.step)
    role = rights.role_among(actor, roles, warning.region)
    if role:
        return Power(Signature(step=ask.step, by=actor.name, role=role, at=ask.now), keys_of(actor))
    return _delegated(ask, roles)


def _author_refused(ask: Ask) -> AnlanError:
    by_step = {Step.REVIEW: SignerIsAuthor, Step.AFTER_REVIEW: refusals.AfterReviewerIsIssuer}
    return by_step.get(ask.step, ApproverIsAuthor)(who=ask.who())


def _signer_refused(ask: Ask) -> AnlanError:
    is_after = ask.step is Step.AFTER_REVIEW
    return refusals.AfterReviewerIsIssuer(who=ask.who()) if is_after else ApproverIsSigner(who=ask.who())


def _delegated(ask: Ask, roles: frozenset[str]) -> Power:
    """Return the power that a delegation gives; refuse by the nearest miss, or where none was given at all."""
    wanted = Wanted(ask.warning.event_code, Level(ask.warning.level), ask.warning.region, ask.now)
    misses: list[tuple[Gap, Delegation]] = []
    refusal: AnlanError | None = None
    for row in Delegation.objects.select_for_update().filter(to_id=_account(ask.actor)).order_by("given_at"):
        reason = gap(reach_of_delegation(row), wanted)
        if reason is not None:
            misses.append((reason, row))
            continue
        person = access.actor_of_account(row.from_id)
        role = rights.role_among(person, roles, ask.warning.region) if person else ""
        if person is None or not role:
            continue
        refusal = _refused_person(ask, person)
        if refusal is None:
            return _power_of(ask, row, person, role)
    if refusal:
        raise refusal
    raise _refusal(ask, misses)


def _account(actor: Actor) -> str | None:
    """Return the account's id; an actor without an account has no delegation."""
    try:
        return str(UUID(actor.id))
    except ValueError:
        return None


def _refused_person(ask: Ask, person: Actor) -> AnlanError | None:
    """Return why the person behind a delegation has no free hand for this warning."""
    if is_among(person, ask.warning.author_keys):
        return refusals.DelegatorIsAuthor(person=person.name, who=ask.who())
    if is_among(person, ask.earlier_keys):
        return refusals.DelegatorSigned(person=person.name, who=ask.who())
    return None


def _power_of(ask: Ask, row: Delegation, person: Actor, role: str) -> Power:
    signature = Signature(
        step=ask.step,
        by=ask.actor.name,
        role=role,
        at=ask.now,
        for_name=person.name,
        given_by=row.given_by,
        reason=row.reason,
        delegation_id=row.id,
    )
    return Power(signature, [*keys_of(ask.actor), *keys_of(person)])


def _refusal(ask: Ask, misses: list[tuple[Gap, Delegation]]) -> AnlanError:
    """Return the reason that was nearest to holding."""
    if not misses:
        return _NO_POST[ask.step](who=ask.who())
    reason, row = max(misses, key=lambda miss: (_NEAREST.index(miss[0]), miss[1].given_at))
    named = {"person": row.from_name, "who": ask.who()}
    if reason is Gap.REVOKED and row.revoked_at:
        return refusals.DelegationRevoked(at=date_format(localtime(row.revoked_at), "m-d H:i:s"), **named)
    if reason is Gap.OUT_OF_HOURS:
        return refusals.DelegationOutOfHours(hours=hours_words(row), **named)
    return refusals.DelegationElsewhere(gap=gettext(GAP_WORDS[reason]), **named)


def put_signature(warning: PublicWarning, power: Power) -> None:
    """Write a signature into the row, not yet stored."""
    warning.signatures = [*warning.signatures, msgspec.to_builtins(power.signature)]


def delegation_of(power: Power) -> dict[str, str]:
    """Return what an event says of the delegation behind a signature."""
    given = power.signature
    return {"for_name": given.for_name, "delegation_reason": given.reason, "delegation_given_by": given.given_by}
