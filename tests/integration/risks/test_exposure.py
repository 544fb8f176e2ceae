"""Exposed elements in risk zones: counted by township and level, the same as a plain question to PostGIS."""

from collections import defaultdict
from random import Random

import pytest
from django.contrib.gis.geos import LineString, MultiPolygon, Point, Polygon
from django.db import connection
from tests.factories.access import client_with
from tests.factories.people import build_household, build_resident
from tests.factories.places import build_divisions
from tests.factories.risks import build_site

from anlan.risks import api
from anlan.risks.models import ExposedElement, RiskZone

pytestmark = pytest.mark.django_db
TOWNS = ("513433106", "513433001")


def square(west, south, side):
    return MultiPolygon(Polygon.from_bbox((west, south, west + side, south + side)), srid=4326)


def build_zone(number, level, area, hazard="geology", region=TOWNS[0]):
    return RiskZone.objects.create(code=f"Z{number}", hazard=hazard, level=level, area=area, region=region)


def build_element(number, kind, shape, region=TOWNS[0], persons=1):
    named = {"code": f"E{number}", "name": f"element {number}", "kind": kind, "region": region}
    return ExposedElement.objects.create(**named, shape=shape, persons=persons, households=1)


def plain(hazard):
    """Ask PostGIS in the plainest way: every pair that touches, the gravest level of each element."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select left(e.region, 9), g.level, e.kind, count(*), sum(e.persons) from risks_exposedelement e join (
                select e.id, max(z.level) as level from risks_exposedelement e, risks_riskzone z
                where z.hazard = %s and st_intersects(e.shape, z.area) group by e.id
            ) g on g.id = e.id group by 1, 2, 3
            """,
            [hazard],
        )
        return {tuple(row[:3]): tuple(row[3:]) for row in cursor.fetchall()}


def test_the_overlay_is_what_a_plain_question_gives(actor_with):
    chance = Random(7)
    for number in range(12):
        area = square(102 + chance.random(), 28 + chance.random(), 0.3)
        build_zone(number, chance.randint(1, 4), area, hazard=("geology", "flood")[number % 4 == 0])
    for number in range(120):
        x, y = 102 + chance.random() * 1.3, 28 + chance.random() * 1.3
        shape = Point(x, y, srid=4326) if number % 5 else LineString((x, y), (x + 0.1, y + 0.1), srid=4326)
        kind = ("house", "school", "road")[number % 3]
        build_element(number, kind, shape, region=f"{TOWNS[number % 2]}20{number % 3}", persons=number)

    lines = api.overlay(actor_with("duty_officer", "5134"), "geology")

    found = defaultdict(int)
    for line in lines:
        for kind, count in line.counts.items():
            found[line.region, line.level, kind] = count
    expected = plain("geology")
    assert dict(found) == {key: count for key, (count, _persons) in expected.items()}
    assert sum(line.persons for line in lines) == sum(persons for _count, persons in expected.values())
    assert [line.level for line in lines] == sorted((line.level for line in lines), reverse=True)


def test_registered_residents_count_at_the_gravest_level_and_only_in_the_reader_s_regions(actor_with):
    build_zone(1, 2, square(102.2, 28.6, 0.2))
    build_zone(2, 4, square(102.24, 28.64, 0.05))
    for at in ((102.25, 28.65), (102.21, 28.61), (103.0, 29.0)):
        home = build_household(region=f"{TOWNS[0]}200", at=at)
        build_resident(household=home, region=f"{TOWNS[0]}200", at=at)

    lines = api.overlay(actor_with("duty_officer", "5134"), "geology")
    assert [(line.level, line.residents) for line in lines] == [(4, 1), (2, 1)]
    assert api.overlay(actor_with("township_officer", TOWNS[1]), "geology") == ()


def test_a_site_s_area_says_what_it_reaches_and_none_where_it_is_not_known():
    site, unknown = build_site(area=square(102.2, 28.6, 0.1)), build_site()
    build_element(1, "school", Point(102.25, 28.65, srid=4326))
    build_element(2, "school", Point(103.25, 28.65, srid=4326))
    assert (api.reached_by(site.id), api.reached_by(unknown.id)) == ({"school": 1}, None)


def test_the_pages_show_filter_and_export(actor_with):
    build_divisions()
    build_zone(1, 4, square(102.2, 28.6, 0.1))
    inside = build_element(1, "school", Point(102.25, 28.65, srid=4326))
    outside = build_element(2, "hospital", Point(103.25, 28.65, srid=4326))
    client = client_with("duty_officer")

    page = client.get("/risks/exposed/?hazard=geology").content.decode()
    assert inside.name in page
    assert outside.name not in page
    for path in ("/risks/exposed/", "/risks/zones/?level=4", "/risks/overlay/", "/risks/overlay/?hazard=flood"):
        assert client.get(path).status_code == 200
    rows = b"".join(client.get("/risks/overlay/?format=csv").streaming_content).decode().splitlines()
    assert rows[1].endswith(",0,1,1,1")
    assert api.tile(actor_with("duty_officer", "5134"), (10, 802, 426), "risk_zones") != b""
    assert api.tile(actor_with("township_officer", TOWNS[1]), (10, 802, 426), "risk_zones") == b""


def test_the_printed_map_has_its_size_its_bar_and_only_what_the_reader_may_see():
    build_divisions()
    build_zone(1, 4, square(102.2, 28.6, 0.1))
    site = build_site()
    path = "/risks/print/?scale=50000&paper=A3&hazard=geology&longitude=102.27&latitude=28.7"

    svg = client_with("duty_officer").get(f"{path}&format=svg").content.decode()
    assert 'width="420.0mm" height="297.0mm" viewBox="0 0 420.0 297.0"' in svg
    assert 'id="scale-bar" width="40.000"' in svg
    assert "#e03131" in svg.split("</g>")[0]
    assert site.name in svg
    foreign = client_with("township_officer", TOWNS[1]).get(f"{path}&format=svg").content.decode()
    assert site.name not in foreign
    assert client_with("duty_officer").get(path).status_code == 200
    assert client_with("duty_officer").get("/risks/print/?scale=60000").status_code == 422


def test_the_map_bears_what_may_be_hit_by_kind_within_the_reader_s_regions_and_its_side_leads_to_it():
    school = build_element(1, "school", Point(102.25, 28.75, srid=4326), persons=120)
    build_element(2, "road", LineString((102.20, 28.70), (102.30, 28.70), (102.30, 28.80), srid=4326))
    build_element(3, "bridge", square(102.26, 28.76, 0.001))
    officer, other = client_with("duty_officer", TOWNS[0]), client_with("township_officer", "513433102")
    near, far = "/map/tiles/exposed_elements/11/1605/853.mvt", "/map/tiles/exposed_elements/8/200/106.mvt"
    tile = officer.get(near).content
    assert all(each in tile for each in (b"element 1", b"element 2", b"element 3", b"school", b"road"))
    assert b"point_count" in officer.get(far).content
    assert (other.get(near).content, other.get(far).content) == (b"", b"")
    side = officer.get(f"/map/things/exposed_elements/{school.id}/").content.decode()
    assert all(each in side for each in ("element 1", "120", "/risks/exposed/?q=E1"))
    assert other.get(f"/map/things/exposed_elements/{school.id}/").status_code == 404
    layer = next(each for each in officer.get("/map/").context["config"].layers if each.id == "exposed_elements")
    assert (layer.is_visible, layer.count, layer.icon.names["school"]) == (False, 3, "school")
