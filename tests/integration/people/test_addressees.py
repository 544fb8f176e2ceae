"""Who is found in an area: by the exact place, by the register where no place is known, by duty, post and task."""

import numpy as np
import pytest
import shapely
from django.contrib.gis.geos import GEOSGeometry, Point
from django.db import connection
from shapely import MultiPolygon, Polygon, box
from tests.factories.people import build_duty, build_household, build_organisation, build_person, build_resident

from anlan.people import api as people
from anlan.people.models import Device, Resident

pytestmark = pytest.mark.django_db
TOWNSHIP = "513433103"
VILLAGES = (TOWNSHIP + "201", TOWNSHIP + "202")
SQUARE = box(102.2, 28.6, 102.3, 28.7)


def found(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement.sql, statement.values)
        return sorted((row[2], row[-1]) for row in cursor.fetchall())


def residents(outline, regions=(TOWNSHIP,), *, by_region=False, is_exercise=False):
    return found(people.residents_in(outline, regions, by_region=by_region, is_exercise=is_exercise))


def test_those_inside_on_the_edge_and_at_a_corner_are_found():
    for name, at in (
        ("inside", (102.25, 28.65)),
        ("edge", (102.2, 28.65)),
        ("corner", (102.3, 28.7)),
        ("just outside", (102.19999, 28.65)),
    ):
        build_resident(name, at=at)
    assert residents(SQUARE) == [("corner", "lives_there"), ("edge", "lives_there"), ("inside", "lives_there")]
    assert people.resident_ids(SQUARE)[0] + len(people.resident_ids(SQUARE)[1]) == 3


def test_nobody_in_a_hole_but_whoever_stands_on_its_edge():
    holed = Polygon(SQUARE.exterior, [box(102.24, 28.64, 102.26, 28.66).exterior.coords])
    build_resident("in the hole", at=(102.25, 28.65))
    build_resident("on its edge", at=(102.24, 28.65))
    build_resident("beside it", at=(102.23, 28.65))
    assert residents(holed) == [("beside it", "lives_there"), ("on its edge", "lives_there")]


def test_every_part_of_an_area_counts():
    parts = MultiPolygon([box(102.2, 28.6, 102.21, 28.61), box(102.3, 28.7, 102.31, 28.71)])
    build_resident("first", at=(102.205, 28.605))
    build_resident("second", at=(102.305, 28.705))
    build_resident("between", at=(102.25, 28.65))
    assert residents(parts) == [("first", "lives_there"), ("second", "lives_there")]


def test_without_a_place_the_register_decides():
    build_resident("somewhere", region=VILLAGES[0], at=None)
    build_resident("elsewhere", region="513433104201", at=None)
    assert residents(SQUARE) == [("somewhere", "registered_there")]
    assert residents(SQUARE, (VILLAGES[1],)) == []


def test_who_is_registered_here_and_lives_elsewhere_is_meant_by_divisions_only():
    build_resident("away", region=VILLAGES[0], at=(101.0, 28.0))
    build_resident("guest", region="513434101201", at=(102.25, 28.65))
    assert residents(SQUARE) == [("guest", "lives_there")]
    assert residents(SQUARE, by_region=True) == [("away", "registered_there"), ("guest", "lives_there")]


def test_regions_one_in_another_count_once():
    build_resident("somewhere", region=VILLAGES[0], at=None)
    assert residents(SQUARE, (TOWNSHIP, VILLAGES[0], TOWNSHIP)) == [("somewhere", "registered_there")]


def test_exercises_and_reality_do_not_meet():
    build_resident("real")
    build_resident("exercise", is_exercise=True)
    assert residents(SQUARE) == [("real", "lives_there")]
    assert residents(SQUARE, is_exercise=True) == [("exercise", "lives_there")]


def test_nobody_is_found_where_nobody_lives():
    assert residents(SQUARE, ()) == residents(MultiPolygon(), ()) == []
    assert people.headcounts(MultiPolygon(), (), is_exercise=False) == ()


