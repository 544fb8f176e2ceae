from decimal import Decimal

import pytest

from anlan.reporting.domain.jumps import jumps
from anlan.reporting.domain.parties import Receiver, Way, may_receive_of, receiver_named, way_to
from anlan.support.tables import load_table

COUNTY = "513433"
TABLE = load_table("anlan.reporting", "jumps")


@pytest.mark.parametrize("key", ["5134", "", "513433/garrison"])
def test_a_receivers_key_names_it(key):
    assert receiver_named(key).key == key


@pytest.mark.parametrize(
    ("key", "may"),
    [
        ("5134", True),
        ("51", True),
        ("", True),
        ("513433", False),
        ("5101", False),
        ("513433/government", True),
        ("5134/government", False),
        ("513433/press", False),
    ],
)
def test_a_report_goes_up_or_to_a_party_of_the_own_region(key, may):
    assert may_receive_of(COUNTY, receiver_named(key)) is may


def test_a_report_past_the_next_level_skips_it_or_goes_together_with_it():
    province, prefecture = Receiver("51"), Receiver("5134")
    assert way_to(COUNTY, prefecture, frozenset()) is Way.ORDINARY
    assert way_to(COUNTY, Receiver(COUNTY, "garrison"), frozenset()) is Way.ORDINARY
    assert way_to(COUNTY, province, frozenset({province})) is Way.SKIP
    assert way_to(COUNTY, province, frozenset({province, prefecture})) is Way.TOGETHER
    assert way_to("500114", Receiver("50"), frozenset()) is Way.ORDINARY


@pytest.mark.parametrize(
    ("before", "after", "jumps_"),
    [
        (100, 119, False),
        (100, 120, True),
        (100, 121, True),
        (100, 100, False),
        (100, 99, True),
        (0, 9, False),
        (0, 10, True),
        (3, 12, True),
    ],
)
def test_a_figure_jumps_from_a_fifth_on_or_when_it_falls(before, after, jumps_):
    found = jumps({"dead": Decimal(before)}, [("dead", "Dead", "persons", str(after))], TABLE)
    assert [(jump.before, jump.after) for jump in found] == ([(before, after)] if jumps_ else [])


def test_a_first_report_and_a_figure_not_reported_before_do_not_jump():
    assert jumps(None, [("dead", "Dead", "persons", "12")], TABLE) == ()
    assert jumps({"missing": Decimal(1)}, [("dead", "Dead", "persons", "12")], TABLE) == ()
    assert jumps({"dead": Decimal(1)}, [("dead", "Dead", "persons", "")], TABLE) == ()
