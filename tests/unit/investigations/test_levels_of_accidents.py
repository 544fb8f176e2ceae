"""Levels at, below and above each bound, and who investigates them (Decree 493, articles 3, 19, 20)."""

from datetime import date

import pytest

from anlan.investigations.domain.levels import Harm, counts_until, graded, levels_from, office_of
from anlan.support.tables import load_table

TABLE = load_table("anlan.investigations", "levels")
LEVELS = levels_from(TABLE)
CITIES = frozenset(TABLE["municipalities"]["codes"])


@pytest.mark.parametrize(
    ("harm", "level", "by"),
    [
        (Harm(), "ordinary", ()),
        (Harm(dead=2, injured=9, loss_yuan=9_999_999), "ordinary", ("dead", "injured", "loss_yuan")),
        (Harm(dead=3), "larger", ("dead",)),
        (Harm(dead=2, missing=1), "larger", ("dead",)),
        (Harm(injured=10), "larger", ("injured",)),
        (Harm(loss_yuan=10_000_000), "larger", ("loss_yuan",)),
        (Harm(dead=9, injured=49, loss_yuan=49_999_999), "larger", ("dead", "injured", "loss_yuan")),
        (Harm(dead=10), "grave", ("dead",)),
        (Harm(injured=50), "grave", ("injured",)),
        (Harm(loss_yuan=50_000_000), "grave", ("loss_yuan",)),
        (Harm(dead=29, injured=99, loss_yuan=99_999_999), "grave", ("dead", "injured", "loss_yuan")),
        (Harm(dead=30), "extraordinary", ("dead",)),
        (Harm(injured=100), "extraordinary", ("injured",)),
        (Harm(loss_yuan=100_000_000), "extraordinary", ("loss_yuan",)),
        (Harm(dead=1, loss_yuan=50_000_000), "grave", ("loss_yuan",)),
    ],
)
def test_an_accident_has_the_gravest_level_that_one_of_its_figures_reaches(harm, level, by):
    found = graded(harm, LEVELS)
    assert (found.level.key, found.by) == (level, by)


@pytest.mark.parametrize(
    ("region", "offices"),
    [
        ("513433101", {"ordinary": "513433", "larger": "5134", "grave": "51", "extraordinary": ""}),
        ("500114", {"ordinary": "500114", "larger": "50", "grave": "50", "extraordinary": ""}),
    ],
)
def test_the_level_says_which_government_investigates(region, offices):
    assert {level.key: office_of(region, level, CITIES) for level in LEVELS} == offices


def test_casualties_change_the_level_for_thirty_days_and_for_seven_on_roads_and_in_fires():
    on, window = date(2026, 3, 1), TABLE["window"]
    found = {sort: counts_until(on, sort, window) for sort in ("production", "traffic", "fire", "other")}
    week, month = date(2026, 3, 8), date(2026, 3, 31)
    assert found == {"production": month, "traffic": week, "fire": week, "other": month}
