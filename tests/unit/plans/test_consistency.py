"""Where a plan does not fit the world: each kind of finding, and a plan that fits."""

from dataclasses import replace
from datetime import date

import pytest

from anlan.kernel.levels import Level
from anlan.plans.domain.consistency import GRAVE, Surroundings, Upper, findings, is_number
from anlan.plans.domain.contradictions import contradictions
from anlan.plans.domain.files import shipped_plan
from anlan.plans.domain.laws import Law, old_citations
from anlan.plans.domain.text import Condition, Contact, Holder, Post, Resource, Trigger
from anlan.plans.words import FINDINGS, FOUND

SHIPPED = shipped_plan("flash_flood")
CONTACT = Contact(key="c1", organisation="o", name="n", phone="13812345678")
POST = Post(key="p", name="chief", duty="", holder=Holder(role="commander"))


def fitting():
    """Return a plan that fits ``AROUND``."""
    levels = tuple(replace(level, resources=(), posts=(POST,)) for level in SHIPPED.levels)
    return replace(SHIPPED, mark="verified", contacts=(CONTACT,), levels=levels)


PLAN = fitting()
AROUND = Surroundings(
    on=date(2025, 1, 1),
    addressees={task.to: 1 for level in PLAN.levels for task in level.tasks},
    roles=frozenset({"duty_officer", "duty_leader", "commander"}),
    titles=frozenset(),
    numbers={"c1": "same"},
    failed={},
    stock={},
    teams={},
    uppers=(),
    missed={},
    twins=(),
    wants_upper=False,
)


def with_worst(**changes):
    return replace(PLAN, levels=(replace(PLAN.levels[0], **changes), *PLAN.levels[1:]))


def with_contact(**changes):
    return replace(PLAN, contacts=(replace(CONTACT, **changes),))


def told(text=PLAN, **around):
    return [(each.kind, each.place) for each in findings(text, replace(AROUND, **around))]


def test_a_plan_that_fits_has_no_findings():
    assert told() == []


BARREL = Resource(name="barrel", quantity=5, unit="u", item="L1")
SQUAD = Resource(name="squad", quantity=2, unit="u", team="rescue")


