"""A verified alarm drafts a warning on behalf of who verified it."""

import pytest
from tests.factories.alarms import an_alarm
from tests.factories.public_warnings import NIGHT, VILLAGES, an_actor

from anlan.alarms import api as alarms
from anlan.kernel.errors import AnlanError
from anlan.kernel.levels import Level
from anlan.public_warnings import api
from anlan.support import running
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
NAME = "verified_alarm_drafts_warning"


def verified(at, **changes):
    at(NIGHT)
    officer = an_actor("commander", "the verifying officer")
    alarm_id = an_alarm(region=VILLAGES[0], level=Level.RED, **changes)
    alarms.verify_alarm(alarm_id=alarm_id, actor=officer, now=NIGHT)
    return officer, alarm_id, JournalEntry.objects.get(kind="alarms.alarm_verified")


def test_a_verified_alarm_becomes_a_draft_that_its_verifier_may_not_sign(ground, at):
    officer, alarm_id, entry = verified(at)
    assert running.run_workflow(entry.id, NAME)
    (row,) = api.warnings(officer, api.WarningFilter(source_alarm_id=alarm_id)).rows
    assert (row.region, row.regions, row.level, row.author_name) == (
        "513433",
        (VILLAGES[0],),
        Level.RED,
        "the verifying officer",
    )
    assert "52.5" in row.description
    api.submit_warning(warning_id=row.id, actor=officer, now=NIGHT)
    with pytest.raises(AnlanError) as caught:
        api.sign_warning(warning_id=row.id, actor=officer, now=NIGHT)
    assert caught.value.code == "public_warnings.signer_is_author"


def test_the_workflow_run_twice_drafts_once(ground, at):
    officer, _, entry = verified(at)
    assert [running.run_workflow(entry.id, NAME), running.run_workflow(entry.id, NAME)] == [True, False]
    assert api.warnings(officer).total == 1


def test_an_alarm_of_an_exercise_drafts_for_exercise_channels_only(ground, at):
    officer, _, entry = verified(at, is_exercise=True)
    running.run_workflow(entry.id, NAME)
    (row,) = api.warnings(officer).rows
    assert row.is_exercise
    assert row.channels == api.proposed_channels(row.level, is_exercise=True)
    assert all(key.startswith("exercise_") for key in row.channels)


def test_an_alarm_that_warns_nobody_outside_drafts_nothing(ground, at):
    officer, _, entry = verified(at, rule_family="silence")
    assert running.run_workflow(entry.id, NAME)
    assert api.warnings(officer).total == 0


def test_a_rule_without_a_template_drafts_nothing_rather_than_a_flood(ground, at):
    officer, _, entry = verified(at, rule_family="mine_methane", quantity="methane", unit="%")
    assert running.run_workflow(entry.id, NAME)
    assert api.warnings(officer).total == 0


def test_a_rule_takes_the_template_of_its_own_event_type(ground, at):
    officer, alarm_id, entry = verified(at, rule_family="water_level", quantity="level", unit="m", window_hours=None)
    running.run_workflow(entry.id, NAME)
    (row,) = api.warnings(officer, api.WarningFilter(source_alarm_id=alarm_id)).rows
    assert row.event_code == "11A01"
