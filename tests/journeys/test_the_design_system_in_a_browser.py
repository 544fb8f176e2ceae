"""The parts work in a real browser: keys, dialogs, clocks, maps, and nothing is cut off on a phone."""

import json

import pytest
from tests.factories.access import build_user
from tests.journeys.conftest import wait_for_map

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def guide(open_as):
    return lambda **size: open_as(build_user("duty_officer"), "/styleguide/", **size)


@pytest.mark.parametrize("width", [1440, 768, 390])
def test_nothing_is_wider_than_the_window(guide, width):
    page = guide(width=width, height=900)
    wait_for_map(page)
    wide = page.evaluate(
        """[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1
        && !e.closest('.maplibregl-map, .table-frame, .tabs, .chart, dialog')).map(e => e.outerHTML.slice(0, 90))"""
    )
    assert wide == []


def test_every_map_and_chart_is_drawn_without_leaving_the_machine(guide):
    page = guide()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    wait_for_map(page)
    assert page.locator("[data-chart] canvas").count() == 2
    assert page.locator("[data-map] .map-layer").count() == 3
    origin = page.evaluate("location.hostname")
    assert [url for url in asked if not url.startswith(("data:", "blob:")) and origin not in url] == []


def test_a_dangerous_act_asks_first_and_can_be_cancelled(guide):
    page = guide()
    page.locator("[data-opens='ask-dark']").click()
    dialog = page.locator("#ask-dark")
    assert dialog.is_visible()
    assert "62" in dialog.inner_text()
    dialog.locator("[data-closes]").click()
    assert not dialog.is_visible()


def test_keys_walk_the_list_and_show_themselves(guide):
    page = guide()
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator("[data-cursor]").count() == 1
    page.keyboard.press("?")
    assert page.locator("#keys-help").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#keys-help").is_visible()


def test_a_drawn_area_becomes_a_polygon_and_a_crossing_outline_is_refused(guide):
    page = guide(height=1200)
    wait_for_map(page)
    small = page.locator("#guide-small-map")
    small.scroll_into_view_if_needed()
    box = small.locator("canvas").bounding_box()

    def click(*corners):
        small.locator("[data-act=draw]").click()
        for x, y in corners:
            page.mouse.click(box["x"] + x, box["y"] + y)
            page.wait_for_timeout(60)
        page.keyboard.press("Enter")
        page.wait_for_timeout(120)

    click((300, 60), (420, 180), (420, 60), (300, 180))
    assert small.locator("[data-part=say]").get_attribute("data-tone") == "red"
    assert page.locator("#drawn-area").input_value() == ""
    page.keyboard.press("Escape")

    click((300, 60), (420, 60), (420, 180), (300, 180))
    polygon = json.loads(page.locator("#drawn-area").input_value())
    assert polygon["type"] == "Polygon"
    assert len(polygon["coordinates"][0]) == 5
    assert polygon["coordinates"][0][0] == polygon["coordinates"][0][-1]


def test_a_strangers_address_is_answered_in_chinese(open_page):
    page = open_page("/no/such/page/")
    assert "未找到" in page.inner_text("h1")
    assert page.locator("a.btn-primary").count() == 1
