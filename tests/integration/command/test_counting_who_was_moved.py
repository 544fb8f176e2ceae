from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from tests.factories.command import YIHAI
from tests.factories.incidents import LEARNED, an_incident

from anlan.command import api
from anlan.command.models import Evacuation, EvacuationEntry
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
NOW = LEARNED + timedelta(hours=4)
PUBLISHED = {"513433004": (600, 3000), "513433105": (9, 36), YIHAI: (620, 3000), "513433104": (52, 285)}


@pytest.fixture
def yihai(actor_with):
    return actor_with("township_officer", YIHAI)


def _report(incident_id, actor, region=YIHAI, moved=(620, 3000), minutes=0, **more):
    numbers = api.EvacuationNumbers(
        incident_id=incident_id,
        region=region,
        moved=api.Count(*moved),
        as_of=NOW + timedelta(minutes=minutes),
        **more,
    )
    return api.report_evacuation(numbers=numbers, actor=actor, now=NOW + timedelta(minutes=max(minutes, 0)))


def _target(incident_id, actor, planned=(620, 3000), **more):
    target = api.EvacuationTarget(incident_id=incident_id, region=YIHAI, planned=api.Count(*planned), **more)
    return api.set_evacuation_target(target=target, actor=actor, now=NOW)


def test_the_published_table_of_03_30_adds_up_by_township(actor_with):
    incident_id = an_incident()
    for region, moved in PUBLISHED.items():
        _report(incident_id, actor_with("township_officer", region), region, moved)
    table = api.evacuation_table(actor_with("duty_officer", "513433"), incident_id)
    assert {line.region: (line.moved.households, line.moved.persons) for line in table.lines} == PUBLISHED
    assert (table.moved, table.as_of) == (api.Count(1281, 6321), NOW)


def test_a_townships_officer_sees_and_reports_the_own_township_only(yihai, actor_with):
    incident_id = an_incident()
    other = actor_with("township_officer", "513433104")
    _report(incident_id, other, "513433104", (52, 285))
    with pytest.raises(NotAllowed):
        _report(incident_id, yihai, "513433104", (60, 300))
    assert api.evacuation_table(yihai, incident_id).lines == ()
    with pytest.raises(NotFound):
        api.evacuation_history(yihai, incident_id, "513433104")
    assert Evacuation.objects.get().moved_persons == 285
    assert EvacuationEntry.objects.count() == 1


def test_more_than_planned_needs_a_note(yihai):
    incident_id = an_incident()
    _target(incident_id, yihai)
    with pytest.raises(api.NoteMissing):
        _report(incident_id, yihai, moved=(621, 3001))
    assert Evacuation.objects.get().moved_persons is None
    _report(incident_id, yihai, moved=(621, 3001), note="One family of visitors")
    assert Evacuation.objects.get().moved_persons == 3001


def test_a_lower_number_needs_a_note_and_the_old_one_stays_in_the_history(yihai):
    incident_id = an_incident()
    _report(incident_id, yihai, moved=(600, 2900))
    with pytest.raises(api.NoteMissing):
        _report(incident_id, yihai, moved=(590, 2850), minutes=5)
    _report(incident_id, yihai, moved=(590, 2850), minutes=5, note="Ten families were counted twice")
    history = api.evacuation_history(yihai, incident_id, YIHAI)
    assert [entry.count.persons for entry in history] == [2850, 2900]


def test_a_late_report_of_an_earlier_moment_does_not_replace_the_newer_numbers(yihai):
    incident_id = an_incident()
    _report(incident_id, yihai, moved=(620, 3000))
    _report(incident_id, yihai, moved=(300, 1500), minutes=-60, note="Count of an hour before")
    line = api.evacuation_line(yihai, incident_id, YIHAI)
    assert (line.moved, line.as_of) == (api.Count(620, 3000), NOW)
    assert EvacuationEntry.objects.count() == 2


def test_sending_the_same_report_twice_keeps_it_once(yihai):
    incident_id, token = an_incident(), uuid4()
    for _ in range(2):
        _report(incident_id, yihai, token=token)
    assert EvacuationEntry.objects.count() == 1
    assert JournalEntry.objects.filter(kind="command.evacuation_reported").count() == 1


def test_a_county_is_no_line_of_the_list():
    with pytest.raises(InvalidValue) as refusal:
        _report(an_incident(), SYSTEM, "513433")
    assert refusal.value.data["field"] == "region"
    assert Evacuation.objects.count() == 0


def test_a_township_of_another_prefecture_is_refused(actor_with):
    stranger = actor_with("township_officer", "510104001")
    with pytest.raises(InvalidValue):
        _report(an_incident(), stranger, "510104001")
    assert Evacuation.objects.count() == 0


def test_the_history_cannot_be_rewritten_even_in_the_database(yihai):
    _report(an_incident(), yihai)
    with pytest.raises(IntegrityError), transaction.atomic():
        EvacuationEntry.objects.update(persons=1)
    assert EvacuationEntry.objects.get().persons == 3000
