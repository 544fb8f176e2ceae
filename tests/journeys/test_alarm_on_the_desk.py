"""The duty officer at night: an alarm comes up, is looked at, verified by one key, and opens an incident."""

import re

import pytest
from playwright.sync_api import expect
from tests.factories.access import build_user
from tests.factories.alarms import an_alarm
from tests.journeys.conftest import wait_for_map

from anlan.alarms.models import Alarm
from anlan.incidents.models import Incident
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db(transaction=True)
YIHAI, HUIAN = "513433106", "513433113"


@pytest.fixture
def red():
    return an_alarm(region=YIHAI, level=4, value=84.2, threshold=80.0)


@pytest.fixture
def yellow(red):
    return an_alarm(region=HUIAN, level=2, station_label="Hui'an gauge")


def verified_events():
    return JournalEntry.objects.filter(kind="alarms.alarm_verified").count()


def test_the_worst_alarm_stands_open_on_the_desk_and_one_key_verifies_it(open_as, red, yellow):
    page = open_as(build_user("duty_officer", "513433"), "/desk/")
    work = page.locator("#desk-work")
    expect(work).to_have_attribute("data-subject", f"alarm:{red}")
    page.keyboard.press("v")
    expect(work.locator("[data-key=v]")).to_have_count(0)
    assert Alarm.objects.get(id=red).state == "verified"
    assert verified_events() == 1
    expect(page.locator("#desk-queue [data-entry]").first).to_have_attribute("data-subject", f"alarm:{yellow}")


def test_a_key_acts_on_the_entry_under_the_cursor_and_no_other(open_as, red, yellow):
    page = open_as(build_user("duty_officer", "513433"), "/desk/")
    expect(page.locator("#desk-work")).to_have_attribute("data-subject", f"alarm:{red}")
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator("#desk-work")).to_have_attribute("data-subject", f"alarm:{yellow}")
    page.wait_for_timeout(300)
    assert Alarm.objects.get(id=red).state == "raised"
    page.keyboard.press("a")
    expect(page.locator("#desk-work [data-key=a]")).to_have_count(0)
    assert [Alarm.objects.get(id=each).state for each in (red, yellow)] == ["raised", "taken"]


def test_a_double_click_verifies_once(open_as, red):
    page = open_as(build_user("duty_officer", "513433"), "/desk/")
    button = page.locator("#desk-work [data-key=v]")
    button.wait_for()
    button.dblclick()
    expect(button).to_have_count(0)
    assert verified_events() == 1


def test_two_tabs_verify_once_and_the_second_is_told_who_did_it(open_as, red):
    first = open_as(build_user("duty_officer", "513433", name="Li Jing"), f"/alarms/{red}/")
    second = open_as(build_user("duty_leader", "513433"), f"/alarms/{red}/")
    first.locator("[data-key=v]").click()
    first.locator("[data-key=v]").wait_for(state="detached")
    second.locator("[data-key=v]").click()
    expect(second.locator("main")).to_contain_text("Li Jing")
    assert verified_events() == 1


def test_a_dismissal_asks_for_the_reason(open_as, red):
    page = open_as(build_user("duty_officer", "513433"), "/desk/")
    page.locator("#desk-work [data-key=d]").wait_for()
    page.keyboard.press("d")
    dialog = page.locator("#dismiss")
    dialog.locator("button[type=submit]").click()
    assert Alarm.objects.get(id=red).state == "raised"
    dialog.locator("input[value=other]").check()
    dialog.locator("textarea").fill("gauge in repair")
    dialog.locator("button[type=submit]").click()
    page.wait_for_url(re.compile(f"/alarms/{red}/"))
    assert Alarm.objects.get(id=red).dismissal_reason == "gauge in repair"


def test_an_incident_is_open_in_three_steps_from_the_alarm(open_as, red):
    page = open_as(build_user("duty_officer", "513433"), "/desk/")
    page.locator("#desk-work [data-key=i]").wait_for()
    page.keyboard.press("i")
    page.wait_for_url(re.compile("/desk/declare/"))
    page.locator("main form button[type=submit]:not([name])").click()
    page.wait_for_url(re.compile(r"/incidents/[0-9a-f-]{36}/"))
    incident = Incident.objects.get()
    assert (incident.region, incident.event_kind) == (YIHAI, "11A51")
    expect(page.locator(".timeline > li").first).to_be_visible()
    assert incident.links.get().subject == f"alarm:{red}"


def test_the_map_shows_the_picked_alarm_at_its_side(open_as, red):
    page = open_as(build_user("duty_officer", "513433"), f"/map/?pick=alarm:{red}")
    wait_for_map(page)
    expect(page.locator(".map-side")).to_contain_text("84.2")
    rows = page.locator(".map-layer")
    assert rows.count() >= 5


def test_nothing_is_wider_than_a_phone(open_as, live_server, red):
    page = open_as(build_user("duty_officer", "513433"), "/desk/", width=390, height=844)
    for path in ("/desk/", f"/alarms/{red}/", "/incidents/", "/incidents/new/", "/search/?q=A2020"):
        page.goto(live_server.url + path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.querySelector('main').scrollWidth <= innerWidth"), path


def test_on_a_phone_an_entry_leads_to_its_page(open_as, red):
    page = open_as(build_user("duty_officer", "513433"), "/desk/", width=390, height=844)
    page.locator("#desk-queue [data-entry]").first.click()
    page.wait_for_url(re.compile(f"/alarms/{red}/"))
