"""Roads of an extract, closing and opening them, and the time that ways take."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import osmium
import pytest
from click.testing import CliRunner
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.access import client_with
from tests.factories.places import build_divisions, build_footprint

from anlan.config.commands.places import command as places_command
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound, TransitionNotAllowed
from anlan.places import api
from anlan.places.models import Road, RoadClosure, RoadEdition
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 7, 1, 8, tzinfo=UTC)
COUNTY = "513433"
A, B, C, D = (102.0, 28.0), (102.1, 28.0), (102.1, 28.1), (102.0, 28.1)
EXTRACT = """<?xml version="1.0"?><osm version="0.6">
<node id="1" lon="102.0" lat="28.0" version="1"/><node id="2" lon="102.1" lat="28.0" version="1"/>
<node id="3" lon="102.1" lat="28.1" version="1"/><node id="4" lon="102.0" lat="28.1" version="1"/>
<way id="1" version="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="trunk"/></way>
<way id="2" version="1"><nd ref="2"/><nd ref="3"/><nd ref="4"/><nd ref="1"/><tag k="highway" v="tertiary"/></way>
</osm>"""


@pytest.fixture
def extract(tmp_path):
    path = tmp_path / "extract.osm"
    path.write_text(EXTRACT)
    return path


@pytest.fixture
def roads(extract):
    return load(extract)


def load(path, **more):
    return api.load_roads(path=path, source="OpenStreetMap", as_of=date(2026, 6, 1), actor=SYSTEM, now=NOW, **more)


@pytest.fixture
def officer(actor_with):
    return actor_with("duty_officer", COUNTY)


def closing(**changes) -> api.Closing:
    wanted = {"region": COUNTY, "place": "K12", "reason": "slide", "longitude": 102.05, "latitude": 28.0, "radius": 300}
    return api.Closing(**(wanted | changes))


def close(officer, now=NOW, **changes):
    return api.close_roads(closing=closing(**changes), actor=officer, now=now)


def minutes(start, end, now=NOW, **more) -> float:
    return float(api.travel([start], [end], now=now, **more).minutes[0, 0])


def test_an_extract_comes_into_force_once_in_place_of_the_one_before(extract):
    found = load(extract)
    assert (found.stretches, found.junctions, found.is_repeated) == (4, 4, False)
    assert found.kilometres == pytest.approx(9.8 + 11.1 + 9.8 + 11.1, abs=0.2)
    assert load(extract).is_repeated
    extract.write_text(EXTRACT.replace('v="trunk"', 'v="primary"'))
    assert not load(extract).is_repeated
    assert sorted(Road.objects.values_list("kind", flat=True)) == ["primary", "tertiary", "tertiary", "tertiary"]
    assert JournalEntry.objects.filter(kind="places.roads_loaded").count() == 2


def test_the_command_loads_a_packed_extract_obeys_its_limits_and_says_what_it_left_out(tmp_path):
    path = tmp_path / "county.osm.pbf"
    with osmium.SimpleWriter(str(path)) as writer:
        for number, place in enumerate((A, B, C, D), start=1):
            writer.add_node(osmium.osm.mutable.Node(id=number, version=1, location=place))
        slow = {"highway": "trunk", "maxspeed": "20 mph"}
        writer.add_way(osmium.osm.mutable.Way(id=1, version=1, nodes=[1, 2], tags=slow))
        back = {"highway": "trunk", "oneway": "-1", "maxspeed": "CN:rural"}
        writer.add_way(osmium.osm.mutable.Way(id=2, version=1, nodes=[2, 3], tags=back))
        writer.add_way(osmium.osm.mutable.Way(id=3, version=1, nodes=[1, 4], tags={"route": "ferry"}))
        tags, members = {"type": "restriction"}, [("w", 1, "from"), ("n", 2, "via"), ("w", 2, "to")]
        writer.add_relation(osmium.osm.mutable.Relation(id=1, version=1, members=members, tags=tags))
    answer = CliRunner().invoke(places_command, ["roads", str(path), "--source", "OSM", "--as-of", "2026-06-01"])
    assert answer.exit_code == 0, answer.output
    assert "0 roads closed to cars, 1 ferries, 1 turn restrictions" in answer.output
    assert "1 speed limits were not figures" in answer.output
    assert minutes(A, B) == pytest.approx(9.82 / 32.19 * 60, abs=0.05)
    assert minutes(C, B) == pytest.approx(11.12 / 60 * 60, abs=0.05)
    assert minutes(B, C) == float("inf")


def test_a_broken_extract_leaves_the_one_in_force(roads, tmp_path):
    path = tmp_path / "broken.osm"
    path.write_text("<osm")
    with pytest.raises(api.RoadsUnreadable):
        load(path)
    assert (RoadEdition.objects.count(), Road.objects.count()) == (1, 4)


def test_only_an_administrator_loads_roads(extract, officer):
    with pytest.raises(NotAllowed):
        api.load_roads(path=extract, source="x", as_of=date(2026, 6, 1), actor=officer, now=NOW)
    assert not RoadEdition.objects.exists()


def test_the_way_takes_the_time_of_its_roads_and_says_that_it_is_by_road(roads):
    found = api.travel([A], [B, C], now=NOW)
    trunk, round_about = found.minutes[0]
    assert trunk == pytest.approx(9.82 / 60 * 60, abs=0.05)
    assert round_about > trunk
    assert found.by_road.all()


def test_without_roads_the_way_is_a_guess_by_the_straight_line(db):
    found = api.travel([A], [B], now=NOW)
    assert (found.minutes[0, 0], found.by_road[0, 0]) == (pytest.approx(9.82 * 1.3 / 45 * 60, abs=0.05), False)


def test_in_the_mountains_the_guess_is_longer():
    build_footprint(COUNTY, (102.0, 28.5, 102.5, 29.0))
    assert minutes((102.17, 28.55), (102.17, 28.65)) == pytest.approx(11.12 * 1.8 / 30 * 60, abs=0.1)


def test_beyond_the_roads_of_the_extract_the_way_is_a_guess(roads):
    found = api.travel([A], [(103.0, 28.0)], now=NOW)
    assert np.isfinite(found.minutes[0, 0])
    assert not found.by_road[0, 0]


def test_a_closed_road_is_driven_round_until_it_is_open_again(roads, officer):
    before = minutes(A, B)
    closure = close(officer)
    assert minutes(A, B) > 3 * before
    api.open_roads(closure_id=closure, actor=officer, now=NOW)
    assert minutes(A, B) == before


def test_where_all_roads_are_closed_nobody_comes_by_road_and_no_guess_says_otherwise(roads, officer):
    close(officer)
    close(officer, longitude=102.1, latitude=28.05)
    assert minutes(A, B) == float("inf")


@pytest.mark.parametrize(("after", "is_closed"), [(59, True), (60, False), (61, False)])
def test_a_closure_ends_by_itself_at_its_time(roads, officer, after, is_closed):
    before = minutes(A, B)
    close(officer, until=NOW + timedelta(minutes=60))
    assert (minutes(A, B, NOW + timedelta(minutes=after)) > before) is is_closed


def test_what_an_exercise_closes_is_closed_for_exercises_only(roads, officer):
    before = minutes(A, B)
    close(officer, is_exercise=True)
    assert minutes(A, B) == before
    assert minutes(A, B, is_exercise=True) > before


def test_the_first_to_come_and_the_helicopter(roads):
    found = api.first_to_come([B, D], [A, (103.0, 28.0)], now=NOW)
    assert found.minutes[0, 0] == pytest.approx(9.82, abs=0.05)
    assert found.by_road.tolist() == [[True, False]]
    assert np.isinf(api.first_to_come([], [A], now=NOW).minutes).all()
    assert api.first_by_air([A], [B])[0] == pytest.approx(30 + 9.82 / 200 * 60, abs=0.05)
    assert np.isinf(api.first_by_air([], [B])).all()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"place": " "}, "place"),
        ({"reason": ""}, "reason"),
        ({"radius": 49.9}, "radius"),
        ({"radius": 20000.1}, "radius"),
        ({"radius": float("nan")}, "radius"),
        ({"latitude": 91}, "longitude, latitude"),
        ({"until": NOW}, "until"),
    ],
)
def test_a_closure_that_makes_no_sense_is_refused(officer, changes, field):
    with pytest.raises(InvalidValue) as refusal:
        close(officer, **changes)
    assert refusal.value.data["field"] == field
    assert not RoadClosure.objects.exists()
    assert not JournalEntry.objects.exists()


def test_nobody_closes_or_opens_roads_of_another_county(officer, actor_with):
    stranger = actor_with("duty_officer", "513401")
    with pytest.raises(NotAllowed):
        close(stranger)
    closure = close(officer)
    with pytest.raises(NotFound):
        api.open_roads(closure_id=closure, actor=stranger, now=NOW)
    assert RoadClosure.objects.get().opened_at is None


def test_a_road_is_opened_once(officer):
    closure = close(officer)
    api.open_roads(closure_id=closure, actor=officer, now=NOW)
    with pytest.raises(TransitionNotAllowed):
        api.open_roads(closure_id=closure, actor=officer, now=NOW)
    assert JournalEntry.objects.filter(kind="places.roads_opened").count() == 1


def test_an_officer_closes_and_opens_on_the_page(at):
    build_divisions()
    at(NOW)
    client = client_with("duty_officer", COUNTY)
    assert "roads/close" in client.get("/roads/").content.decode()
    form = {
        "region": COUNTY,
        "place": "K12+300",
        "reason": "slide",
        "longitude": "102.05",
        "latitude": "28",
        "radius": "300",
    }
    assert client.post("/roads/close/", form | {"radius": "nan"}).status_code == 422
    assert not RoadClosure.objects.exists()
    assert client.post("/roads/close/", form).status_code == 302
    assert "K12+300" in client.get("/roads/?state=closed").content.decode()
    assert client.post(f"/roads/{RoadClosure.objects.get().id}/open/").status_code == 302
    assert "K12+300" not in client.get("/roads/?state=closed").content.decode()
    assert "K12+300" in client.get("/roads/?state=over&q=K12").content.decode()
    assert client_with("duty_officer", "513401").get("/roads/?q=K12").content.decode().count("K12+300") == 0


def test_the_list_asks_the_same_number_of_questions_for_one_closure_as_for_many(officer, at):
    build_divisions()
    at(NOW)
    client, counts = client_with("duty_officer", COUNTY), []
    client.get("/roads/")
    for more in (1, 19):
        for _ in range(more):
            close(officer)
        client.get("/roads/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/roads/")
        counts.append(len(asked))
    assert counts[0] == counts[1]
