"""The signature that issues: freeze the transmission, queue its deliveries and calls, once."""

import json
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime

from anlan.kernel.actors import Actor
from anlan.kernel.levels import Level
from anlan.places import api as places
from anlan.protocols.cap12 import profile
from anlan.protocols.cap12.writing import reference_text
from anlan.public_warnings.domain.channels import channel, require_world
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
from anlan.public_warnings.selectors.kinds import issuer_of, kind_name, local_names
from anlan.public_warnings.services.cap import cap_message, reference_to
from anlan.public_warnings.services.owing import Moment, owe_review
from anlan.public_warnings.services.planning import end_calls, plan_calls
from anlan.public_warnings.services.powers import Ask, Power, delegation_of, put_signature, require_power
from anlan.public_warnings.services.queueing import queue_deliveries
from anlan.public_warnings.services.rows import locked, named, seal_of
from anlan.support import journal, locks

_MOST_PER_SECOND = 10


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
    transmission = _freeze(warning, now)
    queue_deliveries(transmission, now)
    if warning.message_kind != MessageKind.CANCEL:
        plan_calls(transmission, now)
    _announce(warning, transmission, power, moment)
    if warning.follows_id:
        _end_earlier(warning, actor, now)
    return transmission.id


def require_time_left(warning: PublicWarning, now: datetime) -> None:
    """Refuse a warning whose time is over."""
    if warning.expires <= now:
        raise DraftExpired(expires=date_format(localtime(warning.expires), "m-d H:i"))


def _freeze(warning: PublicWarning, now: datetime) -> Transmission:
    """Store the complete copy that is sent, its CAP message included."""
    locks.hold(f"public_warnings:identifier:{warning.region}")
    earlier = Transmission.objects.get(warning_id=warning.follows_id) if warning.follows_id else None
    regions = _regions(tuple(warning.regions))
    transmission = Transmission(
        warning_id=warning.id,
        identifier=_free_identifier(warning.region, now),
        sender=profile.sender_code(warning.region),
        references=reference_text(reference_to(earlier)) if earlier else "",
        replaces_id=warning.follows_id,
        region=warning.region,
        issuer=issuer_of(warning.event_code, warning.region),
        message_kind=warning.message_kind,
        event_code=warning.event_code,
        event_name=kind_name(warning.event_code),
        regions=regions,
        area=json.loads(warning.area.geojson),
        population=sum(region["population"] for region in regions),
        channels=[{"key": key, "name": channel(key).name} for key in warning.channels],
        sent_at=now,
        seal=warning.signed_seal,
        **{name: getattr(warning, name) for name in _COPIED},
    )
    transmission.cap_xml = cap_message(transmission, earlier)
    transmission.save(force_insert=True)
    return transmission


_COPIED = ("level", "headline", "description", "instruction", "translations", "area_error_m", "effective", "onset")
_COPIED += ("expires", "author_name", "signer_name", "signed_at", "approver_name", "signatures", "source_alarm_id")
_COPIED += ("incident_id", "is_exercise")


def _regions(codes: tuple[str, ...]) -> list[dict[str, object]]:
    found, full_names = places.divisions(codes), local_names(codes)
    return [
        {"code": code, "name": full_names[code], "population": (found[code].persons or 0) if code in found else 0}
        for code in codes
    ]


def _free_identifier(region: str, now: datetime) -> str:
    """Return the first identifier of this second that is not taken; the caller holds the lock."""
    wanted = [profile.identifier(region, now, number) for number in range(_MOST_PER_SECOND)]
    taken = set(Transmission.objects.filter(identifier__in=wanted).values_list("identifier", flat=True))
    free = [each for each in wanted if each not in taken]
    return free[0] if free else profile.identifier(region, now, _MOST_PER_SECOND)


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
    event_class = WarningLifted if lifts else WarningUpdated
    journal.announce(event_class(**named(earlier), follower_id=follower.id), actor=actor, now=now)
