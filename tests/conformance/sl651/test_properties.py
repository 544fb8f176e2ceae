"""SL 651: what holds for every frame."""

from datetime import datetime, timedelta
from decimal import Decimal

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from anlan.kernel.clock import CHINA
from anlan.protocols import sl651
from anlan.protocols.framing import CODES, FrameError, Garbage, Splitter
from anlan.protocols.sl651.message import (
    Body,
    Definition,
    Encoding,
    End,
    Group,
    Head,
    Observed,
    Rows,
    State,
    Station,
    Step,
    Value,
)
from anlan.protocols.sl651.tables import elements

FIRST = datetime(2000, 1, 1, tzinfo=CHINA)
moments = st.integers(0, 99 * 365 * 86400).map(lambda seconds: FIRST + timedelta(seconds=seconds))
minutes = moments.map(lambda time: time.replace(second=0))
addresses = st.integers(0, 99999999).map(lambda number: f"00{number:08d}")
numeric = st.sampled_from(
    [row for row in elements().values() if row.kind == "number" and row.low is None and row.high is None]
)


@st.composite
def values(draw, encoding: Encoding) -> Value:
    row = draw(numeric)
    if draw(st.integers(0, 9)) == 0:
        number = None
    else:
        number = Decimal(draw(st.integers(0, 10 ** (2 * row.size - 2) - 1))).scaleb(-row.decimals)
        number = -number if number and draw(st.booleans()) else number
    definition = Definition(row.id, row.size, row.decimals) if encoding is Encoding.HEX else Definition(row.id)
    return Value(definition, number)


groups = st.lists(
    st.one_of(st.none(), st.integers(0, 254).map(lambda units: Decimal(units).scaleb(-1))), min_size=12, max_size=12
).map(lambda numbers: Group("F4", tuple(numbers)))


@st.composite
def reports(draw):
    encoding = draw(st.sampled_from(Encoding))
    head = Head(
        encoding=encoding,
        is_down=False,
        center=draw(st.integers(1, 255)),
        station=draw(addresses),
        password=draw(st.integers(0, 0xFFFF)),
        function=draw(st.sampled_from([0x30, 0x32, 0x33, 0x34])),
    )
    entries = []
    for _ in range(draw(st.integers(1, 2))):
        entries += [Station(draw(addresses), draw(st.sampled_from("PHKZDTMGQIO"))), Observed(draw(minutes))]
        states = st.integers(0, 0xFFFFFFFF).map(State)
        entries += draw(st.lists(st.one_of(values(encoding), groups, states), max_size=6))
    body = Body(draw(st.integers(1, 65535)), draw(moments), tuple(entries))
    return sl651.made(head, body, draw(st.sampled_from([End.ETX, End.ETB])))


def outcome(raw: bytes):
    try:
        return sl651.decode(raw)
    except FrameError as error:
        return error


@given(reports())
@settings(deadline=None)
def test_a_report_is_read_as_it_was_written(frame):
    raw = sl651.encode(frame)
    again = sl651.decode(raw)
    assert again == frame
    assert sl651.made(again.head, again.body, again.end) == frame


@given(
    st.lists(st.one_of(st.none(), st.integers(-999999, 9999999)), min_size=1, max_size=24),
    st.sampled_from([Step(minutes=5), Step(hours=1), Step(days=1)]),
    st.sampled_from(Encoding),
)
def test_a_uniform_report_is_read_as_it_was_written(units, step, encoding):
    definition = Definition("39", 4, 3) if encoding is Encoding.HEX else Definition("39")
    rows = tuple((None if each is None else Decimal(each).scaleb(-3),) for each in units)
    time = datetime(2026, 7, 1, 8, tzinfo=CHINA)
    entries = (Station("0060100201", "H"), Observed(time), step, Rows((definition,), rows))
    head = Head(encoding=encoding, is_down=False, center=1, station="0060100201", password=1, function=0x31)
    frame = sl651.made(head, Body(1, time, entries))
    assert frame.body.entries == entries
    assert len(sl651.observations(frame)) == len(units) - units.count(None)


@given(reports(), st.data())
@settings(deadline=None)
def test_a_byte_changed_anywhere_is_refused_or_told(frame, data):
    raw = bytearray(sl651.encode(frame))
    at = data.draw(st.integers(0, len(raw) - 1))
    raw[at] ^= data.draw(st.integers(1, 255))
    read = outcome(bytes(raw))
    if isinstance(read, FrameError):
        assert 0 <= read.offset <= len(raw)
        return
    is_same_digit = frame.head.encoding is Encoding.ASCII and bytes(raw[-4:]).upper() == sl651.encode(frame)[-4:]
    assert is_same_digit or "checksum_low_byte_first" in read.deviations


@given(st.binary(max_size=200))
@example(bytes.fromhex("7E7E") + bytes(20))
def test_any_bytes_are_read_or_refused_by_a_known_code(raw):
    for start in (b"", b"\x7e\x7e", b"\x01"):
        found = outcome(start + raw)
        if isinstance(found, FrameError):
            assert found.code in CODES
            assert 0 <= found.offset <= len(start + raw)


@given(
    st.lists(st.tuples(st.binary(max_size=40), reports()), min_size=1, max_size=4),
    st.lists(st.integers(1, 60), min_size=1, max_size=5),
)
@settings(deadline=None, max_examples=60)
def test_no_good_frame_is_lost_amid_rubbish_and_any_cut_gives_the_same(parts, cuts):
    frames = [sl651.encode(frame) for _, frame in parts]
    rubbish = [noise for noise, _ in parts]
    assume(all(b"\x7e" not in noise and b"\x01" not in noise for noise in rubbish))
    stream = b"".join(noise + frame for noise, frame in zip(rubbish, frames, strict=True))
    whole = Splitter(sl651.CUTTER)
    at_once = whole.feed(stream) + whole.close()
    pieces, splitter, at = [], Splitter(sl651.CUTTER), 0
    while at < len(stream):
        size = cuts[at % len(cuts)]
        pieces += splitter.feed(stream[at : at + size])
        assert splitter.waiting <= sl651.CUTTER.most
        at += size
    pieces += splitter.close()
    assert [each for each in at_once if isinstance(each, bytes)] == frames
    assert pieces == at_once
    assert b"".join(each.raw if isinstance(each, Garbage) else each for each in pieces) == stream


@given(reports(), st.data())
@settings(deadline=None, max_examples=60)
def test_a_frame_behind_a_broken_one_is_found(frame, data):
    good = sl651.encode(frame)
    broken = bytearray(good)
    broken[data.draw(st.integers(0, len(good) - 1))] ^= data.draw(st.integers(1, 255))
    splitter = Splitter(sl651.CUTTER)
    found = splitter.feed(bytes(broken[: data.draw(st.integers(1, len(good)))]) + good) + splitter.close()
    assert good in found
