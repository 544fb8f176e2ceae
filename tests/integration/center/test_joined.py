"""One enterprise or site with all that the rooms know of it, as far as the reader may see each."""

from uuid import uuid4

import pytest
from django.contrib.gis.geos import Point
from tests.factories import dangers as finding
from tests.factories import enforcement as cases
from tests.factories import supervision as visits
from tests.factories.access import client_with
from tests.factories.alarms import an_alarm
from tests.factories.enterprises import build_enterprise
from tests.factories.incidents import an_incident
from tests.factories.monitoring import build_station
from tests.factories.risks import build_site

from anlan.center.joined import joined
from anlan.dangers.api import ObjectKind
from anlan.kernel.errors import NotFound
from anlan.risks import api as risks

pytestmark = pytest.mark.django_db
LEADER = visits.somebody("duty_leader")
NOW = visits.NOW


@pytest.fixture(autouse=True)
def _that_day(at):
    at(NOW)


def totals(found):
    return {name: part.total for name, part in found.parts.items()}


def test_an_enterprise_is_seen_with_its_dangers_visits_and_cases_and_others_stay_with_theirs():
    firm, other = build_enterprise("513433106", gravest_hazard=2), build_enterprise("513433106")
    for each in (firm, firm, other):
        finding.graded(finding.a_danger(object_kind=ObjectKind.ENTERPRISE, object_id=each.id), "major")
    visits.a_visit(object_id=firm.id)
    cases.a_case(object_id=firm.id)
    found = joined(LEADER, "enterprise", firm.id, NOW)
    assert totals(found) | {"incidents": 0, "stations": 0, "alarms": 0} == {
        "dangers": 2,
        "inspections": 1,
        "cases": 1,
        "investigations": 0,
        "incidents": 0,
        "stations": 0,
        "alarms": 0,
    }
    assert found.counts.major == 2
    assert totals(joined(LEADER, "enterprise", other.id, NOW))["dangers"] == 1


def test_how_often_it_is_inspected_comes_from_all_of_it_and_says_why():
    quiet, grave = build_enterprise("513433106"), build_enterprise("513433106", gravest_hazard=1, risk_level=4)
    finding.graded(finding.a_danger(object_kind=ObjectKind.ENTERPRISE, object_id=grave.id), "major")
    of = {each.id: joined(LEADER, "enterprise", each.id, NOW) for each in (quiet, grave)}
    assert (of[quiet.id].frequency.times, of[quiet.id].frequency.share) == (1, "general")
    assert (of[grave.id].frequency.times, of[grave.id].frequency.share) == (6, "key")
    told = {str(word): (str(value), adds) for word, value, adds in of[grave.id].reasons}
    assert sorted(adds for _, adds in told.values()) == [2, 2, 3]
    assert [adds for *_, adds in of[quiet.id].reasons] == [1]


def test_what_happened_and_what_measures_within_a_kilometre_belongs_to_it():
    firm = build_enterprise("513433106")
    near, far = Point(102.275, 28.722, srid=4326), Point(102.29, 28.72, srid=4326)
    stations = [build_station(code, longitude=place.x, latitude=place.y) for code, place in (("S1", near), ("S2", far))]
    for station in stations:
        an_alarm(station_id=str(station.id), region=f"51343310{stations.index(station) + 6}")
    for place in (near, far):
        an_incident(location=(place.x, place.y))
    found = joined(LEADER, "enterprise", firm.id, NOW)
    assert [row.id for row in found.parts["stations"].rows] == [stations[0].id]
    assert (found.parts["alarms"].total, found.parts["incidents"].total) == (1, 1)


def test_a_site_with_linked_stations_shows_these_wherever_they_stand():
    site = build_site()
    near = build_station("S1", longitude=102.271, latitude=28.72)
    linked = build_station("S2", longitude=103.5, latitude=28.0)
    assert [row.id for row in joined(LEADER, "site", site.id, NOW).parts["stations"].rows] == [near.id]
    risks.set_stations(
        site_id=site.id, stations={linked.id: linked.name}, actor=visits.somebody("department_operator"), now=NOW
    )
    assert [row.id for row in joined(LEADER, "site", site.id, NOW).parts["stations"].rows] == [linked.id]


def test_a_part_is_absent_for_who_may_not_see_it_and_the_whole_for_another_county():
    firm = build_enterprise("513433106")
    township = visits.somebody("township_officer", "513433106")
    assert "cases" not in joined(township, "enterprise", firm.id, NOW).parts
    for actor, kind, thing_id in (
        (visits.somebody("duty_leader", "513401"), "enterprise", firm.id),
        (LEADER, "enterprise", uuid4()),
        (LEADER, "secret", firm.id),
        (LEADER, "site", firm.id),
    ):
        with pytest.raises(NotFound):
            joined(actor, kind, thing_id, NOW)


def test_the_page_shows_the_parts_and_the_files_lead_to_it():
    firm, site = build_enterprise("513433106", gravest_hazard=2), build_site()
    finding.graded(
        finding.a_danger(object_kind=ObjectKind.ENTERPRISE, object_id=firm.id, title="a leaking flange"), "major"
    )
    client = client_with("duty_leader", "513433")
    page = client.get(f"/joined/enterprise/{firm.id}/")
    assert page.status_code == 200
    assert "a leaking flange" in page.text
    assert client.get(f"/joined/site/{site.id}/").status_code == 200
    assert f"/joined/enterprise/{firm.id}/" in client.get(f"/enterprises/{firm.id}/").text
    assert f"/joined/site/{site.id}/" in client.get(f"/risks/sites/{site.id}/").text
    assert client_with("duty_leader", "513401").get(f"/joined/enterprise/{firm.id}/").status_code == 404
