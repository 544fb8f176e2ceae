"""data-array/data-array: many Observations in one request."""

import pytest
from tests.conformance.sensorthings.test_creating import OM, PLACE, slope
from tests.factories.sensorthings import BASE

from anlan.monitoring.models import Reading

pytestmark = pytest.mark.django_db


def group(stream: int, components: list[str], rows: list[list], **more) -> dict:
    return {"Datastream": {"@iot.id": stream}, "components": components, "dataArray": rows, **more}


def test_each_row_gets_its_address_or_error(maker):
    _, one = slope(maker)
    _, other = slope(maker, observationType=f"{OM}TruthObservation")
    rows = [["2026-07-01T11:00:00Z", 1.5], ["never", 2], ["2026-07-01T11:05:00Z", "x"], ["2026-07-01T11:10:00Z", 2]]
    answer = maker.post(
        "CreateObservations",
        [
            group(one, ["phenomenonTime", "result"], rows, **{"dataArray@iot.count": 4}),
            group(other, ["result", "phenomenonTime"], [[True, "2026-07-01T11:00:00Z"], [False]]),
        ],
    )
    assert [each if each == "error" else each.removeprefix(BASE) for each in answer] == [
        f"/Observations('{one}-1782903600000000')",
        "error",
        "error",
        f"/Observations('{one}-1782904200000000')",
        f"/Observations('{other}-1782903600000000')",
        "error",
    ]
    assert maker.get(answer[4].removeprefix(f"{BASE}/"))["result"] is True
    assert Reading.objects.count() == 3


def test_rows_carry_everything_an_observation_can_have(maker):
    _, stream = slope(maker)
    feature = {"name": "Gully", "description": "", "encodingType": "application/geo+json", "feature": PLACE}
    id_ = maker.post("FeaturesOfInterest", feature)["@iot.id"]
    components = ["phenomenonTime", "result", "resultTime", "resultQuality", "parameters", "FeatureOfInterest/id"]
    row = ["2026-07-01T11:00:00Z", 5, "2026-07-01T11:01:00Z", "good", {"a": 1}, id_]
    (address,) = maker.post("CreateObservations", [group(stream, components, [row])])
    read = maker.get(address.removeprefix(f"{BASE}/") + "?$expand=FeatureOfInterest")
    assert [read[name] for name in components[:5]] == row[:5]
    assert read["FeatureOfInterest"]["@iot.id"] == id_


def test_old_and_new_rows_are_stored_alike(maker, bus):
    _, stream = slope(maker)
    times = ["2010-12-23T10:20:00-07:00", "2010-12-23T10:21:00.00+0800", "2026-07-01T11:00:00Z"]
    answer = maker.post("CreateObservations", [group(stream, ["phenomenonTime", "result"], [[t, 1] for t in times])])
    assert "error" not in answer
    assert len(bus.messages) == 1
    found = [each["phenomenonTime"] for each in maker.get(f"Datastreams({stream})/Observations")["value"]]
    assert found == ["2010-12-23T02:21:00Z", "2010-12-23T17:20:00Z", "2026-07-01T11:00:00Z"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        "x",
        [5],
        [{"components": ["result"], "dataArray": [[1]]}],
        [{"Datastream": {"@iot.id": 1}, "components": "result", "dataArray": [[1]]}],
        [{"Datastream": {"@iot.id": 1}, "components": ["result"], "dataArray": {}}],
        [{"Datastream": {"@iot.id": 1}, "components": ["phenomenonTime"], "dataArray": [["x"]]}],
        [{"Datastream": {"@iot.id": 1}, "components": ["result", "result"], "dataArray": [[1, 1]]}],
        [{"Datastream": {"@iot.id": 1}, "components": ["result", "series_id"], "dataArray": [[1, 1]]}],
        b"[" * 100_000,
        b"\xff",
        b"[" * 50 + b"]" * 50,
    ],
)
def test_an_array_that_makes_no_sense_is_refused_as_a_whole(maker, body):
    assert maker.post("CreateObservations", body, 400)["type"] == "error"
    maker.get("CreateObservations", 405)


def test_what_is_too_large_is_refused(maker):
    _, stream = slope(maker)
    assert maker.post("CreateObservations", b"[" + b" " * 10_000_000 + b"]", 413)["code"] == 413
    rows = [[1]] * 20_001
    assert maker.post("CreateObservations", [group(stream, ["result"], rows)], 413)["code"] == 413
    assert Reading.objects.count() == 0


def test_the_same_row_twice_is_stored_once_and_a_contradicting_one_is_an_error(maker):
    _, stream = slope(maker)
    rows = [["2026-07-01T11:00:00Z", 1], ["2026-07-01T11:00:00Z", 1], ["2026-07-01T11:00:00Z", 2]]
    first, second, third = maker.post("CreateObservations", [group(stream, ["phenomenonTime", "result"], rows)])
    assert (first, third) == (second, "error")
    assert [each.value for each in Reading.objects.all()] == [1.0]
