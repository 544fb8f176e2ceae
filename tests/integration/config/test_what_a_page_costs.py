"""How many questions each page asks the database: as many for twelve rows as for three, and no more than written down.

The counts are of a page that remembers nothing, status line included. Where a change makes a page cheaper, write the
smaller number into ``query_counts.toml``; where it makes one dearer, say why in the commit.
"""

import tomllib
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.access import build_user, client_of
from tests.factories.alarms import an_alarm
from tests.factories.analysis import a_rain_grid, a_run, a_shaking_map
from tests.factories.command import an_order
from tests.factories.enterprises import build_enterprise, build_record
from tests.factories.incidents import a_report, an_incident
from tests.factories.intake import a_matter
from tests.factories.knowledge import a_paper
from tests.factories.losses import a_survey
from tests.factories.major_hazards import build_site_of_a_trade, build_unit
from tests.factories.monitoring import arrival, build_station, rain
from tests.factories.people import build_organisation, build_person
from tests.factories.plans import build_plan
from tests.factories.public_warnings import (
    COUNTY,
    NIGHT,
    TOWNSHIP,
    a_draft,
    an_issued,
    build_places,
    build_responsible_people,
)
from tests.factories.readiness import build_requisition, build_shelter, build_store, build_team
from tests.factories.reporting import a_draft as a_report_draft
from tests.factories.risks import build_reservoir, build_site
from tests.factories.supervision import a_visit

from anlan.access import api as access
from anlan.duty import api as duty
from anlan.incidents import api as incidents
from anlan.kernel.actors import SYSTEM
from anlan.monitoring.services.ingesting import Intake
from anlan.public_warnings import api as warnings

pytestmark = pytest.mark.django_db
BASELINE = tomllib.loads((Path(__file__).parent / "query_counts.toml").read_text("utf-8"))["queries"]
NOW = NIGHT + timedelta(hours=1)
FEW, MANY = 3, 12
REMEMBERED = ("support_clocksetting", 'MAX("places_')


@pytest.fixture
def officer(at):
    """A duty officer of a county with places and responsible people."""
    at(NOW)
    build_places()
    build_responsible_people()
    build_plan(region=COUNTY)
    return build_user("duty_officer", COUNTY)


def fill(officer, start: int, end: int) -> None:
    """Add to every room what the ``start``-th to ``end``-th emergency leaves behind."""
    actor = access.actor_of_user(officer)
    for number in range(start, end):
        village = f"{TOWNSHIP}{201 + number % 2}"
        station = build_station(f"Z{number:03}", name=f"gauge {number}", region=TOWNSHIP)
        Intake().take([arrival(rain(NIGHT, [1.0, 2.0], station=station.code))], now=NOW)
        Intake().take([arrival(rain(NIGHT, [1e308], station=f"unknown {number}"))], now=NOW)
        alarm = an_alarm(rule_family=f"family {number}", region=village, station_id=str(station.id))
        incident = an_incident(title=f"Flood {number}", region=TOWNSHIP, alarm_ids=(alarm,), now=NIGHT)
        leave_on_an_incident(incident, actor, number)
        a_draft(headline=f"draft {number}")
        an_issued(headline=f"issued {number}", now=NIGHT + timedelta(seconds=number))
        build_team()
        build_requisition(build_store(), build_store(stock={"L0101": 5}))
        build_shelter(TOWNSHIP)
        build_site(village)
        build_reservoir(TOWNSHIP)
        firm = build_enterprise(TOWNSHIP)
        build_record(firm, "licences", {"name": "licence", "number": "1", "valid_until": "2020-06-01"})
        build_unit(("7782-50-5", "10"), region=TOWNSHIP)
        build_site_of_a_trade(TOWNSHIP)
        build_person()
        leave_on_duty(actor, number)
        a_visit(now=NIGHT, object_id=build_enterprise(TOWNSHIP).id)
        a_paper(title=f"rule {number}")
        a_matter(NIGHT, region=village, location=None, text=f"matter {number}")
        a_rain_grid(number)
        a_shaking_map(number)
    warnings.begin_calls(actor=SYSTEM, now=NIGHT)


def leave_on_an_incident(incident, actor, number: int) -> None:
    """Add a situation, an analysis, an order, a report and a survey."""
    report = a_report(TOWNSHIP, minutes=10, dead=Decimal(number))
    incidents.record_situation(incident_id=incident, report=report, actor=SYSTEM, now=NIGHT)
    a_run(("rain", "flood", "leak")[number % 3], asked_at=NIGHT, incident_id=incident)
    an_order(incident, NIGHT, region=TOWNSHIP, to_label=f"town {number}")
    a_report_draft(incident, actor, NIGHT)
    a_survey(now=NIGHT, incident_id=incident)


def leave_on_duty(actor, number: int) -> None:
    """Add a roster, a roll-call, an instruction and a note."""
    roster = duty.NewRoster(organisation_id=build_organisation("em_bureau", COUNTY).id, month=NOW.date())
    duty.make_roster(new=roster, actor=actor, now=NIGHT)
    duty.call_roll(region=COUNTY, rooms=[TOWNSHIP], title=f"check {number}", minutes=5, actor=actor, now=NIGHT)
    to = {"to_region": TOWNSHIP, "to_name": f"town {number}", "due_at": NOW + timedelta(days=1)}
    said = duty.NewInstruction(region=COUNTY, leader="leader", text=f"look {number}", **to)
    duty.give_instruction(new=said, actor=actor, now=NIGHT)
    duty.write_note(region=COUNTY, text=f"note {number}", actor=actor, now=NIGHT)


def questions_of(client, page: str) -> int:
    """Return how many questions a page asks, without those that a process asks by the second and not by the page."""
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(page)
    assert answer.status_code == 200, page
    return sum(not any(each in query["sql"] for each in REMEMBERED) for query in asked.captured_queries)


def costs(client) -> dict[str, int]:
    """Return how many questions each page asks when it is opened for the second time."""
    for page in BASELINE:
        client.get(page)
    return {page: questions_of(client, page) for page in BASELINE}


def test_a_page_asks_as_often_for_many_rows_as_for_few_and_no_oftener_than_written_down(officer):
    client = client_of(officer)
    fill(officer, 0, FEW)
    few = costs(client)
    fill(officer, FEW, MANY)
    many = costs(client)
    assert many == few
    assert {page: (many[page], most) for page, most in BASELINE.items() if many[page] > most} == {}


def test_the_status_line_asks_the_rooms_again_only_after_an_act(officer, settings):
    settings.STATUS_LINE_SECONDS = 3600
    client = client_of(officer)
    first, again = (questions_of(client, "/status/") for _ in range(2))
    assert again <= 5 < first
    before = client.get("/status/").content.decode()
    an_alarm()
    assert 'href="/desk/"' not in before
    assert 'href="/desk/"' in client.get("/status/").content.decode()
    assert questions_of(client, "/status/") == again
