"""``anlan account``: the first administrator and a key for gauges."""

import pytest
from click.testing import CliRunner

from anlan.access import api as access
from anlan.access.models import User
from anlan.config.commands.account import command
from anlan.kernel import clock
from anlan.kernel.actors import Grant
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db


def run(*words):
    return CliRunner().invoke(command, words)


def test_the_first_administrator_is_created_with_a_password_that_is_printed_once():
    result = run("create", "first.admin", "--name", "F", "--region", "513400")
    username, password = result.output.split()
    user = User.objects.get()
    assert (result.exit_code, username, user.check_password(password)) == (0, "first.admin", True)
    assert access.actor_of_user(user).grants == (Grant("administrator", "5134"),)
    assert list(JournalEntry.objects.order_by("id").values_list("actor_id", flat=True)) == ["system", "system"]


@pytest.mark.parametrize(
    "words",
    [("--region", "513433", "--role", "king"), ("--region", "abc"), ("--region", "513433", "--role", "gateway")],
)
def test_what_cannot_be_is_refused_in_one_line_and_nothing_is_kept(words):
    result = run("create", "first.admin", "--name", "F", *words)
    assert (result.exit_code, result.output.count("\n")) == (1, 1)
    assert User.objects.count() == JournalEntry.objects.count() == 0


def test_a_key_for_gauges_is_printed_and_works():
    result = run("key", "gauges", "--region", "513433", "--days", "30")
    assert result.exit_code == 0
    actor = access.actor_of_key(result.output.strip(), now=clock.now())
    assert actor.grants == (Grant("gateway", "513433"),)
