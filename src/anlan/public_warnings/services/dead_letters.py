"""Messages that no channel could deliver: sent on again, or told by hand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection, transaction

from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, NotFound, TransitionNotAllowed
from anlan.kernel.ids import new_id
from anlan.public_warnings.events import DeliveredByHand, DeliveriesRetried, DeliveryRetried
from anlan.public_warnings.models import Delivery, HandDelivery, MassSending
from anlan.public_warnings.selectors.deliveries import LetterFilter, letters
from anlan.public_warnings.services.changing import changes_of
from anlan.public_warnings.services.recording import count_mass, named
from anlan.public_warnings.services.ringing import ring
from anlan.support import journal, rights

DEAD: Final = ("given_up", "undelivered")
RETRY: Final = "public_warnings.retry_delivery"
_LONGEST: Final = {"reached_name": 80, "way": 80, "note": 300}


@transaction.atomic
def retry_delivery(*, delivery_id: UUID, actor: Actor, now: datetime) -> None:
    """Put a message that had been given up, or did not arrive, back on its way."""
    row = _locked(delivery_id, actor)
    if row.state not in DEAD:
        raise TransitionNotAllowed(what="delivery", state=row.state, act="retry")
    _send_on([row])
    journal.announce(DeliveryRetried(**named(row)), actor=actor, now=now)


@transaction.atomic
def retry_letters(*, wanted: LetterFilter, actor: Actor, now: datetime) -> int:
    """Put all that match back on their way; return how many. One journal entry for each warning and channel."""
    found = letters(actor, wanted).filter(rights.within(actor, RETRY))
    rows = list(found.select_for_update(of=("self",), skip_locked=True).order_by("id"))
    _send_on(rows)
    for group in _by_warning(rows):
        head = named(group[0])
        del head["delivery_id"]
        event = DeliveriesRetried(**{**head, "count": len(group), "reason": wanted.reason})
        journal.announce(event, actor=actor, now=now)
    return len(rows)


def _by_warning(rows: Iterable[Delivery]) -> Iterable[list[Delivery]]:
    groups: dict[tuple[UUID, str], list[Delivery]] = {}
    for row in rows:
        groups.setdefault((row.warning_id, row.channel), []).append(row)
    return groups.values()


def _send_on(rows: list[Delivery]) -> None:
    """Let messages wait anew with all their attempts.

    What a gateway took and did not bring gets a new message id: it would take the old one for a repetition.
    """
    changes = changes_of(rows, "waiting")
    renewed = {row.id: new_id() for row in rows if row.state == "undelivered"}
    with connection.cursor() as cursor:
        cursor.execute(_RENEW, [list(renewed), list(renewed.values())])
    Delivery.objects.filter(id__in=[renewed.get(row.id, row.id) for row in rows]).update(
        state="waiting", attempts=0, given_up_at=None, next_try_real=clock.real_now(), reference="", sent_at=None
    )
    MassSending.objects.filter(id__in=count_mass(changes)).update(finished_at=None)
    for channel in sorted({row.channel for row in rows}):
        ring(channel)


_RENEW: Final = """
update public_warnings_delivery d set id = r.fresh from unnest(%s::uuid[], %s::uuid[]) as r (old, fresh)
where d.id = r.old
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandWord:
    """What a person says of a receiver whom he reached himself: whom, by which way, when."""

    reached_name: str
    way: str
    told_at: datetime
    note: str = ""


@transaction.atomic
def record_hand_delivery(*, delivery_id: UUID, word: HandWord, actor: Actor, now: datetime) -> None:
    """Close a message that no channel delivered: a person reached the receiver."""
    row = _locked(delivery_id, actor)
    if row.state not in DEAD:
        raise TransitionNotAllowed(what="delivery", state=row.state, act="record_hand_delivery")
    _check(word, row, now)
    HandDelivery.objects.create(
        delivery=row,
        by_name=actor.name[:80],
        reached_name=word.reached_name.strip(),
        way=word.way.strip(),
        told_at=word.told_at,
        note=word.note.strip(),
        recorded_at=now,
    )
    count_mass(changes_of([row], "by_hand"))
    row.state, row.given_up_at, row.delivered_at = "by_hand", None, word.told_at
    row.save(update_fields=["state", "given_up_at", "delivered_at"])
    event = DeliveredByHand(**named(row), receiver=row.receiver, reached_name=word.reached_name.strip(), way=word.way)
    journal.announce(event, actor=actor, now=now)


def _check(word: HandWord, row: Delivery, now: datetime) -> None:
    for name in ("reached_name", "way"):
        if not getattr(word, name).strip():
            raise InvalidValue(field=name, value="", rule="not_empty")
    for name, longest in _LONGEST.items():
        if len(getattr(word, name).strip()) > longest:
            raise InvalidValue(field=name, value=len(getattr(word, name).strip()), rule=f"at_most_{longest}_characters")
    if not row.queued_at <= word.told_at <= now:
        raise InvalidValue(field="told_at", value=word.told_at.isoformat(), rule="between_queueing_and_now")


def _locked(delivery_id: UUID, actor: Actor) -> Delivery:
    row = Delivery.objects.select_for_update().filter(id=delivery_id).first()
    if row is None:
        raise NotFound(what="delivery")
    rights.require_visible(actor, "public_warnings.see_deliveries", row.region, what="delivery")
    rights.require(actor, RETRY, row.region)
    return row
