"""Signing in and out, the lock after wrong attempts, and the demonstration's accounts."""

import stat

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from tests.factories.access import build_user, client_of

from anlan.access.models import SessionRecord
from anlan.access.services.demo_file import DemoAccount, demo_accounts, forget_demo_accounts, write_demo_accounts
from anlan.kernel.clock import real_now
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
PASSWORD = "steady-water-2020"


def sign_in(client, username, password=PASSWORD, **more):
    return client.post("/login/", {"username": username, "password": password, **more})


def test_the_right_password_lets_in_remembers_the_session_and_is_journalled(client):
    user = build_user("duty_officer", "513433", username="duty", password=PASSWORD)
    answer = sign_in(client, " Duty ")
    assert (answer.status_code, answer.url) == (302, "/desk/")
    assert SessionRecord.objects.get().user_id == user.id
    entry = JournalEntry.objects.get()
    assert (entry.kind, entry.subject, entry.region) == ("access.signed_in", f"account:{user.id}", "513433")


@pytest.mark.parametrize(("username", "password"), [("duty", "wrong"), ("nobody", PASSWORD), ("", "")])
def test_a_wrong_pair_is_refused_alike_and_nothing_is_kept(client, username, password):
    build_user("duty_officer", username="duty", password=PASSWORD)
    answer = sign_in(client, username, password)
    assert answer.status_code == 401
    assert "sessionid" not in answer.cookies
    assert SessionRecord.objects.count() == JournalEntry.objects.count() == 0


def test_a_disabled_account_is_not_let_in(client):
    user = build_user("duty_officer", username="duty", password=PASSWORD)
    user.is_active = False
    user.save()
    assert sign_in(client, "duty").status_code == 401


def test_the_fifth_wrong_attempt_locks_even_against_the_right_password(client):
    build_user("duty_officer", username="duty", password=PASSWORD)
    answers = [sign_in(client, "duty", "wrong").status_code for _ in range(5)]
    assert answers == [401, 401, 401, 401, 429]
    assert sign_in(client, "duty").status_code == 429
    assert SessionRecord.objects.count() == 0


def test_a_right_password_forgets_the_wrong_attempts_before_it(client):
    build_user("duty_officer", username="duty", password=PASSWORD)
    for _ in range(2):
        for _ in range(4):
            sign_in(client, "duty", "wrong")
        assert sign_in(client, "duty").status_code == 302
        client.post("/logout/")


@pytest.mark.parametrize(
    ("wanted", "lands"),
    [("/alarms/?level=4", "/alarms/?level=4"), ("https://evil.example/", "/desk/"), ("//evil.example", "/desk/")],
)
def test_a_person_lands_where_they_wanted_to_go_if_it_is_here(client, wanted, lands):
    build_user("duty_officer", username="duty", password=PASSWORD)
    assert sign_in(client, "duty", next=wanted).url == lands


def test_the_form_needs_the_pages_token():
    build_user("duty_officer", username="duty", password=PASSWORD)
    assert sign_in(Client(enforce_csrf_checks=True), "duty").status_code == 403


def test_leaving_ends_the_session_and_is_done_by_post_only():
    client = client_of(build_user("duty_officer"))
    assert client.get("/logout/").status_code == 405
    assert client.post("/logout/").url == "/login/"
    assert client.get("/api/v1/me").status_code == 401
    assert list(JournalEntry.objects.values_list("kind", flat=True)) == ["access.signed_out"]


def test_a_new_session_sweeps_out_those_that_have_run_out(client):
    build_user("duty_officer", username="duty", password=PASSWORD)
    alive, late = Client(), Client()
    sign_in(alive, "duty")
    sign_in(late, "duty")
    Session.objects.filter(session_key=late.session.session_key).update(expire_date=real_now())
    sign_in(client, "duty")
    kept = {alive.session.session_key, client.session.session_key}
    assert set(SessionRecord.objects.values_list("session_key", flat=True)) == kept
    assert set(Session.objects.values_list("session_key", flat=True)) == kept


def test_a_session_lasts_a_long_shift_and_no_longer(client):
    build_user("duty_officer", username="duty", password=PASSWORD)
    assert sign_in(client, "duty").cookies["sessionid"]["max-age"] == 12 * 60 * 60


def test_demonstration_accounts_are_offered_only_where_the_demonstration_is_on(client, settings, tmp_path):
    build_user("duty_officer", username="demo-duty", password=PASSWORD)
    write_demo_accounts(tmp_path, (DemoAccount("demo-duty", PASSWORD, "A", "duty_officer", "513433", "Mianning"),))
    settings.ANLAN = {**settings.ANLAN, "ANLAN_VAR": tmp_path, "ANLAN_DEMO": False}
    assert client.get("/login/").context["offered"] == []
    assert client.post("/login/", {"demonstration": "demo-duty"}).status_code == 401
    settings.ANLAN = {**settings.ANLAN, "ANLAN_DEMO": True}
    page = client.get("/login/")
    assert [known.username for known, _ in page.context["offered"]] == ["demo-duty"]
    assert PASSWORD not in page.content.decode()
    assert client.post("/login/", {"demonstration": "demo-duty"}).url == "/desk/"


def test_the_file_of_demonstration_accounts_is_its_owners_alone(tmp_path):
    accounts = (DemoAccount("a", "b", "c", "commander", "5134"),)
    file = write_demo_accounts(tmp_path, accounts)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert demo_accounts(tmp_path) == accounts
    forget_demo_accounts(tmp_path)
    assert demo_accounts(tmp_path) == ()
