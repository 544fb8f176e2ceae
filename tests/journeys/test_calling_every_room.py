"""A roll-call to all rooms below is ticked at once, or room by room without a mouse."""

import pytest
from playwright.sync_api import expect
from tests.factories.access import build_user
from tests.factories.places import build_divisions

from anlan.duty.models import RollLine

pytestmark = pytest.mark.django_db(transaction=True)
COUNTY = "513433"
TOWNS = [f"{COUNTY}10{number}" for number in range(1, 5)]


def test_rooms_are_ticked_by_keys_and_all_at_once(open_as):
    build_divisions({code: f"Town {code}" for code in TOWNS})
    page = open_as(build_user("duty_officer", COUNTY), "/duty/rollcalls/")
    page.locator("[data-opens=call-roll]").click()
    every, boxes = page.locator("[data-all]"), page.locator("input[name=room]")
    count = page.locator("[data-count]")
    every.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(boxes.nth(1)).to_be_checked()
    expect(count).to_have_text("1 / 4")
    assert every.evaluate("box => box.indeterminate")
    page.keyboard.press("a")
    expect(every).to_be_checked()
    page.keyboard.press("a")
    expect(count).to_have_text("0 / 4")
    boxes.nth(0).click()
    boxes.nth(2).click(modifiers=["Shift"])
    expect(count).to_have_text("3 / 4")
    page.locator("#roll-title").fill("Night check")
    page.locator("#call-roll [type=submit]").click()
    expect(page.locator("h1")).to_contain_text("Night check")
    assert sorted(RollLine.objects.values_list("region", flat=True)) == TOWNS[:3]
