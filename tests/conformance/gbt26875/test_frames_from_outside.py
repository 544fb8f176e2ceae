"""GB/T 26875.3-2011 on frames and data units of other implementations (../shared/cases/protocols)."""

import csv
from datetime import datetime
from operator import itemgetter
from pathlib import Path

import pytest

from anlan.kernel.clock import CHINA
from anlan.protocols import gbt26875 as codec
from anlan.protocols.framing import FrameError
from anlan.protocols.gbt26875.message import Frame
from anlan.protocols.gbt26875.reading import HEAD, read_unit

CASES = next(
    (found for up in Path(__file__).resolve().parents if (found := up / "shared" / "cases" / "protocols").is_dir()),
    Path("absent"),
)
VECTORS = CASES / "gb26875_vectors.csv"
ROWS = list(csv.DictReader(VECTORS.open(encoding="utf-8"))) if VECTORS.exists() else []
# Units that their own tests call too short, or that lack the time added behind them there.
BROKEN = {"305", "443", "551"}
TIME_LABEL_BYTES = 6

pytestmark = pytest.mark.skipif(not ROWS, reason="the published frames are not beside the project")


def refusal(raw):
    try:
        codec.decode(raw)
    except FrameError as refused:
        return refused.code
    return None


def is_unit(row):
    return row["kind"] != "frame" and (len(row["hex"]) != 2 * TIME_LABEL_BYTES or row["line"] == "283")


def unit_of(row):
    frame = bytes(HEAD) + bytes.fromhex(row["hex"])
    return read_unit(frame, HEAD, len(frame))


@pytest.mark.parametrize("row", [pytest.param(row, id=row["line"]) for row in ROWS if row["kind"] == "frame"])
def test_a_frame_is_refused_exactly_where_its_publisher_says_it_is_broken(row):
    raw = bytes.fromhex(row["hex"])
    expected = "truncated" if row["complete"] != "yes" else None if row["checksum_ok"] == "yes" else "checksum"
    assert refusal(raw) == expected
    assert codec.salvage(raw)["protocol"] == "GB/T 26875.3-2011"


@pytest.mark.parametrize(
    "row", [row for row in ROWS if is_unit(row) and row["line"] not in BROKEN], ids=itemgetter("line")
)
def test_a_data_unit_is_read_to_its_last_byte_and_written_again(row):
    at = datetime(2021, 7, 2, tzinfo=CHINA)
    written = codec.encode(Frame(serial=0, time=at, source=0, target=0, command=2, unit=unit_of(row)))
    assert written[HEAD:-3] == bytes.fromhex(row["hex"])


@pytest.mark.parametrize("row", [row for row in ROWS if row["line"] in BROKEN], ids=itemgetter("line"))
def test_a_data_unit_that_is_too_short_is_refused(row):
    with pytest.raises(FrameError) as refused:
        unit_of(row)
    assert refused.value.code == "structure"
