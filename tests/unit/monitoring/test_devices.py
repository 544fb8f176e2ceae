"""How what a device reports becomes readings."""

from datetime import UTC, datetime, timedelta

import pytest

from anlan.kernel.errors import InvalidValue
from anlan.kernel.levels import Level
from anlan.monitoring.domain.devices import ElementUse, check_address, check_elements, read_out, uses_of
from anlan.monitoring.domain.polled import polled_of
from anlan.monitoring.domain.reports import ReportUse, changes, report_uses, state_readings
from anlan.protocols.framing import Observation, Occurrence

START = datetime(2026, 7, 1, 4, tzinfo=UTC)
COUNTER = {"26": ElementUse(quantity="rain", is_counter=True)}


def seen(element: str, value: float, minutes: int = 0, flag: str = "") -> Observation:
    return Observation("1", element, START + timedelta(minutes=minutes), value, flag)


def told(kind: str, *, began: bool, minutes: int = 0, part: str = "1.2") -> Occurrence:
    return Occurrence("1", kind, part, START + timedelta(minutes=minutes), began, Level.RED)


def test_an_element_becomes_its_quantity_by_factor_and_offset():
    use = ElementUse(quantity="level", factor=0.5, offset=1800.0)
    out = read_out([seen("39", 3.0), seen("38", 12.0)], {"39": use}, {})
    assert (out.quantities, out.values, out.times) == (["level"], [1801.5], [START.timestamp()])


def test_a_counter_gives_its_growth_and_nothing_at_first():
    out = read_out([seen("26", 10.5, 5), seen("26", 10.2), seen("26", 12.5, 10)], COUNTER, {})
    assert out.values == [0.3, 2.0]
    last = ((START + timedelta(minutes=10)).timestamp(), 12.5)
    assert out.counters["26"][-1] == last
    assert len(out.counters["26"]) == 3


def test_a_counter_that_fell_was_set_back_and_counts_whole():
    out = read_out([seen("26", 1.5, 5)], COUNTER, {"26": ((START.timestamp(), 800.0),)})
    assert out.values == [1.5]


def at_minute(minutes: int) -> float:
    return (START + timedelta(minutes=minutes)).timestamp()


KNOWN = {"26": ((at_minute(0), 6.0), (at_minute(5), 8.0))}


def test_a_late_counter_is_already_in_the_growth_after_it():
    out = read_out([seen("26", 7.0, 3)], COUNTER, KNOWN)
    assert (out.values, out.counters) == ([], KNOWN)


def test_a_counter_that_comes_again_gives_its_growth_again():
    out = read_out([seen("26", 8.0, 5)], COUNTER, KNOWN)
    assert (out.values, out.counters) == ([2.0], KNOWN)


def test_only_the_newest_values_of_a_counter_are_remembered():
    out = read_out([seen("26", float(n), n) for n in range(100)], COUNTER, {})
    assert out.values == [1.0] * 99
    assert [value for _, value in out.counters["26"]] == [float(n) for n in range(68, 100)]


def test_what_the_device_distrusts_is_no_reading():
    out = read_out([seen("39", 3.0, flag="D")], {"39": ElementUse(quantity="level")}, {})
    assert out.values == []
    assert [each.flag for each in out.distrusted] == ["D"]


def test_a_devices_own_table_changes_and_switches_off_what_the_protocol_suggests():
    suggested = {"39": ElementUse(quantity="level"), "26": ElementUse(quantity="rain", is_counter=True)}
    uses = uses_of(
        {"39": {"quantity": "level", "offset": 5}, "26": {"quantity": ""}, "1A": {"quantity": "rain"}}, suggested
    )
    assert uses == {"39": ElementUse(quantity="level", offset=5.0), "1A": ElementUse(quantity="rain")}


