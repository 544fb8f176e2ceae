"""A ShakeMap: how its file is read and refused, and what it says at places."""

import numpy as np
import pytest
from tests.factories.shakemap import shakemap

from anlan.analysis.domain.earthquake.measured import Shaking, degrees_of
from anlan.protocols.shakemap import MOST_BYTES, NoShakeMap, read_shakemap
from anlan.science.seismic_intensity.instrument import instrument_intensity, intensity_by_peaks

GOOD = shakemap()


def test_a_file_is_read_with_its_earthquake_and_all_its_fields():
    found = read_shakemap(GOOD)
    assert (found.event, found.version, found.magnitude, found.is_scenario) == ("us1", "3", 6.6, False)
    assert found.occurred_at.isoformat() == "2022-09-05T04:52:19+00:00"
    assert (found.west, found.north) == (101.25, 29.75)
    assert (found.width, found.height) == pytest.approx((0.05, 0.05))
    assert [(each.name, each.unit) for each in found.fields][2:] == [
        ("MMI", "intensity"),
        ("PGA", "%g"),
        ("PGV", "cm/s"),
    ]
    assert found.values["PGA"].shape == (41, 41)
    assert found.values["PGA"][20, 20] == 80.0


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "not_well_formed"),
        (b"<a", "not_well_formed"),
        (b"<!DOCTYPE a><shakemap_grid/>", "doctype_not_allowed"),
        (b" " * (MOST_BYTES + 1), "too_large"),
        (b"<stationlist/>", "other_root"),
        (b"<shakemap_grid/>", "part_missing"),
        (GOOD.replace(b'nlon="41"', b'nlon="40"'), "rows_missing"),
        (GOOD.replace(b"</grid_data>", b" 7</grid_data>"), "rows_missing"),
        (GOOD.replace(b"</grid_data>", b" x</grid_data>"), "no_number"),
        (GOOD.replace(b'magnitude="6.6"', b'magnitude="great"'), "no_number"),
        (GOOD.replace(b'name="LON"', b'name="LAN"'), "part_missing"),
        (GOOD.replace(b"80.0000", b"8000.0000"), "value_out_of_range"),
        (GOOD.replace(b"80.0000", b"nan"), "value_out_of_range"),
        (GOOD.replace(b"101.2500 29.7000", b"101.9500 29.7000"), "grid_uneven"),
        (shakemap(units={"PGA": "g"}), "unit_unknown"),
        (shakemap(names=("PGA",)), "no_shaking"),
    ],
)
def test_what_is_no_map_of_shaking_is_refused_by_name(raw, code):
    with pytest.raises(NoShakeMap) as refused:
        read_shakemap(raw)
    assert refused.value.code == code


def test_many_places_get_the_instrument_intensity_of_each():
    peaks = [(0.3, 0.02), (1.0, 0.1), (4.0, 0.5), (0.6, 0.2)]
    found = intensity_by_peaks(*np.array(peaks).T)
    assert found == pytest.approx([instrument_intensity(acceleration=a, velocity=v) for a, v in peaks], abs=0.051)
    assert intensity_by_peaks([0.0], [0.0]) == 1.0


def test_degrees_follow_from_the_peaks_else_from_the_map_s_own():
    values = {"MMI": np.array([[7.0]]), "PGA": np.array([[20.0]]), "PGV": np.array([[15.0]])}
    by_peaks, is_by_peaks = degrees_of(values)
    assert is_by_peaks
    assert by_peaks[0, 0] == pytest.approx(instrument_intensity(acceleration=1.9613, velocity=0.15) + 0.5, abs=0.051)
    own, is_by_peaks = degrees_of({"MMI": values["MMI"]})
    assert (own[0, 0], is_by_peaks) == (7.5, False)


def test_between_cells_it_is_interpolated_and_outside_there_is_nothing():
    held = np.array([[6.0, 8.0], [4.0, 6.0]])
    map_ = Shaking(
        name="", is_by_peaks=True, is_scenario=False, west=102.0, north=29.0, width=0.1, height=0.1, degrees=held,
        acceleration=held / 10,
    )  # fmt: skip
    found = map_.degrees_at(np.array([102.0, 102.05, 102.1, 102.2]), np.array([29.0, 28.95, 28.9, 28.9]))
    assert found[:3] == pytest.approx([6.0, 6.0, 6.0])
    assert np.isnan(found[3])
    assert map_.acceleration_at(np.array([102.1, 103.0]), np.array([29.0, 29.0])) == [0.8, None]
    assert map_.ends_early()
