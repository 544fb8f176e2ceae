"""SL 651 frames that others published, where they lie beside the project (../shared/cases/protocols)."""

import csv
from pathlib import Path

import pytest

from anlan.protocols import sl651
from anlan.protocols.framing import Splitter

CASES = next(
    (found for up in Path(__file__).resolve().parents if (found := up / "shared" / "cases" / "protocols").is_dir()),
    Path("absent"),
)


def rows(name: str) -> list[dict[str, str]]:
    path = CASES / name
    return list(csv.DictReader(path.open(encoding="utf-8"))) if path.exists() else []


FRAMES = rows("sl651_frames.csv")
DECODED = rows("sl651_decoded.csv")
pytestmark = pytest.mark.skipif(not FRAMES, reason="the published frames are not beside the project")


@pytest.mark.parametrize("row", FRAMES, ids=lambda row: row["func"])
def test_a_published_frame_is_read_and_written_again(row):
    raw = bytes.fromhex(row["hex"])
    frame = sl651.decode(raw)
    fields = sl651.fields(frame)
    assert sl651.encode(frame) == raw
    assert fields["direction"] == row["dir"]
    assert fields["station"] == row["station"].upper()
    assert fields["center"] == int(row["center"])
    assert fields["password"] == row["password"]
    assert fields["function"] == row["func"]
    assert fields["length"] == int(row["len_field"])
    assert {"02": "STX", "16": "SYN"}[row["start"]] == fields["start"]
    assert ("checksum_low_byte_first" in fields["deviations"]) == (row["crc"] == "lo-hi")


@pytest.mark.parametrize("row", [row for row in FRAMES if row["start"] == "02"], ids=lambda row: row["func"])
def test_the_body_of_a_published_frame_is_written_again_from_its_entries(row):
    frame = sl651.decode(bytes.fromhex(row["hex"]))
    assert sl651.made(frame.head, frame.body, frame.end) == frame


@pytest.mark.parametrize("row", DECODED, ids=lambda row: row["func"])
def test_a_published_reading_of_a_frame_agrees(row):
    text = next(value for name, value in row.items() if name.startswith("decoded"))
    named = dict(part.split("=", 1) for part in text.split("; ") if "=" in part and " " not in part.split("=")[0])
    told = {part[:2]: part.split("=")[1] for part in text.split("; ") if " " in part.split("=")[0]}
    frame = sl651.decode(bytes.fromhex(row["hex"]))
    fields = sl651.fields(frame)
    assert fields["serial"] == int(named["serial"])
    assert fields["station"] == named["station"].upper()
    assert f"{ord(fields['station_class']):02X}" == named["class"]
    assert f"{frame.body.sent:%y%m%d%H%M%S}" == named["sent_bcd"]
    assert {each["identifier"] for each in fields["values"]} == set(told)
    for each in fields["values"]:
        text = told[each["identifier"]]
        if text.startswith("ff"):
            assert each["value"] == -int(text[2:]) / 100
        else:
            assert each["value"] == float(text.rstrip("mV"))


def test_the_published_frames_come_out_of_one_stream_whole():
    frames = [bytes.fromhex(row["hex"]) for row in FRAMES]
    splitter = Splitter(sl651.CUTTER)
    stream = b"".join(frames)
    found = [each for at in range(0, len(stream), 7) for each in splitter.feed(stream[at : at + 7])]
    assert found == frames
    assert splitter.waiting == 0
