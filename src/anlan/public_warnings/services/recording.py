"""Writing down what came of messages, many at a time: handed over, put off, given up, arrived, not arrived."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import F

from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.public_warnings.domain.channels import Channel
from anlan.public_warnings.domain.retry import is_given_up, wait_after
from anlan.public_warnings.events import DeliveryFinished, MassSendingFinished
from anlan.public_warnings.models import Delivery, GatewayReference, MassSending
from anlan.public_warnings.ports import Receipt, Sent
from anlan.public_warnings.services.changing import ACCEPT, FAIL, RECEIVE, Changes, change, plain, texts, uuids
from anlan.public_warnings.services.claiming import Claim, forget_hints
from anlan.public_warnings.services.minutes import count_minute
from anlan.support import journal

LONGEST_FAULT: Final = 300
_LONGEST_REFERENCE: Final = 120


@transaction.atomic
def record_results(*, of: Channel, results: Iterable[Sent], claimed: Claim, actor: Actor, now: datetime) -> None:
    """Write down what came of the attempts of one channel's claimed messages."""
    accepted, failed = [], []
    for result in results:
        (accepted if result.accepted is not None else failed).append(result)
    changes = _accept(accepted, of, now) + _fail(failed, claimed, of, now)
    forget_hints(claimed)
    ended = [each for each in changes if each.before == "sending" and each.after not in ("waiting", "undelivered")]
    _announce([key for each in ended for key in each.told], actor, now)
    count_minute(of.key, accepted=len(accepted), failed=len([each for each in failed if each.outcome != "untried"]))
    _finish_mass(count_mass(changes), actor, now)


def _accept(results: list[Sent], of: Channel, now: datetime) -> list[Changes]:
    words = [(each.id, each.accepted) for each in results if each.accepted is not None]
    GatewayReference.objects.bulk_create(
        GatewayReference(channel=of.key, reference=word.reference[:_LONGEST_REFERENCE], delivery_id=key)
        for key, word in words
        if word.is_found_by_reference
    )
    return change(
        ACCEPT,
        ids=uuids(each for each, _ in words),
        references=texts([word.reference[:_LONGEST_REFERENCE] for _, word in words]),
        arrived=plain(word.is_delivered for _, word in words),
        is_asked=of.receipts == "asked",
        now=now,
    )


def _fail(results: list[Sent], claimed: Claim, of: Channel, now: datetime) -> list[Changes]:
    real, messages = clock.real_now(), {row.id: row for row in claimed.messages} if results else {}
    rows = []
    for result in results:
        attempts = messages[result.id].attempts
        untried = result.outcome == "untried"
        ends = not untried and (result.outcome == "refused" or is_given_up(attempts, of.most_attempts))
        rows.append(
            (
                result.id,
                "given_up" if ends else "waiting",
                None if ends else real + wait_after(1 if untried else attempts),
                now if ends else None,
                result.fault[:LONGEST_FAULT],
                result.outcome == "down" or (untried and messages[result.id].is_in_doubt),
                int(untried),
            )
        )
    ids, states, tries, given_up, faults, doubts, untried = zip(*rows, strict=True) if rows else ((),) * 7
    return change(
        FAIL,
        ids=uuids(ids),
        states=texts(states),
        tries=plain(tries),
        given_up=plain(given_up),
        faults=texts(faults),
        doubts=plain(doubts),
        untried=plain(untried),
    )


@transaction.atomic
def take_receipts(*, receipts: frozenset[Receipt], now: datetime) -> int:
    """Write down what became of messages; a receipt twice changes nothing, and an arrival stands over a failure."""
    found = {each.id: each for each in receipts if each.outcome == "failed"}
    found |= {each.id: each for each in receipts if each.outcome == "delivered"}
    changes = change(
        RECEIVE,
        ids=uuids(found),
        arrived=plain(each.outcome == "delivered" for each in found.values()),
        details=texts(["" if each.outcome == "delivered" else each.detail[:LONGEST_FAULT] for each in found.values()]),
        now=now,
    )
    count_mass(changes)
    return sum(each.count for each in changes)


def count_mass(changes: Iterable[Changes]) -> set[int]:
    """Carry changes of rows over to the mass sendings that they belong to; return these."""
    moved: dict[int, Counter[str]] = defaultdict(Counter)
    for each in changes:
        if each.mass_sending_id is not None:
            moved[each.mass_sending_id].update(dict.fromkeys(_counted(each.after), each.count))
            moved[each.mass_sending_id].subtract(dict.fromkeys(_counted(each.before), each.count))
    for sending, counts in sorted(moved.items()):
        if deltas := {name: F(name) + count for name, count in counts.items() if count}:
            MassSending.objects.filter(id=sending).update(**deltas)
    return set(moved)


def _finish_mass(sendings: set[int], actor: Actor, now: datetime) -> None:
    """Tell the journal once of each mass sending whose last message was handed over or given up."""
    done = MassSending.objects.filter(id__in=sendings, finished_at=None, total__lte=F("sent") + F("given_up"))
    for sending in done.select_for_update():
        sending.finished_at = now
        sending.save(update_fields=["finished_at"])
        event = MassSendingFinished(
            subject=f"warning:{sending.warning_id}",
            region=sending.region,
            exercise=sending.is_exercise,
            warning_id=sending.warning_id,
            channel=sending.channel,
            total=sending.total,
            sent=sending.sent,
            given_up=sending.given_up,
            seconds=int((now - sending.queued_at).total_seconds()),
        )
        journal.announce(event, actor=actor, now=now)


def _counted(state: str) -> tuple[str, ...]:
    """Return the counters in which a message of that state stands."""
    return _COUNTED.get(state, ())


_COUNTED: Final = {
    "sent": ("sent",),
    "delivered": ("sent", "delivered"),
    "by_hand": ("sent", "delivered"),
    "undelivered": ("sent", "undelivered"),
    "given_up": ("given_up",),
}


def _announce(told: list[UUID], actor: Actor, now: datetime) -> None:
    """Tell the journal of each of these messages that it ended."""
    if told:
        rows = Delivery.objects.filter(id__in=told).order_by("id")
        journal.announce_all([finished(row) for row in rows], actor=actor, now=now)


def finished(row: Delivery) -> DeliveryFinished:
    """Return the event that tells of one message's end."""
    return DeliveryFinished(
        **named(row), receiver=row.receiver, outcome=row.state, attempts=row.attempts, reason=row.last_fault
    )


def named(row: Delivery) -> dict[str, Any]:
    """Return what every event of a delivery says."""
    return {
        "subject": f"warning:{row.warning_id}",
        "region": row.region,
        "exercise": row.is_exercise,
        "warning_id": row.warning_id,
        "delivery_id": row.id,
        "channel": row.channel,
    }
