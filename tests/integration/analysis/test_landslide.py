"""A landslide on the registers: the site's own station or typed readings, households in reach, refusals."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from django.db import connection
from tests.factories.access import client_with
from tests.factories.monitoring import build_station
from tests.factories.people import build_household
from tests.factories.places import build_divisions
from tests.factories.risks import PLACE, build_site

from anlan.analysis import api
from anlan.analysis.models import Run
from anlan.kernel.errors import AnlanError
from anlan.monitoring.models import Series
from anlan.monitoring.services.months import make_months
from anlan.risks.models import SiteStation

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 7, 1, tzinfo=UTC)
FORM = {"days": "30", "step_h": "24"}
TYPED = "2026-06-28 08:00,0\n2026-06-29 08:00,24\n2026-06-30 08:00,96\n"


@pytest.fixture
def officer(actor_with):
    build_divisions()
    return actor_with("duty_officer", "513433")


def figure(sheet, label):
    return next(each for each in sheet.result["figures"] if each["label"] == label)


def test_the_station_of_a_site_is_read_with_its_own_steady_rate(officer):
    site = build_site()
    station = build_station("GEO01", kind="landslide", quantities=("displacement",))
    SiteStation.objects.create(site=site, station_id=station.id, name="GEO")
    series = Series.objects.get(station=station)
    series.marks = {"steady_rate": 0.5}
    series.save()
    times = [NOW - timedelta(hours=24 * day) for day in (3, 2, 1, 0)]
    make_months(np.array([round(each.timestamp() * 1e6) for each in times], np.int64))
    with connection.cursor() as cursor:
        cursor.executemany(
            "insert into monitoring_reading (series_id, time, value, quality, received) values (%s, %s, %s, 0, %s)",
            [(series.id, at, value, at) for at, value in zip(times, (0, 12, 24, 96), strict=True)],
        )
    id_ = api.run_analysis("landslide", FORM | {"site": site.code}, actor=officer, now=NOW)
    found = api.run(officer, id_)
    assert figure(found, "Times the steady rate")["best"] == pytest.approx(6)
    assert found.result["level"] == 3
    text = client_with("duty_officer", "513433").get(f"/analysis/{id_}/").content.decode()
    for told in ("中加速阶段", "转移影响范围内人员", "没有滑动距离"):
        assert told in text


def test_typed_readings_and_a_run_out_tell_who_lives_in_reach(officer):
    site = build_site()
    build_household(at=(PLACE.x, PLACE.y + 0.001), persons=4, code="H1")
    given = {"site": site.name, "readings": TYPED, "steady_mm_h": "0.1", "volume": "10", "drop_m": "100"}
    found = api.run(officer, api.run_analysis("landslide", FORM | given, actor=officer, now=NOW))
    assert figure(found, "Registered persons within the run-out, all directions")["high"] == 4
    assert found.result["level"] == 4


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"site": "nowhere"}, "kernel.not_found"),
        ({"site": "G"}, "analysis.site_ambiguous"),
        ({}, "analysis.no_displacement"),
        ({"readings": TYPED}, "analysis.input_missing"),
        ({"readings": "soon, 3", "steady_mm_h": "1"}, "analysis.input_not_read"),
        ({"readings": TYPED[:39], "steady_mm_h": "1"}, "analysis.too_few_readings"),
        ({"readings": TYPED, "steady_mm_h": "1", "volume": "0.001"}, "analysis.input_out_of_range"),
        ({"readings": TYPED, "steady_mm_h": "1", "water_m": "40"}, "analysis.input_missing"),
    ],
)
def test_what_cannot_be_judged_is_refused_by_name_and_leaves_nothing(officer, given, code):
    build_site()
    site = {"site": build_site().code} | FORM
    with pytest.raises(AnlanError) as refused:
        api.run_analysis("landslide", site | given, actor=officer, now=NOW)
    assert refused.value.code == code
    assert not Run.objects.exists()


def test_the_page_of_a_slope_leads_to_the_form_filled_in_and_of_no_other_kind_does(officer):
    site = build_site(facts={"volume": 12.5, "height": 80})
    reader = client_with("duty_officer", "513433")
    address = f"/analysis/new/landslide/?site={site.code}&amp;volume=12.5&amp;drop_m=80"
    assert address in reader.get(f"/risks/sites/{site.id}/").content.decode()
    assert 'value="12.5"' in reader.get(address.replace("&amp;", "&")).content.decode()
    other = build_site(kind="flash_flood_zone")
    assert "/analysis/new/landslide/" not in reader.get(f"/risks/sites/{other.id}/").content.decode()


def test_a_slide_into_a_reservoir_tells_its_wave(officer):
    given = {"site": build_site().code, "readings": TYPED, "steady_mm_h": "0.1", "volume": "10", "drop_m": "120"}
    water = {"water_m": "40", "angle_deg": "40", "thickness_m": "20", "width_m": "100", "away_m": "600"}
    id_ = api.run_analysis("landslide", FORM | given | water | {"freeboard_m": "3"}, actor=officer, now=NOW)
    text = client_with("duty_officer", "513433").get(f"/analysis/{id_}/").content.decode()
    for told in ("该处爬高", "立即降低库水位", "量级估计"):
        assert told in text
