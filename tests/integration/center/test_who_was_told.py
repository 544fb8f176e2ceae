"""Whom the warnings of an alarm reached, on the alarm's page."""

from datetime import timedelta

import pytest
from tests.factories.access import client_with
from tests.factories.alarms import an_alarm
from tests.factories.public_warnings import (
    APPROVER,
    AUTHOR,
    COUNTY,
    NIGHT,
    SIGNER,
    TOWNSHIP,
    a_content,
    build_places,
    build_responsible_people,
)

from anlan.kernel.actors import SYSTEM
from anlan.public_warnings import api as warnings
from anlan.public_warnings.models import CallTask

pytestmark = pytest.mark.django_db


@pytest.fixture
def issued(at):
    """An alarm whose warning was issued; one call of it was answered."""
    at(NIGHT + timedelta(minutes=10))
    build_places()
    build_responsible_people()
    alarm_id = an_alarm(region=TOWNSHIP)
    draft = warnings.NewDraft(region=COUNTY, content=a_content(), is_exercise=False, source_alarm_id=alarm_id)
    warning_id = warnings.draft_warning(draft=draft, actor=AUTHOR, now=NIGHT)
    warnings.submit_warning(warning_id=warning_id, actor=AUTHOR, now=NIGHT)
    warnings.sign_warning(warning_id=warning_id, actor=SIGNER, now=NIGHT)
    warnings.approve_warning(warning_id=warning_id, actor=APPROVER, now=NIGHT)
    warnings.begin_calls(actor=SYSTEM, now=NIGHT)
    voice = warnings.VoiceCall(is_answered=True, answered_by="the wife of Damawu A", note="They walk uphill.")
    task = CallTask.objects.order_by("region").first()
    warnings.record_voice_call(task_id=task.id, voice=voice, actor=AUTHOR, now=NIGHT + timedelta(minutes=2))
    return alarm_id


def test_issuing_deliveries_and_answered_calls_stand_there(issued):
    client = client_with("duty_officer", COUNTY)
    assert f"/alarms/{issued}/panels/told/" in client.get(f"/alarms/{issued}/").content.decode()
    page = client.get(f"/alarms/{issued}/panels/told/").content.decode()
    for words in ("Red warning of flash flood", "the approver", "the wife of Damawu A"):
        assert words in page


def test_another_county_gets_404_and_a_draft_has_told_nobody(issued, at):
    assert client_with("duty_officer", "513401").get(f"/alarms/{issued}/panels/told/").status_code == 404
    other = an_alarm(region=TOWNSHIP, rule_family="rainstorm_signal")
    draft = warnings.NewDraft(region=COUNTY, content=a_content(), is_exercise=False, source_alarm_id=other)
    warnings.draft_warning(draft=draft, actor=AUTHOR, now=NIGHT)
    page = client_with("duty_officer", COUNTY).get(f"/alarms/{other}/panels/told/").content.decode()
    assert page.strip() == ""
