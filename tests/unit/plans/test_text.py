"""A plan's text: what holds together is accepted, what does not is refused by field and rule."""

from dataclasses import replace

import msgspec
import pytest

from anlan.kernel.levels import Level
from anlan.plans.domain.errors import NoSuchLevel, PlanTextBroken
from anlan.plans.domain.files import shipped_keys, shipped_plan
from anlan.plans.domain.text import (
    SECTIONS,
    ActionCard,
    Addressee,
    Annex,
    Condition,
    Contact,
    Holder,
    PlanText,
    Post,
    Section,
)
from anlan.plans.domain.text_rules import check

PLAN = shipped_plan("flash_flood")
SECOND = PLAN.level(Level.ORANGE)
POST = Post(key="commander", name="Commander", duty="commands", holder=Holder(role="commander"))


def with_second(**fields):
    levels = tuple(replace(each, **fields) if each.level == Level.ORANGE else each for each in PLAN.levels)
    return replace(PLAN, levels=levels)


@pytest.mark.parametrize("key", shipped_keys())
def test_a_shipped_plan_has_four_levels_worst_first_with_legal_numbers(key):
    assert [level.number for level in shipped_plan(key).levels] == [1, 2, 3, 4]


def test_the_place_is_put_into_name_and_purpose():
    plan = shipped_plan("flash_flood", "PLACE")
    assert plan.name.startswith("PLACE")
    assert "{place}" not in plan.name + plan.purpose


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (replace(PLAN, source=""), "name_source_and_edition"),
        (replace(PLAN, mark="certain"), "verified_or_doubtful"),
        (replace(PLAN, kinds=()), "at_least_one"),
        (replace(PLAN, levels=()), "at_least_one"),
        (replace(PLAN, levels=PLAN.levels[::-1]), "worst_first_each_once"),
        (replace(PLAN, levels=(SECOND, SECOND)), "worst_first_each_once"),
        (with_second(triggers=()), "has_triggers"),
        (with_second(triggers=(replace(SECOND.triggers[0], needs=()),)), "has_conditions"),
        (
            with_second(triggers=(replace(SECOND.triggers[0], needs=(Condition(fact="luck", at_least=1),)),)),
            "known_fact",
        ),
        (
            with_second(triggers=(replace(SECOND.triggers[0], needs=(Condition(fact="affected", at_least=0),)),)),
            "known_fact",
        ),
        (with_second(signed_by=()), "signers_are_roles"),
        (with_second(signed_by=("king",)), "signers_are_roles"),
        (with_second(ended_by=("king",)), "proposers_are_roles"),
        (with_second(tasks=(SECOND.tasks[0], SECOND.tasks[0])), "keys_once"),
        (with_second(tasks=(replace(SECOND.tasks[0], to=Addressee(who="everyone")),)), "known_addressee"),
        (with_second(tasks=(replace(SECOND.tasks[0], within_minutes=0),)), "within_a_week"),
        (with_second(tasks=(replace(SECOND.tasks[0], within_minutes=10081),)), "within_a_week"),
        (with_second(raised_by=("king",)), "proposers_are_roles"),
        (with_second(tasks=(replace(SECOND.tasks[0], after=("II.none",)),)), "after_a_task_of_the_level"),
        (with_second(tasks=(replace(SECOND.tasks[0], after=(SECOND.tasks[0].key,)),)), "after_without_a_ring"),
        (with_second(posts=(POST, POST)), "keys_once"),
        (with_second(posts=(replace(POST, name=""),)), "post_has_name"),
        (with_second(posts=(replace(POST, side="left"),)), "known_side"),
        (with_second(posts=(replace(POST, holder=Holder(role="king")),)), "holder_is_a_role"),
        (replace(PLAN, category="private"), "known_category"),
        (replace(PLAN, sections=(Section(key="poem", title="t", text=""),)), "known_section"),
        (replace(PLAN, annexes=(Annex(key="a", title="t", text=""),) * 2), "keys_once"),
        (replace(PLAN, contacts=(Contact(key="c", organisation="o", name=""),)), "name_or_post"),
        (replace(PLAN, cards=(ActionCard(key="c", title="t", holder="h", steps=()),)), "title_and_steps"),
        (replace(PLAN, cards=(ActionCard(key="c", title="t", holder="h", steps=("s",), tasks=("x",)),)), "known_task"),
    ],
)
def test_a_text_that_does_not_hold_together_is_refused_by_rule(text, rule):
    with pytest.raises(PlanTextBroken) as refusal:
        check(text)
    assert refusal.value.data["rule"] == rule


def test_tasks_may_wait_for_each_other_without_a_ring():
    first, second, third = SECOND.tasks[:3]
    chain = (replace(first, after=(second.key,)), replace(second, after=(third.key,)), third)
    text = replace(with_second(tasks=chain), cards=())
    assert check(text).level(Level.ORANGE).tasks == chain


def test_a_text_stored_before_the_later_fields_still_loads():
    stored = msgspec.to_builtins(PLAN)
    for field in ("category", "upper", "owner", "hazards", "bases", "sections", "contacts", "cards", "annexes"):
        del stored[field]
    for level in stored["levels"]:
        del level["posts"], level["raised_by"], level["lowered_by"]
        for task in level["tasks"]:
            del task["after"], task["needs_place"]
    loaded = msgspec.convert(stored, PlanText)
    assert (loaded.name, loaded.category, loaded.cards, loaded.sections) == (PLAN.name, "special", (), ())
    assert [level.tasks[0].key for level in loaded.levels] == [level.tasks[0].key for level in PLAN.levels]
    assert (loaded.level(Level.ORANGE).posts, loaded.level(Level.ORANGE).raisers) == ((), SECOND.signed_by)


@pytest.mark.parametrize("key", shipped_keys())
def test_a_shipped_plan_has_its_papers_posts_and_cards(key):
    plan = shipped_plan(key)
    assert [section.key for section in plan.sections] == list(SECTIONS)
    assert all((plan.bases, plan.cards, plan.annexes))
    for level in plan.levels:
        assert all((level.posts, level.tasks, level.measures, level.triggers))
    assert any(level.resources for level in plan.levels)


def test_who_signs_a_level_may_raise_and_lower_to_it_unless_the_plan_names_others():
    assert (SECOND.raisers, SECOND.lowerers) == (SECOND.signed_by, SECOND.signed_by)
    named = replace(SECOND, raised_by=("commander",), lowered_by=("duty_leader",))
    assert (named.raisers, named.lowerers) == (("commander",), ("duty_leader",))


def test_a_level_that_the_plan_has_not_is_refused_by_its_legal_number():
    with pytest.raises(NoSuchLevel) as refusal:
        replace(PLAN, levels=PLAN.levels[:1]).level(Level.ORANGE)
    assert refusal.value.data == {"level": 2}
