"""Every page of the rail, on a desk and on a phone: in Chinese, not cut off, every control named."""

import re

import pytest
from django.urls import Resolver404, resolve
from tests.factories.access import build_user
from tests.factories.alarms import an_alarm
from tests.factories.incidents import an_incident
from tests.journeys.conftest import wait_for_map

from anlan.web.shell import RAIL

pytestmark = pytest.mark.django_db(transaction=True)

# Names, units, standards and keys that stay in Latin letters on a Chinese page.
LATIN = re.compile(
    r"\b(API|CAP|SMS|MQTT|HTTP|SMTP|JSON|Atom|Esc|Enter|GB|GB/T|CSV|PDF|docx|Excel|ID|IP|SL|km|mm|ha|min|cm|"
    r"anlan(?: [a-z-]+)+|[A-Z]{0,3}\d[\w.-]*|user\d+|\w*_officer|[A-Za-z]|m3/s)\b"
)
CUT_OFF = """[...document.querySelectorAll('main *')].filter(e => e.checkVisibility()
    && e.getBoundingClientRect().right > innerWidth + 1
    && !e.closest('.maplibregl-map, .table-frame, .tabs, .chart, dialog, .rail-links, .visually-hidden')
    && !e.closest('.filters .row-wrap'))
    .map(e => e.outerHTML.slice(0, 120))"""
NAMELESS = """[...document.querySelectorAll('button, a[href], input:not([type=hidden]), select, textarea')]
    .filter(e => e.checkVisibility() && !(e.innerText || '').trim() && !e.getAttribute('aria-label')
        && !e.title && !e.closest('[aria-hidden=true]')
        && !(e.labels && e.labels.length) && !e.querySelector('[aria-label], img[alt]'))
    .map(e => e.outerHTML.slice(0, 120))"""


def addresses() -> list[str]:
    found = []
    for path in [*(room.path for room in RAIL), "/account/", "/quarantine/", "/search/?q=yh", "/incidents/new/"]:
        try:
            resolve(path.split("?")[0])
        except Resolver404:
            continue
        found.append(path)
    return found


@pytest.mark.parametrize("width", [1440, 390])
def test_every_page_of_the_rail(open_as, width):
    an_alarm(station_label="彝海站")
    an_incident(title="冕宁县彝海镇山洪")
    user = build_user("duty_officer", name="阿苏木呷")
    page = open_as(user, "/account/", width=width, height=900)
    wrong = []
    for path in addresses():
        answer = page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + path)
        if answer.status == 403:
            continue
        wait_for_map(page)
        shown = page.locator("main").inner_text()
        english = re.findall(r"[A-Za-z][\w/.-]{2,}", LATIN.sub(" ", shown))
        wrong += [(path, "status", answer.status)] if answer.status >= 400 else []
        wrong += [(path, "cut off", each) for each in page.evaluate(CUT_OFF)[:3]]
        wrong += [(path, "nameless", each) for each in page.evaluate(NAMELESS)[:3]]
        wrong += [(path, "not Chinese", each) for each in english[:5]]
        if page.locator("h1").count() == 0:
            wrong.append((path, "no heading", ""))
    assert not wrong, "\n".join(map(str, wrong))
