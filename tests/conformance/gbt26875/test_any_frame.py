"""GB/T 26875.3-2011 on frames made up at random."""

import contextlib
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anlan.kernel.clock import CHINA
from anlan.protocols import gbt26875 as codec
from anlan.protocols.framing import FrameError, Garbage
from anlan.protocols.gbt26875.message import OBJECTS, Frame, Unit, Wire, layout

FIRST = datetime(2000, 1, 1, tzinfo=CHINA)
TIMES = st.integers(0, 100 * 365 * 86400).map(lambda seconds: FIRST + timedelta(seconds=seconds))
VALUES = {
    Wire.BYTE: st.integers(0, 255),
    Wire.WORD: st.integers(0, 0xFFFF),
    Wire.SIGNED_WORD: st.integers(-0x8000, 0x7FFF),
    Wire.ADDRESS: st.integers(0, 0xFFFFFFFF),
    Wire.TIME: TIMES,
    Wire.DESCRIPTION: st.binary(min_size=31, max_size=31),
    Wire.TEXT: st.binary(max_size=100),
}


def objects(type_flag):
    kind = OBJECTS[type_flag]
    return st.builds(kind, **{name: VALUES[wire] for name, wire in layout(kind)})


KNOWN = st.sampled_from(sorted(OBJECTS)).flatmap(
    lambda flag: st.builds(
        Unit, type_flag=st.just(flag), objects=st.lists(objects(flag), min_size=1, max_size=9).map(tuple)
    )
)
OPEN = st.builds(
    Unit, type_flag=st.integers(0, 255).filter(lambda flag: flag not in OBJECTS), rest=st.binary(max_size=200)
)
FRAMES = st.builds(
    Frame,
    serial=st.integers(0, 0xFFFF),
    time=TIMES,
    source=st.integers(0, (1 << 48) - 1),
    target=st.integers(0, (1 << 48) - 1),
    command=st.integers(0, 255),
    version=st.tuples(st.integers(0, 255), st.integers(0, 255)),
    unit=st.one_of(st.none(), KNOWN, OPEN),
)


@given(FRAMES)
def test_what_is_written_is_read_again(frame):
    raw = codec.encode(frame)
    assert codec.decode(raw) == frame
    assert codec.encode(codec.decode(raw)) == raw
    assert codec.fields(frame)["data_length"] == len(raw) - 30
    assert all(each.time.tzinfo for each in (*codec.observations(frame), *codec.occurrences(frame)))


@given(FRAMES, st.data())
def test_one_changed_byte_is_always_refused(frame, data):
    raw = bytearray(codec.encode(frame))
    at = data.draw(st.integers(0, len(raw) - 1))
    raw[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(FrameError) as refused:
        codec.decode(bytes(raw))
    assert 0 <= refused.value.offset <= len(raw)


@given(st.binary(max_size=200))
def test_no_bytes_at_all_can_do_worse_than_be_refused(raw):
    for attempt in (raw, b"@@" + raw, b"@@" + raw + b"##"):
        codec.salvage(attempt)
        with contextlib.suppress(FrameError):
            codec.fields(codec.decode(attempt))


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
        assert splitter.waiting <= 1054
    found += splitter.close()
    assert [each for each in found if isinstance(each, bytes)] == [each for each in expected if isinstance(each, bytes)]
    assert b"".join(each.raw if isinstance(each, Garbage) else each for each in found) == stream


@settings(max_examples=60)
@given(st.lists(FRAMES.map(codec.encode), min_size=1, max_size=5), st.binary(max_size=60))
def test_every_good_frame_is_found_behind_rubbish(frames, rubbish):
    rubbish = rubbish.replace(b"@", b"")
    splitter = codec.Splitter()
    found = splitter.feed(b"".join(rubbish + each for each in frames)) + splitter.close()
    assert [each for each in found if isinstance(each, bytes)] == frames
