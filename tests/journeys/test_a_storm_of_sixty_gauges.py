"""One rainstorm, sixty gauges: one alarm per place, one row on the board; looked into, proved, dismissed, counted."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from tests.factories.access import build_user
from tests.factories.alarms import NIGHT, a_fall, a_picture, an_alarm

from anlan.alarms import api
from anlan.alarms.models import Alarm, AlarmEvidence
from anlan.kernel.actors import SYSTEM

pytestmark = pytest.mark.django_db(transaction=True)
TOWNSHIPS = [f"5134331{number:02}" for number in range(1, 13)]


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def storm(at):
    """Five gauges in each of twelve townships within half an hour; the last township is red and has eased."""
    at(NIGHT + timedelta(minutes=45))
    for number in range(60):
        place, moment = TOWNSHIPS[number % 12], NIGHT + timedelta(seconds=30 * number)
        level = 4 if number == 59 else 2 + number % 2
        an_alarm(
            now=moment,
            observed_at=moment,
            region=place,
            level=level,
            station_id="",
            station_label=f"雨量站 {number + 1:02}",
            value=40.0 + number,
            evidence=tuple((moment - timedelta(minutes=back), 2.0 + back % 3) for back in range(0, 60, 5)),
        )
    for number in range(11, 60, 12):
        fall = a_fall(
            region=TOWNSHIPS[11],
            station_id="",
            station_label=f"雨量站 {number + 1:02}",
            observed_at=NIGHT + timedelta(minutes=40),
        )
        api.ease_alarm(fall=fall, actor=SYSTEM, now=NIGHT + timedelta(minutes=44))
    return Alarm.objects.get(region=TOWNSHIPS[11]).id


def test_a_night_of_rain_on_the_board(open_as, storm):
    user = build_user("duty_officer", "513433", name="阿苏木呷")
    page = open_as(user, "/alarms/")
    rows = page.locator(".alarm-board tbody tr")
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("60")
    rows.first.locator("a").first.click()
    expect(rows).to_have_count(13)
    rows.nth(1).locator("a").first.click()
    page.wait_for_url(re.compile(f"/alarms/{storm}/"))
    expect(page.locator("#members tbody tr")).to_have_count(5)
    page.locator(".evidence-add summary").first.click()
    photo = {"name": "bridge.png", "mimeType": "image/png", "buffer": a_picture(64, 48)}
    page.locator("#evidence-photo").set_input_files(photo)
    page.locator("#evidence-photo-text").fill("桥面已过水")
    page.locator(".evidence-add[open] button[type=submit]").click()
    expect(page.locator(".evidence-list img")).to_have_count(1)
    expect(page.locator(".evidence-list img")).to_have_js_property("naturalWidth", 64)
    assert AlarmEvidence.objects.get().text == "桥面已过水"
    page.keyboard.press("v")
    expect(page.locator(".acts [data-key=v]")).to_have_count(0)
    assert Alarm.objects.get(id=storm).state == "verified"


def test_a_faulty_gauge_is_dismissed_by_its_code_and_the_statistics_say_so(open_as, storm):
    user = build_user("duty_officer", "513433", name="阿苏木呷")
    page = open_as(user, "/alarms/?flat=1")
    expect(page.locator(".alarm-board tbody tr")).to_have_count(12)
    page.goto(page.url.replace("?flat=1", f"{storm}/"))
    page.keyboard.press("d")
    dialog = page.locator("#dismiss")
    dialog.locator("button[type=submit]").click()
    assert Alarm.objects.get(id=storm).state == "raised"
    dialog.locator("input[value=sensor_fault]").check()
    dialog.locator("button[type=submit]").click()
    expect(page.locator("[data-opens=reopen]")).to_have_count(1)
    assert Alarm.objects.get(id=storm).dismissal_code == "sensor_fault"
    page.goto(page.url.replace(f"{storm}/", "statistics/"))
    figures = page.locator(".figures").inner_text().split()
    assert figures[figures.index("误报") + 1] == "1"
    expect(page.locator("main")).to_contain_text("设备故障 1")


@pytest.mark.parametrize("width", [1440, 390])
def test_board_page_and_statistics_fit_the_screen(open_as, live_server, storm, width):
    page = open_as(build_user("duty_officer", "513433"), "/alarms/", width=width, height=900)
    for path in (
        "/alarms/?storm=flash_flood:513433:0",
        f"/alarms/{storm}/",
        "/alarms/statistics/",
        "/alarms/?state=all",
    ):
        page.goto(live_server.url + path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.querySelector('main').scrollWidth <= innerWidth"), path
