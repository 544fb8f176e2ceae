import itertools
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anlan.duty.domain.calendar import DayKind, calendar_from, reasons_to_double, season_of
from anlan.duty.domain.rotation import Away, Place, Shares, rotate
from anlan.duty.selectors.tables import roster_table, state_calendar

FIRST = date(2026, 1, 1)


def person(number: int) -> UUID:
    return UUID(int=number)


def places(days: int, first: date = FIRST, posts: tuple[str, ...] = ("main",)) -> list[Place]:
    calendar = state_calendar()
    found = []
    for number in range(days):
        day = first + timedelta(days=number)
        since = datetime(day.year, day.month, day.day, 0, 30, tzinfo=UTC)
        for index, post in enumerate(posts):
            key = UUID(int=1000 + number * 10 + index)
            found.append(Place(key, post, day, since, since + timedelta(days=1), calendar.kind_of(day)))
    return found


@settings(max_examples=25, deadline=None)
@given(staff=st.integers(3, 12), days=st.integers(10, 92), start=st.integers(0, 360))
def test_a_rotation_is_fair_and_nobody_stands_twice_in_a_row(staff, days, start):
    wanted = places(days, FIRST + timedelta(days=start))
    chosen = rotate(wanted, {"main": [person(number) for number in range(staff)]})
    held = [chosen[place.key] for place in wanted]
    assert all(one != after for one, after in itertools.pairwise(held))
    for kind in (DayKind.HOLIDAY, DayKind.WEEKEND):
        counted = Counter(chosen[place.key] for place in wanted if place.kind is kind)
        shares = [counted[person(number)] for number in range(staff)]
        assert max(shares) - min(shares) <= 1
    totals = Counter(held)
    assert max(totals.values()) - min(totals[person(number)] for number in range(staff)) <= 2


def test_months_before_are_counted():
    before = Shares()
    before.add(person(1), DayKind.HOLIDAY, 3)
    wanted = [place for place in places(3) if place.kind is DayKind.HOLIDAY][:1]
    assert rotate(wanted, {"main": [person(1), person(2)]}, before=before) == {wanted[0].key: person(2)}


def test_who_is_away_or_stands_elsewhere_is_left_out():
    wanted = places(1)
    pool = {"main": [person(1), person(2), person(3)]}
    away = [Away(person(1), FIRST, FIRST)]
    taken = {person(2): [(wanted[0].until, wanted[0].until + timedelta(hours=1))]}
    assert rotate(wanted, pool, away=away, taken=taken) == {wanted[0].key: person(3)}


def test_two_persons_take_turns_over_weekends_and_workdays():
    wanted = places(28, date(2026, 3, 1))
    chosen = rotate(wanted, {"main": [person(1), person(2)]})
    assert [chosen[place.key] for place in wanted] == [person(1), person(2)] * 14


def test_a_place_that_nobody_can_take_stays_empty():
    wanted = places(2)
    chosen = rotate(wanted, {"main": [person(1)]})
    assert len(chosen) == 1


def test_two_posts_of_a_day_take_two_persons():
    wanted = places(1, posts=("main", "second"))
    pool = [person(1), person(2)]
    assert set(rotate(wanted, {"main": pool, "second": pool}).values()) == set(pool)


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2026, 2, 13), DayKind.WORKDAY),
        (date(2026, 2, 14), DayKind.WORKDAY),  # a Saturday worked instead
        (date(2026, 2, 15), DayKind.HOLIDAY),
        (date(2026, 2, 23), DayKind.HOLIDAY),
        (date(2026, 2, 24), DayKind.WORKDAY),
        (date(2026, 10, 8), DayKind.WORKDAY),
        (date(2026, 10, 10), DayKind.WORKDAY),
        (date(2026, 10, 11), DayKind.WEEKEND),
        (date(2027, 10, 1), DayKind.HOLIDAY),
    ],
)
def test_a_day_is_of_the_sort_that_the_notice_says(day, kind):
    assert state_calendar().kind_of(day) is kind


def test_a_year_that_was_not_verified_or_is_unknown_is_doubtful():
    calendar = state_calendar()
    assert [calendar.is_doubtful(date(year, 5, 20)) for year in (2026, 2027, 2031)] == [False, True, True]


def test_the_flood_season_is_the_nearest_regions_and_holds_its_ends():
    rows = roster_table()["seasons"]
    season = season_of("513433", rows, 2026)
    assert season is not None
    days = [date(2026, 4, 30), date(2026, 5, 1), date(2026, 9, 30), date(2026, 10, 1)]
    assert [bool(reasons_to_double(day, [season])) for day in days] == [False, True, True, False]
    other = season_of("520100", rows, 2026)
    assert other is not None
    assert other.first == date(2026, 6, 1)
    assert season_of("52", [], 2026) is None


def test_a_calendar_without_years_knows_only_weekends():
    calendar = calendar_from({"years": []})
    assert calendar.kind_of(date(2026, 10, 3)) is DayKind.WEEKEND
