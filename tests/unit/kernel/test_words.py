import time
from datetime import UTC, datetime

from anlan.kernel import clock
from anlan.kernel.ids import new_id
from anlan.kernel.levels import Level


def test_an_identifier_is_a_version_7_uuid_and_sorts_by_birth():
    first = new_id()
    time.sleep(0.002)
    second = new_id()
    assert (first.version, first.variant) == (7, "specified in RFC 4122")
    assert first < second
    assert abs((first.int >> 80) / 1000 - time.time()) < 5


def test_ten_thousand_identifiers_of_one_moment_come_in_order():
    made = [new_id() for _ in range(10_000)]
    assert made == sorted(set(made))


def test_red_is_level_one_by_law_and_the_worst_of_all():
    assert max(Level) is Level.RED
    assert [level.legal_number for level in (Level.RED, Level.ORANGE, Level.YELLOW, Level.BLUE)] == [1, 2, 3, 4]
    assert [Level.from_legal_number(number).colour for number in (1, 2, 3, 4)] == ["red", "orange", "yellow", "blue"]


def test_the_clock_gives_what_its_source_gives(at):
    instant = datetime(2020, 6, 26, 10, 0, tzinfo=UTC)
    at(instant)
    assert clock.now() == instant
    assert clock.in_china(instant).strftime("%m-%d %H:%M") == "06-26 18:00"
