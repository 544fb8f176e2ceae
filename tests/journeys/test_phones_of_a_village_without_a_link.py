"""A village officer tells the desk and sends loss figures from a phone without a link: each comes in once."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect
from tests.factories.access import build_user
from tests.factories.incidents import an_incident
from tests.factories.losses import DAMAWU, a_survey
from tests.factories.places import build_divisions

from anlan.intake.models import Matter
from anlan.losses.models import Entry

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def without_a_link(page):
    """Take the link away; when it is back, wait until the phone has nothing left to send, and look again."""
    page.context.set_offline(True)
    yield
    page.context.set_offline(False)
    expect(page.locator("#unsent")).to_be_hidden(timeout=20000)
    page.goto(page.url)
    expect(page.locator("#unsent")).to_be_hidden()


def test_what_a_village_tells_without_a_link_comes_to_the_desk_once(open_as):
    build_divisions()
    page = open_as(build_user("village_officer", DAMAWU), "/intake/new/", width=390, height=844)
    page.locator("#tell-text").fill("water over the bridge")
    page.locator("#hurt").fill("2")
    with without_a_link(page):
        page.locator(".phone-act button").click()
        expect(page.locator("#unsent [data-count]")).to_have_text("1")
        assert Matter.objects.count() == 0
    row = Matter.objects.get()
    assert (row.region, row.text, row.hurt) == (DAMAWU, "water over the bridge", 2)
    assert row.told_at <= row.received_at


def test_loss_figures_written_without_a_link_come_to_the_township_once(open_as):
    build_divisions()
    now = datetime.now(UTC)
    happened = {"happened_at": now - timedelta(hours=2), "learned_at": now - timedelta(hours=1)}
    survey_id = a_survey(now=now, incident_id=an_incident(now, **happened))
    officer = build_user("village_officer", DAMAWU)
    page = open_as(officer, f"/losses/report/{survey_id}/{DAMAWU}/", width=390, height=844)
    page.locator("[name=f_affected_pop]").fill("12")
    with without_a_link(page):
        page.locator(".phone-act .btn-primary").click()
        expect(page.locator("#unsent [data-count]")).to_have_text("1")
        assert Entry.objects.count() == 0
    row = Entry.objects.get()
    assert (row.region, row.state, [int(each.value) for each in row.figures.all()]) == (DAMAWU, "sent", [12])
    assert row.as_of <= row.entered_at
