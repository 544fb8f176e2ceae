"""HJ 212 frames that others published, where they lie beside the project (../shared/cases/protocols)."""

import csv
from pathlib import Path

import pytest

from anlan.protocols import hj212
from anlan.protocols.framing import FrameError, Splitter

FILE = next(
    (
        found
        for up in Path(__file__).resolve().parents
        if (found := up / "shared" / "cases" / "protocols" / "hj212_frames.csv").is_file()
    ),
    Path("absent"),
)
ROWS = list(csv.DictReader(FILE.open(encoding="utf-8"))) if FILE.exists() else []
GOOD = [row for row in ROWS if row["crc_ok"] == row["len_ok"] == "yes"]
BAD = [row for row in ROWS if row not in GOOD]
pytestmark = pytest.mark.skipif(not ROWS, reason="the published frames are not beside the project")


@pytest.mark.parametrize("row", GOOD, ids=lambda row: row["CN"] + row["MN"])
def test_a_published_frame_is_read_and_written_again(row):
    raw = row["frame"].encode()
    frame = hj212.decode(raw)
    fields = hj212.fields(frame)
    assert hj212.encode(frame).upper() == raw.upper() + b"\r\n"
    assert (fields["number"] or "") == row["QN"]
    assert (fields["system"], fields["command"], fields["device"]) == (row["ST"], row["CN"], row["MN"])
    assert fields["flag"] == (int(row["Flag"]) if row["Flag"] else None)
    assert fields["length"] == int(row["len_field"])
    assert fields["checksum"] == row["crc_calc"]
    numbers = raw.count(b"-Rtd=") + raw.count(b"-Avg=") + raw.count(b"-Min=") + raw.count(b"-Max=")
    assert len(hj212.observations(frame)) == numbers
    assert hj212.made(frame.head, frame.groups) == frame


@pytest.mark.parametrize("row", BAD, ids=lambda row: row["CN"] + row["MN"])
def test_a_published_frame_that_is_wrong_is_refused(row):
    with pytest.raises(FrameError) as caught:
        hj212.decode(row["frame"].encode())
    assert caught.value.code in {"checksum", "length", "truncated", "end"}


def test_the_published_frames_come_out_of_one_stream_whole():
    frames = [row["frame"].encode() + b"\r\n" for row in GOOD]
    splitter = Splitter(hj212.CUTTER)
    stream = b"".join(frames)
    assert [each for at in range(0, len(stream), 11) for each in splitter.feed(stream[at : at + 11])] == frames
    assert splitter.waiting == 0
