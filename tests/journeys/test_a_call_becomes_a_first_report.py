"""A ringing phone on the duty desk becomes a first report in the hands of the level above.

Counted is every click, every key or run of keys into one field, every choice, of everybody who takes part: the duty
officer who writes, and the duty leader who signs, because whoever wrote on a report may not sign it. Signing in and
opening the desk, where both sit already, are not counted. The limit is 12 interactions and 60 seconds.
"""

import re
import time
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect
from tests.factories.access import build_user
from tests.factories.places import build_divisions

from anlan.incidents import api as incidents
from anlan.incidents.models import Incident, SituationFigure
from anlan.intake.models import Matter
from anlan.reporting.models import Report, Transmission

pytestmark = pytest.mark.django_db(transaction=True)
COUNTY, TOWNSHIP = "513433", "513433106"
NOW = datetime(2020, 6, 26, 15, 10, tzinfo=UTC)
MOST_INTERACTIONS, MOST_SECONDS = 12, 60


@dataclass
class Hand:
    """A person at a page whose every action counts; both share one tally."""

    page: Page
    tally: list[str]

    def press(self, key: str) -> None:
        """Press one key."""
        self.tally.append(f"key {key}")
        self.page.keyboard.press(key)

    def write(self, where: str, words: str) -> None:
        """Type into one field."""
        self.tally.append(f"type into {where}")
        self.page.locator(where).press_sequentially(words)

    def click(self, where: str) -> None:
        """Click once."""
        self.tally.append(f"click {where}")
        self.page.locator(where).first.click()


def test_from_the_ringing_phone_to_the_first_report_sent(open_as, at):
    at(NOW)
    build_divisions()
    officer = build_user("duty_officer", COUNTY)
    leader = build_user("duty_leader", COUNTY)
    flood = incidents.event_kinds()["11A51"].name
    tally: list[str] = []
    writer, signer = Hand(open_as(officer, "/desk/"), tally), Hand(open_as(leader, "/desk/"), tally)
    began = time.monotonic()

    writer.press("n")
    expect(writer.page.locator("#text")).to_be_focused()
    writer.write("#text", f"{flood}, two people are missing")
    writer.write("#place-region", "yhz")
    writer.page.locator(f"#place-region-list [data-code='{TOWNSHIP}']").wait_for()
    writer.press("Enter")
    writer.click("button[name=declare]")
    expect(writer.page.locator("#place-event_kind")).to_have_value(flood)
    expect(writer.page.locator("input[name=region]")).to_have_value(TOWNSHIP)
    writer.write("#missing", "2")
    writer.click("button[name=draft]")
    expect(writer.page).to_have_url(re.compile("/reports/[0-9a-f-]{36}/$"))

    signer.page.reload()  # the feed, which the test has not, would show it by itself
    report = Report.objects.get()
    signer.click(f"#desk-queue a[href='/reports/{report.id}/']")
    signer.click("[data-opens=sign-report], #desk-work a.btn-primary")
    finish(signer)
    took = time.monotonic() - began

    sent = Transmission.objects.get(report=report)
    assert sent.receiver_region == "5134"
    assert len(tally) <= MOST_INTERACTIONS, tally
    assert took < MOST_SECONDS


def finish(signer: Hand) -> None:
    """Sign and send."""
    signer.click("#sign-report button[type=submit]")
