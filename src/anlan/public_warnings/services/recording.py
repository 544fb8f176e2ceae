"""Writing down what came of messages, many at a time: handed over, put off, given up, arrived, not arrived."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F

from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.public_warnings.domain.channels import Channel
from anlan.public_warnings.domain.retry import is_given_up, wait_after
from anlan.public_warnings.events import DeliveryFinished, MassSendingFinished
from anlan.public_warnings.models import Delivery, DeliveryText, MassSending
from anlan.public_warnings.ports import Receipt, Sent
from anlan.public_warnings.services.claiming import Claimed
from anlan.public_warnings.services.minutes import count_minute
from anlan.support import journal

LONGEST_FAULT: Final = 300
_LONGEST_REFERENCE: Final = 120

# A receipt may overtake the word that the message was taken: then only the reference is still to be written.
_ACCEPT: Final = """
with result as (
    select * from unnest(%(ids)s::uuid[], %(references)s::text[], %(arrived)s::bool[]) as r (id, reference, has_arrived)
), before as (
    select d.id, d.state from public_warnings_delivery d join result using (id)
    where d.state = 'sending' or d.state in ('delivered', 'undelivered') and d.reference = ''
    order by d.id for update of d
)
update public_warnings_delivery d
set reference = r.reference, is_in_doubt = false, next_try_real = null,
    is_asked_after = b.state = 'sending' and not r.has_arrived and %(is_asked)s,
    last_fault = case when b.state = 'sending' then '' else d.last_fault end,
    sent_at = coalesce(d.sent_at, %(now)s),
    delivered_at = case when b.state = 'sending' and r.has_arrived then %(now)s else d.delivered_at end,
    state = case when b.state <> 'sending' then b.state when r.has_arrived then 'delivered' else 'sent' end
from result r join before b using (id)
where d.id = r.id
returning d.id, d.shared_text_id, b.state, d.state, d.call_step_id
"""

_FAIL: Final = """
with result as (
    select * from unnest(%(ids)s::uuid[], %(states)s::text[], %(tries)s::timestamptz[], %(given_up)s::timestamptz[],
                         %(faults)s::text[], %(doubts)s::bool[], %(untried)s::int[])
        as r (id, state, next_try, given_up, fault, is_in_doubt, untried)
)
update public_warnings_delivery d
set state = r.state, next_try_real = r.next_try, given_up_at = r.given_up, last_fault = r.fault,
    is_in_doubt = r.is_in_doubt, attempts = d.attempts - r.untried
from result r where d.id = r.id and d.state = 'sending'
returning d.id, d.shared_text_id, 'sending', d.state, d.call_step_id
"""

_RECEIVE: Final = """
with result as (
    select * from unnest(%(ids)s::uuid[], %(arrived)s::bool[], %(details)s::text[]) as r (id, has_arrived, detail)
), before as (
    select d.id, d.state from public_warnings_delivery d join result r using (id)
    where d.state in ('sent', 'sending') or r.has_arrived and d.state = 'undelivered' order by d.id for update of d
)
update public_warnings_delivery d
set state = case when r.has_arrived then 'delivered' else 'undelivered' end, next_try_real = null,
    is_in_doubt = false, is_asked_after = false, last_fault = r.detail, sent_at = coalesce(d.sent_at, %(now)s),
    delivered_at = case when r.has_arrived then %(now)s end, given_up_at = case when not r.has_arrived then %(now)s end
from result r join before b using (id)
where d.id = r.id
returning d.id, d.shared_text_id, b.state, d.state, d.call_step_id
"""


@dataclass(frozen=True, slots=True)
class Change:
    """One row that changed, and from what into what."""

    id: UUID
    shared_text_id: int | None
    before: str
    after: str
    call_step_id: UUID | None


@transaction.atomic
def record_results(
    *, of: Channel, results: Iterable[Sent], claimed: dict[UUID, Claimed], actor: Actor, now: datetime
) -> None:
    """Write down what came of the attempts of one channel's claimed messages."""
    accepted, failed = [], []
    for result in results:
        (accepted if result.accepted is not None else failed).append(result)
    changes = _accept(accepted, of, now) + _fail(failed, claimed, of, now)
    ended = [each for each in changes if each.before == "sending" and each.after not in ("waiting", "undelivered")]
    _announce(ended, actor, now)
    count_minute(of.key, accepted=len(accepted), failed=len([each for each in failed if each.outcome != "untried"]))
    _finish_mass(count_mass(changes), actor, now)


