"""Who gets a transmission by a channel without being called or picked: institutions, systems, devices, own pages."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.conf import settings

from anlan.public_warnings.domain.channels import Channel
from anlan.public_warnings.domain.languages import MAIN_LANGUAGE
from anlan.public_warnings.models import Transmission
from anlan.public_warnings.selectors.channels import is_set_up
from anlan.public_warnings.services import receivers

NOT_SET_UP: Final = "not set up"


@dataclass(frozen=True, slots=True)
class Receiver:
    """One receiver of a channel: how he is shown, where he is reached, and where he is.

    A person's ``name`` is masked as pages show it. With ``person_id`` and no address his telephone is looked up at
    sending; ``language`` picks the text, the main one where there is none in it.
    """

    name: str
    address: str
    region: str = ""
    language: str = MAIN_LANGUAGE
    person_id: UUID | None = None


def receivers_of(channel: Channel, transmission: Transmission) -> Iterator[Receiver]:
    """Yield the receivers of a channel with their addresses; people are called or picked, so theirs have none here.

    A channel that has lost its settings since the draft gets one message, which its sender refuses for a person to see.
    """
    if not is_set_up(channel):
        yield Receiver(channel.name, NOT_SET_UP)
        return
    for name, address in _RECEIVERS.get(channel.driver, _nobody)(channel, transmission):
        yield Receiver(name, address)


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
