"""Somebody without an account reports a danger from a phone that has no link: it is kept, sent later, stored once."""

import pytest
from playwright.sync_api import expect
from tests.factories.access import build_user
from tests.factories.places import build_divisions

from anlan.intake.models import Matter

pytestmark = pytest.mark.django_db(transaction=True)
COUNTY = "513433"


def test_a_report_without_a_link_is_kept_and_sent_once_when_it_is_back(open_page):
    build_divisions()
    build_user("duty_officer", COUNTY)
    page = open_page("/report/", width=390, height=844)
    page.locator("#tell-text").fill("the slope behind the school cracks")
    page.locator("#place_text").fill("school")
    page.context.set_offline(True)
    page.locator(".phone-act button").click()
    expect(page.locator("#unsent [data-count]")).to_have_text("1")
    expect(page.locator("[data-kept]")).to_be_visible()
    assert Matter.objects.count() == 0
    page.context.set_offline(False)
    expect(page.locator("#unsent")).to_be_hidden(timeout=20000)
    page.goto(page.url)
    expect(page.locator("#unsent")).to_be_hidden()
    row = Matter.objects.get()
    assert (row.region, row.kind, row.state) == (COUNTY, "tip_off", "received")
    assert row.told_at <= row.received_at
