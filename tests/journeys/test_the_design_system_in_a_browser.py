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
        && !e.closest('.maplibregl-map, .table-frame, .tabs, .chart, .filters .row-wrap, dialog'))
            .map(e => e.outerHTML.slice(0, 90))"""
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


def cut_the_link(page):
    """Take the network away once the page's worker stands, as it does on a phone that has seen the page before."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.context.set_offline(True)


def test_feedback_without_a_link_is_kept_and_sent_once_when_it_is_back(open_as):
    page = open_as(build_user("township_officer", "513433101"), "/styleguide/phone/", width=390, height=844)
    sent = []
    page.on("request", lambda request: sent.append(request.post_data) if request.method == "POST" else None)
    cut_the_link(page)
    page.locator("#moved").fill("36")
    page.locator(".phone-act button").click()
    page.locator("#unsent").wait_for(state="visible")
    assert page.locator("#unsent [data-count]").inner_text() == "1"
    sent.clear()
    page.context.set_offline(False)
    page.locator("#unsent").wait_for(state="hidden")
    assert len(sent) == 1
    assert "moved=36" in sent[0]
    assert "client_token=" in sent[0]


def test_a_kept_value_that_the_server_refuses_is_shown_with_its_reason(open_as):
    page = open_as(build_user("township_officer", "513433101"), "/styleguide/phone/", width=390, height=844)
    cut_the_link(page)
    page.locator("#moved").fill("-3")
    page.locator(".phone-act button").click()
    page.locator("#unsent").wait_for(state="visible")
    page.context.set_offline(False)
    page.locator("#refused").wait_for(state="visible")
    assert "-3" in page.locator("#refused").inner_text()
    assert page.locator("#unsent").is_hidden()


def test_a_phone_target_is_at_least_48_pixels_high(open_as):
    page = open_as(build_user("township_officer", "513433101"), "/styleguide/phone/", width=390, height=844)
    heights = page.evaluate(
        "[...document.querySelectorAll('a, button, input:not([type=hidden])')].filter(e => e.offsetParent)"
        ".map(e => e.getBoundingClientRect().height)"
    )
    assert min(heights) >= 48


def test_a_phone_page_is_under_100_kilobytes_on_first_load(open_as):
    page = open_as(build_user("township_officer", "513433101"), "/styleguide/phone/", width=390, height=844)
    page.wait_for_load_state("networkidle")
    sizes = page.evaluate("performance.getEntriesByType('resource').map(e => [e.name, e.decodedBodySize])")
    document = page.evaluate("performance.getEntriesByType('navigation')[0].decodedBodySize")
    plain = {name.split("#")[0].rsplit("/", 1)[1]: size for name, size in sizes}
    sprite = plain.pop("icons.svg", 0)
    assert document + sum(plain.values()) + sprite / 3 < 100_000  # the sprite travels compressed, to under a third


def test_a_strangers_address_is_answered_in_chinese(open_page):
    page = open_page("/no/such/page/")
    assert "未找到" in page.inner_text("h1")
    assert page.locator("a.btn-primary").count() == 1
