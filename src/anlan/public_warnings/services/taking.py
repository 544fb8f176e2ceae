"""Taking what partners send: judged, kept once, never acted on without a person."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from django.db import transaction

from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.protocols.cap12.message import Alert
from anlan.protocols.cap12.verdict import Flaw, judge
from anlan.protocols.xml_signature.verifying import Verdict, verify
from anlan.public_warnings.domain.worth import Worth, worth_of
from anlan.public_warnings.events import PartnerMessageReceived
from anlan.public_warnings.models import Partner, ReceivedMessage, RefusedMessage
from anlan.public_warnings.selectors.received import kind_of_received, level_of_received
from anlan.public_warnings.services.forgetting import forget_refused
from anlan.support import journal, locks
from anlan.support.signing_key import trusted_signers

_MOST_KEPT: Final = 65536
_MOST_ERRORS: Final = 50


class Intake(StrEnum):
    """What became of a message that came."""

    KEPT = "kept"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a message: the received message's id, or the errors for which it was refused."""

    outcome: Intake
    id: UUID | None = None
    errors: tuple[Flaw, ...] = ()


@transaction.atomic
def take_message(*, partner_id: UUID, raw: bytes, came_from: str, actor: Actor, now: datetime) -> Taken:
    """Judge and keep what a partner sent; the same message, by whichever way it comes again, is kept once."""
    partner = Partner.objects.get(id=partner_id)
    verdict = judge(raw)
    if verdict.alert is None:
        _keep_refused(partner, raw, came_from, verdict.flaws, now)
        return Taken(Intake.REFUSED, errors=verdict.flaws)
    alert = verdict.alert
    locks.hold(f"public_warnings:received:{alert.sender},{alert.identifier}")
    known = ReceivedMessage.objects.filter(sender=alert.sender, identifier=alert.identifier, sent=alert.sent).first()
    if known is not None:
        return Taken(Intake.KNOWN, known.id)
    signed = verify(raw, trusted_signers(), at=clock.real_now())
    wrong = tuple(_unstorable(alert)) + (_unsigned(signed) if partner.must_sign else ())
    if wrong:
        _keep_refused(partner, raw, came_from, wrong, now)
        return Taken(Intake.REFUSED, errors=wrong)
    row = _row(partner, alert, raw, now)
    _mark(row, signed)
    row.save(force_insert=True)
    journal.announce(_event(row, partner), actor=actor, now=now)
    return Taken(Intake.KEPT, row.id)


def _unstorable(alert: Alert) -> list[Flaw]:
    """Return what the standard allows and we do not keep."""
    pairs = (("identifier", alert.identifier), ("sender", alert.sender))
    return [
        Flaw("public_warnings.too_long", name, value[:80], "at_most_300_characters", 0)
        for name, value in pairs
        if len(value) > 300
    ]


def _unsigned(signed: Verdict) -> tuple[Flaw, ...]:
    """Return why a message of a partner that must sign is refused; nothing where a trusted key signed it."""
    worth = worth_of(signed)
    if worth is Worth.VALID:
        return ()
    if worth is Worth.BROKEN:
        return (Flaw("public_warnings.signature_broken", "Signature", signed.signer, "unaltered_since_signed", 0),)
    return (Flaw("public_warnings.signature_missing", "Signature", signed.signer, "signed_by_a_trusted_key", 0),)


def _mark(row: ReceivedMessage, signed: Verdict) -> None:
    """Write down what the signature was worth when the message came."""
    row.signature, row.signature_algorithm = worth_of(signed), signed.algorithm[:40]
    row.signer = signed.signer[:300]
    row.signature_fault = signed.errors[0].code[:60] if signed.errors and row.signature != Worth.UNSIGNED else ""


def _row(partner: Partner, alert: Alert, raw: bytes, now: datetime) -> ReceivedMessage:
    info = next((each for each in alert.infos if each.language.startswith("zh")), None) or next(iter(alert.infos), None)
    return ReceivedMessage(
        partner=partner,
        region=partner.region,
        sender=alert.sender,
        identifier=alert.identifier,
        sent=alert.sent,
        message_type=alert.message_type.value,
        status=alert.status.value,
        scope=alert.scope.value,
        headline=((info.headline or info.event) if info else alert.note)[:300],
        level=int(level_of_received(info)) if info else 0,
        event_code=kind_of_received(info) if info else "",
        expires=max((each.expires for each in alert.infos if each.expires), default=None),
        earlier=_earlier(alert),
        cap_xml=raw,
        received_at=now,
    )


def _earlier(alert: Alert) -> ReceivedMessage | None:
    """Return the newest message of ours that this one is about."""
    rows = (
        ReceivedMessage.objects.filter(sender=each.sender, identifier=each.identifier, sent=each.sent).first()
        for each in alert.references[:50]
    )
    return max((row for row in rows if row is not None), key=lambda row: row.sent, default=None)


def _event(row: ReceivedMessage, partner: Partner) -> PartnerMessageReceived:
    return PartnerMessageReceived(
        subject=f"received:{row.id}",
        region=row.region,
        exercise=row.status != "Actual",
        message_id=row.id,
        partner_name=partner.name,
        headline=row.headline,
        level=row.level,
        message_type=row.message_type,
        earlier_id=row.earlier.id if row.earlier else None,
    )


def _keep_refused(partner: Partner, raw: bytes, came_from: str, flaws: tuple[Flaw, ...], now: datetime) -> None:
    digest = hashlib.new("sm3", raw).hexdigest()
    row, is_new = RefusedMessage.objects.get_or_create(
        partner=partner,
        digest=digest,
        defaults={
            "region": partner.region,
            "code": flaws[0].code,
            "errors": [_told(flaw) for flaw in flaws[:_MOST_ERRORS]],
            "came_from": came_from[:500],
            "beginning": raw[:_MOST_KEPT],
            "size": len(raw),
            "first_at": now,
            "last_at": now,
        },
    )
    if is_new:
        forget_refused(partner_id=partner.id, now=now)
    else:
        row.times += 1
        row.last_at = now
        row.save(update_fields=["times", "last_at"])


def _told(flaw: Flaw) -> dict[str, object]:
    """Return a flaw as the database can keep it: no NUL, which a value from outside may hold."""
    return {
        name: each.replace("\0", "\ufffd") if isinstance(each, str) else each for name, each in asdict(flaw).items()
    }
