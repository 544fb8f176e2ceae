"""Critical rain on the registers: gauges, linked and near, approved values, a kept grid; what is refused."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from django.db import connection
from tests.factories.access import client_with
from tests.factories.monitoring import build_station
from tests.factories.places import build_divisions
from tests.factories.risks import build_site

from anlan.analysis.api import NewRainGrid, run, run_analysis, store_rain_grid
from anlan.analysis.models import Run
from anlan.kernel.errors import AnlanError
from anlan.kernel.ids import new_id
from anlan.monitoring.models import Series
from anlan.monitoring.services.months import make_months
from anlan.risks.models import HazardSite, SiteStation
from anlan.support.grids import Grid, written

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 7, 1, 2, 0, tzinfo=UTC)
GIVEN = {"region": "513433", "doubt": 30, "lead_h": 1, "gauge_km": 10}
PLACE = {"west": 102.0, "north": 29.0, "width": 0.5, "height": 0.5, "srid": 4326}


@pytest.fixture
def officer(actor_with):
    build_divisions()
    make_months(np.array([round(NOW.timestamp() * 1e6)], np.int64))
    build_site(kind="flash_flood_zone", threatened_persons=12, facts={"prepare_mm": 20, "move_mm": 30})
    return actor_with("duty_officer", "513433")


def fell(code, *rain, quality=0, **place):
    """Register a gauge that reports rain: minutes before now, millimetres."""
    station = build_station(code, **place)
    series = Series.objects.get(station=station, quantity="rain")
    with connection.cursor() as cursor:
        cursor.executemany(
            "insert into monitoring_reading (series_id, time, value, quality, received) values (%s, %s, %s, %s, %s)",
            [(series.id, NOW - timedelta(minutes=back), depth, quality, NOW) for back, depth in rain],
        )
    return station


def found(officer, **given):
    return run(officer, run_analysis("village_rain", GIVEN | given, actor=officer, now=NOW))


def test_what_fell_at_the_nearest_gauge_is_judged_by_the_zones_own_rain(officer):
    fell("A", (0, 10.0), (59, 20.0), (60, 99.0))
    fell("B", (5, 500.0), longitude=102.34)
    result = found(officer).result
    assert (result["level"], result["figures"][2]["best"]) == (4, 12)
    assert result["tables"][0]["rows"][0][6] == "30.0 / 30 (1 h)"


def test_a_linked_gauge_goes_before_the_nearest_and_unlikely_rain_is_left_aside(officer):
    fell("A", (5, 99.0))
    far = fell("B", (5, 21.0), longitude=102.34)
    SiteStation.objects.create(site_id=HazardSite.objects.get().id, station_id=far.id, name=far.name)
    fell("C", (5, 900.0), quality=4, longitude=102.2701)
    assert found(officer).result["level"] == 3


def test_a_kept_grid_is_the_forecast(officer):
    raw = written(Grid(values=np.full((1, 2, 2), 100.0), **PLACE))
    given = {"region": "513433", "name": "EC", "begins_at": NOW.isoformat(), "hours": 24, "layers": "one"}
    grid = store_rain_grid(NewRainGrid(raw=raw, given=given), actor=officer, now=NOW)
    result = found(officer, grid=str(grid)).result
    assert (result["level"], result["figures"][0]["best"], result["figures"][2]["best"]) == (4, 12, 0)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"grid": "x"}, "analysis.input_not_read"),
        ({"grid": str(new_id())}, "kernel.not_found"),
        ({"forecast": "5 heavy"}, "analysis.input_not_read"),
        ({"forecast": "1 " * 73}, "analysis.input_not_read"),
        ({"lead_h": 25}, "analysis.input_out_of_range"),
    ],
)
def test_what_is_no_forecast_is_refused_and_leaves_nothing(officer, given, code):
    with pytest.raises(AnlanError) as refused:
        found(officer, **given)
    assert refused.value.code == code
    assert not Run.objects.exists()


@pytest.mark.usefixtures("officer")
def test_an_officer_reads_whom_to_move_first_and_by_when():
    client = client_with("duty_officer", "513433")
    given = GIVEN | {"forecast": "5 40", "as_of": "2026-07-01 10:00", "token": str(new_id())}
    page = client.post("/analysis/new/village_rain/", given, follow=True).content.decode()
    assert "转移先后顺序" in page
    assert "需立即转移危险区 1 处 12 人" in page
