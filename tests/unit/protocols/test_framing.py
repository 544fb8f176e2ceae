"""Cutting a stream, on a protocol of our own: ``<``, a digit for the size, that many bytes, ``>``."""

from anlan.protocols.framing import Cut, Cutter, FrameError, Garbage, Splitter


def length(buffer: bytes, at: int) -> int:
    if len(buffer) < at + 2:
        return Cut.WAIT
    size = buffer[at + 1] - ord("0")
    return 3 + size if 0 <= size <= 9 else Cut.NONE


def check(frame: bytes) -> FrameError | None:
    return None if frame.endswith(b">") else FrameError("end", len(frame) - 1, "no >")


CUTTER = Cutter(starts=(b"<",), length=length, check=check, most=12)


def test_frames_come_out_whole_whatever_the_pieces():
    splitter = Splitter(CUTTER)
    assert splitter.feed(b"<3ab") == []
    assert splitter.waiting == 4
    assert splitter.feed(b"c><0><") == [b"<3abc>", b"<0>"]
    assert splitter.waiting == 1


def test_rubbish_between_frames_is_given_with_its_place_in_the_order():
    found = Splitter(CUTTER).feed(b"xy<1a>z<0>")
    assert found == [
        Garbage(b"xy", FrameError("garbage", 0, "2 bytes that belong to no frame")),
        b"<1a>",
        Garbage(b"z", FrameError("garbage", 0, "1 bytes that belong to no frame")),
        b"<0>",
    ]


def test_a_false_start_swallows_no_good_frame_and_says_why_it_was_none():
    found = Splitter(CUTTER).feed(b"<9<2ab><0>..")
    assert found == [Garbage(b"<9", FrameError("end", 11, "no >")), b"<2ab>", b"<0>"]


def test_a_frame_behind_one_that_never_ends_is_found_when_the_stream_closes():
    splitter = Splitter(CUTTER)
    assert splitter.feed(b"<9<2ab>") == []
    assert splitter.close() == [Garbage(b"<9", FrameError("garbage", 0, "2 bytes that belong to no frame")), b"<2ab>"]


def test_rubbish_without_end_is_given_in_pieces_of_the_largest_frame():
    splitter = Splitter(CUTTER)
    found = [each for _ in range(30) for each in splitter.feed(b"?")] + splitter.close()
    assert [len(each.raw) for each in found] == [12, 12, 6]


def test_refusals_are_equal_when_they_say_the_same():
    assert FrameError("end", 1, "x") == FrameError("end", 1, "x")
    assert FrameError("end", 1, "x") != FrameError("end", 2, "x")
    assert len({FrameError("end", 1, "x"), FrameError("end", 1, "x")}) == 1
    assert str(FrameError("end", 1, "x")) == "end at byte 1: x"
