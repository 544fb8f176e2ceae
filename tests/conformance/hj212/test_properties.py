"""HJ 212: what holds for every frame."""

from datetime import datetime, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from anlan.protocols import hj212
from anlan.protocols.framing import CODES, FrameError, Garbage, Splitter
from anlan.protocols.hj212.message import Head, Item

FIRST = datetime(2000, 1, 1)  # noqa: DTZ001 - only its digits are used
instants = st.integers(0, 10**9).map(lambda seconds: f"{FIRST + timedelta(seconds=seconds):%Y%m%d%H%M%S}")
devices = st.text("0123456789ABCDEF", min_size=24, max_size=24)
factors = st.sampled_from(["a34004", "a21028", "w01018", "LA", "S01", "831", "x99"])
numbers = st.decimals(-9999, 9999, places=3).map(str)


@st.composite
def groups(draw):
    factor = draw(factors)
    fields = draw(st.lists(st.sampled_from(["Rtd", "Min", "Avg", "Max", "Cou"]), unique=True, min_size=1, max_size=4))
    items = [Item(factor, field, draw(numbers)) for field in fields]
    return (*items, Item(factor, "Flag", draw(st.sampled_from("NFMSDCTB"))))


@st.composite
def frames(draw):
    flag = draw(st.sampled_from([0, 1, 4, 5, 6, 7]))
    has_packets = bool(flag & 2)
    packets = draw(st.integers(1, 9999)) if has_packets else None
    head = Head(
        number=draw(instants) + f"{draw(st.integers(0, 999)):03d}",
        system=draw(st.sampled_from(["21", "22", "31", "32", "39"])),
        command=draw(st.sampled_from(["2011", "2031", "2051", "2061"])),
        password=draw(st.text("0123456789", min_size=6, max_size=6)),
        device=draw(devices),
        flag=flag,
        packets=packets,
        packet=draw(st.integers(1, packets)) if packets else None,
    )
    time = (Item("", "DataTime", draw(instants)),)
    place = (Item("i13001", "Info", draw(st.sampled_from(["冕宁县", "station 1", ""]))),)
    return hj212.made(head, (time, place, *draw(st.lists(groups(), max_size=5))))


def outcome(raw: bytes):
    try:
        return hj212.decode(raw)
    except FrameError as error:
        return error


@given(frames())
@settings(deadline=None)
def test_a_frame_is_read_as_it_was_written(frame):
    again = hj212.decode(hj212.encode(frame))
    assert again == frame
    assert hj212.made(again.head, again.groups) == frame


@given(frames(), st.data())
@settings(deadline=None)
def test_a_byte_changed_anywhere_is_refused_or_means_the_same(frame, data):
    raw = bytearray(hj212.encode(frame))
    at = data.draw(st.integers(0, len(raw) - 1))
    raw[at] ^= data.draw(st.integers(1, 255))
    read = outcome(bytes(raw))
    if isinstance(read, FrameError):
        assert 0 <= read.offset <= len(raw)
    else:
        assert bytes(raw).upper() == hj212.encode(frame).upper()
        assert at >= len(raw) - 6


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_by_a_known_code(raw):
    for start in (b"", b"##", b"##0020ST=31;CP=&&"):
        found = outcome(start + raw)
        if isinstance(found, FrameError):
            assert found.code in CODES
            assert 0 <= found.offset <= len(start + raw)


@given(
    st.lists(st.tuples(st.binary(max_size=40), frames()), min_size=1, max_size=4),
    st.lists(st.integers(1, 90), min_size=1, max_size=5),
)
@settings(deadline=None, max_examples=60)
def test_no_good_frame_is_lost_amid_rubbish_and_any_cut_gives_the_same(parts, cuts):
    assume(all(b"#" not in noise for noise, _ in parts))
    good = [hj212.encode(frame) for _, frame in parts]
    stream = b"".join(noise + raw for (noise, _), raw in zip(parts, good, strict=True))
    whole = Splitter(hj212.CUTTER)
    at_once = whole.feed(stream) + whole.close()
    pieces, splitter, at = [], Splitter(hj212.CUTTER), 0
    while at < len(stream):
        size = cuts[at % len(cuts)]
        pieces += splitter.feed(stream[at : at + size])
        at += size
    pieces += splitter.close()
    assert [each for each in at_once if isinstance(each, bytes)] == good
    assert pieces == at_once
    assert b"".join(each.raw if isinstance(each, Garbage) else each for each in pieces) == stream


@given(frames(), st.data())
@settings(deadline=None, max_examples=60)
def test_a_frame_behind_a_broken_one_is_found(frame, data):
    good = hj212.encode(frame)
    broken = bytearray(good)
    broken[data.draw(st.integers(0, len(good) - 1))] ^= data.draw(st.integers(1, 255))
    splitter = Splitter(hj212.CUTTER)
    found = splitter.feed(bytes(broken[: data.draw(st.integers(1, len(good)))]) + good) + splitter.close()
    assert good in found
