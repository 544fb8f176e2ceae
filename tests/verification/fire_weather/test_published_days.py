"""The index gives the published days of Van Wagner and Pickett (1985), codes carried from day to day."""

import csv
from datetime import date
from pathlib import Path

import pytest

from anlan.science.fire_weather.index import FINE, FINE_OF_1985, Codes, Weather, fire_weather
from anlan.science.fire_weather.national import fire_danger, wind_force

TABLE = Path(__file__).parents[4] / "shared" / "cases" / "fwi" / "vanwagner_pickett_1985_days_1_24.csv"
FIRST = """\
date,temp_C,rh_pct,wind_kmh,rain_mm,FFMC,DMC,DC,ISI,BUI,FWI
1985-04-13,17,42,25,0,87.7,8.5,19.0,10.9,8.5,10.1
1985-04-14,20,21,25,2.4,86.2,10.4,23.6,8.8,10.4,9.3
1985-04-15,8.5,40,17,0,87.0,11.8,26.1,6.5,11.7,7.6
1985-04-16,6.5,25,6,0,88.8,13.2,28.2,4.9,13.1,6.2
"""


def days(rows, fine=FINE):
    codes = Codes()
    for row in rows:
        weather = Weather(
            temperature=float(row["temp_C"]),
            humidity=float(row["rh_pct"]),
            wind=float(row["wind_kmh"]),
            rain=float(row["rain_mm"]),
        )
        found = fire_weather(weather, codes, month=date.fromisoformat(row["date"]).month, latitude=55.0, fine=fine)
        codes = found.codes
        got = (found.codes.ffmc, found.codes.dmc, found.codes.dc, found.isi, found.bui, found.fwi)
        yield row, dict(zip(("FFMC", "DMC", "DC", "ISI", "BUI", "FWI"), got, strict=True))


def test_the_first_printed_days_are_equal_to_the_printed_decimal():
    for row, got in days(csv.DictReader(FIRST.splitlines()), fine=FINE_OF_1985):
        assert got == pytest.approx({name: float(row[name]) for name in got}, abs=0.05)


def test_all_days_of_the_table_are_equal_to_its_four_figures():
    if not TABLE.exists():
        pytest.skip("the table is not beside this checkout")
    with TABLE.open() as file:
        for row, got in days(csv.DictReader(file)):
            assert {name: float(f"{value:.4g}") for name, value in got.items()} == {
                name: float(row[name]) for name in got
            }


@pytest.mark.parametrize(
    ("weather", "points", "grade"),
    [
        ({"hottest": 5.0, "driest": 65, "dry_days": 0, "wind": 0.2}, 0, 1),
        ({"hottest": 5.1, "driest": 64.9, "dry_days": 0, "wind": 0.2}, 8, 1),
        ({"hottest": 25.0, "driest": 25, "dry_days": 0, "wind": 0.2}, 32, 2),
        ({"hottest": 25.1, "driest": 24.9, "dry_days": 3, "wind": 4.0}, 70, 3),
        ({"hottest": 25.1, "driest": 24.9, "dry_days": 3, "wind": 5.5}, 75, 4),
        ({"hottest": 30, "driest": 10, "dry_days": 10, "wind": 0.2}, 90, 4),
        ({"hottest": 30, "driest": 10, "dry_days": 30, "wind": 0.4}, 95, 5),
        ({"hottest": 30, "driest": 10, "dry_days": 30, "wind": 30.0, "green": 20}, 110, 5),
    ],
)
def test_the_national_class_at_its_borders(weather, points, grade):
    found = fire_danger(**weather)
    assert (found.points, found.grade) == (points, grade)


@pytest.mark.parametrize(("speed", "force"), [(0.2, 0), (0.3, 1), (10.7, 5), (10.8, 6), (32.7, 12)])
def test_wind_force_at_its_borders(speed, force):
    assert wind_force(speed) == force
