"""What a transmission puts on its way besides calls: one row per receiver, and a job to ring for each channel."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Final

from django.conf import settings

from anlan.kernel import clock
from anlan.public_warnings.domain.channels import Channel, require_world
from anlan.public_warnings.models import Delivery, Transmission
from anlan.public_warnings.selectors.channels import is_set_up
from anlan.public_warnings.selectors.kinds import wording
from anlan.public_warnings.services import receivers
from anlan.support import jobs

DELIVER = "public_warnings.deliver"
NOT_SET_UP = "not set up"
_OWN_PAGES = frozenset({"page", "feed"})
_SPOKEN = frozenset({"loudspeaker", "broadcast"})
_WITH_TITLE = frozenset({"robot", "satellite"})


def queue_deliveries(transmission: Transmission, now: datetime) -> None:
    """Store a delivery for every receiver of every channel, calls left out, and ring for each channel after commit."""
    real = clock.real_now()
    rows: list[Delivery] = []
    for entry in transmission.channels:
        channel = require_world(entry["key"], is_exercise=transmission.is_exercise)
        for receiver, address in _receivers(channel, transmission):
            rows.append(_row(channel, transmission, (receiver, address), now, real))
    Delivery.objects.bulk_create(rows)
    for key in sorted({row.channel for row in rows if row.state == "waiting"}):
        jobs.defer(DELIVER, channel=key)


def _receivers(channel: Channel, transmission: Transmission) -> Iterable[tuple[str, str]]:
    """Return the receivers of a channel with their addresses; people are called, so their channels have none here.

    A channel that has lost its settings since the draft gets one message, which its sender refuses for a person to see.
    """
    if not is_set_up(channel):
        return ((channel.name, NOT_SET_UP),)
    return _RECEIVERS.get(channel.driver, _nobody)(channel, transmission)


def _nobody(channel: Channel, transmission: Transmission) -> tuple[tuple[str, str], ...]:
    return ()


def _systems(channel: Channel, transmission: Transmission) -> Iterator[tuple[str, str]]:
    yield from ((address, address) for address in webhook_addresses())


def _page(channel: Channel, transmission: Transmission) -> Iterator[tuple[str, str]]:
    yield channel.name, f"/public/warnings/{transmission.warning_id}/"


def _feed(channel: Channel, transmission: Transmission) -> Iterator[tuple[str, str]]:
    yield channel.name, f"/public/cap/{transmission.identifier}.xml"


_RECEIVERS: Final[dict[str, Callable[[Channel, Transmission], Iterable[tuple[str, str]]]]] = {
    "email": receivers.mailboxes,
    "webhook": _systems,
    "robot": receivers.robots,
    "web_push": receivers.browsers,
    "broadcast": receivers.broadcasting,
    "satellite": receivers.terminals,
    "loudspeaker": receivers.speakers,
    "page": _page,
    "feed": _feed,
}


def webhook_addresses() -> tuple[str, ...]:
    """Return the receivers that the settings name, else the simulated one of this machine."""
    side = settings.ANLAN["ANLAN_SIDE_PORT"] + 2
    return settings.ANLAN["ANLAN_WEBHOOK_URLS"] or (f"http://127.0.0.1:{side}/warnings",)


def _row(channel: Channel, transmission: Transmission, to: tuple[str, str], now: datetime, real: datetime) -> Delivery:
    is_own = channel.driver in _OWN_PAGES
    receiver, address = to
    title = wording("exercise_title", headline=transmission.headline)
    return Delivery(
        transmission=transmission,
        warning_id=transmission.warning_id,
        region=transmission.region,
        channel=channel.key,
        receiver=receiver[:120],
        address=address,
        title=title if transmission.is_exercise else transmission.headline,
        text=_text(channel, transmission),
        state="delivered" if is_own else "waiting",
        urgency=transmission.level,
        next_try_real=real,
        queued_at=now,
        sent_at=now if is_own else None,
        delivered_at=now if is_own else None,
        is_exercise=transmission.is_exercise,
    )


def _text(channel: Channel, transmission: Transmission) -> str:
    parts = {name: getattr(transmission, name) for name in ("headline", "description", "instruction")}
    if channel.driver in _SPOKEN:
        spoken = wording("speaker", **{name: text.replace("\n", "") for name, text in parts.items()})
        return wording("exercise_speaker", text=spoken) if transmission.is_exercise else spoken
    if channel.driver in _WITH_TITLE:
        del parts["headline"]
    return "\n\n".join(parts.values())
