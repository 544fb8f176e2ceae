"""Which actor a request has: by session, by key, or nobody."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from tests.factories.access import bearer, build_api_key, build_grant, build_user, client_of

from anlan.access.models import ApiKey

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 6, 26, 10, tzinfo=UTC)


def test_a_stranger_is_nobody_and_the_api_does_not_let_them_in(client):
    assert client.get("/api/v1/me").status_code == 401


def test_a_signed_in_person_acts_with_the_grants_of_several_roles():
    user = build_user("duty_officer", "513433", name="A")
    build_grant(user, "commander", "5134")
    answer = client_of(user).get("/api/v1/me").json()
    assert answer == {
        "id": str(user.id),
        "name": "A",
        "grants": [{"role": "commander", "region": "5134"}, {"role": "duty_officer", "region": "513433"}],
    }


def test_a_key_acts_with_its_own_grants(client):
    row, token = build_api_key("gateway", "513433", name="gauge 7")
    answer = client.get("/api/v1/me", **bearer(token)).json()
    assert answer == {"id": f"key:{row.id}", "name": "gauge 7", "grants": [{"role": "gateway", "region": "513433"}]}


@pytest.mark.parametrize("header", ["Bearer nonsense", "Bearer ", "Basic YTpi", "Bearer anlan_0123456789_" + "x" * 43])
def test_a_wrong_key_is_refused_by_name_and_never_falls_back_to_the_session(header):
    client = client_of(build_user("duty_officer", "513433"))
    answer = client.get("/api/v1/me", HTTP_AUTHORIZATION=header)
    assert (answer.status_code, answer.json()["code"]) == (401, "access.key_not_valid")


def test_a_key_with_the_right_prefix_and_a_wrong_secret_is_refused(client):
    _, token = build_api_key()
    forged = token[:-1] + ("A" if token[-1] != "A" else "B")
    assert client.get("/api/v1/me", **bearer(forged)).status_code == 401


def test_an_expired_or_revoked_key_is_refused(client, at):
    at(NOW)
    _, expired = build_api_key(expires_at=NOW)
    _, revoked = build_api_key(revoked_at=NOW - timedelta(days=1))
    _, good = build_api_key(expires_at=NOW + timedelta(seconds=1))
    assert [client.get("/api/v1/me", **bearer(token)).status_code for token in (expired, revoked, good)] == [
        401,
        401,
        200,
    ]


def test_the_last_use_of_a_key_is_noted_at_most_once_a_minute(client, at):
    row, token = build_api_key()
    for seconds, noted in ((0, 0), (59, 0), (60, 60)):
        at(NOW + timedelta(seconds=seconds))
        client.get("/api/v1/me", **bearer(token))
        assert ApiKey.objects.get(id=row.id).last_used_at == NOW + timedelta(seconds=noted)


def test_a_changing_api_request_of_a_session_needs_the_pages_token():
    client = client_of(build_user("duty_officer", "513433"), enforce_csrf_checks=True)
    answer = client.post("/api/v1/me/check")
    assert (answer.status_code, answer.json()["code"]) == (403, "access.page_token_missing")
    client.get("/login/")
    client.cookies["csrftoken"] = "a" * 32
    assert client.post("/api/v1/me/check", HTTP_X_CSRFTOKEN="a" * 32).status_code == 200
    assert client.post("/api/v1/me/check", HTTP_X_CSRFTOKEN="b" * 32).status_code == 403


def test_a_changing_api_request_of_a_key_needs_no_token_of_a_page():
    _, token = build_api_key()
    client = Client(enforce_csrf_checks=True)
    assert client.post("/api/v1/me/check", **bearer(token)).status_code == 200


def test_a_wrong_key_does_not_spare_a_session_the_pages_token():
    client = client_of(build_user("duty_officer", "513433"), enforce_csrf_checks=True)
    assert client.post("/api/v1/me/check", **bearer("nonsense")).status_code == 401


def test_a_key_opens_no_page(client):
    _, token = build_api_key()
    assert client.get("/login/", **bearer(token)).context["actor"].id == "nobody"


def test_a_request_reads_session_and_account_and_nothing_more(django_assert_num_queries):
    client = client_of(build_user("duty_officer", "513433"))
    client.get("/api/v1/me")
    with django_assert_num_queries(2):
        client.get("/api/v1/me")


def test_a_new_grant_is_seen_at_the_next_request():
    user = build_user("duty_officer", "513433")
    client = client_of(user)
    client.get("/api/v1/me")
    build_grant(user, "commander", "513433")
    assert [grant["role"] for grant in client.get("/api/v1/me").json()["grants"]] == ["commander", "duty_officer"]


def test_a_disabled_account_is_nobody_at_the_next_request():
    user = build_user("duty_officer", "513433")
    client = client_of(user)
    user.is_active = False
    user.save()
    assert client.get("/api/v1/me").status_code == 401
