"""The protocols that devices speak: one table."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from anlan.monitoring.domain.frames import Codec, OpenedFrame, Options, Part, Place, Stream
from anlan.protocols import gbt26875, hj212, jt808, sl651
from anlan.protocols.framing import FrameError, Garbage, Observation, Splitter
from anlan.protocols.jt808.message import Authentication, Result

_SUCCESS: Final = Result.SUCCESS
_FAILURE: Final = Result.FAILURE


def _by(reply_to: Callable[[Any, datetime], bytes | None]) -> Callable[[OpenedFrame, datetime, Any], bytes | None]:
    """Return a protocol's reply as the gateways ask for it, where a device's options change nothing."""
    return lambda opened, now, _options: reply_to(opened.frame, now)


def _packets(raw: bytes, splitter: Stream) -> list[bytes]:
    """Return the frames that stand one after another in ``raw``; refuse rubbish among them."""
    frames = []
    for piece in [*splitter.feed(raw), *splitter.close()]:
        if isinstance(piece, Garbage):
            raise piece.error
        frames.append(piece)
    return frames


def _open_fire(raw: bytes) -> OpenedFrame:
    frame = gbt26875.decode(raw)
    return OpenedFrame(frame, f"{frame.source:012x}", gbt26875.observations(frame), gbt26875.occurrences(frame))


def _open_water(raw: bytes) -> OpenedFrame:
    packets = _packets(raw, Splitter(sl651.CUTTER)) or [raw]
    frames = [sl651.decode(each) for each in packets]
    frame = frames[0] if len(frames) == 1 else sl651.joined(frames)
    packet = frames[0].head.packet
    if len(frames) == 1 and packet and packet.total > 1:
        raise FrameError("structure", 0, f"only packet {packet.number} of {packet.total} is there")
    return OpenedFrame(frame, frame.head.station, sl651.observations(frame))


def _part_of_water(raw: bytes) -> Part | None:
    head = sl651.head_of(raw)
    if head is None or (packet := head.packet) is None:
        return None
    try:
        sl651.decode(raw)
    except FrameError:  # What cannot be read by itself waits for no others.
        return None
    return Part((head.station, head.function, packet.total), packet.number, packet.total)


def _open_air(raw: bytes) -> OpenedFrame:
    frame = hj212.decode(raw)
    return OpenedFrame(frame, frame.head.device, hj212.observations(frame))


def _open_vehicle(raw: bytes) -> OpenedFrame:
    packets = _packets(raw, jt808.Splitter()) or [raw]
    joiner, frame = jt808.Joiner(), None
    for each in packets:
        frame = joiner.add(jt808.decode(each)) or frame
    if frame is None:
        raise FrameError("structure", 0, f"only {len(packets)} parts of a longer message are there")
    told = tuple(each for each in jt808.observations(frame) if not each.flag)  # Without a fix nothing is known.
    return OpenedFrame(frame, frame.phone, told, jt808.occurrences(frame), _newest_place(told))


def _newest_place(told: tuple[Observation, ...]) -> Place | None:
    times = [each.time for each in told if each.element == "longitude"]
    if not times:
        return None
    newest = max(times)
    values = {each.element: each.value for each in told if each.time == newest}
    if "latitude" not in values:
        return None
    speed, course = values.get("speed_kmh"), values.get("direction")
    return Place(newest, values["longitude"], values["latitude"], speed, course)


def _reply_vehicle(opened: OpenedFrame, now: datetime, options: Options | None) -> bytes | None:
    """Return what a terminal is to hear; one that is not registered, or shows another code, is refused."""
    code = str((options or {}).get("code", "")) or opened.address
    shown = opened.frame.body.code if isinstance(opened.frame.body, Authentication) else None
    is_known = options is not None and (shown is None or shown.decode("gb18030", "replace") == code)
    return jt808.reply_to(opened.frame, now, code=code, result=_SUCCESS if is_known else _FAILURE)


def _part_of_vehicle(raw: bytes) -> Part | None:
    frame = jt808.head_of(raw)
    if frame is None or frame.part is None:
        return None
    total, number = frame.part
    return Part((frame.phone, frame.message_id, frame.serial - (number - 1) & 0xFFFF), number, total)


CODECS: Final[Mapping[str, Codec]] = {
    each.protocol: each
    for each in (
        Codec(
            protocol="sl651",
            splitter=lambda: Splitter(sl651.CUTTER),
            open=_open_water,
            reply=_by(sl651.reply_to),
            part=_part_of_water,
        ),
        Codec(protocol="hj212", splitter=lambda: Splitter(hj212.CUTTER), open=_open_air, reply=_by(hj212.reply_to)),
        Codec(protocol="gbt26875", splitter=gbt26875.Splitter, open=_open_fire, reply=_by(gbt26875.reply_to)),
        Codec(
            protocol="jt808",
            splitter=jt808.Splitter,
            open=_open_vehicle,
            reply=_reply_vehicle,
            part=_part_of_vehicle,
        ),
    )
}
