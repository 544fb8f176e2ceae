"""Somebody at home under a red warning: finds the village, reads what to do and where to go, with a script or without.

Headless Chromium reaches no push service, so the browser's own subscribing is played by the page's script environment
(``Notification`` and ``PushManager`` answer as a browser does whose owner agreed); everything behind it is real: the
service worker, the post, the stored subscription and its end.
"""

import base64
import re

import pytest
from django.contrib.gis.geos import Point
from playwright.sync_api import expect
from tests.factories.public_warnings import COUNTY, NIGHT, TOWNSHIP, VILLAGES, an_issued, build_places
from tests.factories.readiness import build_shelter
from tests.journeys.conftest import wait_for_map

from anlan.places.models import Division
from anlan.places.selectors.naming import forget_names
from anlan.public_warnings import api
from anlan.public_warnings.models import PushPlace, PushSubscription
from anlan.public_warnings.pages.public import pace

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = {"51": "四川省", "5134": "凉山州", COUNTY: "冕宁县", TOWNSHIP: "彝海镇"}
NAMES |= {VILLAGES[0]: "大马乌村", VILLAGES[1]: "曹古村"}
HEADLINE = "冕宁县应急管理局发布山洪灾害红色预警"
MEASURES = ("立即离开河边、沟口和低洼处，往两侧高处走。", "不要返回家中取财物。")
FITS = "document.documentElement.scrollWidth <= innerWidth"
ENGLISH = api.Translation("en", "Red flash flood warning", "Water rises fast.", "1. Go to high ground.")
ENDPOINT = "https://fcm.googleapis.com/fcm/send/one-browser"
KEY, SECRET = (base64.urlsafe_b64encode(part).decode().rstrip("=") for part in (b"\x04" + bytes(64), bytes(16)))
AGREED = f"""
const keys = {{ p256dh: "{KEY}", auth: "{SECRET}" }};
const ended = async () => {{ window.made = null; return true; }};
const made = {{ endpoint: "{ENDPOINT}", toJSON: () => ({{ endpoint: "{ENDPOINT}", keys }}), unsubscribe: ended }};
Notification.requestPermission = async () => "granted";
ServiceWorkerRegistration.prototype.showNotification = async (title) => {{ window.shown = title; }};
PushManager.prototype.getSubscription = async () => window.made ?? null;
PushManager.prototype.subscribe = async (wanted) => {{
  window.asked = wanted.applicationServerKey.length;
  return window.made = made;
}};
"""


@pytest.fixture
def warned(at):
    """A red warning for Yihai in two languages, an open shelter and a shut one."""
    at(NIGHT)
    pace._turnstile.counts.clear()
    build_places()
    for code, name in NAMES.items():
        Division.objects.filter(code=code).update(name=name)
    forget_names()
    for name, state in (("彝海镇中心小学", "open"), ("彝海镇文化站", "closed")):
        shelter = build_shelter(TOWNSHIP, state=state)
        shelter.name, shelter.location = name, Point(102.25, 28.7, srid=4326)
        shelter.save()
    yield an_issued(
        headline=HEADLINE,
        description="彝海雨量站1小时降雨量52.5毫米。",
        instruction="\n".join(f"{number}. {text}" for number, text in enumerate(MEASURES, 1)),
        translations=(ENGLISH,),
    )
    forget_names()


def read(page) -> None:
    """Look up the village by its pinyin, open the warning, read what to do and where to go, then read it in English."""
    page.locator("#q").fill("damawu")
    page.locator("form.find button").first.click()
    page.wait_for_url(re.compile(f"place={VILLAGES[0]}"))
    expect(page.locator("p.place")).to_contain_text("大马乌村")
    card = page.locator("article.card")
    expect(card).to_contain_text(MEASURES[0])
    card.locator("a").click()
    expect(page.locator("h1")).to_have_text(HEADLINE)
    expect(page.locator(".measures li")).to_have_text(MEASURES)
    shelters = page.locator("#shelters")
    expect(shelters).to_contain_text("彝海镇中心小学")
    expect(shelters).not_to_contain_text("彝海镇文化站")
    page.get_by_role("link", name="English").click()
    expect(page.locator("article h1")).to_have_text(ENGLISH.headline)
    assert page.context.cookies() == []


def test_without_a_script_everything_can_be_read(browser, live_server, warned):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{live_server.url}/public/")
    expect(page.locator("figure.map img")).to_be_visible()
    expect(page.locator("[data-where]")).to_be_hidden()
    read(page)
    page.goto(f"{live_server.url}/public/map/")
    expect(page.locator("noscript p")).to_contain_text("JavaScript")
    page.goto(f"{live_server.url}/public/subscribe/?place={VILLAGES[0]}")
    expect(page.locator("[data-say]")).to_contain_text("JavaScript")
    context.close()


def test_with_a_script_the_map_moves_and_the_place_is_remembered(open_page, warned):
    page = open_page("/public/", width=390, height=844)
    read(page)
    page.goto(page.url.split("/public/")[0] + "/public/")
    expect(page.locator("[data-last]")).to_contain_text("大马乌村")
    assert page.evaluate(FITS)
    page.get_by_role("link", name="可缩放地图").click()
    page.wait_for_url("**/public/map/**")
    page.locator("[data-map][data-idle=true]").wait_for()
    wait_for_map(page)
    assert page.evaluate(FITS)


def test_a_browser_asks_to_be_told_and_ends_it(open_page, warned):
    page = open_page("/public/", width=390, height=844)
    page.add_init_script(AGREED)
    page.goto(page.url + f"subscribe/?place={VILLAGES[0]}")
    page.locator("[data-on]").click()
    expect(page.locator("[data-say]")).to_have_text(page.locator("[data-push]").get_attribute("data-done"))
    assert page.evaluate("[window.asked, typeof window.shown]") == [65, "string"]
    assert list(PushPlace.objects.values_list("region", "subscription__endpoint")) == [(VILLAGES[0], ENDPOINT)]
    page.locator("[data-off]").click()
    expect(page.locator("[data-say]")).to_have_text(page.locator("[data-push]").get_attribute("data-ended"))
    assert PushSubscription.objects.count() == 0
    assert page.evaluate(FITS)
