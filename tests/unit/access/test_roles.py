"""Roles: what each needs, who may give it, and that every right names a role that exists."""

import pytest

from anlan.access.domain.errors import RoleAboveReach, RoleDoesNotFit, UnknownRole
from anlan.access.domain.roles import KEY, PERSON, check_giver, check_grant, home_of, roles
from anlan.kernel.actors import Grant
from anlan.support.rights import roles_by_right

NAMED_BY_THE_ISSUE = (
    "duty_officer",
    "duty_leader",
    "commander",
    "department_operator",
    "township_officer",
    "village_officer",
    "team_leader",
    "warehouse_keeper",
    "inspector",
    "enterprise_officer",
    "auditor",
    "administrator",
    "gateway",
    "enterprise_system",
)


def test_the_table_holds_exactly_the_named_roles():
    assert tuple(roles()) == NAMED_BY_THE_ISSUE


def test_every_role_of_every_rooms_rights_exists():
    unknown = {(right, role) for right, held_by in roles_by_right().items() for role in held_by if role not in roles()}
    assert unknown == set()


def test_an_unknown_role_is_refused_by_name():
    with pytest.raises(UnknownRole) as refusal:
        check_grant("king", "5134", holder=PERSON)
    assert refusal.value.data == {"role": "king"}


@pytest.mark.parametrize(
    ("role", "region", "fits"),
    [
        ("township_officer", "513433", False),
        ("township_officer", "513433101", True),
        ("township_officer", "513433101201", True),
        ("village_officer", "513433101", False),
        ("village_officer", "513433101201", True),
        ("duty_officer", "5134", True),
        ("duty_officer", "", True),
    ],
)
def test_a_role_is_held_at_its_highest_level_or_below(role, region, fits):
    if fits:
        assert check_grant(role, region, holder=PERSON).key == role
    else:
        with pytest.raises(RoleDoesNotFit):
            check_grant(role, region, holder=PERSON)


def test_a_person_cannot_hold_a_machines_role_nor_a_machine_a_persons():
    with pytest.raises(RoleDoesNotFit):
        check_grant("gateway", "5134", holder=PERSON)
    with pytest.raises(RoleDoesNotFit):
        check_grant("commander", "5134", holder=KEY)


@pytest.mark.parametrize(
    ("role", "region", "managed", "is_given"),
    [
        ("duty_officer", "513433", ("513433",), True),
        ("duty_officer", "513433", ("5134",), True),
        ("duty_officer", "5134", ("513433",), False),
        ("duty_officer", "513434", ("513433",), False),
        ("administrator", "513433", ("513433",), False),
        ("administrator", "513433", ("5134",), True),
        ("auditor", "513433", ("513433",), False),
        ("auditor", "513433", ("51",), True),
        ("administrator", "", ("",), True),
        ("duty_officer", "513433", (), False),
    ],
)
def test_a_role_is_given_inside_the_givers_region_and_some_only_from_above(role, region, managed, is_given):
    if is_given:
        assert check_giver(roles()[role], region, managed) is None
    else:
        with pytest.raises(RoleAboveReach):
            check_giver(roles()[role], region, managed)


def test_a_person_lands_on_the_page_of_the_first_role_in_the_table():
    assert home_of((Grant("township_officer", "513433101"), Grant("duty_officer", "513433"))) == "/desk/"
    assert home_of((Grant("township_officer", "513433101"),)) == "/tasks/"
    assert home_of(()) == "/account/"
