"""``anlan model inundation`` and ``water-logging``: elevations from a file, figures, a grid as outcome, refusals."""

import csv
import io

import numpy as np
import pytest
from click.testing import CliRunner

from anlan.config.commands.model import command
from anlan.support.grids import Grid, read_grid, written

ROWS, COLUMNS = np.mgrid[0:60, 0:60].astype(float)
VALLEY = np.abs(COLUMNS - 30) * 2.0 - ROWS * 0.3 + 500
BOWL = np.maximum(np.abs(ROWS - 30), np.abs(COLUMNS - 30)) * 0.1
FLOOD = "ground_file,longitude,latitude,peak_m3s,rise_h,fall_h,hours,output_file\n"
STORM = "ground_file,longitude,latitude,rain_mm,duration_h,area_km2,runoff_share,drained_m3s,output_file\n"


def run(word, text):
    result = CliRunner().invoke(command, [word, "--input", "-"], input=text.encode())
    return list(csv.DictReader(io.StringIO(result.stdout)))


@pytest.fixture
def ground(tmp_path):
    def kept(elevations):
        path = tmp_path / "ground.tif"
        place = {"west": 300_000.0, "north": 3_150_000.0, "width": 20.0, "height": 20.0, "srid": 32648}
        path.write_bytes(written(Grid(values=elevations[None], **place)))
        return path

    return kept


# The middle of the first row of cells, and of the grid, in degrees.
HEAD = "102.963579501,28.461266014"
MIDDLE = "102.963683273,28.455853433"


def test_a_flood_down_a_valley_keeps_its_volume_and_leaves_a_grid(ground, tmp_path):
    output = tmp_path / "flood.tif"
    (row,) = run("inundation", f"{FLOOD}{ground(VALLEY)},{HEAD},100,0.1,0.2,0.5,{output}\n")
    assert row["refused"] == ""
    assert float(row["came_in_m3"]) == pytest.approx(100 * 0.3 * 3600 / 2, rel=0.01)
    assert float(row["left_m3"]) + float(row["standing_m3"]) == pytest.approx(float(row["came_in_m3"]), abs=2)
    depth, speed, arrival = read_grid(output.read_bytes()).values
    assert depth.max() == pytest.approx(float(row["deepest_m"]), abs=0.01)
    assert speed.max() == pytest.approx(float(row["fastest_ms"]), abs=0.01)
    assert arrival[5, 30] < arrival[50, 30]


def test_a_storm_fills_the_hollow_as_high_as_its_water_asks(ground, tmp_path):
    output = tmp_path / "pool.tif"
    (row,) = run("water-logging", f"{STORM}{ground(BOWL)},{MIDDLE},50,1,0.2,0.8,1,{output}\n")
    assert (row["refused"], row["water_m3"], row["spilled_m3"]) == ("", "4400", "0")
    assert read_grid(output.read_bytes()).values.sum() * 400 == pytest.approx(4400, rel=1e-4)


@pytest.mark.parametrize(
    ("word", "row", "refused"),
    [
        ("inundation", "{},0,0,100,1,1,1,", "not_on_the_grid in longitude: 0, 0"),
        ("inundation", "{}.no,103,28,100,1,1,1,", "no_such_file in ground_file: ground.tif.no"),
        ("inundation", f"{{}},{HEAD},-5,1,1,1,", "too_small in peak_m3s: -5 is below 0.01"),
        (
            "inundation",
            f"{{}},{HEAD},5,1,1,0.01,/no/such/place.tif",
            "cannot_be_written in output_file: /no/such/place.tif",
        ),
        (
            "inundation",
            f"{__file__},{HEAD},5,1,1,1,",
            "unreadable in ground_file: This file holds no grid that can be read",
        ),
        ("water-logging", f"{{}},{HEAD},50,1,1,1,0,", "no_hollow in place: 0, 30"),
    ],
)
def test_a_refused_row_says_why(ground, word, row, refused):
    heads = FLOOD if word == "inundation" else STORM
    (told,) = run(word, heads + row.format(ground(VALLEY)) + "\n")
    assert told["refused"].startswith(refused)
    assert not any(told.get(name) for name in ("deepest_m", "level_m"))
