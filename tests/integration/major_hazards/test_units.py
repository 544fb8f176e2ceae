"""Units by their acts: stock, people, sensors, dues, import; each refusal changes nothing."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.contrib.gis.geos import Point
from tests.factories.enterprises import PLACE, build_enterprise
from tests.factories.major_hazards import NOW, build_unit
from tests.factories.monitoring import build_station

from anlan.enterprises import api as enterprises
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound
from anlan.major_hazards import api
from anlan.monitoring.models import LatestValue, Series
from anlan.people.models import Household
from anlan.protocols.spreadsheet.writing import Column, workbook_of
from anlan.support import journal
from anlan.support.row_import.columns import RowsHaveErrors

pytestmark = pytest.mark.django_db


def build_series(station, quantity):
    return Series.objects.create(station=station, quantity=quantity, unit="m", low=-10, high=100)


def send(series, at, value):
    LatestValue.objects.update_or_create(series=series, defaults={"time": at, "value": value, "received": at})


def told(unit_id):
    return [entry.kind for entry in journal.entries_about(f"unit:{unit_id}")]


def state(unit_id):
    row = api.unit(SYSTEM, unit_id)
    stock = [(each.name, each.quantity) for each in row.stock]
    return row.gravity, row.s, row.r, row.people, stock, row.due_what, len(api.history_of(unit_id))


def test_stock_makes_the_class_and_every_change_stands_in_the_history():
    unit_id = build_unit(("液氯", "10"), ("7664-41-7", "20"))
    row = api.unit(SYSTEM, unit_id)
    assert (row.s, row.alpha, row.r, row.gravity) == (4, Decimal("1.5"), 18, 3)
    history = api.history_of(unit_id)
    assert [(line.s, line.r, line.gravity, line.cause) for line in history] == [
        (4, 18, 3, "hand"),
        (2, 12, 3, "hand"),
    ]
    assert told(unit_id).count("major_hazards.class_changed") == 1


def test_the_same_quantity_again_reckons_nothing():
    unit_id = build_unit(("氯", "10"))
    stock = api.unit(SYSTEM, unit_id).stock[0]
    before = state(unit_id)
    api.set_quantity(unit_id=unit_id, stock_id=stock.id, quantity="10.0", actor=SYSTEM, now=NOW)
    assert state(unit_id) == before


def test_people_change_alpha_and_a_major_hazard_without_people_waits_for_them():
    unit_id = build_unit(("氯", "62.5"), people=None)
    assert api.unit(SYSTEM, unit_id).gravity == api.NO_CLASS_YET
    api.set_people(unit_id=unit_id, people_text="100", actor=SYSTEM, now=NOW)
    row = api.unit(SYSTEM, unit_id)
    assert (row.r, row.gravity, row.people_source) == (100, 1, "given")


def test_registered_residents_within_500_metres_are_proposed_and_taken():
    unit_id = build_unit(("氯", "10"), people=None)
    for metres, persons in ((490, 3), (510, 50)):
        place = Point(PLACE.x, PLACE.y + metres / 111_195, srid=4326)
        Household.objects.create(region="513433106200", head_name="x", persons=persons, location=place)
    row = api.unit(SYSTEM, unit_id)
    assert api.registered_people(row) == 3
    assert api.take_registered_people(unit_id=unit_id, actor=SYSTEM, now=NOW) == 3
    row = api.unit(SYSTEM, unit_id)
    assert (row.people, row.people_source, row.alpha) == (3, "proposed", 1)


def test_taking_stock_out_ends_the_major_hazard_and_what_it_owed():
    unit_id = build_unit(("氯", "10"))
    assert api.unit(SYSTEM, unit_id).due_what == "identification"
    stock = api.unit(SYSTEM, unit_id).stock[0]
    api.remove_stock(unit_id=unit_id, stock_id=stock.id, actor=SYSTEM, now=NOW)
    row = api.unit(SYSTEM, unit_id)
    assert (row.gravity, row.s, row.due_what) == (api.NOT_MAJOR, 0, "")
    assert told(unit_id).count("major_hazards.class_changed") == 2
    assert enterprises.enterprise(SYSTEM, row.enterprise_id).gravest is None


def test_an_enterprise_bears_the_class_of_its_gravest_unit():
    unit_id = build_unit(("氯", "10"))
    owner = api.unit(SYSTEM, unit_id).enterprise_id
    assert enterprises.enterprise(SYSTEM, owner).gravest == 3
    other = api.NewUnit(enterprise_id=owner, code="Z-2", name="x", kind=api.UnitKind.PRODUCTION, people=100)
    other_id = api.register_unit(new=other, actor=SYSTEM, now=NOW)
    new = api.NewStock(substance="氯", quantity="62.5")
    api.add_stock(unit_id=other_id, new=new, actor=SYSTEM, now=NOW)
    assert enterprises.enterprise(SYSTEM, owner).gravest == 1


def link(station, series):
    return api.Link(station_code=station.code, quantity=series.quantity, factor=Decimal(2), offset=Decimal(1))


def test_a_tank_gauge_carries_the_class_over_the_border_and_nothing_is_reckoned_without_change():
    unit_id = build_unit(("氨", "1"), people=0)
    station = build_station(region="513433106")
    series = build_series(station, "level")
    stock = api.unit(SYSTEM, unit_id).stock[0]
    api.link_series(unit_id=unit_id, stock_id=stock.id, link=link(station, series), actor=SYSTEM, now=NOW)
    assert api.follow_sensors(actor=SYSTEM, now=NOW) == 0
    send(series, NOW, 4.5)
    assert api.follow_sensors(actor=SYSTEM, now=NOW + timedelta(seconds=59)) == 0
    later = NOW + timedelta(seconds=60)
    assert api.follow_sensors(actor=SYSTEM, now=later) == 1
    row = api.unit(SYSTEM, unit_id)
    assert (row.stock[0].quantity, row.s, row.gravity) == (10, 1, 4)
    assert [line.cause for line in api.history_of(unit_id)] == ["series", "hand"]
    assert told(unit_id)[-1] == "major_hazards.class_changed"
    send(series, later, 4.5001)
    before = state(unit_id)
    assert api.follow_sensors(actor=SYSTEM, now=later + timedelta(minutes=1)) == 0
    assert state(unit_id) == before


def test_what_a_sensor_gives_is_not_written_by_hand_until_it_is_taken_away():
    unit_id = build_unit(("氨", "1"))
    station = build_station(region="513433106")
    series = build_series(station, "level")
    stock = api.unit(SYSTEM, unit_id).stock[0]
    named = {"unit_id": unit_id, "stock_id": stock.id, "actor": SYSTEM, "now": NOW}
    api.link_series(link=link(station, series), **named)
    with pytest.raises(api.FilledBySensor):
        api.set_quantity(quantity="3", **named)
    assert api.unit(SYSTEM, unit_id).stock[0].quantity == 1
    api.unlink_series(**named)
    api.set_quantity(quantity="3", **named)
    assert api.unit(SYSTEM, unit_id).stock[0].quantity == 3


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"quantity": "wind"}, api.SeriesNotNamed),
        ({"factor": Decimal(0)}, InvalidValue),
        ({"factor": Decimal("NaN")}, InvalidValue),
        ({"station_code": "nowhere"}, NotFound),
    ],
)
def test_a_link_that_gives_no_tonnes_is_refused(given, refusal):
    unit_id = build_unit(("氨", "1"))
    station = build_station(region="513433106")
    build_series(station, "level")
    stock = api.unit(SYSTEM, unit_id).stock[0]
    wanted = api.Link(**({"station_code": station.code} | given))
    with pytest.raises(refusal):
        api.link_series(unit_id=unit_id, stock_id=stock.id, link=wanted, actor=SYSTEM, now=NOW)
    assert api.unit(SYSTEM, unit_id).stock[0].station_id is None


def test_identification_and_filing_follow_each_other_and_lateness_is_told_once():
    unit_id = build_unit(("氯", "10"))
    named = {"unit_id": unit_id, "actor": SYSTEM, "now": NOW}
    today = date(2026, 5, 1)
    with pytest.raises(api.FiledBeforeIdentified):
        api.record_filing(on=today, number="1", **named)
    assert api.unit(SYSTEM, unit_id).filed_on is None
    assert api.tell_dues(actor=SYSTEM, now=NOW) == 0
    api.record_identification(on=today, **named)
    row = api.unit(SYSTEM, unit_id)
    assert (row.due_what, row.due_on) == ("filing", date(2026, 5, 16))
    late = NOW + timedelta(days=16)
    assert [api.tell_dues(actor=SYSTEM, now=at) for at in (late - timedelta(days=1), late, late)] == [0, 1, 0]
    api.record_filing(on=today, number="CF-1", unit_id=unit_id, actor=SYSTEM, now=late)
    row = api.unit(SYSTEM, unit_id)
    assert (row.due_what, row.due_on, row.filing_number) == ("identification", date(2029, 5, 1), "CF-1")


def test_a_unit_below_one_is_neither_identified_nor_filed():
    unit_id = build_unit(("氯", "1"))
    with pytest.raises(api.NotAMajorHazard):
        api.record_identification(unit_id=unit_id, on=date(2026, 5, 1), actor=SYSTEM, now=NOW)
    assert api.unit(SYSTEM, unit_id).identified_on is None


def test_a_substance_stands_once_and_a_code_is_given_once():
    unit_id = build_unit(("氯", "10"))
    before = state(unit_id)
    for name, refusal in (("氯", api.StockTwice), ("蒸馏水", api.SubstanceUnknown)):
        new = api.NewStock(substance=name, quantity="1")
        with pytest.raises(refusal):
            api.add_stock(unit_id=unit_id, new=new, actor=SYSTEM, now=NOW)
    assert state(unit_id) == before
    row = api.unit(SYSTEM, unit_id)
    again = api.NewUnit(enterprise_id=row.enterprise_id, code=row.code, name="x", kind=api.UnitKind.STORAGE)
    with pytest.raises(api.UnitCodeTaken):
        api.register_unit(new=again, actor=SYSTEM, now=NOW)
    assert len(api.units_of([row.enterprise_id])[row.enterprise_id]) == 1


def test_who_only_reads_changes_nothing_and_who_is_elsewhere_sees_nothing(actor_with):
    unit_id = build_unit(("氯", "10"))
    before = state(unit_id)
    with pytest.raises(NotAllowed):
        api.set_people(unit_id=unit_id, people_text="1", actor=actor_with("duty_officer", "513433"), now=NOW)
    with pytest.raises(NotFound):
        api.set_people(unit_id=unit_id, people_text="1", actor=actor_with("inspector", "513401"), now=NOW)
    with pytest.raises(NotFound):
        api.unit(actor_with("inspector", "513401"), unit_id)
    assert state(unit_id) == before
    assert not api.units(actor_with("inspector", "513401"), api.UnitFilter())


HEADS = ("单元编码", "单元名称", "企业编码", "单元类型", "危险化学品", "危险性类别", "存量", "500米内暴露人员")


def table(*rows):
    return workbook_of("1", [Column(head) for head in HEADS], rows)


def take(raw):
    return api.import_stock(raw=raw, name="stock.xlsx", actor=SYSTEM, now=NOW)


def test_a_table_registers_units_and_reckons_each_once():
    firm = build_enterprise("513433106")
    rows = (
        ("Z-1", "罐区", firm.code, "储存", "液氯", "", "１０", "60"),
        ("", "", "", "", "液氨", "", "20", ""),
        ("Z-2", "合成", firm.code, "生产单元", "", "W5.3", 999, ""),
    )
    assert take(table(*rows)) == 2
    found = {row.code: row for row in api.units_of([firm.id])[firm.id]}
    assert (found["Z-1"].r, found["Z-1"].gravity, found["Z-1"].kind) == (18, 3, "storage")
    assert (found["Z-2"].s, found["Z-2"].gravity, found["Z-2"].kind) == (Decimal("0.999"), 9, "production")
    assert [line.cause for line in api.history_of(found["Z-1"].id)] == ["import"]


def test_one_bad_row_takes_nothing_of_the_table():
    firm = build_enterprise("513433106")
    raw = table(
        ("Z-1", "罐区", firm.code, "储存", "液氯", "", "10", "60"),
        ("Z-2", "罐区", firm.code, "储存", "蒸馏水", "", "10", "60"),
        ("Z-3", "罐区", "nobody", "储存", "液氯", "", "10", "60"),
    )
    problems = api.check_stock(raw=raw, name="stock.xlsx", actor=SYSTEM, now=NOW)
    assert [(each.row, each.field) for each in problems] == [(3, "最大存量（t）"), (4, "单元编码")]
    with pytest.raises(RowsHaveErrors):
        take(raw)
    assert not api.units_of([firm.id])


def test_the_three_are_named_and_tick_off_each_duty_once_a_period():
    unit_id = build_unit(("氯", "10"))
    named = {"unit_id": unit_id, "actor": SYSTEM, "now": NOW}
    day = NOW.date()
    with pytest.raises(api.NobodyIsNamed):
        api.tick_duty(role="operating", duty="search", **named)
    before = api.open_duty_counts([unit_id], day)[unit_id]
    assert before == sum(len(row.duties) for row in api.roles_of(unit_id, day))
    api.name_responsible(role="operating", name="somebody", post="shift leader", **named)
    api.tick_duty(role="operating", duty="search", **named)
    with pytest.raises(api.DutyTickedAlready):
        api.tick_duty(role="operating", duty="search", **named)
    assert api.open_duty_counts([unit_id], day)[unit_id] == before - 1
    assert [row.name for row in api.roles_of(unit_id, day)] == ["", "", "somebody"]
    for role, duty in (("cook", "search"), ("operating", "cooking")):
        with pytest.raises(InvalidValue):
            api.tick_duty(role=role, duty=duty, **named)