@pytest.mark.parametrize(
    ("elements", "field"),
    [
        ({"39": {"quantity": "lvel"}}, "quantity"),
        ({"39": {"quantity": "level", "factor": "2"}}, "factor"),
        ({"39": {"quantity": "level", "offset": True}}, "offset"),
        ({"39": {"quantity": "level", "scale": 2}}, "elements"),
        ({"39": "level"}, "elements"),
    ],
)
def test_a_table_of_elements_that_cannot_be_is_refused_by_field(elements: dict, field: str):
    with pytest.raises(InvalidValue) as refused:
        check_elements(elements, ["level", "rain"])
    assert refused.value.data["field"] == field


@pytest.mark.parametrize(
    ("protocol", "address"), [("sl652", "1"), ("sl651", ""), ("sl651", "a b"), ("sl651", "1" * 65)]
)
def test_an_address_that_cannot_be_is_refused(protocol: str, address: str):
    with pytest.raises(InvalidValue):
        check_address(protocol, address)


def test_an_address_of_64_characters_is_taken():
    check_address("hj212", "1" * 64)


def test_only_changes_of_a_state_are_news_and_nothing_older_than_the_last():
    known: dict = {}
    first = [told("fire", began=False), told("fire", began=True, minutes=1), told("fire", began=True, minutes=2)]
    assert [each.time for each in changes(first, known, {})] == [START + timedelta(minutes=1)]
    assert changes([told("fire", began=False)], known, {}) == []
    assert [each.began for each in changes([told("fire", began=False, minutes=3)], known, {})] == [False]


def test_a_momentary_report_is_news_each_time():
    uses = {"manual_alarm": ReportUse(quantity="fire_alarm", is_momentary=True)}
    known: dict = {}
    twice = [told("manual_alarm", began=True), told("manual_alarm", began=True, minutes=1)]
    assert len(changes(twice, known, uses)) == 2


def test_a_state_reads_one_until_the_last_part_left_it():
    uses = report_uses({"fire": {"quantity": "fire_alarm"}})
    known: dict = {}
    news = changes([told("fire", began=True), told("fire", began=True, part="1.3")], known, uses)
    assert state_readings(news, known, uses) == [("fire_alarm", START, 1.0)]
    news = changes([told("fire", began=False, minutes=1)], known, uses)
    assert state_readings(news, known, uses) == [("fire_alarm", START + timedelta(minutes=1), 1.0)]
    news = changes([told("fire", began=False, minutes=2, part="1.3")], known, uses)
    assert state_readings(news, known, uses) == [("fire_alarm", START + timedelta(minutes=2), 0.0)]


OPTIONS = {"host": "10.0.0.7", "registers": [{"address": 0, "type": "float32", "quantity": "tank_level"}]}


def test_a_polled_device_takes_its_defaults():
    device = polled_of("T1", OPTIONS, ["tank_level"])
    assert (device.port, device.unit, device.period_seconds, device.registers[0].kind) == (502, 1, 60.0, "holding")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"host": ""}, "host"),
        ({"host": "http://a/b"}, "host"),
        ({"port": 65_536}, "port"),
        ({"unit": 248}, "unit"),
        ({"period_seconds": 0.9}, "period_seconds"),
        ({"period_seconds": 86_401}, "period_seconds"),
        ({"registers": []}, "registers"),
        ({"registers": OPTIONS["registers"] * 101}, "registers"),
        ({"registers": [{"address": 65_536, "quantity": "tank_level"}]}, "address"),
        ({"registers": [{"quantity": "tank_level"}]}, "address"),
        ({"registers": [{"address": 1}]}, "quantity"),
        ({"registers": [{"address": 1, "quantity": "tank"}]}, "quantity"),
        ({"registers": [{"address": 1, "quantity": "tank_level", "type": "float16"}]}, "type"),
        ({"registers": [{"address": 1, "quantity": "tank_level", "factor": float("nan")}]}, "factor"),
    ],
)
def test_a_polled_device_that_cannot_be_asked_is_refused_by_field(change: dict, field: str):
    with pytest.raises(InvalidValue) as refused:
        polled_of("T1", OPTIONS | change, ["tank_level"])
    assert refused.value.data["field"] == field
