"""A protocol's line: frames go to the bus as they came, and the device hears only what the bus has kept."""

import asyncio
from contextlib import asynccontextmanager
from datetime import datetime

from nats.errors import TimeoutError as BusTimeout

from anlan.config.parts.ports import free_port
from anlan.kernel.clock import CHINA
from anlan.monitoring.adapters import streams
from anlan.monitoring.adapters.gateways import serving
from anlan.monitoring.adapters.gateways.book import LineBook
from anlan.monitoring.adapters.gateways.serving import LineServer
from anlan.monitoring.domain.codecs import CODECS
from anlan.protocols import gbt26875 as fire
from anlan.protocols.gbt26875.message import Command, DeviceState, Frame, Unit

AT = datetime(2026, 7, 2, 8, 30, 15, tzinfo=CHINA)
REPORT = fire.encode(
    Frame(
        serial=7,
        time=AT,
        source=0x0102,
        target=1,
        command=Command.SEND,
        unit=Unit(type_flag=21, objects=(DeviceState(state=0b10, time=AT),)),
    )
)
BROKEN = REPORT[:-3] + bytes((REPORT[-3] ^ 1,)) + REPORT[-2:]


class Bus:
    """Keeps what it is given, unless it is away."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, bytes]] = []
        self.is_away = False

    async def publish(self, subject: str, data: bytes) -> None:
        if self.is_away:
            raise BusTimeout
        self.kept.append((subject, data))


@asynccontextmanager
async def line(bus: Bus):
    server = LineServer(CODECS["gbt26875"], "127.0.0.1", LineBook("gbt26875", free_port()), bus.publish)
    async with server.listening():
        yield server


async def hear(reader: asyncio.StreamReader, seconds: float = 2.0) -> bytes:
    try:
        return await asyncio.wait_for(reader.read(4096), seconds)
    except TimeoutError:
        return b""


async def send(port: int, *pieces: bytes, seconds: float = 2.0) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for piece in pieces:
        writer.write(piece)
        await writer.drain()
        await asyncio.sleep(0.01)
    heard = await hear(reader, seconds)
    writer.close()
    return heard


def test_a_frame_cut_anywhere_reaches_the_bus_whole_and_is_confirmed():
    async def story() -> tuple[bytes, Bus, LineBook]:
        bus = Bus()
        async with line(bus) as server:
            heard = await send(server.book.port, REPORT[:5], REPORT[5:20], REPORT[20:])
            return heard, bus, server.book

    heard, bus, book = asyncio.run(story())
    assert bus.kept == [(streams.parted("ingest.frame.gbt26875.000000000102"), REPORT)]
    answer = fire.decode(heard)
    assert (answer.command, answer.serial, answer.target) == (Command.CONFIRM, 7, 0x0102)
    assert (book.frames, book.refused, list(book.heard)) == (1, 0, ["000000000102"])


def test_a_broken_frame_reaches_the_bus_and_is_not_confirmed():
    async def story() -> tuple[bytes, Bus, LineBook]:
        bus = Bus()
        async with line(bus) as server:
            return await send(server.book.port, BROKEN + REPORT), bus, server.book

    heard, bus, book = asyncio.run(story())
    assert [raw for _, raw in bus.kept] == [BROKEN, REPORT]
    assert fire.decode(heard).serial == 7  # the good one behind it
    assert (book.frames, book.refused) == (1, 1)


def test_a_device_hears_nothing_while_the_bus_is_away():
    async def story() -> tuple[bytes, Bus, str]:
        bus = Bus()
        bus.is_away = True
        async with line(bus) as server:
            heard = await send(server.book.port, REPORT, seconds=0.3)
            return heard, bus, server.book.problem

    heard, bus, problem = asyncio.run(story())
    assert (heard, bus.kept) == (b"", [])
    assert problem


def test_a_datagram_is_taken_and_confirmed_too():
    async def story() -> tuple[bytes, Bus]:
        bus = Bus()
        heard: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()

        class Listener(asyncio.DatagramProtocol):
            def datagram_received(self, data: bytes, addr: tuple) -> None:
                heard.set_result(data)

        async with line(bus) as server:
            transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(
                Listener, remote_addr=("127.0.0.1", server.book.port)
            )
            transport.sendto(REPORT)
            answer = await asyncio.wait_for(heard, 2)
            transport.close()
            return answer, bus

    answer, bus = asyncio.run(story())
    assert fire.decode(answer).command == Command.CONFIRM
    assert [raw for _, raw in bus.kept] == [REPORT]


def test_one_who_sends_only_rubbish_is_hung_up_on():
    async def story() -> tuple[bytes, int]:
        bus = Bus()
        async with line(bus) as server:
            reader, writer = await asyncio.open_connection("127.0.0.1", server.book.port)
            for _ in range(serving.MOST_RUBBISH):
                writer.write(BROKEN[:-1] + b"\0" + b"." * 2000)
            await writer.drain()
            heard = await asyncio.wait_for(reader.read(), 5)
            return heard, server.book.refused

    heard, refused = asyncio.run(story())
    assert heard == b""
    assert refused >= serving.MOST_RUBBISH
