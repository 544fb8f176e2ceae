"""The pages of one's own account and of the administrator."""

import pytest
from django.contrib.sessions.models import Session
from tests.factories.access import build_api_key, build_grant, build_user, client_of, client_with

from anlan.access.api import actor_of_key
from anlan.access.models import ApiKey, RoleGrant, SessionRecord, User
from anlan.kernel import clock
from anlan.kernel.actors import Grant

pytestmark = pytest.mark.django_db
PASSWORD = "steady-water-2020"
PAGES = ("/accounts/", "/accounts/keys/")


@pytest.mark.parametrize("path", [*PAGES, "/account/", "/accounts/new/"])
def test_a_stranger_is_sent_to_sign_in_and_back(client, path):
    assert client.get(path).url == f"/login/?next={path}"


@pytest.mark.parametrize("path", [*PAGES, "/accounts/new/"])
def test_who_keeps_no_accounts_is_refused(path):
    assert client_with("duty_officer", "5134").get(path).status_code == 403


@pytest.mark.parametrize("path", PAGES)
def test_an_auditor_reads_the_lists_and_gets_no_buttons(path):
    page = client_with("auditor", "5134").get(path)
    assert page.status_code == 200
    assert page.context["may_manage"] is False


def test_one_sees_the_own_roles_in_plain_words_and_the_own_sessions(client):
    user = build_user("duty_officer", "513433", username="duty", password=PASSWORD)
    build_grant(user, "commander", "5134")
    client.post("/login/", {"username": "duty", "password": PASSWORD})
    page = client.get("/account/")
    assert [(right["role"].key, right["region"]) for right in page.context["rights"]] == [
        ("commander", "5134"),
        ("duty_officer", "513433"),
    ]
    assert [session.session_key for session in page.context["sessions"]] == [page.context["here"]]


def test_a_changed_password_ends_the_other_sessions_and_keeps_this_one(client):
    user = build_user("duty_officer", username="duty", password=PASSWORD)
    other = client_of(user)
    client.post("/login/", {"username": "duty", "password": PASSWORD})
    wanted = "calm-river-4711"
    body = {"present": PASSWORD, "wanted": wanted, "again": wanted}
    assert client.post("/account/password/", {**body, "again": "x"}).status_code == 422
    assert client.post("/account/password/", body).url == "/account/"
    page = client.get("/account/")
    assert [session.session_key for session in page.context["sessions"]] == [page.context["here"]]
    assert other.get("/account/").status_code == 302


def test_one_ends_another_session_of_ones_own_but_nobody_elses(client):
    user = build_user("duty_officer", username="duty", password=PASSWORD)
    stranger = client_with("duty_officer")
    client.post("/login/", {"username": "duty", "password": PASSWORD})
    record = SessionRecord.objects.get()
    assert stranger.post(f"/account/sessions/{record.id}/end/").status_code == 404
    assert SessionRecord.objects.count() == 1
    assert client_of(user).post(f"/account/sessions/{record.id}/end/").url == "/account/"
    assert client.get("/account/").status_code == 302
    assert not Session.objects.filter(session_key=record.session_key).exists()


def test_the_administrator_creates_an_account_sees_its_password_once_and_gives_a_role():
    client = client_with("administrator", "513433")
    page = client.post("/accounts/new/", {"username": "New.Duty", "name": "N", "region": "513433000000"})
    user = User.objects.get(username="new.duty")
    assert user.check_password(page.context["password"])
    assert page.context["password"] in page.content.decode()
    path = f"/accounts/{user.id}/"
    assert page.context["password"] not in client.get(path).content.decode()
    assert client.post(f"{path}grant/", {"role": "duty_officer", "region": "513433"}).url == path
    assert client.post(f"{path}grant/", {"role": "duty_officer", "region": "5134"}).status_code == 403
    assert list(RoleGrant.objects.filter(user=user).values_list("role", "region")) == [("duty_officer", "513433")]
    assert client.post(f"{path}revoke/", {"role": "duty_officer", "region": "513433"}).url == path
    assert RoleGrant.objects.filter(user=user).count() == 0


def test_the_administrator_disables_enables_and_renews_a_password():
    user = build_user("duty_officer", "513433", password=PASSWORD)
    client = client_with("administrator", "513433")
    path = f"/accounts/{user.id}/"
    client.post(f"{path}disable/")
    assert User.objects.get(id=user.id).is_active is False
    client.post(f"{path}enable/")
    assert User.objects.get(id=user.id).is_active is True
    fresh = client.post(f"{path}password/").context["password"]
    assert User.objects.get(id=user.id).check_password(fresh)


def test_an_account_of_another_county_is_not_found():
    user = build_user("duty_officer", "513434")
    client = client_with("administrator", "513433")
    assert client.get(f"/accounts/{user.id}/").status_code == 404
    assert client.post(f"/accounts/{user.id}/disable/").status_code == 404
    assert User.objects.get(id=user.id).is_active is True


def test_the_administrator_creates_a_key_sees_it_once_and_revokes_it(client):
    administrator = client_with("administrator", "513433")
    body = {"name": "gauges", "role": "gateway", "region": "513433", "days": "30"}
    token = administrator.post("/accounts/keys/", body).context["token"]
    assert client.get("/api/v1/me", HTTP_AUTHORIZATION=f"Bearer {token}").status_code == 200
    key = ApiKey.objects.get()
    assert (key.expires_at - key.created_at).days == 30
    assert token not in administrator.get("/accounts/keys/").content.decode()
    assert administrator.post(f"/accounts/keys/{key.id}/revoke/").url == "/accounts/keys/"
    assert client.get("/api/v1/me", HTTP_AUTHORIZATION=f"Bearer {token}").status_code == 401


def test_a_key_of_an_enterprises_system_names_the_enterprise_and_other_keys_none():
    administrator = client_with("administrator", "513433")
    body = {"name": "works", "role": "enterprise_system", "region": "513433", "days": "30"}
    for wrong in ({"code": ""}, {"code": "91350100M000100Y44"}, {"code": "91350100M000100Y43", "role": "gateway"}):
        assert administrator.post("/accounts/keys/", body | wrong).status_code == 422
    assert not ApiKey.objects.exists()
    page = administrator.post("/accounts/keys/", body | {"code": "91350100 m000100y43"})
    assert "91350100M000100Y43" in page.content.decode()
    actor = actor_of_key(page.context["token"], now=clock.now())
    assert actor.grants == (Grant("enterprise_system", "513433", code="91350100M000100Y43"),)


def test_a_key_of_another_county_cannot_be_revoked():
    key, _ = build_api_key(region="513434")
    assert client_with("administrator", "513433").post(f"/accounts/keys/{key.id}/revoke/").status_code == 404
    key.refresh_from_db()
    assert key.revoked_at is None


def test_a_long_list_is_paged_and_costs_the_same(django_assert_max_num_queries):
    for _ in range(51):
        build_user("duty_officer", "513433")
    client = client_with("administrator", "5134")
    client.get("/accounts/")
    with django_assert_max_num_queries(30):
        page = client.get("/accounts/?page=2")
    assert len(page.context["rows"]) == 2