def test_the_same_people_as_postgis_finds():
    rng = np.random.default_rng(7)
    turn = np.linspace(0, 2 * np.pi, 300, endpoint=False)
    reach = rng.uniform(0.02, 0.1, 300)
    ragged = Polygon(np.c_[102.25 + reach * np.cos(turn), 28.65 + reach * np.sin(turn)])
    places = [*rng.uniform((102.1, 28.5), (102.4, 28.8), (3000, 2)), *shapely.get_coordinates(ragged)]
    Resident.objects.bulk_create(
        Resident(name=str(n), region=VILLAGES[0], location=Point(*each, srid=4326)) for n, each in enumerate(places)
    )
    outline = GEOSGeometry(ragged.wkb.hex(), srid=4326)
    theirs = set(Resident.objects.filter(location__coveredby=outline).values_list("name", flat=True))
    ours = [name for name, _reason in residents(ragged)]
    assert len(ours) == len(set(ours))
    assert set(ours) == theirs
    assert 300 < len(theirs) < 3300
    assert sum(each.count for each in people.headcounts(ragged, (), is_exercise=False)) == len(ours)


def test_headcounts_by_village_and_wish():
    build_resident(region=VILLAGES[0], phone="1")
    build_resident(region=VILLAGES[0], phone="2", at=(102.2, 28.65))
    build_resident(region=VILLAGES[0], phone="3", channels=["voice"])
    build_resident(region=VILLAGES[1], at=None)
    assert {
        (each.region, each.ways, each.has_phone): each.count
        for each in people.headcounts(SQUARE, (TOWNSHIP,), is_exercise=False)
    } == {(VILLAGES[0], (), True): 2, (VILLAGES[0], ("voice",), True): 1, (VILLAGES[1], (), False): 1}


def test_holders_of_a_duty_in_the_area_and_above_it():
    for name, region in (("village", VILLAGES[0]), ("township", TOWNSHIP), ("county", "513433"), ("other", "513434")):
        build_duty(build_person(name, region), region)
    build_duty(build_person("geo", TOWNSHIP), TOWNSHIP, duty="geohazard")
    build_duty(build_person("former", VILLAGES[1]), VILLAGES[1], valid_to="2021-01-01T00:00Z")
    statement = people.holders_for((TOWNSHIP,), ("flash_flood",), (6, 9, 12))
    assert found(statement) == [("county", "duty"), ("township", "duty"), ("village", "duty")]
    assert found(people.holders_for((TOWNSHIP,), ("flash_flood",), (12,))) == [("village", "duty")]


def test_staff_of_a_branch_above_the_area():
    water = build_organisation(branch="water")
    build_person("water", organisation=water)
    build_person("schools", organisation=build_organisation(branch="education"))
    assert found(people.staff_for((TOWNSHIP,), ("department",), ("water",), (6,))) == [("water", "post")]
    assert len(found(people.staff_for((TOWNSHIP,), ("department",), (), (6,)))) == 2


def test_who_does_something_for_the_others_is_found_by_the_register():
    build_resident("patrol", region=VILLAGES[0], at=(101.0, 28.0), duties=["patrol"])
    build_resident("nobody", region=VILLAGES[0], at=(101.0, 28.0))
    assert found(people.helpers_for((TOWNSHIP,), ("patrol", "helper"), is_exercise=False)) == [("patrol", "task")]


def test_a_device_is_meant_where_it_is_heard(actor_with):
    officer = actor_with("township_officer", TOWNSHIP)
    home = build_household(VILLAGES[0])
    for name, at, reach in (
        ("inside", 102.25, 0),
        ("heard", 102.305, 1000),
        ("too far", 102.32, 1000),
        ("no place", None, 0),
    ):
        people.keep_device(
            device_id=None,
            details=people.DeviceDetails(
                code=name,
                name=name,
                kind="siren",
                address=name,
                region=home.region,
                longitude=at,
                latitude=28.65 if at else None,
                reach_m=reach,
            ),
            actor=officer,
            now="2020-01-01T00:00Z",
        )
    statement = people.devices_for(SQUARE, (TOWNSHIP,), is_exercise=False)
    assert found(statement) == [("heard", "heard_there"), ("inside", "heard_there"), ("no place", "registered_there")]
    Device.objects.filter(name="inside").update(is_in_service=False)
    assert "inside" not in dict(found(statement))
