"""A simulated broadcasting platform: it checks packages and signatures and says how far it is with each message."""

import itertools
from typing import Any

from anlan.config.side.gateways import Answer, Asked
from anlan.config.side.store import Received
from anlan.kernel.clock import real_now
from anlan.protocols import emergency_broadcast as eb

_ISSUER = "0002"
_TAKEN, _BAD, _UNSIGNED, _UNKNOWN = 1, 2, 4, 5


class BroadcastPlatform:
    """``/broadcast``: one platform with its ``number``; it knows the senders' public keys by certificate number.

    ``own``: its certificate's number and keys, private and public, by which it signs its answers.
    """

    def __init__(
        self, received: Received, number: str, keys: dict[str, bytes], own: tuple[str, bytes, bytes] | None = None
    ) -> None:
        self.own = own
        self._received, self._number, self._keys = received, number, keys
        self._serials = itertools.count(1)
        self.states: dict[str, eb.BroadcastState] = {}
        self.ends_as = eb.BroadcastState.PLAYED

    def part(self, asked: Asked) -> Answer:
        """Answer one package with another."""
        try:
            package = eb.unpack(_file_in(asked))
            packet = eb.read_packet(package.packet)
            signed = eb.read_signature(package.signature)
        except eb.PacketError as error:
            return self._said(eb.Receipt(code=_BAD, description=str(error)[:100]), "")
        public = self._keys.get(signed.serial)
        if public is None or not eb.holds(public, package.packet, signed.value):
            return self._said(eb.Receipt(code=_UNSIGNED, description="signature"), packet.header.id)
        return self._said(self._result(packet, package), packet.header.id)

    def _result(self, packet: eb.Packet, package: eb.Package) -> eb.Receipt | eb.State:
        body = packet.body
        if isinstance(body, eb.StateRequest):
            if body.message_id not in self.states:
                return eb.Receipt(code=_UNKNOWN, description="no such message")
            state = self.states[body.message_id]
            return eb.State(
                message_id=body.message_id, state=state, description=state.name.lower(), reported=real_now()
            )
        if isinstance(body, eb.Broadcast):
            self._take(body, package)
        return eb.Receipt(code=_TAKEN, description="ok")

    def _take(self, body: eb.Broadcast, package: eb.Package) -> None:
        said: dict[str, Any] = {
            "kind": body.kind.name.lower(),
            "severity": body.severity,
            "title": body.title,
            "text": body.text,
            "areas": list(body.areas),
            "related": body.related,
            "sound_bytes": sum(len(raw) for raw in package.resources.values()),
        }
        self._received.take(body.id, said)
        self.states[body.id] = self.ends_as

    def _said(self, body: eb.Receipt | eb.State, related: str) -> Answer:
        number = eb.packet_id(self._number, next(self._serials))
        header = eb.Header(id=number, source=self._number, sent=real_now(), related=related)
        write = eb.write_state(header, body) if isinstance(body, eb.State) else eb.write_receipt(header, body)
        package = eb.Package(write, self._signature(number, write))
        return Answer(200, eb.pack(number, package), kind="application/x-tar")

    def _signature(self, number: str, packet: bytes) -> bytes:
        if self.own is None:
            return b""
        serial, private, public = self.own
        value = eb.sign(private, public, packet)
        signed = eb.Signed(packet_id=number, issuer=_ISSUER, serial=serial, signed=real_now(), value=value)
        return eb.write_signature(signed)


def _file_in(asked: Asked) -> bytes:
    """Return the one file of a form; raise ``PacketError`` where there is none."""
    _, _, boundary = asked.headers.get("content-type", "").partition("boundary=")
    for piece in asked.body.split(f"--{boundary}".encode()) if boundary else ():
        head, _, content = piece.partition(b"\r\n\r\n")
        if b"filename=" in head:
            return content.removesuffix(b"\r\n")
    raise eb.PacketError("no file in the form")
