"""A hazard chain: places with lead times and paths, lines and points by urgency, advice, what nothing tells."""

import pytest

from anlan.analysis.kinds.chain_reading import Standing, box_around, shaken_km, source_of, struck, versions
from anlan.analysis.kinds.chain_results import Facts, reckon
from anlan.analysis.kinds.chain_words import HAPPENINGS, STARTS, TO_DO
from anlan.analysis.words import said
from anlan.science.hazard_chains.following import Place, Start, arrows

QUAKE = Start(kind="earthquake", name="County", longitude=102.0, latitude=29.0, radius_km=50)


def place(key, kind, north_km, **strengths):
    return Place(key=key, kind=kind, name=key, longitude=102.0, latitude=29.0 + north_km / 111.195, strengths=strengths)


@pytest.fixture
def found():
    at = (
        place("slope", "landslide", 10, intensity=7.2),
        place("lake", "reservoir", 11, intensity=6.5),
        place("village", "inhabited", 20, intensity=6),
    )
    return reckon({}, Facts(start=QUAKE, places=at, persons={"village": 800}))


def test_every_place_is_listed_with_its_lead_time_path_source_and_mark(found):
    rows = {(row[0], row[1].text): row for row in found.tables[0].rows}
    assert len(rows) == 6
    flood = rows["village", HAPPENINGS["dam_break_flood"]]
    assert flood[2:4] == ("0.1 - 52.1", 9.0)
    assert said(flood[4]).count("\u2192") == 3
    assert said(flood[4]).index("slope") < said(flood[4]).index("lake") < said(flood[4]).index("village")
    assert (flood[5].text, flood[6].text) == ("By judgement alone", "Doubtful")
    told = [said(cell) for row in rows.values() for cell in row[5:7]]
    assert any("27 %" in each or "27%" in each for each in told)


def test_lines_and_points_stand_on_the_map_by_urgency(found):
    steps, points, start = found.layers
    assert [each["geometry"]["type"] for each in steps.geojson["features"]] == ["LineString"] * 5
    levels = {each["properties"]["name"]: each["properties"]["level"] for each in points.geojson["features"]}
    assert levels == {"slope": 4, "lake": 4, "village": 4}
    assert start.geojson["features"][0]["geometry"]["coordinates"] == [102.0, 29.0]
    assert [each.best for each in found.figures[:3]] == [3, 1, 800]
    assert len(found.advice) == 6


@pytest.mark.parametrize(("start", "urgency"), [("reservoir_in_danger", 4), ("blocked_river", 4), ("wildfire", 2)])
def test_the_earliest_hour_says_how_urgent_a_place_is(start, urgency):
    begun = Start(kind=start, name="here", longitude=102.0, latitude=29.0, radius_km=5)
    at = (place("village", "inhabited", 3), place("gully", "debris_flow", 3))
    assert reckon({}, Facts(start=begun, places=at, persons={"village": None})).level == urgency


def test_nothing_found_is_said_and_is_not_called_safe():
    nothing = reckon({}, Facts(start=QUAKE, places=(), persons={}))
    assert (nothing.level, nothing.tables[0].rows, nothing.advice) == (0, (), ())
    assert any(each.text.startswith("Nothing found means") for each in nothing.trust)


def test_every_cause_and_effect_of_the_table_has_its_words():
    assert {arrow.cause for arrow in arrows()} <= set(STARTS) | {"wave_in_reservoir"}
    assert {arrow.effect for arrow in arrows()} <= set(HAPPENINGS)
    assert {arrow.effect for arrow in arrows()} <= set(TO_DO)


def test_an_earthquake_acts_by_its_intensity_and_reaches_as_far_as_degree_six():
    source = source_of((102.0, 29.0), 6.8, None)
    reach = shaken_km(source)
    assert 20 < reach < 150
    assert shaken_km(source_of((102.0, 29.0), 4.5, None)) < reach
    near, far = (
        Standing(kind="landslide", name="", longitude=102.0, latitude=29.0 + away / 111.195) for away in (1, reach)
    )
    degrees = [each.strengths["intensity"] for each in struck((near, far), source, None)]
    assert degrees[0] > degrees[1] == pytest.approx(6, abs=0.1)
    assert struck((near,), None, 80.0)[0].strengths == {"rain_24h_mm": 80.0}
    assert versions((near,)) == {"Places where something may begin": "1", "Inhabited places": "0, 0"}
    west, south, east, north = box_around(QUAKE)
    assert (north - south) * 111.195 == pytest.approx(160)
    assert east - west > north - south