@pytest.mark.parametrize(
    ("text", "around", "kind", "place"),
    [
        (with_contact(phone=""), {}, "phone_missing", "contacts"),
        (with_contact(phone="12"), {}, "phone_not_valid", "contacts"),
        (PLAN, {"numbers": {"c1": "other"}}, "phone_differs", "contacts"),
        (PLAN, {"numbers": {"c1": "unknown"}}, "person_unknown", "contacts"),
        (PLAN, {"failed": {CONTACT.phone: 2}}, "phone_failed", "contacts"),
        (replace(PLAN, contacts=()), {}, "no_contacts", "contacts"),
        (replace(PLAN, mark="doubtful"), {}, "figures_doubtful", "basics"),
        (with_worst(posts=()), {}, "no_posts", "level 1"),
        (with_worst(posts=(replace(POST, holder=Holder()),)), {}, "post_empty", "level 1"),
        (with_worst(posts=(replace(POST, holder=Holder(kind="em_bureau", title="t")),)), {}, "post_empty", "level 1"),
        (with_worst(tasks=()), {}, "level_without_tasks", "level 1"),
        (with_worst(resources=(replace(BARREL, item=""),)), {}, "not_countable", "level 1"),
        (with_worst(resources=(BARREL,)), {"stock": {"L1": 4}}, "stock_short", "level 1"),
        (with_worst(resources=(SQUAD,)), {"teams": {"rescue": 1}}, "team_missing", "level 1"),
        (PLAN, {"missed": {"filing": date(2024, 1, 1)}}, "clock_missed", "basics"),
        (PLAN, {"wants_upper": True}, "upper_missing", "basics"),
        (PLAN, {"twins": ("other",)}, "kind_twice", "basics"),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(text, around, kind, place):
    assert told(text, **around) == [(kind, place)]


def test_what_is_there_in_full_is_not_told():
    assert told(with_worst(resources=(BARREL, SQUAD)), stock={"L1": 5}, teams={"rescue": 2}) == []
    titled = with_worst(posts=(replace(POST, holder=Holder(kind="em_bureau", title="t")),))
    assert told(titled, titles=frozenset({("em_bureau", "", "t")})) == []


def test_a_role_or_an_addressee_that_nobody_answers_to_is_told_at_each_level():
    assert set(told(roles=frozenset({"duty_leader", "duty_officer"}))) >= {
        ("role_unheld", "level 1"),
        ("post_empty", "level 1"),
    }
    assert {kind for kind, _ in told(addressees={})} == {"addressee_missing"}


def test_every_finding_has_a_word_and_a_sentence():
    assert set(FINDINGS) == set(FOUND)
    assert set(FINDINGS) >= GRAVE


@pytest.mark.parametrize(
    ("phone", "is_good"),
    [
        ("13812345678", True),
        ("+86 138 1234 5678", True),
        ("0834-6722119", True),
        ("6722119", True),
        ("119", True),
        ("12", False),
        ("1381234567", False),
        ("138123456789", False),
        ("abc", False),
    ],
)
def test_which_numbers_can_be_dialled(phone, is_good):
    assert is_number(phone) is is_good


def alone(text, level, fact, bound):
    trigger = Trigger(key=f"{level} x", text="t", needs=(Condition(fact=fact, at_least=bound),))
    levels = tuple(
        replace(each, triggers=(trigger, *(t for t in each.triggers if t.needs[0].fact != fact)))
        if each.level == level
        else each
        for each in text.levels
    )
    return replace(text, levels=levels)


@pytest.mark.parametrize(("own", "count"), [(99, 0), (100, 0), (101, 1)])
def test_a_lower_plan_may_answer_sooner_but_not_later_than_the_one_above(own, count):
    lower, upper = alone(PLAN, Level.ORANGE, "trapped", own), alone(PLAN, Level.ORANGE, "trapped", 100)
    found = [each for each in contradictions(lower, upper) if each.kind == "level_above_sooner"]
    assert len(found) == count
    if found:
        assert (found[0].level, dict(found[0].data)) == (2, {"fact": "trapped", "own": 101, "above": 100})


def test_a_worse_level_reached_sooner_is_no_contradiction():
    lower = alone(PLAN, Level.RED, "trapped", 50)
    upper = alone(PLAN, Level.ORANGE, "trapped", 100)
    assert [each.kind for each in contradictions(lower, upper)] == []


def test_a_level_left_out_and_a_response_above_that_nothing_follows_are_told():
    assert [each.kind for each in contradictions(replace(PLAN, levels=PLAN.levels[:3]), PLAN)] == ["level_missing"]
    levels = tuple(
        replace(each, triggers=tuple(t for t in each.triggers if t.needs[0].fact != "upper_response"))
        for each in PLAN.levels
    )
    assert [each.kind for each in contradictions(replace(PLAN, levels=levels), PLAN)] == ["does_not_follow"]
    assert told(uppers=(Upper(name="above", text=PLAN),)) == []


LAW = Law(name="甲法", fate="revised", was=("2007",), by="甲法（2024）", since=date(2024, 11, 1), mark="doubtful")
GONE = Law(name="乙规定", fate="repealed", was=(), by="丙条例", since=date(2007, 6, 1), mark="doubtful")


@pytest.mark.parametrize(
    ("text", "on", "cited"),
    [
        ("依据《中华人民共和国甲法》（2007）", date(2024, 11, 1), ["中华人民共和国甲法"]),
        ("依据《中华人民共和国甲法》（2007）", date(2024, 10, 31), []),
        ("依据《中华人民共和国甲法》（2024）", date(2025, 1, 1), []),
        ("《甲法》", date(2025, 1, 1), []),
        ("《乙规定》和《乙规定》", date(2025, 1, 1), ["乙规定"]),
        ("乙规定", date(2025, 1, 1), ["乙规定"]),
        ("乙规定实施办法", date(2025, 1, 1), []),
    ],
)
def test_a_citation_is_old_from_the_day_on_and_by_its_year(text, on, cited):
    assert [each.cited for each in old_citations([text], (LAW, GONE), on)] == cited
