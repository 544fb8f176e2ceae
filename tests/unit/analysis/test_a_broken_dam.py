"""A broken dam: the flood with its band, the valley by distance, advice, what is doubtful."""

import pytest

from anlan.analysis.kinds.dam_break_results import WAYS_KM, Facts, reckon
from anlan.science.bounds import OutOfRange

PERSONS = {way: round(way * 10) for way in WAYS_KM}


def inputs(**given):
    wanted = {"kind": "embankment", "depth_m": 20.0, "gap_m": None, "valley_m": 150.0, "slope": 10.0}
    return {**wanted, "terrain": "mountain", **given}


def facts(**given):
    wanted = {"name": "Pond", "volume_m3": 1e6, "is_whole": False, "is_defective": False}
    return Facts(**{**wanted, "longitude": 102.2, "latitude": 28.6, "persons_near": PERSONS, **given})


def figure(result, label):
    return next(each for each in result.figures if each.label == label)


def test_the_peak_has_the_band_of_known_failures():
    peak = figure(reckon(inputs(), facts()), "Peak at the dam")
    assert peak.best == pytest.approx(1467.1, abs=0.1)
    assert (peak.low / peak.best, peak.high / peak.best) == pytest.approx((0.53, 2.3))


def test_down_the_valley_the_flood_comes_later_and_lower():
    rows = reckon(inputs(), facts()).tables[0].rows
    assert [row[0] for row in rows] == list(WAYS_KM)
    early, late = zip(*(map(float, row[1].split(" - ")) for row in rows), strict=True)
    shallow, deep = zip(*(map(float, row[2].split(" - ")) for row in rows), strict=True)
    assert list(early) == sorted(early)
    assert all(first <= last for first, last in zip(early, late, strict=True))
    assert list(deep) == sorted(deep, reverse=True)
    assert all(low <= high for low, high in zip(shallow, deep, strict=True))
    assert [row[4] for row in rows] == list(PERSONS.values())


def test_a_wall_has_no_band_and_needs_its_gap():
    result = reckon(inputs(kind="wall", gap_m=60.0, depth_m=25.0), facts())
    peak = figure(result, "Peak at the dam")
    assert (peak.low, peak.high) == (None, None)
    assert peak.best == pytest.approx(6959, rel=0.001)
    with pytest.raises(OutOfRange, match="missing in gap_m"):
        reckon(inputs(kind="wall"), facts())


def test_a_defective_reservoir_and_a_taken_capacity_are_told():
    advised = [len(reckon(inputs(), facts(is_defective=each)).advice) for each in (False, True)]
    assert advised == [2, 3]
    worst = "The whole capacity in the register was taken as water: the worst case."
    assert worst in [each.text for each in reckon(inputs(), facts(is_whole=True)).trust]
    assert worst not in [each.text for each in reckon(inputs(), facts()).trust]
