"""The demonstration's accounts are put in as a whole, put in again without doubling, and taken out."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from tests.factories.access import build_user

from anlan.access import api as access
from anlan.access.models import RoleGrant, User
from anlan.kernel.actors import SYSTEM, Grant
from anlan.kernel.errors import NotAllowed

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 1, 1, tzinfo=UTC)


def put(role="duty_officer", actor=SYSTEM):
    user = access.DemonstrationUser(id=UUID(int=1), username="duty", name="D", role=role, region="513433")
    access.put_demonstration_users(users=(user,), password="pass-word-demo", actor=actor, now=NOW)


def test_put_in_twice_an_account_stands_once_with_the_newer_role():
    put("commander")
    put("duty_officer")
    user = User.objects.get()
    assert access.actor_of_user(user).grants == (Grant("duty_officer", "513433"),)
    assert user.check_password("pass-word-demo")


def test_taken_out_other_accounts_stay():
    build_user("duty_officer", username="real")
    put()
    access.remove_demonstration_users(actor=SYSTEM)
    assert list(User.objects.values_list("username", flat=True)) == ["real"]
    assert RoleGrant.objects.count() == 1


def test_only_the_platform_itself_puts_them_in(actor_with):
    with pytest.raises(NotAllowed):
        put(actor=actor_with("administrator", ""))
    assert User.objects.count() == 0
