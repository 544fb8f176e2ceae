"""What differs between two editions is told by part, entry and field, and nothing else."""

from dataclasses import replace

from anlan.plans.domain.differing import differences
from anlan.plans.domain.files import shipped_plan
from anlan.plans.domain.text import Contact

PLAN = shipped_plan("flash_flood")
WORST = PLAN.levels[0]


def with_worst(**changes):
    return replace(PLAN, levels=(replace(WORST, **changes), *PLAN.levels[1:]))


def told(after):
    return [(each.part, each.level, each.name, each.change) for each in differences(PLAN, after)]


def test_the_same_text_differs_nowhere():
    assert differences(PLAN, PLAN) == ()


def test_a_changed_basic_names_only_its_field():
    (found,) = differences(PLAN, replace(PLAN, edition="next"))
    assert (found.part, dict(found.before), dict(found.after)) == (
        "basics",
        {"edition": PLAN.edition},
        {"edition": "next"},
    )


def test_a_changed_task_names_only_the_fields_that_changed():
    first, *rest = WORST.tasks
    (found,) = differences(PLAN, with_worst(tasks=(replace(first, within_minutes=99), *rest)))
    assert (found.part, found.level, found.name, found.change) == ("tasks", 1, first.key, "changed")
    assert (dict(found.before), dict(found.after)) == (
        {"within_minutes": first.within_minutes},
        {"within_minutes": 99},
    )


def test_new_and_gone_entries_and_levels_are_told():
    assert told(with_worst(tasks=WORST.tasks[1:])) == [("tasks", 1, WORST.tasks[0].key, "gone")]
    assert told(with_worst(measures=(*WORST.measures, "one more"))) == [("measures", 1, "one more", "new")]
    contact = Contact(key="c1", organisation="o", name="n")
    assert told(replace(PLAN, contacts=(contact,))) == [("contacts", 0, "c1", "new")]
    without = differences(PLAN, replace(PLAN, levels=PLAN.levels[1:]))
    assert {each.change for each in without} == {"gone"}
    assert {each.level for each in without} == {1}
