"""False and missed alarms, counted by rule and by station."""

from datetime import timedelta

import pytest
from tests.factories.access import client_with
from tests.factories.alarms import NIGHT, an_alarm

from anlan.alarms import api
from anlan.alarms.domain.errors import WasNotMissed
from anlan.alarms.models import MissedAlarm
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound, TransitionNotAllowed
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
DAY = api.Period(since=NIGHT - timedelta(hours=12), until=NIGHT + timedelta(hours=12))


def minutes(count):
    return NIGHT + timedelta(minutes=count)


def a_miss(**changes):
    fields = {"rule_family": "flash_flood", "region": "513433104", "happened_at": minutes(30), "note": "Bridge gone"}
    return api.MissedEvent(**{**fields, **changes})


def record(actor=SYSTEM, **changes):
    return api.record_miss(missed=a_miss(**changes), actor=actor, now=minutes(60))


@pytest.fixture
def decided(actor_with):
    """Four floods: one true, two false (one by a faulty gauge), one that waits; one of rain; one exercise."""
    officer = actor_with("duty_officer")
    true, fault, harmless, _, rain, drill = (
        an_alarm(region="513433106"),
        an_alarm(region="513433101", station_id="S-2", station_label="Second gauge"),
        an_alarm(region="513433102"),
        an_alarm(region="513433103"),
        an_alarm(rule_family="rainstorm_signal"),
        an_alarm(is_exercise=True),
    )
    api.take_alarm(alarm_id=true, actor=officer, now=minutes(2))
    api.verify_alarm(alarm_id=true, actor=officer, now=minutes(10))
    api.dismiss_alarm(alarm_id=fault, reason="", code="sensor_fault", actor=officer, now=minutes(4))
    api.dismiss_alarm(alarm_id=harmless, reason="puddle", code="no_danger", actor=officer, now=minutes(9))
    api.dismiss_alarm(alarm_id=rain, reason="", code="duplicate", actor=officer, now=minutes(9))
    api.dismiss_alarm(alarm_id=drill, reason="", code="sensor_fault", actor=officer, now=minutes(9))


def test_alarms_are_counted_by_rule(decided):
    record()
    floods, rain = api.by_rule(SYSTEM, DAY)
    assert (floods.key, floods.raised, floods.verified, floods.dismissed, floods.waiting) == ("flash_flood", 4, 1, 2, 1)
    assert floods.by_code == {"sensor_fault": 1, "no_danger": 1}
    assert (floods.acknowledged_after, floods.verified_after) == (4.0, 10.0)
    scores = floods.scores
    assert (scores.hits, scores.false_alarms, scores.misses) == (1, 2, 1)
    assert (scores.detection, scores.false_alarm_ratio, scores.success_index) == (0.5, 2 / 3, 0.25)
    assert (rain.raised, rain.dismissed, rain.scores.false_alarms, rain.scores.false_alarm_ratio) == (1, 1, 0, None)
    everything = api.in_all(SYSTEM, DAY)
    assert (everything.raised, everything.scores.misses, everything.by_code["duplicate"]) == (5, 1, 1)


def test_alarms_are_counted_by_station(decided):
    rows = api.by_station(SYSTEM, DAY)
    assert [(row.label, row.raised, row.scores.false_alarms) for row in rows] == [
        ("Yihai gauge", 4, 1),
        ("Second gauge", 1, 1),
    ]
    assert rows[0].by_code == {"no_danger": 1, "duplicate": 1}


def test_a_family_that_only_missed_stands_in_the_list():
    record()
    (row,) = api.by_rule(SYSTEM, DAY)
    assert (row.raised, row.scores.detection, row.scores.miss_rate) == (0, 0.0, 1.0)


def test_period_region_family_and_reach_narrow_what_is_counted(decided, actor_with):
    narrow = api.Period(since=DAY.since, until=DAY.until, region="513433106", rule_family="flash_flood")
    assert api.in_all(SYSTEM, narrow).raised == 1
    assert api.in_all(SYSTEM, api.Period(since=minutes(1), until=DAY.until)).raised == 0
    assert api.in_all(actor_with("township_officer", "513433101"), DAY).raised == 1
    assert api.in_all(actor_with("duty_officer", "513401"), DAY).raised == 0


def test_what_was_told_in_time_was_not_missed(decided):
    with pytest.raises(WasNotMissed) as refusal:
        record(region="513433106201")
    assert refusal.value.data == {"number": "A20200626-0001"}
    assert MissedAlarm.objects.count() == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"region": "513433101"},
        {"region": "513433106", "happened_at": NIGHT - timedelta(minutes=1)},
        {"region": "513433106", "rule_family": "water_level"},
    ],
)
def test_a_false_alarm_a_later_one_or_one_of_another_rule_told_nothing(decided, changes):
    record(**changes)
    assert MissedAlarm.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"rule_family": "tea"}, "rule_family"),
        ({"region": "5134"}, "region"),
        ({"happened_at": minutes(61)}, "happened_at"),
        ({"note": ""}, "note"),
        ({"note": "x" * 501}, "note"),
    ],
)
def test_a_record_that_cannot_be_true_is_refused_by_field(changes, field):
    with pytest.raises(InvalidValue) as refusal:
        record(**changes)
    assert refusal.value.data["field"] == field
    assert (MissedAlarm.objects.count(), JournalEntry.objects.count()) == (0, 0)


def test_a_mistaken_record_is_withdrawn_once_and_counts_no_more(actor_with):
    missed_id = record()
    officer = actor_with("department_operator")
    with pytest.raises(NotFound):
        api.withdraw_miss(missed_id=missed_id, actor=actor_with("duty_officer", "513401"), now=minutes(61))
    with pytest.raises(NotAllowed):
        api.withdraw_miss(missed_id=missed_id, actor=actor_with("auditor"), now=minutes(61))
    assert api.in_all(officer, DAY).scores.misses == 1
    api.withdraw_miss(missed_id=missed_id, actor=officer, now=minutes(61))
    with pytest.raises(TransitionNotAllowed):
        api.withdraw_miss(missed_id=missed_id, actor=officer, now=minutes(62))
    assert api.in_all(officer, DAY).scores.misses == 0
    (row,) = api.missed_events(officer, DAY)
    assert row.withdrawn_by == officer.name


def test_the_api_counts_records_and_withdraws_once_for_one_key(at, decided):
    at(minutes(60))
    client = client_with("duty_officer")
    body = {"rule_family": "flash_flood", "region": "513433104", "happened_at": minutes(30).isoformat(), "note": "x"}
    key = {"Idempotency-Key": "one"}
    first, again = (
        client.post("/api/v1/alarms/missed", body, content_type="application/json", headers=key) for _ in range(2)
    )
    assert (first.status_code, again.json()) == (201, first.json())
    counted = client.get("/api/v1/alarms/statistics").json()
    assert (counted["in_all"]["raised"], counted["in_all"]["scores"]["misses"]) == (5, 1)
    assert counted["by_rule"][0]["probability_of_detection"] == 0.5
    assert client.post(f"/api/v1/alarms/missed/{first.json()['id']}/withdraw").status_code == 204
    assert client.get("/api/v1/alarms/statistics").json()["in_all"]["scores"]["misses"] == 0
