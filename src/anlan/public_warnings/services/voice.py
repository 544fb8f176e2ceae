"""What a voice gateway tells of a call: a key is an answer, an end is a receipt. Each notice counts once."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction

from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.public_warnings.domain import voice
from anlan.public_warnings.domain.calling import Answer
from anlan.public_warnings.models import VoiceNotice
from anlan.public_warnings.ports import Receipt
from anlan.public_warnings.services.confirming import answer_call
from anlan.public_warnings.services.recording import take_receipts
from anlan.support import locks

_NOTICE: Final = re.compile(r"[\x21-\x7e]{1,120}")
_LONGEST_VALUE: Final = 40


@dataclass(frozen=True, slots=True)
class SignedNotice:
    """What arrived: the bytes, and what stands beside them in the head of the request."""

    body: bytes
    timestamp: str
    signature: str


@transaction.atomic
def take_voice_notice(*, signed: SignedNotice, told: Any, now: datetime) -> str:
    """Take a notice that the gateway signed within five minutes; say what came of it.

    Told twice, or replayed by somebody, it counts once: the outcome of the first time is said again.
    """
    secret = settings.ANLAN["ANLAN_VOICE_SECRET"]
    real = clock.real_now()
    voice.require_signed(secret, timestamp=signed.timestamp, given=signed.signature, body=signed.body, real=real)
    row = _row(told, now)
    locks.hold(f"public_warnings:voice:{row.id}")
    kept = VoiceNotice.objects.filter(id=row.id).first()
    if kept is not None:
        return kept.outcome
    row.outcome = _outcome(row, now)
    row.save(force_insert=True)
    return row.outcome


def _outcome(row: VoiceNotice, now: datetime) -> str:
    if row.kind == "key":
        means = voice.means_of(row.value)
        if means != "answer":
            return means
        return str(answer_call(to=row.delivery_id, answer=row.value, via=Answer.KEY, now=now).outcome)
    outcome, word = voice.outcome_of(row.value)
    known = take_receipts(receipts=frozenset({Receipt(row.delivery_id, outcome, word)}), now=now)
    return outcome if known else "unknown"


def _row(told: Any, now: datetime) -> VoiceNotice:
    """Return a notice's row; refuse what is none."""
    try:
        row = VoiceNotice(
            id=str(told["notice"]),
            delivery_id=UUID(str(told["id"])),
            kind=str(told["kind"]),
            value=str(told["value"]),
            taken_at=now,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidValue(field="notice", value=str(error)[:80], rule="notice_of_a_call") from error
    is_sound = _NOTICE.fullmatch(row.id) and row.kind in ("key", "ended") and 0 < len(row.value) <= _LONGEST_VALUE
    if not is_sound or "\0" in row.value:
        raise InvalidValue(field="notice", value=row.kind[:20], rule="notice_of_a_call")
    return row
