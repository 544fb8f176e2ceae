"""What the table gives for a tip-off that proved true, at, below and above its borders."""

from decimal import Decimal

import pytest

from anlan.intake.domain.rewards import Ground, worth
from anlan.support.tables import load_table

TABLE = load_table("anlan.intake", "rewards")


@pytest.mark.parametrize(
    ("fine", "amount", "bound"),
    [
        ("0.01", "3000.00", "least"),
        ("19999.99", "3000.00", "least"),
        ("20000", "3000.00", ""),
        ("20000.10", "3000.02", ""),
        ("2000000", "300000.00", ""),
        ("2000000.10", "300000.00", "most"),
    ],
)
def test_fifteen_in_a_hundred_of_the_fine_between_three_thousand_and_three_hundred_thousand(fine, amount, bound):
    found = worth(Ground(rule="danger", fine=Decimal(fine)), TABLE)
    assert (str(found.amount), found.bound) == (amount, bound)


@pytest.mark.parametrize(
    ("level", "people", "amount"),
    [("ordinary", 1, 30_000), ("ordinary", 2, 60_000), ("larger", 3, 120_000), ("larger", 8, 300_000),
     ("grave", 10, 300_000), ("extraordinary", 1, 60_000)],
)  # fmt: skip
def test_each_concealed_dead_counts_by_the_level_of_the_accident(level, people, amount):
    assert worth(Ground(rule="concealment", level=level, people=people), TABLE).amount == amount


def test_an_insider_gets_what_the_locality_set_and_nothing_more_until_it_did():
    ground = Ground(rule="danger", fine=Decimal(100_000), is_insider=True)
    assert worth(ground, TABLE).amount == 15_000
    assert worth(ground, {**TABLE, "insider_percent": 20}).amount == 18_000
