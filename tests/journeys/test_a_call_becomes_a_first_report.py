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
from tests.factories.places import MIANNING, build_divisions

from anlan.incidents import api as incidents
from anlan.incidents.models import Incident, SituationFigure
from anlan.intake.models import Matter
from anlan.reporting.models import Report, ReportClock, Transmission
from anlan.support import running, wiring
from anlan.support.models import JournalEntry

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


@pytest.fixture
def people(at):
    """A duty officer and a duty leader of the county, and its places."""
    at(NOW)
    build_divisions()
    return build_user("duty_officer", COUNTY), build_user("duty_leader", COUNTY)


FLOOD = "11A51"


def take_the_call(writer: Hand, flood: str) -> None:
    """Write down what is heard and where, declare it, write the first report."""
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


def sign_and_send(signer: Hand, report: Report) -> None:
    """Open the draft that stands first on the leader's desk, sign it, send it."""
    signer.page.reload()  # the live feed, which this test has not, would show it by itself
    expect(signer.page.locator("#desk-work")).to_have_attribute("data-subject", f"report:{report.id}")
    signer.press("o")
    signer.click("[data-opens=sign-report]")
    signer.click("#sign-report button[type=submit]")
    signer.click("[data-opens=send-report]")
    signer.click("#send-report button[type=submit]")
    signer.page.locator("[data-opens=correct-report]").wait_for()


def test_from_the_ringing_phone_to_the_first_report_sent(open_as, people):
    flood = incidents.event_kinds()[FLOOD].name
    tally: list[str] = []
    writer, signer = (Hand(open_as(person, "/desk/"), tally) for person in people)
    began = time.monotonic()
    take_the_call(writer, flood)
    run_workflows()
    sign_and_send(signer, Report.objects.get())
    took = time.monotonic() - began

    assert len(tally) <= MOST_INTERACTIONS, tally
    assert took < MOST_SECONDS
    incident, sent = Incident.objects.get(), Transmission.objects.get()
    assert (incident.event_kind, incident.region, incident.learned_at) == (FLOOD, TOWNSHIP, NOW)
    assert (sent.to_region, sent.sent_at, sent.signed_by) == ("5134", NOW, people[1].name)
    missing = incidents.indicators()["missing"]
    assert [
        part for part in (flood, MIANNING[TOWNSHIP], f"{missing.name}2{missing.unit}") if part not in sent.body
    ] == []
    assert SituationFigure.objects.get().value == 2
    assert Matter.objects.get().incident_id == incident.id
    clock = ReportClock.objects.get(stage="first", region=COUNTY, to_region="5134", to_party="")
    assert (clock.state, clock.learned_at, clock.transmission_id) == ("met", NOW, sent.id)


def run_workflows() -> None:
    """Do what the process of the jobs does right after a commit."""
    for entry in list(JournalEntry.objects.order_by("recorded_at")):
        for workflow in wiring.workflows_of(entry.kind):
            running.run_workflow(entry.id, workflow.name)
