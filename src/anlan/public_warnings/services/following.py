"""Followers: what updates, lifts or retracts a warning. Each is a warning of its own and needs its signatures too."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import TransitionNotAllowed
from anlan.kernel.levels import Level
from anlan.protocols.cap12.profile import level_words
from anlan.public_warnings.domain.content import DraftContent, MessageKind
from anlan.public_warnings.domain.errors import FollowerExists, ReasonMissing
from anlan.public_warnings.domain.states import OPEN_STATES, WarningAct, WarningState, after
from anlan.public_warnings.models import PublicWarning
from anlan.public_warnings.selectors.english import english_ending
from anlan.public_warnings.selectors.kinds import area_words, issuer_of, kind_name, moment_words, wording
from anlan.public_warnings.services.drafting import store_draft
from anlan.public_warnings.services.rows import content_of, keys_of, locked
from anlan.public_warnings.services.signing import LONGEST_REASON
from anlan.support import rights

_LIFTING_STANDS_FOR = timedelta(hours=24)


@transaction.atomic
def update_warning(*, warning_id: UUID, content: DraftContent, actor: Actor, now: datetime) -> UUID:
    """Draft what replaces an issued warning; return the follower's id. The old one stands until it is issued."""
    earlier = _standing(warning_id, WarningAct.REPLACE, actor)
    return _store_follower(earlier, MessageKind.UPDATE, content, _Act(actor, now))


@transaction.atomic
def lift_warning(*, warning_id: UUID, reason: str, actor: Actor, now: datetime) -> UUID:
    """Draft the lifting of an issued warning, whose danger is over; return the follower's id.

    The old one stands until it is issued.
    """
    return _end(warning_id, "lift", reason, _Act(actor, now))


@transaction.atomic
def retract_warning(*, warning_id: UUID, reason: str, actor: Actor, now: datetime) -> UUID:
    """Draft the retraction of a warning that was issued by mistake and never described a danger; return its id.

    It is another act than lifting: it says that nothing was to be done, not that all is clear again.
    """
    return _end(warning_id, "cancel", reason, _Act(actor, now))


def _end(warning_id: UUID, how: str, reason: str, act: "_Act") -> UUID:
    """Store the follower that ends a warning; ``how`` is ``lift`` or ``cancel`` and chooses the wording."""
    reason = reason.strip()
    if not 1 <= len(reason) <= LONGEST_REASON:
        raise ReasonMissing()
    earlier = _standing(warning_id, WarningAct.LIFT, act.actor)
    regions, since = tuple(earlier.regions), earlier.issued_at or act.now
    words = {
        "issuer": issuer_of(earlier.event_code, earlier.region),
        "event": kind_name(earlier.event_code),
        "colour": level_words(Level(earlier.level)).name,
        "time": moment_words(act.now),
        "earlier": moment_words(since),
        "area": area_words(regions),
        "reason": reason,
    }
    texts = {name: wording(f"{how}_{name}", **words) for name in ("headline", "description", "instruction")}
    content = replace(
        content_of(earlier),
        **texts,
        translations=english_ending(how, earlier.event_code, Level(earlier.level), regions=regions, earlier=since),
        effective=act.now,
        onset=None,
        expires=act.now + _LIFTING_STANDS_FOR,
    )
    return _store_follower(earlier, MessageKind.CANCEL, content, act, is_retraction=how == "cancel")


@dataclass(frozen=True, slots=True)
class _Act:
    actor: Actor
    now: datetime


def _standing(warning_id: UUID, act: WarningAct, actor: Actor) -> PublicWarning:
    """Return an issued warning, locked, that has no follower in preparation."""
    earlier = locked(warning_id, actor)
    rights.require(actor, "public_warnings.draft", earlier.region)
    if earlier.message_kind == MessageKind.CANCEL:
        raise TransitionNotAllowed(what="warning", state=earlier.state, act=act.value)
    after(WarningState(earlier.state), act)
    if follower := earlier.followers.filter(state__in=OPEN_STATES).first():
        raise FollowerExists(follower=follower.id)
    return earlier


def _store_follower(
    earlier: PublicWarning, kind: MessageKind, content: DraftContent, act: _Act, *, is_retraction: bool = False
) -> UUID:
    follower = PublicWarning(
        region=earlier.region,
        message_kind=kind,
        follows=earlier,
        is_exercise=earlier.is_exercise,
        is_retraction=is_retraction,
        source_alarm_id=earlier.source_alarm_id,
        incident_id=earlier.incident_id,
        author_keys=keys_of(act.actor),
        author_name=act.actor.name,
        drafted_at=act.now,
    )
    return store_draft(follower, content, act.actor, act.now)
