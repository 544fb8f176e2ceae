"""The wave of a slide in a reservoir: its range, whether it passes the crest, why there is none, what is needed."""

import pytest

from anlan.analysis.domain.errors import InputMissing
from anlan.analysis.kinds import landslide_wave
from anlan.analysis.kinds.landslide_wave import FIELDS, advice, figures, raised, trust, water_of
from anlan.science.landslide.run_out import Slide, wave
from anlan.science.refusing import Refused

EMPTY = {field.name: None for field in FIELDS} | {"volume": None, "drop_m": None}
ASKED = EMPTY | {
    "volume": 10.0,
    "drop_m": 120.0,
    "water_m": 40.0,
    "angle_deg": 40.0,
    "thickness_m": 20.0,
    "width_m": 100.0,
    "speed_ms": 30.0,
    "away_m": 600.0,
    "shore_deg": 45.0,
}


def of(**changed):
    return raised(water_of(ASKED | changed))


def test_a_typed_speed_gives_the_wave_with_the_scatter_of_the_experiments():
    alone = wave(Slide(speed_ms=30, thickness_m=20, width_m=100, volume_m3=1e5, angle_deg=40), 40, 600, 45)
    told = {each.label: each for each in figures(of())}
    at = told["Run-up there"]
    assert (at.low, at.best, at.high) == pytest.approx((alone.run_up_m * 0.7, alone.run_up_m, alone.run_up_m * 1.3))
    assert told["Wave at the dam or shore"].best == alone.height_m
    assert told["Seconds until the wave is there"].best == alone.seconds


def test_without_a_speed_those_of_three_frictions_widen_the_range():
    found = of(speed_ms=None)
    assert [round(each.speed_ms, 1) for each in found.water.slides] == [32.3, 36.5, 40.0]
    assert len(found.waves) == 3
    up = found.ends("run_up_m")
    assert up["high"] / up["low"] > 1.3 / 0.7


@pytest.mark.parametrize(
    ("crest", "told"),
    [(0.99, "surely"), (1.01, "maybe"), (1.29, "maybe"), (1.31, "no"), (None, "")],
)
def test_the_run_up_is_held_against_the_crest(crest, told):
    up = of().waves[0].run_up_m
    found = of(freeboard_m=crest and crest * up)
    assert found.overtops == told
    assert len(list(advice(found))) == (2 if told in ("surely", "maybe") else 1)


def test_outside_the_experiments_there_is_no_wave_and_it_is_said_why():
    found = of(thickness_m=70.0)
    assert (found.waves, list(figures(found)), list(advice(found))) == ((), [], [])
    (told,) = trust(found)
    assert told.text.startswith("No wave, for the experiments")
    assert told.values["why"].values["high"] == "1.64"


def test_speeds_outside_the_experiments_are_left_out_and_it_is_said():
    found = of(speed_ms=None, drop_m=30.0)
    assert 0 < len(found.waves) < 3
    assert len(list(trust(found))) == 2


def test_no_depth_means_no_wave_and_a_missing_number_is_refused_by_name():
    assert water_of(EMPTY) is None
    assert [each.text[:8] for each in trust(None)] == ["No wave:"]
    for name in landslide_wave._NEEDED:
        with pytest.raises(InputMissing) as refused:
            water_of(ASKED | {name: None})
        assert refused.value.data["field"] == landslide_wave._LABELS[name]
    with pytest.raises(Refused):
        water_of(ASKED | {"speed_ms": None, "angle_deg": 10.0})
