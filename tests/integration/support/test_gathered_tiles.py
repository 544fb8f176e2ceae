"""Far tiles gather points: nothing is thinned out, and every point counts once."""

import random
from math import asinh, atan, degrees, floor, pi, radians, sinh, tan

import pytest
from django.contrib.gis.gdal import DataSource
from django.contrib.gis.geos import Point
from tests.factories.risks import build_site

from anlan.risks.models import HazardSite
from anlan.support.tiles import BLOCK, GATHERED_BELOW, point_tiles

pytestmark = pytest.mark.django_db
COLUMNS = ("location", "id", "name", "threatened_persons")


def tiles(worst=""):
    return point_tiles(HazardSite.objects.all(), layer="sites", columns=COLUMNS, worst=worst)


@pytest.fixture
def features(tmp_path):
    """Return what an independent reader (GDAL) finds in a tile."""

    def read(at, worst=""):
        content = tiles(worst).tile(at)
        if not content:
            return []
        path = tmp_path / "tile.mvt"
        path.write_bytes(content)
        (layer,) = DataSource(path)
        return [{name: each.get(name) for name in each.fields} | {"at": each.geom.tuple} for each in layer]

    return read


def scattered(number, seed=7):
    chance = random.Random(seed)
    site = build_site()
    HazardSite.objects.bulk_create(
        HazardSite(
            code=f"S{n}",
            name=f"site {n}",
            kind="landslide",
            grade="small",
            region="513433106200",
            location=Point(chance.uniform(100.0, 104.0), chance.uniform(26.0, 30.5), srid=4326),
            threatened_persons=n,
        )
        for n in range(number)
    )
    return site


def tiles_round(zoom, west=99.9, east=104.1, south=25.9, north=30.6):
    """Return the numbers of all tiles that cover the box, by the formula of the slippy map."""

    def column(longitude):
        return floor((longitude + 180) / 360 * 2**zoom)

    def row(latitude):
        return floor((1 - asinh(tan(radians(latitude))) / pi) / 2 * 2**zoom)

    return [(zoom, x, y) for x in range(column(west), column(east) + 1) for y in range(row(north), row(south) + 1)]


def count_of(found):
    return sum(int(each.get("point_count") or 1) for each in found)


@pytest.mark.parametrize("zoom", [5, 8, 9])
def test_the_counts_of_all_tiles_of_a_far_zoom_add_up_to_all_points(features, zoom):
    scattered(400)
    found = [each for at in tiles_round(zoom) for each in features(at)]
    assert count_of(found) == 401
    assert zoom == 9 or len(found) < 401


def test_a_point_on_the_border_of_four_tiles_counts_in_one_of_them(features):
    site = build_site()
    HazardSite.objects.filter(id=site.id).update(location=Point(90.0, 0.0, srid=4326))
    around = [(4, x, y) for x in (11, 12) for y in (7, 8)]
    assert [at for at in around if features(at)] == [(4, 12, 8)]


def test_a_point_alone_keeps_its_own_words_and_many_are_one_feature_at_their_mean(features):
    alone = scattered(0)
    at = (8, 200, 106)
    (found,) = features(at)
    assert (found["id"], found["name"]) == (str(alone.id), alone.name)
    assert "point_count" not in found
    build_site(threatened_persons=70)
    build_site(threatened_persons=30)
    (found,) = features(at, worst="threatened_persons")
    assert (found["point_count"], found["worst"]) == (3, 70)
    assert "name" not in found


def test_near_by_every_point_stands_for_itself(features):
    for _ in range(3):
        build_site()
    (at,) = tiles_round(GATHERED_BELOW, 102.27, 102.27, 28.72, 28.72)
    assert [each.get("point_count") for each in features(at)] == [None] * 3


@pytest.mark.parametrize(
    ("across", "down"), [(1.5, 1.5), (1.0, 1.5), (2.01, 1.02), (0.99, 2.98), (0.0, 0.0), (3.97, 4.03), (-0.02, 2.5)]
)
def test_a_block_of_tiles_is_byte_for_byte_what_each_tile_alone_would_be(across, down):
    """Within a tile, on a border, in the margin beyond one, at the block's corner, and just outside the block."""
    zoom, left, top = 12, 3208, 1704
    longitude = (left + across) / 2**zoom * 360 - 180
    latitude = degrees(atan(sinh(pi * (1 - 2 * (top + down) / 2**zoom))))
    site = build_site()
    HazardSite.objects.filter(id=site.id).update(location=Point(longitude, latitude, srid=4326))
    found = tiles().tiles_around((zoom, left + 2, top + 3))
    assert set(found) == {(zoom, left + x, top + y) for x in range(BLOCK) for y in range(BLOCK)}
    assert found == {at: tiles().tile(at) for at in found}
    assert any(found.values())


def test_a_far_tile_is_drawn_alone_and_nothing_comes_of_no_rows():
    build_site()
    assert list(tiles().tiles_around((GATHERED_BELOW - 1, 401, 213))) == [(GATHERED_BELOW - 1, 401, 213)]
    nobody = point_tiles(HazardSite.objects.none(), layer="sites", columns=COLUMNS)
    assert nobody.tiles_around((12, 3211, 1706)) == {(12, 3211, 1706): b""}
