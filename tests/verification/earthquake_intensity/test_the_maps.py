"""The relations against official maps: the printed table, the axes' arithmetic, and the stated uncertainty."""

from pathlib import Path

import numpy as np
import pytest
from tests.verification.earthquake_intensity.checks import GREAT, degrees_found, earthquakes
from tests.verification.earthquake_intensity.table import comparison, lines

from anlan.science.earthquake_intensity.relations import relations, uncertainty_degrees

PAGE = Path(__file__).parents[3] / "docs" / "models" / "earthquake-intensity.md"


@pytest.mark.parametrize("table", [lines, comparison])
def test_the_page_prints_the_tables_of_today(table):
    assert "\n".join(table()) in PAGE.read_text("utf-8")


@pytest.mark.parametrize(
    ("word", "magnitude", "away", "long", "short"),
    [
        ("west", 7, 20, 8.38, 7.56),
        ("west", 6, 10, 7.37, 6.89),
        ("sichuan_chongqing", 6, 10, 7.09, 6.82),
        ("sichuan_chongqing", 7, 20, 7.75, 7.49),
        ("south", 5, 10, 5.88, 5.68),
        ("south", 6, 10, 7.49, 7.25),
        ("ningxia_gansu", 6, 10, 7.47, 7.00),
        ("ningxia_gansu", 7, 20, 8.45, 7.76),
        ("west_2000", 7, 20, 8.12, 7.55),
    ],
)
def test_the_axes_give_what_was_worked_out_by_hand(word, magnitude, away, long, short):
    by = relations()[word]
    found = (float(axis.intensity(magnitude, away)) for axis in (by.long, by.short))
    assert tuple(round(each, 2) for each in found) == (long, short)


def test_seven_of_ten_official_degrees_lie_within_the_stated_uncertainty():
    away = [
        abs(found - degree)
        for quake in earthquakes()
        if quake["magnitude"] < GREAT
        for degree, found in degrees_found(quake, "west").items()
    ]
    assert len(away) == 22
    assert np.mean(np.array(away) <= uncertainty_degrees()) > 0.7


@pytest.mark.parametrize("word", sorted(relations()))
def test_both_axes_of_a_relation_nearly_agree_at_the_epicentre(word):
    by = relations()[word]
    assert abs(float(by.long.intensity(6.0, 0.0)) - float(by.short.intensity(6.0, 0.0))) < 1.0
    assert by.mark in ("verified", "doubtful")
    assert by.source