def _accept(results: list[Sent], of: Channel, now: datetime) -> list[Change]:
    words = [(each.id, each.accepted) for each in results if each.accepted is not None]
    return _changed(
        _ACCEPT,
        ids=[each for each, _ in words],
        references=[word.reference[:_LONGEST_REFERENCE] for _, word in words],
        arrived=[word.is_delivered for _, word in words],
        is_asked=of.receipts == "asked",
        now=now,
    )


def _fail(results: list[Sent], claimed: dict[UUID, Claimed], of: Channel, now: datetime) -> list[Change]:
    real = clock.real_now()
    rows = []
    for result in results:
        attempts = claimed[result.id].attempts
        untried = result.outcome == "untried"
        ends = not untried and (result.outcome == "refused" or is_given_up(attempts, of.most_attempts))
        rows.append(
            (
                result.id,
                "given_up" if ends else "waiting",
                None if ends else real + wait_after(1 if untried else attempts),
                now if ends else None,
                result.fault[:LONGEST_FAULT],
                result.outcome == "down" or (untried and claimed[result.id].is_in_doubt),
                int(untried),
            )
        )
    names = ("ids", "states", "tries", "given_up", "faults", "doubts", "untried")
    return _changed(_FAIL, **{name: [row[n] for row in rows] for n, name in enumerate(names)})


@transaction.atomic
def take_receipts(*, receipts: frozenset[Receipt], now: datetime) -> int:
    """Write down what became of messages; a receipt twice changes nothing, and an arrival stands over a failure."""
    found = {each.id: each for each in receipts if each.outcome == "failed"}
    found |= {each.id: each for each in receipts if each.outcome == "delivered"}
    ordered = [found[key] for key in sorted(found)]
    changes = _changed(
        _RECEIVE,
        ids=[each.id for each in ordered],
        arrived=[each.outcome == "delivered" for each in ordered],
        details=["" if each.outcome == "delivered" else each.detail[:LONGEST_FAULT] for each in ordered],
        now=now,
    )
    count_mass(changes)
    return len(changes)


def _changed(statement: str, **values: Any) -> list[Change]:
    if not values["ids"]:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [Change(*row) for row in cursor.fetchall()]


def count_mass(changes: Iterable[Change]) -> set[int]:
    """Carry changes of rows over to the mass sendings that they belong to; return these."""
    moved: Counter[tuple[int, str]] = Counter()
    for each in changes:
        if each.shared_text_id is not None and each.before != each.after:
            for name in _counted(each.after):
                moved[each.shared_text_id, name] += 1
            for name in _counted(each.before):
                moved[each.shared_text_id, name] -= 1
    texts = {text for text, _ in moved}
    mass = DeliveryText.objects.filter(id__in=texts).exclude(mass_sending=None).values_list("id", "mass_sending_id")
    for text, sending in sorted(mass, key=lambda pair: pair[1]):
        deltas = {name: F(name) + count for (of, name), count in moved.items() if of == text and count}
        if deltas:
            MassSending.objects.filter(id=sending).update(**deltas)
    return {sending for _, sending in mass}


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


def _announce(changes: list[Change], actor: Actor, now: datetime) -> None:
    """Tell the journal of each message that ended, of a mass sending's none, and of calls only failures."""
    mass = set(
        DeliveryText.objects.filter(id__in={each.shared_text_id for each in changes})
        .exclude(mass_sending=None)
        .values_list("id", flat=True)
    )
    told = [
        each.id
        for each in changes
        if each.shared_text_id not in mass and (each.call_step_id is None or each.after == "given_up")
    ]
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
