"""States of hazard sites and grades of threats."""

import itertools

import pytest

from anlan.kernel.errors import InvalidValue, TransitionNotAllowed
from anlan.risks.domain.kinds import GradeOfAnotherScale, class_of, grade_of, kind_of, kinds
from anlan.risks.domain.sites import STATES, Finding, SiteAct, SiteState, after
from anlan.support.tables import load_table

TABLE = load_table("anlan.risks", "grades")
ACTS = (*Finding, *SiteAct)


@pytest.mark.parametrize(("step", "state"), STATES.items())
def test_a_step_of_the_table_is_taken(step, state):
    assert after(*step) is state


@pytest.mark.parametrize("step", [step for step in itertools.product(SiteState, ACTS) if step not in STATES])
def test_a_step_outside_the_table_is_refused(step):
    with pytest.raises(TransitionNotAllowed):
        after(*step)


@pytest.mark.parametrize(
    ("persons", "grade"),
    [
        (0, "small"),
        (99, "small"),
        (100, "medium"),
        (499, "medium"),
        (500, "large"),
        (999, "large"),
        (1000, "extra_large"),
    ],
)
def test_a_threat_s_grade_follows_from_the_persons(persons, grade):
    assert grade_of(persons, TABLE["geohazard_threat"]["band"]) == grade


@pytest.mark.parametrize("name", ["geohazard_threat"])
def test_every_table_says_where_it_comes_from(name):
    assert {"source", "edition", "unit", "boundary", "mark"} <= TABLE[name].keys()


def test_a_class_follows_from_the_persons_where_the_kind_s_scale_is_the_threat():
    assert class_of(kind_of("landslide"), "small", 600) == "large"


def test_a_class_of_another_scale_is_given_and_must_be_of_it():
    dyke = kind_of("dyke")
    assert (class_of(dyke, "dyke_2", 9000), class_of(dyke, "", 9000)) == ("dyke_2", "dyke_5")
    with pytest.raises(GradeOfAnotherScale):
        class_of(dyke, "heavy", 0)


def test_every_kind_has_a_scale_and_unknown_kinds_are_refused():
    assert len(kinds()) >= 10
    assert all(kind.grades and kind.name for kind in kinds().values())
    with pytest.raises(InvalidValue):
        kind_of("earthquake of the moon")
