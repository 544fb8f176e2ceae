"""Many places over many days give what one place gives day by day; nonsense is refused with its day and place."""

from dataclasses import replace

import numpy as np
import pytest

from anlan.science.fire_weather.index import Codes, Weather, fire_weather
from anlan.science.fire_weather.series import Days, series
from anlan.science.refusing import Refused

DAYS, PLACES = 120, 12
RANDOM = np.random.default_rng(87)
SHAPE = (DAYS, PLACES)
WEATHER = Days(
    temperature=RANDOM.uniform(-20, 40, SHAPE),
    humidity=RANDOM.uniform(0, 100, SHAPE),
    wind=RANDOM.uniform(0, 60, SHAPE),
    rain=np.where(RANDOM.random(SHAPE) < 0.3, RANDOM.gamma(1, 12, SHAPE), 0),
)
MONTHS, LATITUDES = np.arange(DAYS) // 10 % 12 + 1, RANDOM.uniform(15, 55, PLACES)
NAMES = ("ffmc", "dmc", "dc", "isi", "bui", "fwi")


def test_every_number_is_that_of_a_single_day():
    found = series(WEATHER, MONTHS, LATITUDES)
    for place in range(PLACES):
        codes = Codes()
        for day in range(DAYS):
            noon = {
                name: float(getattr(WEATHER, name)[day, place]) for name in ("temperature", "humidity", "wind", "rain")
            }
            one = fire_weather(Weather(**noon), codes, month=int(MONTHS[day]), latitude=float(LATITUDES[place]))
            codes = one.codes
            single = (codes.ffmc, codes.dmc, codes.dc, one.isi, one.bui, one.fwi)
            assert [getattr(found, name)[day, place] for name in NAMES] == pytest.approx(single, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("wind", -3.0, "wind_out_of_range"),
        ("humidity", 100.5, "humidity_out_of_range"),
        ("rain", float("nan"), "rain_out_of_range"),
        ("temperature", 61.0, "temperature_out_of_range"),
    ],
)
def test_weather_out_of_range_is_refused_with_its_day_and_place(name, value, code):
    values = getattr(WEATHER, name).copy()
    values[7, 3] = value
    with pytest.raises(Refused, match="on day 7 at place 3") as refused:
        series(replace(WEATHER, **{name: values}), MONTHS, LATITUDES)
    assert refused.value.code == code


def test_months_latitudes_and_shapes_are_checked():
    for months, latitudes, code in (
        (MONTHS * 0, LATITUDES, "month_out_of_range"),
        (MONTHS, LATITUDES * 2, "latitude_out_of_range"),
        (MONTHS[:5], LATITUDES, "shapes_differ"),
    ):
        with pytest.raises(Refused) as refused:
            series(WEATHER, months, latitudes)
        assert refused.value.code == code
