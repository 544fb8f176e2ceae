"""The printed map is right in scale: distances on the ground, by another formula, are those on the paper."""

import itertools
import math

import pytest

from anlan.kernel.errors import InvalidValue
from anlan.risks.domain.sheet import PAPERS, SCALES, bar_of, sheet_of

AXIS, FLATTENING = 6_378_137.0, 1 / 298.257222101


def geodesic(a, b):
    """Return the distance of two places in metres by Vincenty's formula."""
    minor = AXIS * (1 - FLATTENING)
    u1, u2 = (math.atan((1 - FLATTENING) * math.tan(math.radians(each[1]))) for each in (a, b))
    apart = turn = math.radians(b[0] - a[0])
    for _ in range(100):
        across = (math.cos(u2) * math.sin(turn)) ** 2
        along = math.cos(u1) * math.sin(u2) - math.sin(u1) * math.cos(u2) * math.cos(turn)
        sine = math.sqrt(across + along * along)
        cosine = math.sin(u1) * math.sin(u2) + math.cos(u1) * math.cos(u2) * math.cos(turn)
        sigma = math.atan2(sine, cosine)
        azimuth = math.cos(u1) * math.cos(u2) * math.sin(turn) / sine
        square = 1 - azimuth * azimuth
        middle = cosine - 2 * math.sin(u1) * math.sin(u2) / square if square else 0.0
        c = FLATTENING / 16 * square * (4 + FLATTENING * (4 - 3 * square))
        inner = sigma + c * sine * (middle + c * cosine * (2 * middle * middle - 1))
        before, turn = turn, apart + (1 - c) * FLATTENING * azimuth * inner
        if abs(turn - before) < 1e-12:
            break
    k = square * (AXIS**2 - minor**2) / minor**2
    big = 1 + k / 16384 * (4096 + k * (-768 + k * (320 - 175 * k)))
    small = k / 1024 * (256 + k * (-128 + k * (74 - 47 * k)))
    bend = small * sine * (middle + small / 4 * cosine * (2 * middle * middle - 1))
    return minor * big * (sigma - bend)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("scale", SCALES)
def test_every_distance_on_the_sheet_is_the_ground_s_by_the_scale(paper, scale):
    sheet = sheet_of(paper, scale, 102.1652, 28.5501)
    west, south, east, north = sheet.box
    spots = [(west, south), (east, north), (west, north), (east, south), (102.1652, 28.5501)]
    for a, b in itertools.pairwise(spots):
        (ax, ay), (bx, by) = sheet.place(*a), sheet.place(*b)
        assert math.hypot(bx - ax, by - ay) == pytest.approx(geodesic(a, b) * 1000 / scale, rel=1e-4, abs=0.002)


@pytest.mark.parametrize("scale", SCALES)
def test_the_middle_is_in_the_middle_and_the_box_fills_the_frame(scale):
    sheet = sheet_of("A3", scale, 102.1652, 28.5501)
    left, top, width, height = sheet.frame
    assert sheet.place(102.1652, 28.5501) == (left + width / 2, top + height / 2)
    west, south, east, north = sheet.box
    assert sheet.place(west, 28.5501)[0] < left
    assert sheet.place(east, 28.5501)[0] > left + width
    assert sheet.place(102.1652, north)[1] < top
    assert sheet.place(102.1652, south)[1] > top + height


@pytest.mark.parametrize(
    ("scale", "bar"),
    [(10_000, (500, 50)), (25_000, (1000, 40)), (50_000, (2000, 40)), (100_000, (5000, 50)), (250_000, (10_000, 40))],
)
def test_the_scale_bar_is_a_round_length_and_right(scale, bar):
    assert bar_of(scale) == bar


@pytest.mark.parametrize("wrong", [("A5", 50_000, 102, 28), ("A4", 60_000, 102, 28), ("A4", 50_000, 102, 88)])
def test_what_is_no_standard_sheet_is_refused(wrong):
    with pytest.raises(InvalidValue):
        sheet_of(*wrong)
