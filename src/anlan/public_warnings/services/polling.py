"""Polling partners: claimed by one worker, fetched outside of any transaction, one bad entry never stops the rest."""

import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.kernel.errors import AnlanError
from anlan.protocols.cap12.document import LIMIT_BYTES
from anlan.protocols.cap12.errors import Container
from anlan.protocols.cap12.verdict import judge
from anlan.protocols.cap_feed import reading
from anlan.protocols.cap_feed.feed import Entry
from anlan.public_warnings.domain.receiving import pause_after
from anlan.public_warnings.models import Partner, SeenEntry
from anlan.public_warnings.ports import Fetched, Fetcher, FetchFailed
from anlan.public_warnings.services.forgetting import note_standing
from anlan.public_warnings.services.taking import Intake, take_message

POLL: Final = "public_warnings.poll_partner"
CLAIM: Final = timedelta(minutes=10)
MOST_SECONDS: Final = 240.0
_MOST_DUE: Final = 200
_MOST_FAULT: Final = 300


@dataclass(slots=True)
class Polled:
    """What a poll brought, counted; ``left`` entries wait for the next one."""

    kept: int = 0
    known: int = 0
    refused: int = 0
    failed: int = 0
    left: int = 0
    fault: str = ""

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing is left to ask for again."""
        return not (self.failed or self.left or self.fault)


@dataclass(frozen=True, slots=True)
class Found:
    """One message behind a feed's entry, or alone at the address; ``mark`` is what it is known by."""

    raw: bytes
    came_from: str
    mark: str = ""


def ring_for_partners() -> int:
    """Queue a job for every partner that is due, unless one waits already; return how many are due."""
    due = list(_due().values_list("id", flat=True)[:_MOST_DUE])
    for partner_id in due:
        try:
            with transaction.atomic():
                lock = f"{POLL}:{partner_id}"
                app.configure_task(POLL, queueing_lock=lock).defer(partner_id=str(partner_id))
        except AlreadyEnqueued:
            continue
    return len(due)


def _due() -> Any:
    now = clock.real_now()
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    return Partner.objects.filter(free, is_paused=False, next_poll_at__lte=now).exclude(address="")


def poll_partner(*, partner_id: UUID, fetcher: Fetcher, actor: Actor, now: datetime) -> Polled | None:
    """Poll a partner that is due and take what is new; nothing where another worker has it or it is not due."""
    partner = _claimed(partner_id)
    if partner is None:
        return None
    polled, fetched = Polled(), None
    try:
        marks = {"etag": partner.etag, "last_modified": partner.last_modified}
        fetched = fetcher.get(partner.address, limit=reading.LIMIT_BYTES, **marks)
        for found in _messages(partner, fetched, fetcher, polled):
            _take(partner, found, polled, actor, now)
    except FetchFailed as error:
        polled.fault = str(error)[:_MOST_FAULT]
    except AnlanError as error:
        polled.fault = error.code
    _record(partner.id, polled, fetched, now)
    return polled


@transaction.atomic
def _claimed(partner_id: UUID) -> Partner | None:
    partner: Partner | None = _due().select_for_update(skip_locked=True).filter(id=partner_id).first()
    if partner is not None:
        partner.claimed_until = clock.real_now() + CLAIM
        partner.save(update_fields=["claimed_until"])
    return partner


def _messages(partner: Partner, fetched: Fetched, fetcher: Fetcher, polled: Polled) -> Iterator[Found]:
    """Yield what is new: the document itself where it is no feed, else the message of each entry not seen before."""
    if fetched.is_unchanged:
        return
    if not is_container(fetched.body):
        yield Found(fetched.body, partner.address)
        return
    feed = reading.read(fetched.body, partner.address)
    polled.failed += len(feed.set_aside)
    seen = set(SeenEntry.objects.filter(partner=partner).values_list("mark", flat=True))
    until = time.monotonic() + MOST_SECONDS
    marks = [mark_of(entry) for entry in feed.entries]
    for entry, mark in zip(feed.entries, marks, strict=True):
        if mark in seen:
            continue
        if time.monotonic() > until:
            polled.left += 1
            continue
        try:
            yield Found(message_of(entry, fetcher), entry.cap_address or partner.address, mark)
        except FetchFailed:
            polled.failed += 1
    note_standing(partner_id=partner.id, marks=marks)


def is_container(raw: bytes) -> bool:
    """Tell whether the document is a feed or an envelope and no alert."""
    flaws = judge(raw[: LIMIT_BYTES + 1]).flaws
    return len(raw) > LIMIT_BYTES or any(flaw.code == Container.code for flaw in flaws)


def message_of(entry: Entry, fetcher: Fetcher) -> bytes:
    """Return the message that an entry holds or names."""
    try:
        return entry.message or fetcher.get(entry.cap_address, limit=LIMIT_BYTES).body
    except AnlanError as error:
        raise FetchFailed(str(error)) from error


def mark_of(entry: Entry) -> str:
    """Return what an entry is known by: one with a new time or a new address is asked for again."""
    text = "\n".join((entry.id, entry.cap_address, entry.updated.isoformat() if entry.updated else ""))
    return hashlib.new("sm3", text.encode() + entry.message).hexdigest()


def _take(partner: Partner, found: Found, polled: Polled, actor: Actor, now: datetime) -> None:
    with transaction.atomic():
        taken = take_message(partner_id=partner.id, raw=found.raw, came_from=found.came_from, actor=actor, now=now)
        if found.mark:
            SeenEntry.objects.get_or_create(partner=partner, mark=found.mark, defaults={"seen_at": clock.real_now()})
    if taken.outcome is Intake.KEPT:
        polled.kept += 1
    elif taken.outcome is Intake.KNOWN:
        polled.known += 1
    else:
        polled.refused += 1


@transaction.atomic
def _record(partner_id: UUID, polled: Polled, fetched: Fetched | None, now: datetime) -> None:
    """Keep how the poll went and when the next is due; a partner's marks only after a whole poll."""
    partner = Partner.objects.select_for_update().get(id=partner_id)
    partner.faults = partner.faults + 1 if polled.fault else 0
    partner.fault = polled.fault
    partner.polled_at = now
    partner.claimed_until = None
    minutes = pause_after(partner.faults, partner.poll_minutes)
    partner.next_poll_at = clock.real_now() + timedelta(minutes=minutes)
    if fetched is not None and polled.is_whole and not fetched.is_unchanged:
        partner.etag, partner.last_modified = fetched.etag[:300], fetched.last_modified[:100]
    partner.save()
