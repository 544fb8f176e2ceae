"""What other rooms say of a region's days: counted at its bounds, in the reader's regions, with what is missing."""

from datetime import datetime, timedelta

import pytest
from tests.factories.dangers import FOUND, a_danger, somebody
from tests.factories.monitoring import arrival, build_station, rain
from tests.factories.supervision import NOW as VISITED
from tests.factories.supervision import recorded

from anlan.dangers import api as dangers
from anlan.drills import api as drills
from anlan.drills.models import Drill
from anlan.duty import api as duty
from anlan.duty.models import RollCall, RollLine
from anlan.kernel.actors import SYSTEM
from anlan.kernel.clock import CHINA, in_china
from anlan.kernel.ids import new_id
from anlan.monitoring import api as monitoring
from anlan.monitoring.models import DayValue
from anlan.monitoring.services.ingesting import Intake
from anlan.monitoring.services.rolling import roll_up
from anlan.situation.domain.periods import Days, moments, years_ago
from anlan.situation.domain.work import Spans
from anlan.situation.selectors.work import work_facts
from anlan.supervision import api as supervision

pytestmark = pytest.mark.django_db
COUNTY, ELSEWHERE = "513433", "513401"
OFFICER, STRANGER = somebody("duty_officer"), somebody("duty_officer", ELSEWHERE)
SECOND = timedelta(seconds=1)


def test_dangers_and_visits_are_counted_from_the_first_instant_to_before_the_last():
    a_danger()
    recorded()
    assert dangers.found_between(OFFICER, COUNTY, FOUND, FOUND + SECOND) == dangers.FoundCounts(1, 0, 0)
    assert dangers.found_between(OFFICER, COUNTY, FOUND - SECOND, FOUND).found == 0
    assert dangers.open_and_overdue(OFFICER, COUNTY) == (1, 0)
    assert dangers.open_and_overdue(OFFICER, "513433101") == (0, 0)
    assert (dangers.first_found(OFFICER, COUNTY), dangers.first_found(STRANGER, COUNTY)) == (FOUND, None)
    kept = VISITED + timedelta(hours=3)
    assert supervision.visits_between(OFFICER, COUNTY, kept, kept + SECOND) == (1, 0)
    assert supervision.visits_between(OFFICER, COUNTY, kept - SECOND, kept) == (0, 0)
    assert supervision.visits_between(STRANGER, COUNTY, kept, kept + SECOND) == (0, 0)
    assert supervision.first_recorded(OFFICER, COUNTY) == kept


def test_drills_that_were_held_and_rooms_that_did_not_answer_are_counted():
    at = datetime(2026, 6, 3, 10, tzinfo=CHINA)
    given = {"title": "d", "form": "tabletop", "plan_id": new_id(), "plan_key": "k", "plan_name": "p", "region": COUNTY}
    given |= {"event_kind": "11A51", "scenario": "s", "planned_start": at, "planned_at": at}
    Drill.objects.create(**given, state="ended", ended_at=at, approver_id="b", author_id="a")
    Drill.objects.create(**given, state="cancelled", ended_at=at, approver_id="b", author_id="a")
    assert drills.held_between(OFFICER, COUNTY, at, at + SECOND) == 1
    assert drills.held_between(OFFICER, COUNTY, at - SECOND, at) == 0
    assert (drills.first_held(OFFICER, COUNTY), drills.first_held(STRANGER, COUNTY)) == (at, None)
    call = RollCall.objects.create(region=COUNTY, title="c", minutes=5, asked_by="a", asked_at=at)
    for number, state in enumerate(("answered", "late", "missed")):
        RollLine.objects.create(call=call, region=f"51343310{number}", due_at=at, state=state)
    assert duty.service_between(OFFICER, COUNTY, at, at + SECOND) == duty.ServiceCounts(0, 0, 3, 2)
    assert duty.service_between(STRANGER, COUNTY, at, at + SECOND) == duty.ServiceCounts(0, 0, 0, 0)
    assert (duty.first_service(OFFICER, COUNTY), duty.first_service(STRANGER, COUNTY)) == (at, None)


def test_rain_is_the_same_whether_its_days_are_rolled_up_or_not():
    start = datetime(2026, 6, 3, 23, 40, tzinfo=CHINA)
    build_station("YHZ01")
    build_station("YHZ02", name="Dry")
    depths = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]
    dry = rain(start, [0.0], station="YHZ02")
    Intake().take([arrival(rain(start, depths) + dry)], now=start + timedelta(hours=1))
    span = moments(Days(start.date(), start.date() + timedelta(days=1)))
    found = monitoring.rain_totals(OFFICER, COUNTY, *span)
    assert [(each.name, each.total_mm, each.wettest_day_mm, each.days) for each in found] == [
        ("Yihai", 21.0, 11.0, 2),
        ("Dry", 0.0, 0.0, 1),
    ]
    assert in_china(monitoring.first_rain(OFFICER, COUNTY)).date() == start.date()
    assert monitoring.rain_totals(OFFICER, COUNTY, *moments(Days(start.date(), start.date())))[0].total_mm == 10.0
    roll_up(actor=SYSTEM, now=start + timedelta(days=3))
    assert DayValue.objects.count() == 3
    assert monitoring.rain_totals(OFFICER, COUNTY, *span) == found
    assert in_china(monitoring.first_rain(OFFICER, COUNTY)).date() == start.date()
    assert monitoring.rain_totals(STRANGER, COUNTY, *span) == ()
    assert monitoring.first_rain(STRANGER, COUNTY) is None


def test_a_report_holds_the_figures_and_names_what_it_lacks():
    a_danger()
    day = in_china(FOUND).date()
    spans = Spans(Days(day, day), Days(day - timedelta(days=1), day - timedelta(days=1)), years_ago(Days(day, day), 1))
    work = work_facts(OFFICER, COUNTY, spans, FOUND + timedelta(days=1))
    figures = {line["key"]: (line["now"], line["before"], line["last_year"]) for line in work["lines"]}
    assert figures == {
        "dangers_found": (1, None, None),
        "dangers_major": (0, None, None),
        "dangers_closed": (0, None, None),
    }
    assert {gap["area"]: gap["why"] for gap in work["missing"]} == {
        "rain": "no_records",
        "dangers": "no_last_year",
        "inspections": "no_records",
        "drills": "no_records",
        "duty": "no_records",
        "readiness": "no_records",
    }
    assert (work["standing"]["open"], work["wettest"]) == (1, {})


def test_what_the_writer_may_not_read_is_said_and_not_counted():
    a_danger()
    day = Days(in_china(FOUND).date(), in_china(FOUND).date())
    work = work_facts(STRANGER, COUNTY, Spans(day, day, day), FOUND)
    assert work["lines"] == []
    assert {gap["why"] for gap in work["missing"]} == {"no_right"}
    assert work["standing"] == {}
