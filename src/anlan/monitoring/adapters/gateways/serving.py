"""One protocol's line: cuts what devices send into frames, hands them to the bus, and answers as the standard asks.

A device hears "received" only after the bus has its frame on disk: what was not answered it sends again. Frames are
handed on as they came, the refused ones too; the intake reads them, so that nothing is read in two ways.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from nats.errors import Error as NatsError

from anlan.kernel import clock
from anlan.monitoring.adapters import streams
from anlan.monitoring.adapters.gateways.book import LineBook
from anlan.monitoring.domain.frames import Codec, Gathering, OpenedFrame
from anlan.protocols.framing import FrameError, Garbage

log = logging.getLogger(__name__)

IDLE_SECONDS: Final = 900.0
MOST_CONNECTIONS: Final = 4000
MOST_RUBBISH: Final = 50
_CHUNK: Final = 65_536
_BUS_AWAY: Final = "the message bus does not store frames"

Publish = Callable[[str, bytes], Awaitable[None]]


@dataclass(slots=True)
class LineServer:
    """Serves one protocol on one port, by TCP and by UDP; ``devices`` are those known, renewed by the gateway."""

    codec: Codec
    address: str
    book: LineBook
    publish: Publish
    devices: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    _open: set[asyncio.StreamWriter] = field(default_factory=set)

    @contextlib.asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """Listen for the length of an ``async with`` block."""
        server = await asyncio.start_server(self._connected, self.address, self.book.port, limit=_CHUNK)
        loop = asyncio.get_running_loop()
        transport, _ = await loop.create_datagram_endpoint(
            lambda: _Datagrams(self), local_addr=(self.address, self.book.port)
        )
        try:
            yield
        finally:
            transport.close()
            server.close()
            for writer in list(self._open):
                writer.close()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.book.connections >= MOST_CONNECTIONS:
            writer.close()
            return
        self.book.connections += 1
        self._open.add(writer)
        peer = "-".join(str(writer.get_extra_info("peername")[0]).replace(":", ".").split("."))
        try:
            await self._talk(reader, writer, peer)
        except (ConnectionError, TimeoutError):
            log.debug("%s: %s hung up", self.codec.protocol, peer)
        finally:
            self.book.connections -= 1
            self._open.discard(writer)
            writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, peer: str) -> None:
        splitter, gathering, rubbish = self.codec.splitter(), Gathering(self.codec.part), 0
        while rubbish < MOST_RUBBISH:
            data = await self._heard(reader)
            for piece in splitter.feed(data) if data else [*splitter.close(), *gathering.close()]:
                rubbish = rubbish + 1 if isinstance(piece, Garbage) else 0
                for message in [piece] if isinstance(piece, Garbage) or not data else gathering.add(piece):
                    answer = await self.take(message, peer)
                    if answer:
                        writer.write(answer)
                        await writer.drain()
            if not data:
                return

    @staticmethod
    async def _heard(reader: asyncio.StreamReader) -> bytes:
        """Return what came, or nothing at the end of the stream and after a long silence."""
        with contextlib.suppress(TimeoutError):
            return await asyncio.wait_for(reader.read(_CHUNK), IDLE_SECONDS)
        return b""

    async def take(self, piece: bytes | Garbage, peer: str) -> bytes | None:
        """Hand one frame or piece of rubbish to the bus; return what the device is to hear."""
        raw = piece.raw if isinstance(piece, Garbage) else piece
        opened = None if isinstance(piece, Garbage) else self._opened(raw, peer)
        source = opened.address if opened else peer
        try:
            await self.publish(streams.parted(f"ingest.frame.{self.codec.protocol}.{source}"), raw)
        except (NatsError, OSError, TimeoutError):
            self.book.problem = _BUS_AWAY
            return None
        self.book.problem = ""
        if opened is None:
            self.book.refused += 1
            return None
        self.book.note_frame(opened.address, peer)
        return self.codec.reply(opened, clock.real_now(), self.devices.get(opened.address))

    def _opened(self, raw: bytes, peer: str) -> OpenedFrame | None:
        try:
            opened = self.codec.open(raw)
        except FrameError as error:
            log.info("%s from %s: %s", self.codec.protocol, peer, error)
            return None
        is_plain = opened.address.replace("-", "").replace("_", "").isalnum()  # It becomes a word of the subject.
        return opened if is_plain else None


class _Datagrams(asyncio.DatagramProtocol):
    """Takes each datagram as a stream of its own."""

    def __init__(self, line: LineServer) -> None:
        self._line = line
        self._tasks: set[asyncio.Task[None]] = set()
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        self._transport = transport  # type: ignore[assignment] - asyncio gives datagrams a DatagramTransport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """Take one datagram; too many at once are dropped, as UDP may, and the device sends again."""
        if len(self._tasks) < MOST_CONNECTIONS:
            task = asyncio.get_running_loop().create_task(self._take(data, addr))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _take(self, data: bytes, addr: tuple[str, int]) -> None:
        splitter = self._line.codec.splitter()
        peer = "-".join(str(addr[0]).replace(":", ".").split("."))
        for piece in [*splitter.feed(data), *splitter.close()]:
            answer = await self._line.take(piece, peer)
            if answer and self._transport:
                self._transport.sendto(answer, addr)
