"""A station that reports later changes the assessment by itself, once, for the same readers."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from tests.factories.monitoring import arrival, build_station
from tests.factories.places import build_divisions, build_footprint

from anlan.analysis.api import RunFilter, run_analysis, runs
from anlan.kernel.actors import SYSTEM
from anlan.monitoring.services.ingesting import Intake
from anlan.workflows import measured_shaking_assesses_earthquake_again as arrow

pytestmark = pytest.mark.django_db
SHOCK = datetime(2022, 9, 5, 4, 52, tzinfo=UTC)
LATER = SHOCK + timedelta(minutes=5)
HOUR = timedelta(hours=1)
NAMES = {"51": "四川省", "5133": "甘孜藏族自治州", "5134": "凉山彝族自治州", "513433": "冕宁县", "513322": "泸定县"}


def reached(quantity="intensity"):
    return SimpleNamespace(quantity=quantity, location=(102.2, 29.6))


@pytest.fixture
def officer(actor_with):
    build_divisions(NAMES)
    build_footprint("513322", (101.8, 29.5, 102.4, 30.1))
    build_station("QD1", kind="strong_motion", region="513433", latitude=29.6, quantities=("intensity",))
    actor = actor_with("duty_officer", "513433")
    given = {"message": "6.8级 29.59N 102.08E", "occurred_at": SHOCK.isoformat()}
    run_analysis("earthquake", given, actor=actor, now=SHOCK + timedelta(minutes=2))
    return actor


def measure(value):
    reading = {"station": "QD1", "quantity": "intensity", "time": (SHOCK + timedelta(minutes=1)).isoformat()}
    Intake().take([arrival([reading | {"value": value}])], now=LATER)


def test_a_new_measurement_makes_one_new_run_and_the_old_one_is_out_of_date(officer):
    measure(8.4)
    for _ in range(2):
        arrow.run(reached(), actor=SYSTEM, now=LATER)
    new, old = runs(officer, RunFilter())
    assert (old.outdated_by, old.is_automatic) == ("measuring stations", False)
    assert (new.outdated_by, new.is_automatic, new.region) == ("", True, old.region)


@pytest.mark.parametrize(
    ("event", "now"),
    [
        (reached("rain"), LATER),
        (reached(), SHOCK + timedelta(minutes=2, seconds=30)),
        (reached(), SHOCK + timedelta(hours=4)),
    ],
)
def test_another_quantity_a_run_of_just_now_and_an_old_one_are_left_alone(officer, event, now):
    measure(8.4)
    arrow.run(event, actor=SYSTEM, now=now)
    assert len(runs(officer, RunFilter())) == 1


def test_without_anything_new_nothing_is_reckoned(officer):
    arrow.run(reached(), actor=SYSTEM, now=LATER)
    assert [row.outdated_by for row in runs(officer, RunFilter())] == [""]
