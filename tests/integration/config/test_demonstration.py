"""The demonstration prefecture: the plan's numbers, the same on every machine, loaded again and removed."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection

from anlan.command import api as command
from anlan.config import exercise
from anlan.config.commands.demo import parts
from anlan.config.demo.places import REGION
from anlan.enterprises import api as enterprises
from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM
from anlan.major_hazards import api as major_hazards
from anlan.people import api as people
from anlan.places import api as places
from anlan.places.models import Footprint
from anlan.readiness import api as readiness
from anlan.risks import api as risks

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

SEED = 5134


def load() -> None:
    for _, part in parts():
        part.load(SEED, lambda *_: None)


def remove() -> None:
    for _, part in reversed(parts()):
        part.remove()


def numbers() -> dict[str, int]:
    below = places.counts_below(REGION)
    stores = readiness.store_counts(SYSTEM, readiness.StoreFilter())
    stations = "select count(*) from monitoring_station where kind = 'weather'"
    with connection.cursor() as cursor:
        cursor.execute(stations)
        weather = cursor.fetchone()[0]
    return {
        "counties": below[places.RegionLevel.COUNTY],
        "townships": below[places.RegionLevel.TOWNSHIP],
        "villages": below[places.RegionLevel.VILLAGE],
        "hazard sites": len(risks.sites(SYSTEM, risks.SiteFilter())),
        "reservoirs": len(risks.reservoirs(SYSTEM, risks.ReservoirFilter())),
        "chemical firms": len(enterprises.enterprises(SYSTEM, enterprises.EnterpriseFilter(industry="chemicals"))),
        "major hazards": major_hazards.major_count(SYSTEM),
        "mine teams": len(readiness.teams(SYSTEM, readiness.TeamFilter(kind="mine"))),
        "mine rescuers": readiness.member_count(SYSTEM, readiness.TeamFilter(kind="mine")),
        "teams": len(readiness.teams(SYSTEM)),
        "members": readiness.member_count(SYSTEM, readiness.TeamFilter()),
        "prefecture stores": stores.get("2", 0),
        "county stores": stores.get("3", 0),
        "township stores": stores.get("4", 0),
        "weather stations": weather,
    }


PLAN = {
    "counties": 17,
    "townships": 304,
    "villages": 2377,
    "hazard sites": 2000 + 70,
    "reservoirs": 150,
    "chemical firms": 12,
    "major hazards": 18,
    "mine teams": 4,
    "mine rescuers": 93,
    "teams": 14 + 4,
    "members": 1033 + 93,
    "prefecture stores": 1,
    "county stores": 17,
    "township stores": 240,
    "weather stations": 626,
}


def everything() -> list[tuple]:
    """Return what was invented, to compare two loads."""
    sites = risks.sites(SYSTEM, risks.SiteFilter())
    teams = readiness.teams(SYSTEM)
    return [*sites[: len(sites)], *teams[: len(teams)]]


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.ANLAN = {**settings.ANLAN, "ANLAN_VAR": tmp_path}


def test_the_demonstration_has_the_plan_s_numbers_and_goes_as_it_came():
    load()
    first, invented = numbers(), everything()
    assert first == PLAN
    _villages_have_responsible_persons()
    _drawn_points_lie_in_their_counties()
    _the_exercise_is_played_to_its_last_lesson()

    load()
    assert numbers() == PLAN
    assert everything() == invented

    remove()
    left = {name: count for name, count in numbers().items() if name not in ("counties", "townships", "villages")}
    assert set(left.values()) == {0}
    assert people.persons(SYSTEM, people.PersonFilter()) == ()


def _the_exercise_is_played_to_its_last_lesson() -> None:
    assert exercise.is_held() is False
    incident_id = exercise.play(clock.now() - timedelta(days=2))
    assert exercise.is_held()
    review = command.review_of(SYSTEM, incident_id)
    assert (review.state, review.counts["undone"], review.counts["late"]) == ("signed", 0, 1)
    states = Counter(lesson.state for lesson in command.lessons_from(SYSTEM, f"review:{review.id}"))
    assert states == {"closed": 1, "done": 1, "open": 1}
    assert {row.state for row in command.watches_of(SYSTEM, incident_id)} == {"out"}
    told = command.escalations_of(SYSTEM, incident_id)
    assert told
    assert all(row.answered_at for row in told)
    assert [row.state for row in command.consultations_of(SYSTEM, incident_id)] == ["closed"]
    assert command.holder_of(incident_id, exercise.COUNTY) == exercise.PREFECTURE
    assert all(order.is_exercise for order in command.orders_of(SYSTEM, incident_id, clock.now()))


def _villages_have_responsible_persons() -> None:
    villages = places.descendant_codes(REGION, places.RegionLevel.VILLAGE)
    chains = people.call_chains(villages)
    own = {village: {target.rank for target in chains[village] if target.region == village} for village in villages}
    assert [village for village, ranks in own.items() if not {"A", "B"} <= ranks] == []


def _drawn_points_lie_in_their_counties() -> None:
    statement = """
        select count(*) from places_footprint small join places_footprint county on county.code = left(small.code, 6)
        where small.level > 3 and not (st_covers(county.area, small.point) and st_isvalid(small.area))
    """
    with connection.cursor() as cursor:
        cursor.execute(statement)
        assert cursor.fetchone()[0] == 0
    sources = Counter(Footprint.objects.filter(level=4).values_list("point_source", flat=True))
    assert sources["schematic"] + sources["known"] == 304
