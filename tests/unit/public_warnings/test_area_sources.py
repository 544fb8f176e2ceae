"""Outlines mended, simplified and drawn about lines and points: nothing that was given is ever left outside."""

import math

import msgspec
import pytest
from hypothesis import event, example, given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon, Point, Polygon, make_valid, union_all

from anlan.kernel.errors import AnlanError
from anlan.public_warnings.domain import area
from anlan.public_warnings.domain.errors import BadArea
from anlan.public_warnings.domain.sources import (
    Around,
    Drawn,
    Model,
    RiverReach,
    outline_of,
    pieces_of_geojson,
    source_in,
)

SQUARE = ((102.0, 28.0), (102.1, 28.0), (102.1, 28.1), (102.0, 28.1), (102.0, 28.0))
BOW_TIE = ((102.0, 28.0), (102.1, 28.1), (102.1, 28.0), (102.0, 28.1), (102.0, 28.0))
LOOPED = (
    (102.0, 28.0),
    (102.1, 28.0),
    (102.1, 28.1),
    (102.005, 28.1),
    (102.0, 28.095),
    (102.005, 28.095),
    (102.0, 28.1),
)
NOTHING = 1e-12


def sent_area(found):
    return union_all([Polygon(ring) for ring in found.rings])


MILLIMETRE = 1e-8  # in degrees: what rounding moves
NEEDLE = [(102.0, 28.0), (102.00003848069142, 28.0), (102.0, 29.0), (103.0, 29.0)]
points = st.tuples(st.floats(102.0, 103.0), st.floats(28.0, 29.0))


@settings(max_examples=300, deadline=None)
@example(NEEDLE)
@given(st.lists(points, min_size=3, max_size=25))
def test_any_scribble_is_refused_by_name_or_covered_but_for_said_slivers_by_valid_rings_within_the_limits(ring):
    try:
        shape, _said = area.mended(tuple(ring))
    except BadArea as error:
        event(str(error.data["rule"]))
        return
    found = area.cleaned([shape])
    drawn = make_valid(Polygon(area.within_limits(ring)))
    said_left_out = sum(each.hectares for each in found.changes if each.rule == "slivers")
    outside = drawn.difference(sent_area(found).buffer(MILLIMETRE))
    assert area.km2(outside) * 100 <= said_left_out * 1.01 + 1e-9
    assert all(Polygon(each).is_valid and each[0] == each[-1] and Polygon(each).exterior.is_ccw for each in found.rings)
    assert sum(len(each) for each in found.rings) <= area.MOST_POINTS_SENT + 8
    assert area.checked_rings(found.rings) == found.rings


def ragged(seed: int, corners: int) -> Polygon:
    turn = [2 * math.pi * number / corners for number in range(corners)]
    far = [0.4 + 0.03 * math.sin(seed + 37.7 * number) for number in range(corners)]
    return Polygon([(102.5 + r * math.cos(a), 28.5 + r * math.sin(a)) for a, r in zip(turn, far, strict=True)])


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(400, 3000), st.integers(30, 360))
def test_the_stated_error_holds_at_every_point_of_what_is_sent(seed, corners, most):
    true = ragged(seed, corners)
    found = area.simplified(true, most)
    outer = sent_area(found)
    assert true.difference(outer).area < NOTHING
    assert sum(len(ring) for ring in found.rings) <= most + 4
    reach_degrees = found.error_m / (111_320 * math.cos(math.radians(29)))
    assert true.buffer(reach_degrees, quad_segs=32).covers(outer)


def test_a_small_loop_is_mended_and_said_with_its_size_and_spot():
    shape, said = area.mended(LOOPED)
    assert [change.rule for change in said] == ["closed", "mended"]
    assert 0 < said[1].hectares < 40
    assert (102.0 <= said[1].longitude <= 102.01, 28.09 <= said[1].latitude <= 28.1) == (True, True)
    assert shape.is_valid


def test_a_bow_tie_is_refused_with_its_crossing_since_nobody_knows_what_was_meant():
    with pytest.raises(AnlanError) as caught:
        outline_of(Drawn(rings=(BOW_TIE,)))
    found = caught.value.data
    assert (found["rule"], found["longitude"], found["latitude"]) == ("does_not_cross_itself", 102.05, 28.05)


def test_a_clean_outline_is_sent_as_it_is():
    found = outline_of(Drawn(rings=(SQUARE,)))
    assert (found.error_m, found.changes) == (0, ())
    assert Polygon(found.rings[0]).equals(Polygon(SQUARE))


def test_two_pieces_that_overlap_are_sent_as_one():
    moved = tuple((x + 0.05, y) for x, y in SQUARE)
    assert len(outline_of(Drawn(rings=(SQUARE, moved))).rings) == 1


def test_holes_of_a_model_are_filled_and_said_in_hectares():
    hole = ((102.04, 28.04), (102.06, 28.04), (102.06, 28.06), (102.04, 28.06), (102.04, 28.04))
    found = outline_of(Model(pieces=((SQUARE, hole),)))
    (said,) = found.changes
    assert (said.rule, round(said.hectares)) == ("holes_filled", round(area.km2(Polygon(hole)) * 100))
    assert sent_area(found).contains(Point(102.05, 28.05))


