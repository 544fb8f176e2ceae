"""The frame's own pages, refusals at the edge, and what a browser is allowed to load."""

import json
from datetime import UTC, datetime
from urllib.parse import unquote

import pytest
from django.test import Client
from tests.factories.access import build_user, client_of

from anlan.kernel.errors import InvalidValue
from anlan.support import clock
from anlan.web import status
from anlan.web.errors import sentence
from anlan.web.status import StatusItem

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 6, 26, 16, 0, tzinfo=UTC)


def test_a_stranger_is_sent_to_the_login_page_and_back():
    answer = Client().get("/styleguide/")
    assert (answer.status_code, answer.url) == (302, "/login/?next=/styleguide/")


def test_the_style_guide_shows_every_part():
    answer = client_of(build_user("duty_officer")).get("/styleguide/")
    assert answer.status_code == 200
    drawn = answer.content.decode()
    marks = ("data-map", "data-chart", "countdown", "timeline", "class=diff", "dialog", "queue", "pager", "evidence")
    assert [mark for mark in marks if mark.replace("class=", 'class="') not in drawn] == []


def test_no_inline_script_or_style_may_run():
    policy = Client().get("/login/").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy


def test_an_address_that_leads_nowhere_is_answered_in_the_readers_language():
    answer = Client().get("/no/such/page/")
    assert answer.status_code == 404
    assert "未找到" in answer.content.decode()


def test_a_refusal_says_what_was_wrong_and_what_to_do():
    client = client_of(build_user("duty_officer"))
    answer = client.post("/styleguide/phone/", {"moved": "-3"})
    drawn = answer.content.decode()
    assert answer.status_code == 422
    assert "-3" in drawn
    assert "未保存任何内容" in drawn
    assert "kernel.invalid_value" in drawn


def test_a_refused_part_of_a_page_is_answered_by_a_part():
    client = client_of(build_user("duty_officer"))
    answer = client.post("/styleguide/phone/", {"moved": "-3"}, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert "<html" not in answer.content.decode()
    assert "%" in answer.headers["HX-Refusal"]


def test_a_form_from_elsewhere_is_refused():
    user = build_user("duty_officer")
    client = client_of(user, enforce_csrf_checks=True)
    answer = client.post("/styleguide/phone/", {"moved": "3"})
    assert answer.status_code == 403
    assert "表单已失效" in answer.content.decode()


def test_the_way_back_never_leads_off_the_platform():
    answer = Client().get("/no/such/page/", headers={"Referer": "https://elsewhere.example/x"})
    assert "elsewhere" not in answer.content.decode()


def test_the_phone_pages_can_be_installed():
    body = json.loads(Client().get("/manifest.webmanifest").content)
    assert (body["start_url"], body["display"], body["short_name"]) == ("/tasks/", "standalone", "安澜")
    worker = Client().get("/sw.js")
    assert worker.headers["Content-Type"] == "text/javascript"
    assert b"fetch" in b"".join(worker.streaming_content)


def test_the_status_line_shows_what_rooms_say_the_nearest_end_first(at, monkeypatch):
    at(NOW)
    late = StatusItem(icon="clock", label="late", ends_at=NOW.replace(hour=15))
    soon = StatusItem(icon="clock", label="soon", ends_at=NOW.replace(hour=17))
    plain = StatusItem(icon="antenna", label="plain", value="3")
    monkeypatch.setattr(status, "_questions", {"a": lambda actor, now: (plain, soon), "b": lambda actor, now: (late,)})
    drawn = client_of(build_user("duty_officer")).get("/status/").content.decode()
    assert drawn.index("late") < drawn.index("soon") < drawn.index("plain")
    assert 'data-pace="late"' in drawn


def test_a_replay_is_marked_on_every_page():
    clock.run_clock(start=NOW, speed=600, ceiling=NOW.replace(hour=20))
    try:
        drawn = client_of(build_user("duty_officer")).get("/status/").content.decode()
    finally:
        clock.return_to_real_time()
    assert "回放" in drawn
    assert 'data-speed="600"' in drawn


def test_the_status_line_costs_the_same_whoever_reads_it(django_assert_max_num_queries):
    client = client_of(build_user("duty_officer"))
    client.get("/status/")
    with django_assert_max_num_queries(40):
        client.get("/status/")


LISTS = ("people/?q", "people/devices/?kind", "stations/?q", "alarms/?q", "incidents/?q", "warnings/?q")
LISTS += ("readiness/?q", "plans/?q", "risks/?q", "search/?q")


@pytest.mark.parametrize("path", LISTS)
def test_a_character_that_the_database_cannot_keep_is_refused_on_every_list(path):
    answer = client_of(build_user("duty_officer")).get(f"/{path}=%00")
    assert answer.status_code == 422
    assert "web.text_not_storable" in answer.content.decode()


def test_a_stranger_who_sends_what_the_database_cannot_keep_is_refused():
    assert Client().get("/public/?q=a%00").status_code == 422


def test_a_machine_that_sends_what_the_database_cannot_keep_is_refused_by_code():
    answer = client_of(build_user("duty_officer")).get("/api/v1/alarms?region=51%00")
    assert (answer.status_code, answer.json()["code"]) == (422, "web.text_not_storable")


def test_a_form_that_stays_open_is_told_where_to_go_and_spends_nothing():
    client = client_of(build_user("duty_officer"))
    there = client.post("/styleguide/phone/", {"moved": "3"})
    stays = client.post("/styleguide/phone/", {"moved": "3"}, headers={"X-Form-Stays": "1"})
    assert (there.status_code, stays.status_code) == (302, 204)
    assert stays.headers["Location"] == there.headers["Location"]


def test_a_form_that_stays_open_is_told_which_field_is_wrong():
    client = client_of(build_user("duty_officer"))
    headers = {"HX-Request": "true", "X-Form-Stays": "1"}
    answer = client.post("/styleguide/phone/", {"moved": "-3"}, headers=headers)
    assert answer.status_code == 422
    assert unquote(answer.headers["HX-Refusal-Field"]) == "已转移人数,已转移人数"
    assert "请改正后重新提交" in answer.content.decode()
    assert "返回" not in answer.content.decode()


def test_the_way_back_from_a_refused_form_leads_to_the_form():
    client = client_of(build_user("duty_officer"))
    here = "http://testserver/styleguide/phone/"
    drawn = client.post("/styleguide/phone/", {"moved": "-3"}, headers={"Referer": here}).content.decode()
    assert f'href="{here}" data-back' in drawn


def test_an_empty_field_is_asked_for_by_its_name():
    said = sentence(InvalidValue(field="day", value="", rule="not_empty"))
    assert "不符合规则" not in said
    assert said.startswith("请填写")
