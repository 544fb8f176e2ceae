"""Rules in the API: read, tried and proposed; never approved there, never another county's."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.factories.access import client_with
from tests.factories.monitoring import arrival, build_station, rain

from anlan.monitoring.models import RuleEdition
from anlan.monitoring.services.ingesting import Intake

NOW = datetime(2020, 6, 26, 12, 0, tzinfo=UTC)
COUNTY = "513433"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(at):
    at(NOW)


def definition(**values):
    return {
        "id": "own_rain",
        "title": "Own rain",
        "hazard": "flood",
        "source": "County office",
        "edition": "1",
        "unit": "mm",
        "mark": "doubtful",
        "scope": {"quantity": "rain"},
        "cases": [{"level": "orange", "conditions": [{"aggregate": "sum", "window_minutes": 60, "threshold": 20}]}],
    } | values


def post(client, path, **data):
    return client.post(f"/api/v1/rules/{path}", {"region": COUNTY} | data, content_type="application/json")


def test_the_rules_of_a_region_and_one_of_them_are_read():
    client = client_with("auditor", COUNTY)
    found = {row["family"]: row for row in client.get(f"/api/v1/rules?region={COUNTY}").json()}
    assert (len(found), found["hail_signal"]["is_on"]) == (40, False)
    one = client.get(f"/api/v1/rules/rainstorm_signal?region={COUNTY}").json()
    assert (one["edition"], one["definition"]["cases"][3]["level"], one["editions"]) == (
        "rainstorm_signal:2007",
        "red",
        [],
    )


def test_a_rule_is_tried_and_proposed():
    build_station()
    Intake().take([arrival(rain(NOW - timedelta(hours=2), [2.0] * 24))], now=NOW)
    client = client_with("duty_officer", COUNTY)
    trial = post(client, "trials", definition=definition()).json()
    assert (trial["state"], trial["would_be"], trial["alarms"][0]["value"]) == ("done", {"3": 1}, 20.0)
    assert client.get(f"/api/v1/rules/trials/{trial['id']}").json() == trial
    answer = post(client, "proposals", definition=definition(), reason="study")
    assert (answer.status_code, answer.json()["state"], answer.json()["number"]) == (201, "proposed", 1)
    other = client_with("duty_officer", "513401")
    assert other.get(f"/api/v1/rules/trials/{trial['id']}").status_code == 404
    assert other.get(f"/api/v1/rules?region={COUNTY}").status_code == 404


@pytest.mark.parametrize(
    ("role", "change", "status"),
    [
        ("auditor", {}, 403),
        ("duty_officer", {"definition": definition(hazard="war")}, 422),
        ("duty_officer", {"definition": {"id": "x"}}, 422),
        ("duty_officer", {"reason": " "}, 422),
        ("duty_officer", {"effective_from": "2020-07-01T00:00:00"}, 422),
        ("duty_officer", {"region": "513401"}, 403),
    ],
)
def test_a_proposal_that_cannot_stand_is_refused_and_not_stored(role, change, status):
    data = {"definition": definition(), "reason": "study"} | change
    assert post(client_with(role, COUNTY), "proposals", **data).status_code == status
    assert not RuleEdition.objects.exists()


@pytest.mark.parametrize(
    ("since", "until"),
    [("2019-06-20T00:00:00Z", "2020-06-26T00:00:00Z"), ("2020-06-26T00:00:00Z", "2020-06-26T00:00:00Z")],
)
def test_a_trial_of_more_than_a_year_or_of_no_time_is_refused(since, until):
    build_station()
    answer = post(client_with("duty_officer", COUNTY), "trials", definition=definition(), since=since, until=until)
    assert (answer.status_code, answer.json()["data"]["rule"]) == (422, "a_period_of_a_year_at_most")
