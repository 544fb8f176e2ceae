"""Rain, a broken dam and a flood on the registries: what is read, what is kept, what is refused."""

from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pytest
from tests.factories.access import build_user, client_with
from tests.factories.people import build_household
from tests.factories.places import build_divisions, build_footprint
from tests.factories.risks import build_reservoir, build_site

from anlan.access.api import actor_of_user
from anlan.analysis.api import run, run_analysis, run_rain_grid
from anlan.analysis.models import Run
from anlan.analysis.services.reckoning import reckon_run
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import AnlanError
from anlan.kernel.ids import new_id
from anlan.places.api import NewElevation, load_elevation
from anlan.support.grids import Grid, written

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 7, 1, tzinfo=UTC)
ROWS, COLUMNS = np.mgrid[0:60, 0:60].astype(float)
VALLEY = np.abs(COLUMNS - 30) * 0.3 - ROWS * 0.3 + 1800
HEAD = "102.963579501,28.461266014"
BELOW = (102.963649, 28.457658)


@pytest.fixture
def officer(actor_with):
    build_divisions()
    build_footprint("513433", (101.7, 28.2, 103.1, 29.4))
    return actor_with("duty_officer", "513433")


def asked(word, actor, **inputs):
    return run(actor, run_analysis(word, inputs, actor=actor, now=NOW))


def figure(sheet, label):
    return next(each for each in sheet.result["figures"] if each["label"] == label)


def test_rain_names_the_villages_whose_own_rain_it_reaches(officer):
    build_site(kind="flash_flood_zone", threatened_persons=12, facts={"prepare_mm": 20, "move_mm": 30})
    build_site(kind="landslide", threatened_persons=40)
    found = asked("rain", officer, region="513433", rain_mm=100, hours=24, decay=0.65, curve="caine")
    assert figure(found, "Persons to move")["best"] == 12
    assert figure(found, "Persons below slopes that may go")["best"] == 40
    assert found.result["level"] == 4


def test_a_dam_is_found_by_its_name_in_the_register(officer):
    reservoir = build_reservoir(capacity=100, is_defective=True)
    given = {"kind": "embankment", "depth_m": 20, "valley_m": 150, "slope": 10, "terrain": "mountain"}
    found = asked("dam_break", officer, reservoir=reservoir.name, **given)
    assert figure(found, "Peak at the dam")["best"] == pytest.approx(1467.1, abs=0.1)
    assert len(found.result["tables"][0]["rows"]) == 9


@pytest.mark.usefixtures("officer")
def test_a_flood_is_reckoned_as_a_job_with_the_eyes_of_who_asked():
    officer = actor_of_user(build_user("duty_officer", "513433"))
    place = {"west": 300_000.0, "north": 3_150_000.0, "width": 20.0, "height": 20.0, "srid": 32648}
    raw = written(Grid(values=VALLEY[None], **place))
    load_elevation(NewElevation(raw=raw, name="V", source="S", as_of=date(2026, 3, 1)), actor=SYSTEM, now=NOW)
    build_household(at=BELOW, persons=5, code="H1", is_to_move_first=True)
    build_household(at=(102.9680, 28.4575), persons=9, code="H2")
    given = {"peak_m3s": 100, "rise_h": 0.1, "fall_h": 0.2, "hours": 0.5, "doubt": 30, "roughness": 0.05}
    id_ = run_analysis("flood", {"place": HEAD, **given}, actor=officer, now=NOW)
    assert run(officer, id_).row.state == "waiting"
    reckon_run(id_, now=NOW)
    found = run(officer, id_)
    assert found.row.state == "done"
    assert figure(found, "Registered persons reached")["best"] == 5
    area = figure(found, "Area under water")
    assert 0 < area["low"] < area["best"] < area["high"]
    assert [row[2:4] for row in found.result["tables"][1]["rows"]] == [["H1", 5]]
    assert found.result["layers"][0]["geojson"]["features"]


BOWL = np.maximum(np.abs(ROWS - 30), np.abs(COLUMNS - 30)) * 0.1 + 1800
STORM = {"rain_mm": 100, "hours": 1, "area_km2": 0.1, "runoff_share": 50, "drained_m3s": 0, "doubt": 30}
GROUND = {"west": 300_000.0, "north": 3_150_000.0, "width": 20.0, "height": 20.0, "srid": 32648}
MIDDLE = "102.963683273,28.455853433"


def grounded(values):
    raw = written(Grid(values=values[None], **GROUND))
    load_elevation(NewElevation(raw=raw, name="V", source="S", as_of=date(2026, 3, 1)), actor=SYSTEM, now=NOW)


