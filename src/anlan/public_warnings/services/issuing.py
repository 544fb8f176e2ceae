"""The signature that issues: freeze the transmission, queue its deliveries and calls, once."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime

from anlan.kernel.actors import Actor
from anlan.kernel.levels import Level
from anlan.public_warnings.domain.channels import require_world
from anlan.public_warnings.domain.content import MessageKind
from anlan.public_warnings.domain.errors import (
    AlreadyIssued,
    DraftExpired,
    SignatureVoid,
)
from anlan.public_warnings.domain.refusals import NoFastChannel, ReviewMissing
from anlan.public_warnings.domain.signing import Step, rule_for
from anlan.public_warnings.domain.states import SENT_STATES, WarningAct, WarningState, after
from anlan.public_warnings.events import WarningIssued, WarningLifted, WarningUpdated
from anlan.public_warnings.models import PublicWarning, Transmission
from anlan.public_warnings.services.freezing import freeze
from anlan.public_warnings.services.long_lists import queue_or_ask
from anlan.public_warnings.services.owing import Moment, owe_review
from anlan.public_warnings.services.planning import end_calls, plan_calls
from anlan.public_warnings.services.powers import Ask, Power, delegation_of, put_signature, require_power
from anlan.public_warnings.services.queueing import queue_deliveries
from anlan.public_warnings.services.rows import locked, named, seal_of
from anlan.public_warnings.services.target_messages import withdraw_messages
from anlan.support import journal


@transaction.atomic
def approve_warning(*, warning_id: UUID, actor: Actor, now: datetime) -> UUID:
    """Sign and issue a warning: freeze it, queue deliveries and calls; return the transmission's id.

    The approver is neither an author nor the reviewer; what is issued is exactly what was reviewed. Where the signing
    table wants two people only, a warning may be issued without a review.
    """
    warning = locked(warning_id, actor)
    _refuse_second(warning)
    ask = Ask(warning, Step.SIGN, actor, now, warning.signer_keys)
    power = require_power(ask)
    state = after(WarningState(warning.state), WarningAct.APPROVE)
    rule = rule_for(warning.event_code, Level(warning.level))
    if not warning.signed_seal and rule.needs_review:
        raise ReviewMissing(who=ask.who(Step.REVIEW))
    return _issue(warning, state, power, Moment(actor, now))


@transaction.atomic
def issue_at_once(*, warning_id: UUID, actor: Actor, now: datetime) -> UUID:
    """Issue by the fast channel with a single signature; another person owes a look afterwards.

    The signer did not write it. A lifting has no fast channel.
    """
    warning = locked(warning_id, actor)
    _refuse_second(warning)
    ask = Ask(warning, Step.AT_ONCE, actor, now)
    fast = rule_for(warning.event_code, Level(warning.level)).fast
    if fast is None or warning.message_kind == MessageKind.CANCEL:
        raise NoFastChannel(who=ask.who(Step.SIGN))
    power = require_power(ask)
    state = after(WarningState(warning.state), WarningAct.AT_ONCE)
    transmission_id = _issue(warning, state, power, Moment(actor, now))
    owe_review(warning, power, now + fast.within, Moment(actor, now))
    return transmission_id


def _refuse_second(warning: PublicWarning) -> None:
    """Refuse to issue what is out, and say who did."""
    if WarningState(warning.state) in SENT_STATES and warning.issued_at:
        at = date_format(localtime(warning.issued_at), "m-d H:i:s")
        raise AlreadyIssued(by=warning.approver_name, at=at)


def _issue(warning: PublicWarning, state: WarningState, power: Power, moment: Moment) -> UUID:
    """Freeze and send what was signed, once; its time, seal and channels hold."""
    actor, now = moment.actor, moment.now
    require_time_left(warning, now)
    if warning.signed_seal and seal_of(warning) != warning.signed_seal:
        raise SignatureVoid()
    for key in warning.channels:
        require_world(key, is_exercise=warning.is_exercise)
    warning.signed_seal = warning.signed_seal or seal_of(warning)
    warning.state, warning.approver_name, warning.issued_at = state, actor.name, now
    put_signature(warning, power)
    warning.save()
    transmission = freeze(warning, now)
    queue_deliveries(transmission, now)
    if warning.message_kind != MessageKind.CANCEL:
        plan_calls(transmission, now)
    _announce(warning, transmission, power, moment)
    queue_or_ask(transmission, now)
    if warning.follows_id:
        _end_earlier(warning, actor, now)
    return transmission.id


def require_time_left(warning: PublicWarning, now: datetime) -> None:
    """Refuse a warning whose time is over."""
    if warning.expires <= now:
        raise DraftExpired(expires=date_format(localtime(warning.expires), "m-d H:i"))


def _announce(warning: PublicWarning, transmission: Transmission, power: Power, moment: Moment) -> None:
    event = WarningIssued(
        **named(warning),
        transmission_id=transmission.id,
        identifier=transmission.identifier,
        message_type=warning.message_kind,
        population=transmission.population,
        source_alarm_id=warning.source_alarm_id,
        **delegation_of(power),
    )
    journal.announce(event, actor=moment.actor, now=moment.now)


def _end_earlier(follower: PublicWarning, actor: Actor, now: datetime) -> None:
    """End the warning that ``follower`` replaces or lifts, and its calls."""
    earlier = PublicWarning.objects.select_for_update().get(id=follower.follows_id)
    lifts = follower.message_kind == MessageKind.CANCEL
    act = WarningAct.LIFT if lifts else WarningAct.REPLACE
    earlier.state, earlier.ended_at = after(WarningState(earlier.state), act), now
    earlier.save()
    end_calls(earlier.id, now)
    withdraw_messages(earlier.id)
    event_class = WarningLifted if lifts else WarningUpdated
    journal.announce(event_class(**named(earlier), follower_id=follower.id), actor=actor, now=now)
