"""A right is a role in a region and all below it."""

import pytest

from anlan.kernel.actors import NOBODY, SYSTEM, Actor, Grant
from anlan.kernel.errors import NotAllowed, NotFound
from anlan.support import rights

RIGHT = "support.read_journal"


def actor(*grants):
    return Actor(id="a", name="a", grants=tuple(Grant(*grant) for grant in grants))


def test_a_right_reaches_down_not_up_nor_sideways():
    officer = actor(("township_officer", "513433101"))
    assert rights.may(officer, RIGHT, "513433101201")
    assert rights.may(officer, RIGHT, "513433101")
    assert not rights.may(officer, RIGHT, "513433")
    assert not rights.may(officer, RIGHT, "513433102")


def test_a_role_that_lacks_the_right_gives_nothing():
    assert rights.regions_of(actor(("gateway", "")), RIGHT) == ()
    assert rights.regions_of(NOBODY, RIGHT) == ()


def test_the_outermost_grants_count():
    both = actor(("duty_officer", "5134"), ("township_officer", "513433101"), ("auditor", "5101"))
    assert set(rights.regions_of(both, RIGHT)) == {"5134", "5101"}


def test_the_platform_itself_may_all():
    assert rights.may(SYSTEM, RIGHT, "513433")


def test_a_missing_right_is_refused_by_name_and_a_hidden_record_does_not_exist():
    with pytest.raises(NotAllowed) as refusal:
        rights.require(NOBODY, RIGHT, "5134")
    assert refusal.value.data == {"right": RIGHT, "region": "5134"}
    with pytest.raises(NotFound):
        rights.require_visible(NOBODY, RIGHT, "5134", "incident")


@pytest.mark.parametrize(
    ("roles", "alone"),
    [
        (("duty_officer",), True),
        (("inspector", "auditor"), True),
        (("enterprise_officer",), False),
        (("duty_officer", "enterprise_officer"), False),
    ],
)
def test_what_one_sees_hangs_on_more_than_the_grants_where_something_may_be_the_own(roles, alone):
    assert rights.sees_by_grants_alone(actor(*((role, "513433") for role in roles))) is alone
    assert not rights.sees_by_grants_alone(SYSTEM)
