from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.factories.access import build_user, client_of
from tests.factories.incidents import BURST, LEARNED, a_report, an_incident

from anlan.incidents import api
from anlan.incidents.models import IncidentCount
from anlan.incidents.services.counting import count_the_uncounted
from anlan.kernel.actors import SYSTEM
from anlan.kernel.levels import Level

pytestmark = pytest.mark.django_db
NOW = LEARNED + timedelta(hours=2)
PERIOD = api.CountedPeriod(first=date(2020, 1, 1), last=date(2020, 6, 1))
YEAR = timedelta(days=365)


def _record(incident_id, now=NOW, **figures):
    api.record_situation(incident_id=incident_id, report=a_report(**figures), actor=SYSTEM, now=now)


def test_an_incident_counts_with_its_grade_and_its_latest_totals(actor_with):
    incident_id = an_incident()
    _record(incident_id, dead=2, missing=3)
    _record(incident_id, minutes=70, dead=4)
    api.change_grade(incident_id=incident_id, grade=Level.YELLOW, reason="Four dead", actor=SYSTEM, now=NOW)
    found = api.incident_statistics(actor_with("duty_officer", "513433"), PERIOD)
    assert found.total.all == api.Count(1, 4, 3, 0, Decimal(0))
    assert [row.group for row in (*found.by_kind, *found.by_grade, *found.by_month, *found.by_unit)] == [
        "11A",
        "2",
        "2020-06-01",
        "513433",
    ]


def test_exercises_other_regions_and_other_months_do_not_count(actor_with):
    an_incident(is_exercise=True)
    an_incident(region="513401")
    an_incident(happened_at=BURST - timedelta(days=200), learned_at=LEARNED - timedelta(days=200))
    assert api.incident_statistics(actor_with("duty_officer", "513433"), PERIOD).total.all.incidents == 0
    assert IncidentCount.objects.count() == 2


def test_beside_the_year_before_only_units_of_both_years_count(actor_with):
    before = {"happened_at": BURST - YEAR, "learned_at": LEARNED - YEAR}
    for region, more in (("513433", {}), ("513433", {}), ("513433", before), ("513401", {}), ("513402", before)):
        an_incident(region=region, **more)
    found = api.incident_statistics(actor_with("duty_officer", "5134"), PERIOD)
    assert (found.total.all.incidents, found.total.now.incidents, found.total.then.incidents) == (3, 2, 1)
    assert (found.coverage.only_now, found.coverage.only_then) == (("513401",), ("513402",))
    assert [row.then.incidents for row in found.by_month] == [1]


def test_incidents_from_before_are_counted_once(actor_with):
    incident_id = an_incident()
    _record(incident_id, dead=2)
    IncidentCount.objects.update(dead=0, is_counted=False)
    assert [count_the_uncounted(actor=SYSTEM, now=NOW) for _ in range(2)] == [1, 0]
    assert IncidentCount.objects.get().dead == 2


def test_the_page_shows_the_year_and_gives_files(at):
    at(NOW)
    an_incident(grade=Level.ORANGE)
    reader = client_of(build_user("duty_officer", "513433"))
    page = reader.get("/incidents/statistics/?from=2019-01&to=2030-01").content.decode()
    assert "2019-07 &ndash; 2020-06" in page
    assert reader.get("/incidents/statistics/levels/?from=2020-01").json() == {"513433": 3}
    assert reader.get("/incidents/statistics/?format=xlsx").content.startswith(b"PK")
    lines = b"".join(reader.get("/incidents/statistics/?format=csv").streaming_content).decode().splitlines()
    assert len(lines) == 5
