from datetime import UTC, datetime, timedelta
from decimal import Decimal

from anlan.incidents.domain.totals import Stated, total_of

COUNTY, YIHAI, GAOYANG, DAMAWU = "513433", "513433106", "513433002", "513433106201"


def said(value, minutes):
    return Stated(Decimal(value), datetime(2020, 6, 27, tzinfo=UTC) + timedelta(minutes=minutes))


def test_townships_alone_are_summed():
    total = total_of({YIHAI: said(10, 0), GAOYANG: said(2, 5)})
    assert (total.value, total.is_sum, total.as_of) == (Decimal(12), True, said(0, 5).as_of)


def test_one_region_alone_is_the_total_itself():
    assert total_of({YIHAI: said(7, 0)}).is_sum is False


def test_a_newer_figure_of_the_county_overrides_its_parts():
    assert total_of({YIHAI: said(10, 0), GAOYANG: said(2, 0), COUNTY: said(13, 1)}).value == 13


def test_a_figure_of_the_county_of_the_same_moment_still_stands():
    assert total_of({YIHAI: said(10, 1), COUNTY: said(13, 1)}).value == 13


def test_a_newer_figure_of_a_part_makes_the_total_the_sum_of_the_parts_again():
    total = total_of({COUNTY: said(13, 0), YIHAI: said(11, 1), GAOYANG: said(2, -5)})
    assert (total.value, total.is_sum) == (Decimal(13), True)


def test_a_village_is_part_of_its_township_at_any_depth():
    assert total_of({DAMAWU: said(9, 0), GAOYANG: said(3, 0)}).value == 12
    assert total_of({DAMAWU: said(9, 0), YIHAI: said(7, 1), GAOYANG: said(3, 0)}).value == 10
    assert total_of({COUNTY: said(12, 0), DAMAWU: said(9, 1), GAOYANG: said(3, 1)}).value == 12
