from datetime import UTC, datetime

import pytest
from django.test import Client
from tests.factories.access import build_api_key, client_with
from tests.factories.dangers import COUNTY, DAY, FOUND, INSPECTOR, TOWN, a_danger, accepted, assured, graded
from tests.factories.enterprises import build_enterprise

from anlan.dangers import api
from anlan.dangers.domain.periods import Period, last_quarters, period_of, told_by
from anlan.dangers.models import Danger
from anlan.enterprises.models import Enterprise

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 7, 10, tzinfo=UTC)


def keyed(firm: Enterprise, region: str = COUNTY) -> Client:
    """Return the own system of an enterprise, by its key."""
    token = build_api_key("enterprise_system", region, code=firm.code)[1]
    return Client(headers={"Authorization": f"Bearer {token}"})


def posted(client: Client, path: str, body: dict):
    return client.post(f"/api/v1/dangers{path}", body, "application/json")


def test_an_enterprise_s_system_tells_of_a_danger_once_and_of_its_rectification():
    firm = build_enterprise(TOWN)
    client = keyed(firm)
    body = {"enterprise_code": firm.code, "title": "a hose leaks", "source_id": "7"}
    first, again = posted(client, "", body), posted(client, "", body)
    assert (first.status_code, first.json()["id"]) == (200, again.json()["id"])
    assert (first.json()["state"], first.json()["source"], Danger.objects.count()) == ("registered", "self", 1)
    danger_id = first.json()["id"]
    graded(Danger.objects.get().id)
    plan = {"responsible": "director", "measures": "a new hose"}
    assert posted(client, f"/{danger_id}/rectification", plan).json()["state"] == "rectifying"
    done = {"text": "it holds", "is_done": True, "token": "a"}
    assert posted(client, f"/{danger_id}/feedback", done).json()["state"] == "applied"
    assert posted(client, f"/{danger_id}/feedback", done).json()["state"] == "applied"
    assert len(client.get("/api/v1/dangers").json()) == 1


def test_a_key_neither_reads_nor_moves_what_it_did_not_tell():
    danger_id = graded(a_danger())
    firm = build_enterprise(TOWN)
    client = keyed(firm)
    assert client.get("/api/v1/dangers").json() == []
    assert client.get(f"/api/v1/dangers/{danger_id}").status_code == 404
    assert posted(client, f"/{danger_id}/rectification", {"responsible": "x", "measures": "y"}).status_code == 404
    far = {"enterprise_code": firm.code, "title": "x", "source_id": "7"}
    assert posted(keyed(firm, "5101"), "", far).status_code == 404
    assert posted(keyed(build_enterprise(TOWN)), "", far).status_code == 404
    gauges = Client(headers={"Authorization": f"Bearer {build_api_key('gateway', COUNTY)[1]}"})
    assert posted(gauges, "", far).status_code == 404
    assert Danger.objects.count() == 1
    assert [(row.state, row.responsible) for row in Danger.objects.all()] == [("assessed", "")]


def test_the_trend_counts_months_beside_the_year_before_and_parts_with_their_rate():
    done = accepted()
    api.close_danger(danger_id=done, note="", actor=INSPECTOR, now=FOUND + 40 * DAY)
    a_danger(token="2", trade="fire")
    a_danger(FOUND - 365 * DAY, token="3", found_at=FOUND - 365 * DAY)
    months = api.months(INSPECTOR, region=COUNTY, trade="", now=NOW)
    june, july = months[-2], months[-1]
    assert (june.found, june.closed, june.found_before, july.closed) == (2, 0, 1, 1)
    (town,) = api.by_region(INSPECTOR, region=COUNTY, trade="", since=months[0].since)
    assert (town.key, town.found, town.closed, town.rate) == (TOWN, 2, 1, 50.0)
    assert {part.key for part in api.by_trade(INSPECTOR, region=COUNTY, since=months[0].since)} == {"", "fire"}


def test_the_quarter_s_figures_stand_beside_those_of_a_year_before():
    graded(a_danger(), "major")
    done = accepted(token="2")
    api.close_danger(danger_id=done, note="", actor=INSPECTOR, now=FOUND + 3 * DAY)
    told = api.statistics(INSPECTOR, text="", region=COUNTY, now=NOW)
    assert (told.period.key, told.told_by.isoformat()) == ("2026Q2", "2026-07-15")
    figures = (told.now.found_ordinary, told.now.found_major, told.now.closed_ordinary, told.now.rate_ordinary)
    assert figures == (1, 1, 1, 100.0)
    assert (told.now.rate_major, told.now.funds, told.before.found_major) == (0.0, assured().funds, 0)
    client = client_with("inspector", COUNTY)
    assert client.get("/dangers/statistics/?period=2026Q2").status_code == 200
    assert client.get("/dangers/trend/?trade=fire").status_code == 200
    assert client_with("village_officer", TOWN).get("/dangers/trend/").status_code == 403


def test_periods_begin_and_end_by_china_time():
    assert period_of("2026Q4", NOW).until == Period(2027, 1).since
    assert [each.key for each in last_quarters(datetime(2026, 2, 1, tzinfo=UTC), 2)] == ["2025Q4", "2025Q3"]
    assert told_by(Period(2026), {"quarter_day": 15, "year_month": 1, "year_day": 31}).isoformat() == "2027-01-31"
    assert period_of("nonsense", NOW) == Period(2026, 2)
