"""The emergency broadcasting network: one signed package per message to the broadcasting platform, state asked back."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

import httpx

from anlan.kernel import clock
from anlan.kernel.levels import Level
from anlan.protocols import emergency_broadcast as eb
from anlan.protocols.emergency_broadcast.table import value
from anlan.public_warnings.adapters.broadcast_key import BroadcastKey, broadcast_key
from anlan.public_warnings.adapters.http import PATIENCE_SECONDS, ask, client, require_success
from anlan.public_warnings.adapters.told import Told, told
from anlan.public_warnings.adapters.turns import in_turn
from anlan.public_warnings.adapters.wall import require_own
from anlan.public_warnings.ports import Accepted, ChannelDown, MessageRefused, Outgoing, Receipt, Sent

_TAKEN: Final = 1
_SERIALS: Final = 10**16
_OUTCOMES: Final = {
    eb.BroadcastState.PLAYED: "delivered",
    eb.BroadcastState.FAILED: "failed",
    eb.BroadcastState.CANCELLED: "failed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Where the broadcasting platform is, both platforms' numbers, and the file of our key."""

    url: str
    platform: str
    destination: str
    key: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What the platform knows besides the message: numbers of messages, and the sound that goes with one."""

    numbers: Callable[[frozenset[UUID]], Mapping[UUID, str]]
    number_of: Callable[[str, str], str]
    sound: Callable[[Outgoing], bytes]


class BroadcastSender:
    """One broadcasting platform; a message's address is its number (EBMID)."""

    is_shared = True

    def __init__(self, channel: str, network: Network, memory: Memory, *, patience: float = PATIENCE_SECONDS) -> None:
        self._channel, self._network, self._memory = channel, network, memory
        self._client = client(patience)

    def send(self, message: Outgoing) -> Accepted:
        """Hand the package over; the platform knows a repetition by the message's number."""
        require_own(message, self._channel)
        about = told(message)
        header = self._header(message.id.int)
        sound = b"" if about.is_lifting else self._memory.sound(message)
        title = eb.file_name("resource", header.id)
        try:
            packet = eb.write_broadcast(header, self._broadcast(message, about, title, sound))
        except (eb.PacketError, LookupError, ValueError) as error:
            raise MessageRefused(str(error)) from error
        body = self._exchange(header.id, packet, {title: sound} if sound else {})
        if not isinstance(body, eb.Receipt):
            raise ChannelDown(f"answered {type(body).__name__} instead of a receipt")
        if body.code != _TAKEN:
            raise MessageRefused(f"{body.code} {body.description}"[:200])
        return Accepted(header.id, is_delivered=False)

    def _broadcast(self, message: Outgoing, about: Told, title: str, sound: bytes) -> eb.Broadcast:
        related = self._memory.number_of(self._channel, about.follows) if about.follows else ""
        if about.is_lifting and not related:
            raise MessageRefused("the message that is to end was never broadcast here")
        return eb.Broadcast(
            id=message.address,
            kind=eb.MessageKind.CANCEL if about.is_lifting else eb.MessageKind.REQUEST,
            sender_name=about.issuer,
            sender_code=about.sender,
            sent=about.sent,
            event_type=about.event_code,
            severity=value("severity", "test") if message.is_exercise else _severity(about.level),
            start=about.effective,
            end=about.expires,
            language=value("language", message.language),
            title=message.title,
            text=message.text,
            areas=about.areas,
            related=related,
            auxiliary=(_auxiliary(title, sound),) if sound else (),
        )

    def send_all(self, messages: Sequence[Outgoing], in_doubt: frozenset[UUID]) -> Iterator[Sent]:
        """Send one after another: each needs to know what it follows, and its sound."""
        return in_turn(self, messages, in_doubt)

    def find(self, message: Outgoing) -> Accepted | None:
        """Ask the platform how far it is with the message; one that it does not know was not handed over."""
        state = self._state(message.address)
        return Accepted(message.address, is_delivered=False) if state else None

    def receipts(self, ids: frozenset[UUID]) -> frozenset[Receipt]:
        """Ask how far the platform is with each message."""
        return frozenset(self._receipts(ids))

    def _receipts(self, ids: frozenset[UUID]) -> Iterator[Receipt]:
        for delivery_id, number in self._memory.numbers(ids).items():
            state = self._state(number)
            if state and state.state in _OUTCOMES:
                said = " ".join(part for part in (state.description, state.coverage) if part)
                yield Receipt(delivery_id, _OUTCOMES[state.state], said[:200])

    def probe(self) -> None:
        """Send the standard's own check of the connection, signed: address, key and rights are tried."""
        header = self._header(_now_number())
        body = self._exchange(header.id, eb.write_connection_check(header), {})
        if not isinstance(body, eb.Receipt) or body.code != _TAKEN:
            raise ChannelDown(f"connection check answered {body}")

    def _state(self, number: str) -> eb.State | None:
        header = self._header(_now_number())
        body = self._exchange(header.id, eb.write_state_request(header, number), {})
        return body if isinstance(body, eb.State) and body.message_id == number else None

    def _header(self, serial: int) -> eb.Header:
        return eb.Header(
            id=eb.packet_id(self._network.platform, serial % _SERIALS),
            source=self._network.platform,
            destination=self._network.destination,
            sent=clock.real_now(),
        )

    def _exchange(self, packet_id: str, packet: bytes, resources: Mapping[str, bytes]) -> object:
        """Sign, pack and post one packet; return what the platform's packet says."""
        key = broadcast_key(self._network.key)
        signed = eb.Signed(
            packet_id=packet_id,
            issuer=key.issuer,
            serial=key.serial,
            signed=clock.real_now(),
            value=eb.sign(key.private, key.public, packet),
        )
        raw = eb.pack(packet_id, eb.Package(packet, eb.write_signature(signed), resources))
        files = {"file": (eb.file_name("package", packet_id), raw, "application/x-tar")}
        answer = require_success(ask(self._client, "POST", self._network.url, files=files))
        return _body_of(answer, packet_id, key)


def _body_of(answer: httpx.Response, asked: str, key: BroadcastKey) -> object:
    """Return what an answer says, once it is known to be the platform's and about what was asked."""
    try:
        package = eb.unpack(answer.content)
        packet = eb.read_packet(package.packet)
        if key.answers:
            _require_signed(package, key)
    except eb.PacketError as error:
        raise ChannelDown(f"answer: {error}") from error
    if key.answers and packet.header.related != asked:
        raise ChannelDown("the answer is about another packet")
    return packet.body


def _require_signed(package: eb.Package, key: BroadcastKey) -> None:
    if not package.signature:
        raise ChannelDown("the answer is not signed")
    signed = eb.read_signature(package.signature)
    public = key.answers.get(signed.serial)
    if public is None:
        raise ChannelDown(f"the answer is signed by an unknown certificate {signed.serial[:40]}")
    if not eb.holds(public, package.packet, signed.value):
        raise ChannelDown("the signature of the answer is wrong")


def _severity(level: Level) -> int:
    found: int = value("severity", level.colour)
    return found


def _auxiliary(title: str, sound: bytes) -> eb.Auxiliary:
    digest = hashlib.sha256(sound).hexdigest()
    return eb.Auxiliary(kind=value("auxiliary", "audio_wav"), name=title, size=len(sound), digest=digest)


def _now_number() -> int:
    """Return a running number for a packet that asks: microseconds of this moment."""
    return int(clock.real_now().timestamp() * 1_000_000)
