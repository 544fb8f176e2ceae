"""The map of the brief: a whole PNG whose areas are shaded as large as they are."""

import struct
import zlib

import numpy as np
import pytest

from anlan.analysis.domain.picture import WIDTH, Ground, picture
from anlan.support.pictures import picture_of

BOX = (102.0, 29.0, 103.0, 30.0)


def layer(kind, corners, level=1, shape="area"):
    feature = {"geometry": {"type": kind, "coordinates": corners}, "properties": {"level": level, "name": "x"}}
    return {"shape": shape, "geojson": {"type": "FeatureCollection", "features": [feature]}}


def square(west, south, east, north):
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


def pixels(content):
    width, height = struct.unpack(">II", content[16:24])
    start = content.index(b"IDAT")
    size = struct.unpack(">I", content[start - 4 : start])[0]
    raw = np.frombuffer(zlib.decompress(content[start + 4 : start + 4 + size]), dtype=np.uint8)
    return raw.reshape(height, width * 3 + 1)[:, 1:].reshape(height, width, 3)


def coloured(content):
    found = pixels(content).astype(int)
    return (found.max(axis=2) - found.min(axis=2) > 20).mean()


def test_an_area_covers_its_share_and_a_hole_is_left_white():
    whole, _ = picture(BOX, Ground(), [layer("Polygon", square(102.25, 29.25, 102.75, 29.75))])
    holed = [*square(102.25, 29.25, 102.75, 29.75), *square(102.4, 29.4, 102.6, 29.6)]
    left, _ = picture(BOX, Ground(), [layer("Polygon", holed)])
    assert coloured(whole) == pytest.approx(0.25, abs=0.01)
    assert coloured(left) == pytest.approx(0.21, abs=0.01)


def test_the_file_is_a_whole_picture_as_wide_as_told_with_a_round_scale_bar():
    content, length = picture(BOX, Ground(lines=[[(102.1, 29.1), (110.0, 31.0)]], places=[(12, 102.5, 29.5)]), [])
    found = picture_of(content)
    assert (found.media_type, found.width, length) == ("image/png", WIDTH, 20)
    assert coloured(content) == 0


@pytest.mark.parametrize("corners", [square(90, 20, 110, 40), square(10, 10, 11, 11), square(102.5, 29.5, 150, 80)])
def test_what_reaches_beyond_the_sheet_is_cut(corners):
    content, _ = picture(BOX, Ground(), [layer("Polygon", corners), layer("Point", [102.0, 30.0], shape="point")])
    assert picture_of(content) is not None


def test_lines_and_points_take_the_colour_of_their_level():
    content, _ = picture(
        BOX,
        Ground(),
        [
            layer("MultiLineString", [[[102.1, 29.5], [102.9, 29.5]]], level=4, shape="line"),
            layer("Point", [102.5, 29.8], level=1, shape="point"),
        ],
    )
    found = {tuple(each) for each in pixels(content).reshape(-1, 3).tolist()}
    assert {(200, 30, 30), (37, 99, 235)} <= found
