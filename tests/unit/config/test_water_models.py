"""``anlan model`` on rows of rain, floods and dams: figures, bands, refusals that leave the rest alone."""

import csv
import io

import pytest
from click.testing import CliRunner

from anlan.config.commands.model import command


def run(word, text):
    result = CliRunner().invoke(command, [word, "--input", "-"], input=text.encode())
    return list(csv.DictReader(io.StringIO(result.stdout)))


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        (
            "return-period",
            "mean_mm,cv,skew_by_cv,depth_mm,return_years\n100,0.5,2,227.1,\n100,0.5,2,,100\n",
            [{"period_years": "50.0"}, {"period_depth_mm": "251.13"}],
        ),
        (
            "antecedent-rain",
            "place,date,rain_mm,share\nA,2026-07-01,10,0.8\nA,2026-07-02,20,\nA,2026-07-03,0,\n",
            [{"antecedent_mm": "0.0"}, {"antecedent_mm": "8.0"}, {"antecedent_mm": "22.4"}],
        ),
        ("rain-thresholds", "duration_h,depth_mm\n1,14.82\n", [{"times_threshold": "1.0", "mark": "verified"}]),
        ("runoff", "rain_mm,curve_number\n152.4,70\n", [{"runoff_mm": "71.25"}]),
        (
            "flash-flood",
            "area_km2,concentration_h,curve_number,full_bed_m3s,duration_h,depth_mm\n12,1.5,75,40,1,60\n",
            [{"critical_mm": "73.2", "times_critical": "0.82"}],
        ),
        (
            "reservoir",
            "surface_km2,weir_m,crest_above_weir_m,peak_m3s,rise_h,fall_h\n1,20,3,200,2,4\n1,20,0.5,2000,2,4\n",
            [{"peak_out_m3s": "62.98", "is_over_crest": "no"}, {"is_over_crest": "yes"}],
        ),
        (
            "dam-break",
            "volume_m3,depth_m,distance_m,valley_width_m,valley_slope\n1000000,20,10000,150,0.01\n",
            [{"peak_m3s": "1467.1", "peak_low_m3s": "777.6", "peak_high_m3s": "3374.4", "arrival_h": "0.58"}],
        ),
    ],
)
def test_rows_get_their_figures(word, text, found):
    rows = run(word, text)
    assert [{key: row[key] for key in each} for row, each in zip(rows, found, strict=True)] == found
    assert {row["refused"] for row in rows} == {""}


@pytest.mark.parametrize(
    ("word", "text", "refused"),
    [
        ("return-period", "mean_mm,cv,depth_mm\n100,0.5,\n100,0.5,90\n", "missing in depth_mm or return_years"),
        (
            "antecedent-rain",
            "date,rain_mm\n2026-07-05,10\n2026-07-09,10\n",
            "not_the_next_day in date: 2026-07-09",
        ),
        (
            "rain-thresholds",
            "threshold,duration_h,depth_mm\n, 1,14\nmoon,1,14\n",
            "unknown_threshold in threshold: moon",
        ),
        ("runoff", "rain_mm,curve_number\n50,70\n-3,70\n", "too_small in rain_mm: -3 is below 0"),
        (
            "runoff",
            "rain_mm,curve_number,area_km2\n50,70,\n50,70,3\n",
            "given_together_only in area_km2, concentration_h, duration_h",
        ),
        (
            "flash-flood",
            "area_km2,concentration_h,curve_number,full_bed_m3s,condition,duration_h\n9,1,70,9,,1\n9,1,70,9,muddy,1\n",
            "unknown_condition in condition: muddy",
        ),
        ("dam-break", "volume_m3,depth_m\n1000000,20\n1000000,2000\n", "too_great in depth_m: 2000 is above 200"),
        ("dam-break", "volume_m3,depth_m,kind\n1000000,20,\n1000000,20,wall\n", "missing in wall_width_m"),
        (
            "dam-break",
            "volume_m3,depth_m,terrain,distance_m,valley_width_m,valley_slope\n1000000,20,,,,\n1000000,20,sea,5,50,0.01\n",
            "unknown_terrain in terrain: sea",
        ),
    ],
)
def test_a_refused_row_says_why_and_the_other_goes_on(word, text, refused):
    told = [row["refused"] for row in run(word, text)]
    assert sorted(told) == ["", refused]
