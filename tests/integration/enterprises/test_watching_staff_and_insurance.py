"""The clock and the API of trainings and insurance."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from tests.factories.access import build_user, client_of
from tests.factories.enterprises import build_enterprise, build_record
from tests.factories.people import build_person
from tests.factories.places import build_divisions

from anlan.enterprises import api
from anlan.enterprises.models import Enterprise, Trainee, Training
from anlan.kernel.actors import SYSTEM
from anlan.notices.models import Notice
from anlan.support import journal

pytestmark = pytest.mark.django_db
COUNTY, TOWN = "513433", "513433106"
NOW = datetime(2026, 6, 30, 1, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def firm(at):
    at(NOW)
    build_divisions()
    return build_enterprise(TOWN, staff=1, contact=build_person("Zhang"))


def hire(firm, name, hired_on=date(2026, 1, 1)):
    return api.add_trainee(enterprise_id=firm.id, name=name, post="worker", hired_on=hired_on, actor=SYSTEM, now=NOW)


def insure(firm, until, amount=40):
    values = {"insurer": "x", "number": until, "valid_until": until, "insured": 10.0, "amount": float(amount)}
    build_record(firm, "insurance", values)


def told(firm):
    found = journal.entries_about(f"enterprises.enterprise:{firm.id}")
    return sorted(
        (each.payload["what"], each.payload["count"], each.payload["state"])
        for each in found
        if each.kind == "enterprises.fell_short"
    )


def test_an_enterprise_is_looked_at_once_a_day_and_what_is_new_is_told_once(firm):
    insure(firm, "2026-07-02")
    hire(firm, "Li")
    assert (api.watch_lacks(actor=SYSTEM, now=NOW), api.watch_lacks(actor=SYSTEM, now=NOW)) == (1, 0)
    assert told(firm) == []
    row = Enterprise.objects.get(id=firm.id)
    assert (row.untrained, row.lapsed, row.insurance) == (1, 0, "ending")
    wu = hire(firm, "Wu")
    Trainee.objects.filter(id=wu).update(since=date(2025, 6, 30), until=date(2026, 6, 30))
    assert api.watch_lacks(actor=SYSTEM, now=NOW + DAY) == 1
    assert told(firm) == [("lapsed", 1, "")]
    for days in (2, 3, 4):
        api.watch_lacks(actor=SYSTEM, now=NOW + days * DAY)
    assert told(firm) == [("insurance", 0, "lapsed"), ("lapsed", 1, "")]
    hire(firm, "Ma")
    api.watch_lacks(actor=SYSTEM, now=NOW + 5 * DAY)
    assert told(firm)[-1] == ("untrained", 2, "")
    assert sorted(Notice.objects.values_list("kind", "person_name")) == [
        ("firm_insurance", "Zhang"),
        ("firm_lapsed", "Zhang"),
        ("firm_untrained", "Zhang"),
    ]


def test_a_closed_enterprise_and_one_of_another_trade_are_not_told_of_insurance(firm):
    Enterprise.objects.filter(id=firm.id).update(state="closed")
    other = build_enterprise(TOWN, industry="commerce", contact=build_person("Ma"))
    for days in (0, 1):
        assert api.watch_lacks(actor=SYSTEM, now=NOW + days * DAY) == 1
    assert (told(firm), told(other), Notice.objects.count()) == ([], [], 0)


def client(role="department_operator", region=COUNTY):
    return client_of(build_user(role, region))


def test_staff_and_courses_are_entered_and_read_by_the_api(firm):
    by, address = client(), f"/api/v1/enterprises/{firm.id}"
    body = {"name": "Li", "post": "worker", "hired_on": "2026-01-01"}
    post = {"content_type": "application/json"}
    person = by.post(f"{address}/staff", body, **post).json()["id"]
    assert by.post(f"{address}/staff", body, **post).status_code == 409
    course = {"kind": "first", "course": "Before work", "hours": "72", "held_on": "2026-06-01", "trainees": [person]}
    assert by.post(f"{address}/courses", course, **post).status_code == 204
    assert by.post(f"{address}/courses", course, **post).status_code == 409
    assert by.post(f"{address}/courses", course | {"hours": "201"}, **post).status_code == 422
    assert client("inspector").post(f"{address}/courses", course, **post).status_code == 403
    assert client(region="513401").get(f"{address}/staff").status_code == 404
    assert Training.objects.get().hours == Decimal(72)
    found = by.get(f"{address}/staff").json()
    assert [(each["name"], each["state"]) for each in found["staff"]] == [("Li", "valid")]
    assert [each["course"] for each in found["trainings"]] == ["Before work"]
    assert by.post(f"/api/v1/enterprises/staff/{person}/leave", {"left_on": "2026-06-30"}, **post).status_code == 204
    assert Trainee.objects.get().left_on == date(2026, 6, 30)


def test_who_lacks_training_and_who_owes_insurance_is_read_by_the_api(firm):
    hire(firm, "Li")
    insure(firm, "2026-06-29")
    by = client("inspector")
    found = by.get("/api/v1/enterprises/trainings/lacking?state=untrained").json()
    assert (found["counts"]["untrained"], [each["name"] for each in found["rows"]]) == (1, ["Li"])
    owing = by.get("/api/v1/enterprises/insurance/owing?standing=lapsed").json()
    assert (owing["counts"]["lapsed"], owing["rows"][0]["state"]) == (1, "lapsed")
    one = by.get(f"/api/v1/enterprises/{firm.id}/insurance").json()
    assert (one["is_owed"], one["standing"]["state"], len(one["policies"])) == (True, "lapsed", 1)
    elsewhere = client("inspector", "513401")
    assert elsewhere.get("/api/v1/enterprises/trainings/lacking").json()["rows"] == []
    assert elsewhere.get("/api/v1/enterprises/insurance/owing").json()["rows"] == []
    assert elsewhere.get(f"/api/v1/enterprises/{firm.id}/insurance").status_code == 404
