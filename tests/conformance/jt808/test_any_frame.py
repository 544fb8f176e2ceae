"""JT/T 808 on frames made up at random."""

import contextlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anlan.kernel.clock import CHINA
from anlan.protocols import jt808 as codec
from anlan.protocols.framing import FrameError, Garbage
from anlan.protocols.jt808 import table
from anlan.protocols.jt808.message import (
    Frame,
    GeneralReply,
    Id,
    Item,
    Parameters,
    Position,
    PositionAnswer,
    PositionBatch,
    Raw,
    RegistrationReply,
    ServerTime,
)
from anlan.protocols.jt808.stream import MOST_FRAME

BYTE, WORD, DOUBLE = st.integers(0, 0xFF), st.integers(0, 0xFFFF), st.integers(0, 0xFFFFFFFF)
FIRST = datetime(2000, 1, 1, tzinfo=CHINA)
TIMES = st.integers(0, 100 * 365 * 86400).map(lambda seconds: FIRST + timedelta(seconds=seconds))


def items(item_id):
    kind = table.item(item_id)
    sizes = st.sampled_from(kind.sizes) if kind else st.integers(0, 40)
    return sizes.flatmap(lambda size: st.builds(Item, st.just(item_id), st.binary(min_size=size, max_size=size)))


POSITIONS = st.builds(
    Position,
    alarm=DOUBLE,
    status=DOUBLE,
    latitude=st.integers(0, 90_000_000),
    longitude=st.integers(0, 180_000_000),
    altitude=WORD,
    speed=WORD,
    direction=st.integers(0, 359),
    time=TIMES,
    items=st.lists(BYTE.flatmap(items), max_size=6).map(tuple),
)
REPLIES = st.builds(GeneralReply, serial=WORD, message_id=WORD, result=BYTE)
VALUES = st.lists(st.tuples(DOUBLE, st.binary(max_size=30)), max_size=9).map(tuple)
BODIES = st.one_of(
    st.tuples(st.sampled_from([0x0002, 0x1205, 0x6006]), st.binary(max_size=300).map(Raw)),
    st.tuples(st.sampled_from([Id.TERMINAL_REPLY, Id.CENTRE_REPLY]), REPLIES),
    st.tuples(st.just(Id.POSITION), POSITIONS),
    st.tuples(st.just(Id.POSITION_ANSWER), st.builds(PositionAnswer, serial=WORD, position=POSITIONS)),
    st.tuples(
        st.just(Id.POSITION_BATCH),
        st.builds(PositionBatch, kind=BYTE, positions=st.lists(POSITIONS, max_size=3).map(tuple)),
    ),
    st.tuples(
        st.just(Id.REGISTRATION_REPLY),
        st.builds(RegistrationReply, serial=WORD, result=BYTE, code=st.binary(max_size=20)),
    ),
    st.tuples(
        st.just(Id.SERVER_TIME_ANSWER), st.builds(ServerTime, time=TIMES.map(lambda time: time.astimezone(UTC)))
    ).filter(lambda pair: pair[1].time.year >= 2000),
    st.tuples(st.just(Id.PARAMETERS_ANSWER), st.builds(Parameters, serial=WORD, values=VALUES)),
    st.tuples(st.just(Id.SET_PARAMETERS), st.builds(Parameters, serial=st.none(), values=VALUES)),
)


def framed(pair, version, number, serial):
    digits = 12 if version is None else 20
    return Frame(message_id=int(pair[0]), phone=str(number).zfill(digits), serial=serial, body=pair[1], version=version)


FRAMES = st.builds(framed, BODIES, st.one_of(st.none(), BYTE), st.integers(0, 10**12 - 1), WORD)


@given(FRAMES)
def test_what_is_written_is_read_again(frame):
    raw = codec.encode(frame)
    assert b"\x7e" not in raw[1:-1]
    assert codec.decode(raw) == frame
    assert codec.encode(codec.decode(raw)) == raw
    assert codec.fields(frame)["serial"] == frame.serial
    assert all(each.time.tzinfo for each in (*codec.observations(frame), *codec.occurrences(frame)))


