from datetime import UTC, date, datetime, timedelta

import pytest

from anlan.dangers.domain.dangers import pairs_of, registers_at_once
from anlan.dangers.domain.deadlines import Watch, next_watch, rule_for, rungs_passed, watches_from
from anlan.dangers.domain.errors import NotListable
from anlan.dangers.domain.grading import clauses_from, propose
from anlan.dangers.domain.likeness import Trait, likeness_of, weight_of
from anlan.dangers.domain.listing import day_after, day_before, level_for, procedure_for
from anlan.dangers.domain.states import Grade, Source
from anlan.support.tables import load_table

NOW = datetime(2026, 6, 1, tzinfo=UTC)
CLAUSES = clauses_from(load_table("anlan.dangers", "criteria"))
RECURRENCE = load_table("anlan.dangers", "recurrence")
LISTING = load_table("anlan.dangers", "listing")


@pytest.mark.parametrize(
    ("text", "trade", "clause"),
    [
        ("2号车间电工无证上岗", "hazmat", "hazmat.2"),
        ("2号车间电工无证上岗", "industry_trade", "industry_trade.3-2"),
        ("罐区可燃气体检测报警装置停用", "hazmat", "hazmat.12"),
        ("除尘系统 未设置 泄爆", "industry_trade", "industry_trade.11-3"),
        ("商场安全出口被锁闭", "fire", "fire.6-5"),
        ("掘进面瓦斯超限", "coal", "coal.2"),
        ("坝体出现管涌", "tailings", "tailings.2"),
        ("工房超员生产", "fireworks", "fireworks.4"),
    ],
)
def test_a_text_that_has_a_word_of_each_group_is_proposed_as_major(text, trade, clause):
    proposal = propose(text, trade, CLAUSES.values())
    assert (proposal.grade, proposal.fits[0].clause.key, proposal.fits[0].is_whole) == (Grade.MAJOR, clause, True)


def test_a_text_that_fits_in_part_is_ordinary_and_shows_the_near_clause():
    proposal = propose("灭火器压力不足，安全出口标志不亮", "fire", CLAUSES.values())
    assert proposal.grade is Grade.ORDINARY
    assert [(fit.clause.key, fit.is_whole) for fit in proposal.fits] == [("fire.6-5", False)]
    assert propose("地面有油污", "", CLAUSES.values()).fits == ()


def test_the_clauses_of_another_trade_are_not_asked():
    assert propose("掘进面瓦斯超限", "hazmat", CLAUSES.values()).grade is Grade.ORDINARY
    assert propose("掘进面瓦斯超限", "", CLAUSES.values()).grade is Grade.MAJOR


def test_every_clause_has_words_that_propose_it_and_says_how_sure_its_wording_is():
    for clause in CLAUSES.values():
        said = "".join(group[0] for group in clause.words)
        assert clause.key in {fit.clause.key for fit in propose(said, clause.trade, [clause]).fits}
        assert clause.mark in ("verified", "doubtful")


def test_a_local_rule_goes_before_the_national_one():
    rows = load_table("anlan.dangers", "deadlines")["rules"]
    assert rule_for("513433", Grade.ORDINARY, rows).most_days == 30
    assert rule_for("370202", Grade.MAJOR, rows).most_days == 365


def test_the_ladder_is_climbed_rung_by_rung():
    ladder = watches_from([{"days": 7, "tells": "b"}, {"days": -3, "tells": "a"}])
    assert ladder == (Watch(-3, "a"), Watch(7, "b"))
    assert next_watch(ladder, 0, NOW) == NOW - timedelta(days=3)
    assert next_watch(ladder, 2, NOW) is None
    assert next_watch(ladder, 0, None) is None
    week = NOW + timedelta(days=7)
    assert [rungs_passed(ladder, NOW, moment) for moment in (week - timedelta(seconds=1), week)] == [1, 2]


def test_likeness_counts_words_clause_and_place_and_tells_why():
    one = Trait(pairs=pairs_of("fire exit blocked by goods"), place_text="hall 2")
    found = likeness_of(one, one, RECURRENCE)
    assert (found.points, [ground.key for ground in found.grounds]) == (80, ["words", "place"])
    other = Trait(pairs=pairs_of("lamp broken"), place_text="hall 2")
    assert likeness_of(one, other, RECURRENCE) is None
    by_clause = Trait(pairs=(), clause="fire.6-5", location=(102.0, 28.0))
    near = Trait(pairs=(), clause="fire.6-5", location=(102.0, 28.00026))
    far = Trait(pairs=(), clause="fire.6-5", location=(102.0, 28.0003))
    assert likeness_of(by_clause, near, RECURRENCE).points == 55
    assert likeness_of(by_clause, far, RECURRENCE) is None


def test_weight_rises_with_the_grade_and_each_time():
    weights = [
        weight_of(is_major=major, recurrences=n, table=RECURRENCE) for major, n in ((False, 0), (True, 0), (True, 2))
    ]
    assert weights == [1, 10, 20]


@pytest.mark.parametrize(
    ("region", "danger_class", "level"),
    [
        ("513433", None, "county"),
        ("420102", 4, "county"),
        ("420102", 3, "prefecture"),
        ("420102", 2, "province"),
        ("420102", 1, "province"),
        ("420102", None, "county"),
    ],
)
def test_the_level_that_lists_follows_the_place_and_the_class(region, danger_class, level):
    assert level_for(region, Grade.MAJOR, danger_class, LISTING["levels"]) == level
    with pytest.raises(NotListable):
        level_for(region, Grade.ORDINARY, danger_class, LISTING["levels"])


def test_working_days_leave_out_what_is_none():
    friday, is_workday = date(2026, 6, 5), lambda day: day.weekday() < 5
    assert day_after(friday, 5, is_workday) == date(2026, 6, 12)
    assert day_before(friday, 5, is_workday) == date(2026, 5, 29)
    assert procedure_for("3702", LISTING["procedures"]).mark == "verified"
    assert procedure_for("5134", LISTING["procedures"]).mark == "doubtful"


@pytest.mark.parametrize(
    ("source", "may_register", "is_own", "at_once"),
    [
        (Source.SELF, False, True, True),
        (Source.SELF, False, False, False),
        (Source.INSPECTION, True, False, True),
        (Source.INSPECTION, False, False, False),
        (Source.TIP_OFF, True, True, False),
        (Source.SENSOR, True, False, False),
    ],
)
def test_who_found_it_decides_whether_it_is_registered_at_once(source, may_register, is_own, at_once):
    assert registers_at_once(source, may_register=may_register, is_own=is_own) is at_once
