"""An act sent twice with one key happens once."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from tests.factories.access import client_with

from anlan.incidents.models import Incident
from anlan.support.answers import forget_old_answers
from anlan.support.models import AnsweredRequest, JournalEntry

OPENING = {
    "kind": "11A51",
    "title": "flash flood",
    "region": "513433",
    "happened_at": "2026-06-26T15:00:00+00:00",
    "learned_at": "2026-06-26T15:10:00+00:00",
    "grade": 2,
}


@pytest.fixture
def officer(db) -> Client:
    return client_with("duty_officer", "513433")


def open_incident(client, key, address="/api/v1/incidents", **changes):
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(address, json.dumps({**OPENING, **changes}), content_type="application/json", headers=headers)


def test_the_second_sending_gets_the_first_answer_and_changes_nothing(officer):
    first = open_incident(officer, "a key")
    again = open_incident(officer, "a key")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert Incident.objects.count() == 1
    assert JournalEntry.objects.filter(kind="incidents.incident_opened").count() == 1


def test_without_a_key_or_with_another_it_is_another_act(officer):
    assert len({open_incident(officer, key).json()["id"] for key in ("", "one", "two")}) == 3


def test_a_refusal_stores_nothing_so_the_key_may_be_tried_again(officer):
    assert open_incident(officer, "a key", kind="no such kind").status_code == 422
    assert AnsweredRequest.objects.count() == 0
    assert open_incident(officer, "a key").status_code == 201


def test_a_key_serves_one_address(officer):
    open_incident(officer, "a key")
    refused = open_incident(officer, "a key", address=f"/api/v1/incidents/{uuid4()}/close")
    assert (refused.status_code, refused.json()["code"]) == (409, "support.key_used_otherwise")


def test_one_persons_key_is_nothing_to_another(officer, db):
    open_incident(officer, "a key")
    other = client_with("duty_leader", "513433")
    assert open_incident(other, "a key").status_code == 201
    assert Incident.objects.count() == 2


def test_answers_are_forgotten_after_a_week(officer):
    open_incident(officer, "old")
    AnsweredRequest.objects.update(answered_at=AnsweredRequest.objects.get().answered_at - timedelta(days=8))
    open_incident(officer, "new")
    assert forget_old_answers() == 1
    assert [each.key for each in AnsweredRequest.objects.all()] == ["new"]