@given(FRAMES, st.integers(1, 255))
def test_a_head_is_read_without_its_body(frame, change):
    raw = codec.encode(frame)
    assert codec.head_of(raw) == replace(frame, body=Raw())
    assert codec.head_of(raw[:-2] + bytes((raw[-2] ^ change,)) + raw[-1:]) is None


@given(FRAMES, st.data())
def test_one_changed_byte_is_always_refused(frame, data):
    raw = bytearray(codec.encode(frame))
    at = data.draw(st.integers(0, len(raw) - 1))
    raw[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(FrameError) as refused:
        codec.decode(bytes(raw))
    assert 0 <= refused.value.offset <= len(raw)


@given(st.binary(max_size=200), st.integers(0, 0xFFFF))
def test_no_bytes_at_all_can_do_worse_than_be_refused(raw, message_id):
    made = Frame(message_id=message_id, phone="0" * 12, serial=1, body=Raw(raw))
    for attempt in (raw, b"\x7e" + raw, b"\x7e" + raw + b"\x7e", codec.encode(made)):
        codec.salvage(attempt)
        with contextlib.suppress(FrameError):
            frame = codec.decode(attempt)
            codec.fields(frame)
            codec.observations(frame)
            codec.reply_to(frame, FIRST)


@settings(max_examples=60)
@given(st.lists(st.one_of(FRAMES.map(codec.encode), st.binary(max_size=40)), max_size=6), st.data())
def test_however_a_stream_is_split_the_same_frames_come_out(pieces, data):
    stream = b"".join(pieces)
    whole = codec.Splitter()
    expected = whole.feed(stream) + whole.close()
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=8)))
    splitter, found = codec.Splitter(), []
    for begin, end in zip([0, *cuts], [*cuts, len(stream)], strict=True):
        found += splitter.feed(stream[begin:end])
        assert splitter.waiting <= MOST_FRAME
    found += splitter.close()
    assert [each for each in found if isinstance(each, bytes)] == [each for each in expected if isinstance(each, bytes)]


@settings(max_examples=60)
@given(st.lists(FRAMES.map(codec.encode), min_size=1, max_size=5), st.binary(max_size=60))
def test_every_good_frame_is_found_behind_rubbish_and_behind_a_lost_flag(frames, rubbish):
    rubbish = rubbish.replace(b"\x7e", b"")
    splitter = codec.Splitter()
    found = splitter.feed(b"".join(rubbish + each for each in frames)) + splitter.close()
    assert [each for each in found if isinstance(each, bytes)] == frames
    shared = b"".join(each[:-1] for each in frames) + b"\x7e"
    assert codec.Splitter().feed(shared) == frames


def test_a_stream_without_any_flag_is_thrown_away_in_pieces():
    splitter = codec.Splitter()
    thrown = [each for _ in range(100) for each in splitter.feed(b"x" * 1000)]
    assert thrown
    assert all(isinstance(each, Garbage) and each.error.code == "garbage" for each in thrown)
    assert splitter.waiting <= MOST_FRAME


def test_a_broken_message_comes_out_with_its_reason():
    good = codec.encode(Frame(message_id=2, phone="0" * 12, serial=1))
    broken = good[:5] + b"\x01" + good[6:]
    told = codec.Splitter().feed(good + broken + good)
    assert [each if isinstance(each, bytes) else each.error.code for each in told] == [good, "checksum", good]


def test_a_joiner_forgets_the_oldest_message_when_too_many_are_open():
    joiner = codec.Joiner()
    first = Frame(message_id=0x0801, phone="0" * 12, serial=1, body=Raw(b"x"), part=(2, 1))
    assert joiner.add(first) is None
    for number in range(64):
        joiner.add(replace(first, serial=100 + 2 * number))
    assert joiner.add(replace(first, serial=2, part=(2, 2))) is None
    assert joiner.missing(first) == (1,)