def test_rain_stands_level_in_a_hollow_and_tells_who_stands_in_it(officer):
    grounded(BOWL)
    build_household(at=(102.963683273, 28.455853433), persons=5, code="H1")
    build_household(at=(102.9680, 28.4575), persons=9, code="H2")
    found = asked("water_logging", officer, place=MIDDLE, **STORM)
    # 5,000 m3 on cells of 400 m2 in square rings, each 0.1 m higher: 12.5 m of depth, of which
    # 8.4 m stand below the ring of 0.4 m (on 1, 8, 16 and 24 cells), the rest on all 81 cells within that ring.
    depth = 0.4 + (12.5 - 0.4 - 8 * 0.3 - 16 * 0.2 - 24 * 0.1) / 81
    assert figure(found, "Greatest depth")["best"] == pytest.approx(depth, abs=0.001)
    assert figure(found, "Area under water")["best"] == pytest.approx(81 * 400 / 1e6)
    assert figure(found, "Registered persons in the water")["best"] == 5
    assert [row[:2] for row in found.result["tables"][0]["rows"]] == [["H1", 5]]
    low, high = (figure(found, "Greatest depth")[end] for end in ("low", "high"))
    assert low < depth < high
    assert found.result["layers"][0]["geojson"]["features"]


def test_a_place_without_a_hollow_is_refused_and_leaves_nothing(officer):
    grounded(1800 - ROWS)
    with pytest.raises(AnlanError) as refused:
        asked("water_logging", officer, place=MIDDLE, **STORM)
    assert refused.value.code == "analysis.no_hollow"
    assert not Run.objects.exists()


@pytest.mark.parametrize(
    ("kind", "inputs", "code"),
    [
        ("rain", {"region": "513433", "hours": 24, "decay": 0.65, "curve": "caine"}, "analysis.input_missing"),
        (
            "rain",
            {"region": "513433", "rain_by_place": "x 3", "hours": 24, "decay": 0.65, "curve": "caine"},
            "analysis.input_not_read",
        ),
        (
            "rain",
            {"region": "513433", "rain_mm": -3, "hours": 24, "decay": 0.65, "curve": "caine"},
            "analysis.input_out_of_range",
        ),
        (
            "dam_break",
            {"reservoir": "nowhere", "kind": "wall", "depth_m": 9, "valley_m": 99, "slope": 9, "terrain": "hill"},
            "kernel.not_found",
        ),
        (
            "flood",
            {"place": "110,30", "peak_m3s": 9, "rise_h": 1, "fall_h": 1, "hours": 1, "doubt": 0, "roughness": 0.05},
            "analysis.no_elevations",
        ),
        ("water_logging", STORM | {"place": "110,30"}, "analysis.no_elevations"),
        ("water_logging", STORM | {"place": MIDDLE, "runoff_share": 101}, "analysis.input_out_of_range"),
    ],
)
def test_nonsense_is_refused_by_name_and_leaves_nothing(officer, kind, inputs, code):
    with pytest.raises(AnlanError) as refused:
        asked(kind, officer, **inputs)
    assert refused.value.code == code
    assert not Run.objects.exists()


def test_an_officer_types_a_rain_and_reads_whom_to_move(officer):
    build_site(kind="flash_flood_zone", threatened_persons=12, facts={"prepare_mm": 20, "move_mm": 30})
    client = client_with("duty_officer", "513433")
    assert client.get("/analysis/new/rain/").status_code == 200
    given = {"region": "513433", "rain_mm": "100", "hours": "24", "decay": "0.65", "curve": "caine"}
    page = client.post("/analysis/new/rain/", given | {"token": str(new_id())}, follow=True).content.decode()
    assert "需立即转移的村 1 个" in page
    assert "在最强降雨到来前，转移 1 处危险区的 12 人。" in page


RAIN = Grid(values=np.full((1, 4, 4), 100.0), west=102.0, north=29.0, width=0.2, height=0.2, srid=4326)


def test_a_grid_of_rain_becomes_a_run_by_itself(officer):
    site = build_site(kind="flash_flood_zone", threatened_persons=12, facts={"move_mm": 30})
    found = run(officer, run_rain_grid(RAIN, region="513433", hours=24, actor=SYSTEM, now=NOW))
    assert found.row.is_automatic
    assert found.inputs["rain_by_place"] == f"{site.region} 100.0"
    assert figure(found, "Persons to move")["best"] == 12


@pytest.mark.usefixtures("officer")
def test_a_grid_beside_all_sites_is_refused_and_leaves_nothing():
    build_site(kind="flash_flood_zone")
    with pytest.raises(AnlanError) as refused:
        run_rain_grid(replace(RAIN, west=80.0), region="513433", hours=24, actor=SYSTEM, now=NOW)
    assert refused.value.code == "analysis.no_rain_there"
    assert not Run.objects.exists()
