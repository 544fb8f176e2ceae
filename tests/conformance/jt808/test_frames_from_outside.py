"""JT/T 808 on frames of other implementations (../shared/cases/protocols)."""

import csv
from pathlib import Path

import pytest

from anlan.protocols import jt808 as codec
from anlan.protocols.framing import FrameError

CASES = next(
    (found for up in Path(__file__).resolve().parents if (found := up / "shared" / "cases" / "protocols").is_dir()),
    Path("absent"),
)
FILE = CASES / "jt808_frames.csv"
ROWS = list(csv.DictReader(FILE.open(encoding="utf-8"))) if FILE.exists() else []

pytestmark = pytest.mark.skipif(not ROWS, reason="the published frames are not beside the project")


def refusal(raw):
    try:
        codec.decode(raw)
    except FrameError as refused:
        return refused.code
    return None


def has_its_length(row):
    length = dict(word.split("=") for word in row["props"].split() if "=" in word)
    return length["bodylen"] == length["actual"]


def frames(*, good):
    rows = [row for row in ROWS if (row["checksum"] == "yes" and has_its_length(row)) is good]
    return [pytest.param(row, id=row["source"].split()[0] + ":" + row["source"].rsplit(":", 1)[-1]) for row in rows]


@pytest.mark.parametrize("row", frames(good=True))
def test_a_frame_with_right_check_code_and_length_is_read_and_written_again(row):
    raw = bytes.fromhex(row["hex"])
    code = refusal(raw)
    told = codec.salvage(raw) if code else codec.fields(codec.decode(raw))
    if code != "escape":
        assert (told["message_id"], told["phone"], told["serial"]) == (row["msg_id"], row["phone"], int(row["serial"]))
        assert told["edition"] == ("2019" if " 2019 " in row["props"] else told["edition"])
    if code is None:
        assert codec.encode(codec.decode(raw)) == raw
    else:
        # latitude of 116 degrees, items or parameters beyond the body, bytes behind a reply, flags sent bare
        assert code in {"value", "structure", "escape"}


def test_nearly_all_published_frames_are_read():
    good = [row for row in ROWS if row["checksum"] == "yes" and has_its_length(row)]
    assert sum(refusal(bytes.fromhex(row["hex"])) is None for row in good) >= 0.93 * len(good)


@pytest.mark.parametrize("row", frames(good=False))
def test_a_frame_with_a_wrong_check_code_or_length_is_refused(row):
    expected = {"checksum", "escape"} if row["checksum"] == "no" else {"length", "escape"}
    assert refusal(bytes.fromhex(row["hex"])) in expected
