"""A flood through a reservoir: pool and inflow as typed, crest, free-board, places below, advice."""

import numpy as np
import pytest

from anlan.analysis.kinds.reservoir_case import Facts
from anlan.analysis.kinds.reservoir_reading import Inflow, below_of, inflow_of, pool_of
from anlan.analysis.kinds.reservoir_results import reckon
from anlan.kernel.errors import AnlanError

STEADY = Inflow(flows=np.full(12 * 240 + 1, 100.0), is_of_rain=False)
TYPED = {
    "rows": None,
    "surface_km2": 0.5,
    "weir_level_m": 100.0,
    "weir_m": 20.0,
    "level_m": 100.0,
    "crest_m": 103.0,
    "doubt": 0.0,
    "begins_at": None,
    "safe_m3s": None,
    "below": None,
    "valley_m": 50.0,
    "slope": 5.0,
    "inflow": None,
    "rain": None,
    "area_km2": None,
    "concentration_h": None,
    "curve_number": 75.0,
    "base_m3s": 0.0,
}


def found(flow=STEADY, below=(), limit=None, capacity=None, **given):
    inputs = TYPED | given
    return reckon(
        inputs,
        Facts(
            name="Pond",
            pool=pool_of(inputs),
            inflow=flow,
            below=below,
            longitude=102.2,
            latitude=28.6,
            flood_limit_m=limit,
            capacity_m3=capacity,
        ),
    )


def figure(result, label):
    return next(each for each in result.figures if each.label == label)


def test_a_steady_inflow_ends_at_the_head_that_lets_it_all_out():
    result = found()
    head = (100.0 / (1.7 * 20.0)) ** (2 / 3)
    assert figure(result, "Highest level").best == pytest.approx(100.0 + head, abs=0.001)
    assert figure(result, "Below the crest").best == pytest.approx(3.0 - head, abs=0.001)
    assert figure(result, "Peak of the outflow").best == pytest.approx(100.0, abs=0.01)


def test_more_and_less_inflow_give_the_range():
    result = found(doubt=30.0)
    heads = [(share * 100.0 / 34.0) ** (2 / 3) for share in (0.7, 1.0, 1.3)]
    highest = figure(result, "Highest level")
    assert [highest.low, highest.best, highest.high] == pytest.approx([100.0 + each for each in heads], abs=0.001)
    free = figure(result, "Below the crest")
    assert [free.high, free.best, free.low] == pytest.approx([3.0 - each for each in heads], abs=0.001)


@pytest.mark.parametrize(
    ("given", "level", "advised"),
    [
        ({"crest_m": 104.0}, 1, 0),
        ({"crest_m": 102.5}, 2, 0),
        ({"crest_m": 102.2, "doubt": 30.0}, 3, 1),
        ({"crest_m": 101.5}, 4, 1),
        ({"crest_m": 104.0, "safe_m3s": 120.0, "doubt": 30.0}, 2, 1),
        ({"crest_m": 104.0, "safe_m3s": 90.0}, 3, 1),
        ({"crest_m": 101.5, "safe_m3s": 90.0, "limit": 99.0}, 4, 3),
    ],
)
def test_it_is_graver_the_nearer_the_crest_and_the_more_goes_out(given, level, advised):
    result = found(**given)
    assert (result.level, len(result.advice)) == (level, advised)


def test_the_peak_is_at_the_places_below_later_the_farther_they_are():
    table = found(below=(("Upper", 1.0), ("Lower", 10.0))).tables[1]
    assert [row[0] for row in table.rows] == ["Upper", "Lower"]
    early, late = ([float(row[column][1:-2]) for row in table.rows] for column in (2, 3))
    assert early[0] < early[1]
    assert all(first <= last for first, last in zip(early, late, strict=True))


def test_moments_are_told_where_the_beginning_is_known():
    result = found(begins_at="2026-07-01T08:00:00+08:00")
    assert result.tables[0].rows[0][0] == "07-01 08:00"
    assert len(result.tables[0].rows) <= 49


def test_a_pool_that_holds_more_than_the_register_is_told():
    text = "It holds %(held)s \u00d710\u2074 m\u00b3 to the crest, the register says %(capacity)s: check it."
    assert text in [each.text for each in found(capacity=1e5).trust]
    assert text not in [each.text for each in found(capacity=1e7).trust]


def test_rows_of_a_pool_are_read_in_ten_thousand_cubic_metres():
    pool = pool_of(TYPED | {"rows": "100 0 0\n101,50,10\n\uff11\uff10\uff12\t120\t60"})
    assert (list(pool.level), list(pool.storage)) == ([100, 101, 102], [0, 500_000, 1_200_000])
    assert list(pool.outflow) == [0, 10, 60]


def test_rain_becomes_an_inflow_that_carries_its_runoff():
    typed = TYPED | {"rain": "20 40\n40", "area_km2": 10.0, "concentration_h": 2.0, "curve_number": 100.0}
    inflow = inflow_of(typed)
    assert inflow.is_of_rain
    assert float(np.sum(inflow.flows)) * 300 == pytest.approx(100.0 * 10.0 * 1000.0, rel=0.001)


def test_a_typed_inflow_goes_before_rain_and_never_below_the_flow_before():
    inflow = inflow_of(TYPED | {"inflow": "0 10\n2 110\n4 10", "rain": "9", "base_m3s": 20.0})
    assert not inflow.is_of_rain
    assert float(inflow.flows[24]) == pytest.approx(110.0)
    assert (float(inflow.flows[0]), float(inflow.flows[-1])) == (20.0, 20.0)


@pytest.mark.parametrize(
    ("read", "given", "code"),
    [
        (pool_of, {"surface_km2": None}, "analysis.pool_not_given"),
        (pool_of, {"rows": "100 0"}, "analysis.input_not_read"),
        (pool_of, {"rows": "100 0 deep"}, "analysis.input_not_read"),
        (pool_of, {"rows": "100 0 nan"}, "analysis.input_not_read"),
        (pool_of, {"rows": "1 1 1\n" * 1001}, "analysis.too_many_rows"),
        (inflow_of, {}, "analysis.input_missing"),
        (inflow_of, {"rain": "9 9"}, "analysis.input_missing"),
        (inflow_of, {"inflow": "2 10\n1 20"}, "analysis.input_not_read"),
        (inflow_of, {"inflow": "0 10"}, "analysis.input_not_read"),
        (below_of, {"below": "Upper far"}, "analysis.input_not_read"),
        (below_of, {"below": "3.5"}, "analysis.input_not_read"),
        (below_of, {"below": "Upper 301"}, "analysis.input_not_read"),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_name(read, given, code):
    with pytest.raises(AnlanError) as refused:
        read(TYPED | given)
    assert refused.value.code == code
