"""The rupture's line: how it is read, what is refused, what it changes."""

import pytest

from anlan.analysis.domain.earthquake import errors
from anlan.analysis.domain.earthquake.shaking import accelerations, motion_of
from anlan.analysis.domain.earthquake.tracing import length_km, traced
from anlan.analysis.domain.errors import InputNotRead
from anlan.analysis.domain.inputs import Field, read_inputs
from anlan.science.earthquake_intensity.source import Source
from anlan.science.ground_motion.motion import along_axis, peak
from anlan.science.ground_motion.site import on_site

LINE = Field(name="trace", label="Line of the rupture", kind="line", is_needed=False)
LUDING = Source(longitude=102.08, latitude=29.59, magnitude=6.8)
ALONG = ((102.0, 29.7), (102.2, 29.3))


def read(given):
    return read_inputs((LINE,), {"trace": given})["trace"]


@pytest.mark.parametrize(
    "given",
    [
        "102.0 29.7; 102.2 29.3",
        "102.0,29.7\n102.2,29.3",
        "102.0\uff0c29.7\uff1b102.2\uff0c29.3",
        '{"type": "LineString", "coordinates": [[102.0, 29.7], [102.2, 29.3]]}',
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": '
        '{"type": "LineString", "coordinates": [[102.0, 29.7, 5], [102.2, 29.3, 5]]}}]}',
        [[102.0, 29.7], [102.2, 29.3]],
    ],
)
def test_a_line_is_read_as_it_is_typed_pasted_or_kept(given):
    assert read(given) == [[102.0, 29.7], [102.2, 29.3]]


@pytest.mark.parametrize(
    "given",
    [
        "102.0 29.7",
        "102.0 29.7 102.2",
        "102.0 29.7; east 29.3",
        "102.0 nan; 102.1 29.3",
        "102.0 29.7; 1022 29.3",
        '{"type": "Polygon", "coordinates": []}',
        '{"type": "FeatureCollection", "features": []}',
        "{" * 5000,
        "1 2 " * 201,
    ],
)
def test_what_is_no_line_is_refused_by_the_field(given):
    with pytest.raises(InputNotRead):
        read(given)


def test_no_line_leaves_the_earthquake_as_it_is():
    assert traced(LUDING, read("") or ()) == LUDING


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        (((29.7, 102.0), (29.3, 102.2)), errors.TraceOutside),
        (((103.0, 29.7), (103.2, 29.3)), errors.TraceFar),
        (((102.0, 29.7), (102.0, 35.0)), errors.TraceLong),
    ],
)
def test_a_line_that_cannot_belong_to_the_earthquake_is_refused_by_name(line, refusal):
    with pytest.raises(refusal):
        traced(LUDING, line)


def test_the_length_is_that_on_the_ground():
    assert length_km(traced(LUDING, ((102.08, 29.59), (102.08, 29.69)))) == pytest.approx(11.12, abs=0.01)


def test_the_region_of_the_acceleration_is_the_epicentre_s_unless_a_person_chooses():
    assert (motion_of(LUDING, "").region, motion_of(LUDING, "").beside) == ("qinghai_tibet", ())
    assert (motion_of(LUDING, "xinjiang").region, motion_of(LUDING, "xinjiang").is_chosen) == ("xinjiang", True)


def test_a_near_border_tells_how_much_the_neighbour_s_relation_gives():
    changning = Source(longitude=104.9, latitude=28.34, magnitude=6.0)
    ((word, times),) = motion_of(changning, "").beside
    assert word == "qinghai_tibet"
    theirs, ours = (float(along_axis("acceleration", each, 6.0, 20.0, is_long=False)) for each in (word, "moderate"))
    assert times == pytest.approx(theirs / ours, abs=0.005)


def test_accelerations_are_those_of_the_model_and_none_where_it_does_not_reach():
    source = traced(LUDING, ALONG)
    near, far = accelerations(source, "qinghai_tibet", [102.3, 110.0], [29.6, 29.6])
    on_rock = peak("acceleration", source, "qinghai_tibet", [102.3], [29.6])
    assert near == pytest.approx(float(on_site(on_rock, "II")[0]), abs=0.005)
    assert far is None
    assert accelerations(Source(longitude=121.5, latitude=25.0, magnitude=6.0), "", [121.5], [25.0]) == [None]