def test_slivers_of_a_model_are_left_out_and_said():
    sliver = ((102.5, 28.5), (102.50001, 28.5), (102.50001, 28.50001), (102.5, 28.5))
    found = outline_of(Model(pieces=((SQUARE,), (sliver,))))
    assert [change.rule for change in found.changes] == ["slivers"]
    assert len(found.rings) == 1


def test_two_hundred_cells_of_a_model_become_at_most_twenty_rings_that_cover_all():
    cells = tuple(
        (
            tuple(
                (102 + x / 20 + dx, 28 + y / 20 + dy) for dx, dy in ((0, 0), (0.01, 0), (0.01, 0.01), (0, 0.01), (0, 0))
            ),
        )
        for x in range(20)
        for y in range(10)
    )
    found = outline_of(Model(pieces=cells))
    assert len(found.rings) <= area.MOST_RINGS
    assert MultiPolygon([Polygon(piece[0]) for piece in cells]).difference(sent_area(found)).area < NOTHING
    assert found.error_m > 0


def moved(start, metres, turn):
    """Return the point that lies metres away on the ellipsoid WGS 84, by its radii of curvature at the start."""
    a, e2 = 6_378_137.0, 0.00669437999014
    sine = math.sin(math.radians(start[1]))
    meridian = a * (1 - e2) / (1 - e2 * sine**2) ** 1.5
    normal = a / math.sqrt(1 - e2 * sine**2)
    x = math.degrees(metres * math.sin(turn) / (normal * math.cos(math.radians(start[1]))))
    return start[0] + x, start[1] + math.degrees(metres * math.cos(turn) / meridian)


@settings(max_examples=60, deadline=None)
@given(points, st.integers(50, 50_000), st.floats(0, 2 * math.pi))
def test_everything_within_the_radius_lies_inside(centre, metres, turn):
    found = outline_of(Around(what="point", longitude=centre[0], latitude=centre[1], metres=metres))
    assert sent_area(found).covers(Point(moved(area.within_limits((centre,))[0], metres * 0.999, turn)))
    assert not sent_area(found).covers(Point(moved(centre, metres * 1.05 + found.error_m + 5, turn)))


def test_a_reach_covers_both_banks_to_the_stated_width():
    line = ((102.1, 28.1), (102.2, 28.3), (102.15, 28.5))
    found = sent_area(outline_of(RiverReach(line=line, metres=500)))
    assert all(found.covers(Point(point).buffer(0.0044)) for point in line)
    assert area.km2(found) == pytest.approx(46.9, rel=0.05)


@pytest.mark.parametrize(
    ("source", "rule"),
    [
        (RiverReach(line=((102.0, 28.0),), metres=500), "at_least_2_points"),
        (RiverReach(line=((100.0, 28.0), (103.0, 28.0)), metres=500), "at_most_200_km"),
        (RiverReach(line=SQUARE, metres=49), "50_to_50000_metres"),
        (RiverReach(line=SQUARE, metres=50_001), "50_to_50000_metres"),
        (RiverReach(line=SQUARE, metres=float("nan")), "50_to_50000_metres"),
        (Around(what="point", longitude=10.0, latitude=50.0, metres=500), "within_china"),
        (Drawn(rings=()), "1_to_20_pieces"),
        (Model(pieces=()), "1_to_200_pieces"),
        (Model(pieces=((SQUARE[:3],),)), "at_least_4_points"),
    ],
)
def test_what_is_not_possible_is_refused_by_name(source, rule):
    with pytest.raises(AnlanError) as caught:
        outline_of(source)
    assert caught.value.data["rule"] == rule


@pytest.mark.parametrize("source", [RiverReach(line=SQUARE, metres=50), RiverReach(line=SQUARE, metres=50_000)])
def test_the_ends_of_the_range_of_widths_are_allowed(source):
    assert outline_of(source).rings


@pytest.mark.parametrize("text", ["[]", "{}", '{"kind":"moon"}', '{"kind":"reach","line":"x","metres":1}', "{", "7"])
def test_what_is_no_source_is_refused_by_name(text):
    with pytest.raises(AnlanError) as caught:
        source_in(text)
    assert caught.value.data["rule"] == "known_area_source"


def test_a_source_survives_being_kept():
    for source in (
        Drawn(rings=(SQUARE,)),
        RiverReach(line=SQUARE[:3], metres=300, name="x"),
        Model(pieces=((SQUARE,),)),
    ):
        assert source_in(msgspec.to_builtins(source)) == source
        assert source_in(msgspec.json.encode(source).decode()) == source
    assert source_in(None) is source_in("") is None


def test_geojson_of_every_shape_is_read_and_what_is_none_is_refused():
    ring = [list(point) for point in SQUARE]
    polygon = {"type": "Polygon", "coordinates": [ring]}
    for value in (
        polygon,
        {"type": "Feature", "geometry": polygon, "properties": {}},
        {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": polygon}]},
        {"type": "MultiPolygon", "coordinates": [[ring]]},
        {"type": "GeometryCollection", "geometries": [polygon, {"type": "Point", "coordinates": [1, 2]}]},
    ):
        assert pieces_of_geojson(msgspec.json.encode(value).decode()) == ((SQUARE,),)
    for text in (
        "",
        "x",
        "{}",
        "[]",
        '{"type":"Point","coordinates":[1,2]}',
        '{"type":"Polygon","coordinates":[["a"]]}',
    ):
        with pytest.raises(AnlanError) as caught:
            pieces_of_geojson(text)
        assert caught.value.data["rule"] == "geojson_polygon"
