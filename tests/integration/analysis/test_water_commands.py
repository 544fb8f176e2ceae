"""``anlan rain`` and ``anlan places elevation``: a file becomes a run or a ground, or is refused in one line."""

import numpy as np
import pytest
from click.testing import CliRunner
from tests.factories.places import build_divisions, build_footprint
from tests.factories.risks import build_site

from anlan.analysis.models import Run
from anlan.config.commands import places, rain
from anlan.places.models import Elevation
from anlan.support.grids import Grid, written

pytestmark = pytest.mark.django_db
RAIN = {"west": 102.0, "north": 29.0, "width": 0.2, "height": 0.2, "srid": 4326}
GROUND = {"west": 300_000.0, "north": 3_150_000.0, "width": 20.0, "height": 20.0, "srid": 32648}
NAMED = ("--name", "Valley", "--source", "Survey", "--as-of", "2026-03-01")


@pytest.fixture
def kept(tmp_path):
    build_divisions()
    build_footprint("513433", (101.7, 28.2, 103.1, 29.4))

    def write(values, **place):
        path = tmp_path / "grid.tif"
        path.write_bytes(values if isinstance(values, bytes) else written(Grid(values=values[None], **place)))
        return str(path)

    return write


def invoked(command, *arguments):
    return CliRunner().invoke(command, arguments)


def refused_in_one_line(result):
    return result.exit_code == 1 and result.output.startswith("Error: ") and result.output.count("\n") == 1


def test_a_grid_of_rain_tells_where_its_run_stands(kept):
    build_site(kind="flash_flood_zone", threatened_persons=12, facts={"move_mm": 30})
    result = invoked(rain.command, kept(np.full((4, 4), 100.0), **RAIN), "--region", "513433")
    assert (result.exit_code, result.output) == (0, f"/analysis/{Run.objects.get().id}/\n")


@pytest.mark.parametrize("what", ["no grid", "no rain at any site"])
def test_a_file_that_tells_no_rain_there_is_refused_and_leaves_no_run(kept, what):
    build_site(kind="flash_flood_zone")
    place = RAIN | {"west": 80.0}
    path = kept(b"rain") if what == "no grid" else kept(np.full((4, 4), 100.0), **place)
    assert refused_in_one_line(invoked(rain.command, path, "--region", "513433"))
    assert not Run.objects.exists()


def test_hours_beyond_three_days_are_refused_by_the_option(kept):
    path = kept(np.full((4, 4), 100.0), **RAIN)
    result = invoked(rain.command, path, "--region", "513433", "--hours", "73")
    assert result.exit_code == 2
    assert "--hours" in result.output
    assert not Run.objects.exists()


def test_elevations_are_loaded_once_and_again_change_nothing(kept):
    path = kept(np.arange(400.0).reshape(20, 20), **GROUND)
    first, again = (invoked(places.command, "elevation", path, *NAMED) for _ in range(2))
    assert first.output == "Valley: 20 x 20 cells of 20.0 m, loaded.\n"
    assert again.output == "Valley: 20 x 20 cells of 20.0 m, there already.\n"
    assert Elevation.objects.count() == 1


def test_a_file_without_elevations_is_refused_and_leaves_nothing(kept):
    assert refused_in_one_line(invoked(places.command, "elevation", kept(b"no grid"), *NAMED))
    assert not Elevation.objects.exists()
