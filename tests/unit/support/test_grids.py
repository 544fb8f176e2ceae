"""Grids from GeoTIFF, NetCDF and ASCII files: values, places, missing cells; files of strangers are refused."""

import io

import numpy as np
import pytest
from django.utils import translation
from scipy.io import netcdf_file

from anlan.support.grids import Grid, GridUnreadable, in_metres, read_grid, written

VALUES = np.arange(20 * 30, dtype=float).reshape(1, 20, 30)
VALUES[0, 3, 4] = np.nan


def grid(values=VALUES, **changes):
    place = {"west": 102.0, "north": 28.5, "width": 0.001, "height": 0.001, "srid": 4326}
    return Grid(values=values, **{**place, **changes})


def netcdf(*, turned=False, more=(), missing=-1.0):
    file = netcdf_file(raw := io.BytesIO(), "w")
    latitudes = np.linspace(28.4, 28.5, 3)[:: -1 if turned else 1]
    for name, numbers in (("lat", latitudes), ("lon", np.linspace(102, 102.3, 4))):
        file.createDimension(name, len(numbers))
        file.createVariable(name, "d", (name,))[:] = numbers
    for name in ("rain", *more):
        held = file.createVariable(name, "h", ("lat", "lon"))
        held[:] = np.arange(12).reshape(3, 4)[:: -1 if turned else 1]
        held.scale_factor, held._FillValue = 0.5, np.int16(missing)
    file.flush()
    return raw.getvalue()


def test_a_grid_comes_back_from_a_geotiff():
    back = read_grid(written(grid()))
    assert np.array_equal(back.values, VALUES, equal_nan=True)
    assert (back.west, back.north, back.width, back.srid) == (102.0, 28.5, 0.001, 4326)
    assert back.value_at(102.0105, 28.4905) == VALUES[0, 9, 10]
    assert back.value_at(102.0045, 28.4965) is None
    assert back.value_at(99.0, 28.49) is None


def test_several_bands_come_back():
    both = np.concatenate([VALUES, VALUES + 1])
    assert np.array_equal(read_grid(written(grid(both))).values, both, equal_nan=True)


def test_degrees_become_square_metres_with_the_same_values_at_the_same_places():
    slope = grid(np.linspace(0, 100, 600).reshape(1, 20, 30))
    even = in_metres(slope)
    assert even.srid == 32648
    assert even.width == even.height == pytest.approx(97.8, abs=0.1)
    for place in ((102.0105, 28.4905), (102.02, 28.485)):
        assert even.value_at(*place) == pytest.approx(slope.value_at(*place), abs=5.5)


@pytest.mark.parametrize("turned", [False, True])
def test_netcdf_is_read_from_the_north_with_its_scale(turned):
    rain = read_grid(netcdf(turned=turned))
    assert rain.values[0].tolist() == [[4, 4.5, 5, 5.5], [2, 2.5, 3, 3.5], [0, 0.5, 1, 1.5]]
    assert rain.value_at(102.1, 28.5) == 4.5


def test_netcdf_with_several_variables_asks_which():
    raw = netcdf(more=("snow",), missing=3)
    with pytest.raises(GridUnreadable) as refused:
        read_grid(raw)
    assert refused.value.data["reason"] == "variables: rain, snow"
    assert np.isnan(read_grid(raw, "snow").values[0, 2, 3])


def test_an_ascii_grid_is_read():
    text = b"ncols 2\nnrows 2\nxllcorner 102\nyllcorner 28\ncellsize 0.5\nNODATA_value -9999\n1 2\n3 -9999\n"
    found = read_grid(text)
    assert found.value_at(102.2, 28.7) == 1
    assert found.value_at(102.7, 28.2) is None
    assert found.north == 29


LINKED = b"II*\0<VRTDataset><SourceFilename>/etc/hostname</SourceFilename></VRTDataset>"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "GeoTIFF, NetCDF, ASCII"),
        (b"<VRTDataset/>", "GeoTIFF, NetCDF, ASCII"),
        (LINKED, "it leads to other files"),
        (b"II*\0" + bytes(50), "GeoTIFF"),
        (b"\x89HDF\r\n\x1a\n", "NetCDF-4: nccopy -k classic"),
        (b"CDF\x01" + b"\xff" * 60, "NetCDF"),
        (netcdf()[:80], "NetCDF"),
        (b"ncols 2\nnrows x\n", "ASCII"),
        (b"ncols 2\nnrows 2\nxllcorner 0\nyllcorner 0\ncellsize 1\n1 2 3\n", "ASCII"),
        (b"ncols 90000\nnrows 90000\nxllcorner 0\nyllcorner 0\ncellsize 1\n1\n", "more than 16 million cells"),
        (b"ncols 1\nnrows 1\nxllcorner 500000\nyllcorner 0\ncellsize 30\n1\n", "coordinates that are no degrees"),
    ],
)
def test_what_is_no_grid_is_refused_with_its_reason(raw, reason):
    with translation.override("en"), pytest.raises(GridUnreadable) as refused:
        read_grid(raw)
    assert refused.value.data["reason"] == reason
