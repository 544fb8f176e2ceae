"""A grid of rain handed in on the page: kept once, shown, reckoned on, deleted; what is none is refused."""

import io
from datetime import UTC, datetime

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from scipy.io import netcdf_file
from tests.factories.access import client_with
from tests.factories.places import build_divisions, build_footprint
from tests.factories.risks import build_site

from anlan.analysis.api import NewRainGrid, delete_rain_grid, kept_grid, rain_grid, run_kept_grid, store_rain_grid
from anlan.analysis.models import RainGrid, Run
from anlan.kernel.errors import AnlanError
from anlan.kernel.ids import new_id
from anlan.support.grids import Grid, written
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 7, 1, tzinfo=UTC)
PLACE = {"west": 102.0, "north": 29.0, "width": 0.2, "height": 0.2, "srid": 4326}
GIVEN = {"region": "513433", "name": "EC 24 h", "begins_at": "2026-07-01 08:00", "hours": 24, "layers": "one"}
HEAVY = np.arange(16.0).reshape(1, 4, 4) * 10


@pytest.fixture
def officer(actor_with):
    build_divisions()
    build_footprint("513433", (101.7, 28.2, 103.1, 29.4))
    return actor_with("duty_officer", "513433")


def stored(actor, values=HEAVY, raw=None, **given):
    raw = written(Grid(values=values, **PLACE)) if raw is None else raw
    return store_rain_grid(NewRainGrid(raw=raw, given=GIVEN | given), actor=actor, now=NOW)


def refused_and_nothing_kept(act):
    with pytest.raises(AnlanError) as refused:
        act()
    assert not RainGrid.objects.exists()
    assert not Run.objects.exists()
    return refused.value.code


def test_a_grid_is_kept_once_with_its_extent_and_its_largest_cell(officer):
    first = stored(officer)
    assert stored(officer) == first
    row, drawn = rain_grid(officer, first)
    assert row.box == pytest.approx((102.0, 28.2, 102.8, 29.0))
    assert (row.largest_mm, row.steps) == (150.0, 1)
    assert row.largest_at == pytest.approx((102.7, 28.3))
    assert [each["properties"]["level"] for each in drawn["features"]] == [1, 2, 3]
    assert JournalEntry.objects.filter(kind="analysis.rain_grid_stored").count() == 1


def test_layers_since_the_beginning_are_kept_as_steps(officer):
    grid = kept_grid(officer, stored(officer, np.stack([HEAVY[0], HEAVY[0] * 3]), layers="running")).grid
    assert grid.values[:, 3, 3] == pytest.approx([150.0, 300.0])


def test_a_netcdf_in_metres_is_taken_by_its_own_unit(officer):
    raw = io.BytesIO()
    with netcdf_file(raw, "w") as file:
        for name, values in (("lat", [28.9, 28.7]), ("lon", [102.1, 102.3])):
            file.createDimension(name, 2)
            file.createVariable(name, "d", (name,))[:] = values
        held = file.createVariable("tp", "d", ("lat", "lon"))
        held[:], held.units = [[0.01, 0.02], [0.03, 0.04]], "m"
        file.flush()
        content = raw.getvalue()
    row, _ = rain_grid(officer, stored(officer, raw=content))
    assert (row.largest_mm, row.unit) == (pytest.approx(40.0), "m")
    RainGrid.objects.all().delete()
    assert refused_and_nothing_kept(lambda: stored(officer, raw=content, unit="mm")) == "analysis.rain_unit_differs"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"raw": b""}, "analysis.rain_grid_missing"),
        ({"raw": b"rain"}, "support.grid_unreadable"),
        ({"raw": b"x" * 30_000_001}, "analysis.rain_grid_too_large"),
        ({"values": HEAVY - 500}, "analysis.rain_implausible"),
        ({"hours": 73}, "analysis.input_out_of_range"),
        ({"region": "110101"}, "kernel.not_allowed"),
    ],
)
def test_what_is_no_grid_of_rain_is_refused_and_not_kept(officer, changed, code):
    assert refused_and_nothing_kept(lambda: stored(officer, **changed)) == code


def test_the_villages_are_reckoned_on_a_kept_grid_and_named_after_it(officer):
    build_site(kind="flash_flood_zone", threatened_persons=12, facts={"move_mm": 15})
    found = Run.objects.get(id=run_kept_grid(stored(officer), region="513433", actor=officer, now=NOW))
    assert (found.is_automatic, found.inputs["source"]) == (False, "EC 24 h 2026-07-01 08:00")
    assert found.level == 4


def test_a_grid_of_others_is_neither_seen_nor_reckoned_on_nor_deleted(officer, actor_with):
    made = stored(officer)
    stranger = actor_with("duty_officer", "110101")
    for act in (
        lambda: rain_grid(stranger, made),
        lambda: run_kept_grid(made, region="110101", actor=stranger, now=NOW),
        lambda: delete_rain_grid(made, actor=stranger, now=NOW),
    ):
        with pytest.raises(AnlanError) as refused:
            act()
        assert refused.value.code == "kernel.not_found"
    assert RainGrid.objects.count() == 1
    assert not Run.objects.exists()


def test_who_only_reads_can_not_delete(officer, actor_with):
    made = stored(officer)
    with pytest.raises(AnlanError) as refused:
        delete_rain_grid(made, actor=actor_with("auditor", "513433"), now=NOW)
    assert refused.value.code == "kernel.not_allowed"
    assert RainGrid.objects.count() == 1


@pytest.mark.usefixtures("officer")
def test_an_officer_hands_in_a_grid_looks_at_it_reckons_on_it_and_deletes_it():
    build_site(kind="flash_flood_zone", threatened_persons=12, facts={"move_mm": 15})
    client = client_with("duty_officer", "513433")
    file = SimpleUploadedFile("ec.tif", written(Grid(values=HEAVY, **PLACE)))
    shown = client.post("/analysis/rain-grids/", GIVEN | {"file": file}, follow=True)
    assert "最大格点" in shown.content.decode()
    address = shown.redirect_chain[-1][0]
    assert "EC 24 h" in client.get("/analysis/rain-grids/?q=EC&sort=largest").content.decode()
    found = client.post(address + "villages/", {"region": "513433", "client_token": str(new_id())}, follow=True)
    assert "需立即转移的村 1 个" in found.content.decode()
    left = client.post(address + "delete/", follow=True).content.decode()
    assert "尚未上传降雨格点文件" in left
    assert Run.objects.count() == 1
