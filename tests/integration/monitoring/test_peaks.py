"""The greatest readings in a box and a time."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.factories.monitoring import arrival, build_station

from anlan.monitoring.api import peaks_in
from anlan.monitoring.services.ingesting import Intake

pytestmark = pytest.mark.django_db
START = datetime(2022, 9, 5, 4, 52, tzinfo=UTC)
BOX = (102.0, 28.0, 103.0, 29.0)


def shaken(station: str, *values: float) -> list[dict]:
    return [
        {
            "station": station,
            "quantity": "intensity",
            "time": (START + timedelta(minutes=n)).isoformat(),
            "value": value,
        }
        for n, value in enumerate(values)
    ]


def test_the_greatest_of_each_station_in_the_time_counts_and_other_regions_stay_unseen(actor_with):
    build_station("QD1", name="A", kind="strong_motion", quantities=("intensity",))
    build_station("QD2", name="B", kind="strong_motion", region="513401001", latitude=28.1, quantities=("intensity",))
    build_station("QD3", name="C", kind="strong_motion", longitude=110.0, quantities=("intensity",))
    Intake().take(
        [arrival(shaken("QD1", 3.0, 7.6, 5.0) + shaken("QD2", 4.0) + shaken("QD3", 9.0))],
        now=START + timedelta(hours=1),
    )
    reader = actor_with("duty_officer", "5134")
    wanted = {"since": START, "until": START + timedelta(minutes=30)}
    assert [(peak.name, peak.value) for peak in peaks_in(reader, BOX, "intensity", **wanted)] == [
        ("A", 7.6),
        ("B", 4.0),
    ]
    late = {"since": START + timedelta(minutes=2), "until": START + timedelta(minutes=30)}
    assert [(peak.name, peak.value) for peak in peaks_in(reader, BOX, "intensity", **late)] == [("A", 5.0)]
    assert [peak.name for peak in peaks_in(actor_with("duty_officer", "513401"), BOX, "intensity", **wanted)] == ["B"]
