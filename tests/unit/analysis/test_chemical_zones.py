"""Zones seen from the source: along the wind, all around; who is inside; who leaves and who stays."""

import numpy as np
import pytest

from anlan.analysis.domain.chemicals.exploding import Burst, explode
from anlan.analysis.domain.chemicals.leaking import danger, spread
from anlan.analysis.domain.chemicals.living import Home, persons_in, settlements_in
from anlan.analysis.domain.chemicals.zones import Site, Zone, sector
from anlan.science.dispersion.clouds import Air
from anlan.science.refusing import Refused
from anlan.science.release.vessel import Leak
from anlan.science.substances.tables import substance

PLANT = Site(longitude=102.0, latitude=28.0, towards=0.0)
PLUME = Zone(word="aegl2", level=3, reach=1000.0, distances=np.array([0.0, 1000.0]), widths=np.array([50.0, 150.0]))
NORTH_500 = Home(region="1", place="North", persons=4, longitude=102.0, latitude=28.0 + 450 / 111_195)
SOUTH_500 = Home(region="2", place="South", persons=3, longitude=102.0, latitude=28.0 - 500 / 111_195)
NORTH_1500 = Home(region="1", place="North", persons=7, longitude=102.0, latitude=28.0 + 1500 / 111_195)
CHLORINE = substance("液氯")
CYLINDER = Leak(substance=CHLORINE, state="liquefied", quantity=1000.0, hole=0.003, temperature=293.15)
NIGHT = Air(wind=2.0, stability="F")


def test_only_those_downwind_are_inside_and_the_range_is_half_and_twice():
    assert persons_in(PLUME, [NORTH_500, SOUTH_500, NORTH_1500], PLANT) == (4, 4, 11)
    assert persons_in(PLUME, [], PLANT) == (0, 0, 0)


def test_a_wind_from_the_north_reaches_the_south():
    turned = Site(longitude=102.0, latitude=28.0, towards=180.0)
    assert persons_in(PLUME, [NORTH_500, SOUTH_500], turned)[1] == 3


def test_without_the_wind_everyone_around_is_inside():
    circle = Zone(word="aegl2", level=3, reach=1000.0)
    found = settlements_in(circle, [NORTH_500, SOUTH_500, NORTH_1500], PLANT)
    assert [(each.place, each.persons) for each in found] == [("North", 4), ("South", 3)]
    assert found[0].metres == pytest.approx(450, abs=1)


def test_rings_are_closed_and_lie_downwind():
    for ring in (PLUME.outline(PLANT), sector(PLANT, 1000.0, 30.0)):
        assert ring[0] == ring[-1]
        assert max(latitude for _, latitude in ring) == pytest.approx(28.0 + 1000 / 111_195, abs=2e-5)
        assert min(latitude for _, latitude in ring) >= 28.0 - 1e-5


def test_the_graver_zone_of_a_leak_lies_within_the_milder():
    found = spread(CYLINDER, NIGHT)
    assert [zone.word for zone in found.zones] == ["aegl3", "aegl2", "aegl1"]
    assert found.zones[0].reach < found.zones[1].reach <= found.zones[2].reach
    assert found.is_toxic
    assert not found.is_burst


def test_a_burst_is_a_puff_and_what_burns_has_zones_of_ignition():
    burst = spread(Leak(substance=CHLORINE, state="liquefied", quantity=50.0, hole=0.1, temperature=293.15), NIGHT)
    assert burst.is_burst
    propane = Leak(substance=substance("丙烷"), state="liquefied", quantity=5000.0, hole=0.02, temperature=293.15)
    assert [zone.word for zone in spread(propane, NIGHT).zones] == ["lfl", "half_lfl"]


def test_a_gas_that_neither_poisons_nor_burns_is_refused():
    oxygen = Leak(
        substance=substance("7782-44-7"), state="gas", quantity=50.0, hole=0.01, temperature=293.15, pressure=15e6
    )
    with pytest.raises(Refused) as refused:
        spread(oxygen, NIGHT)
    assert refused.value.code == "neither_poisons_nor_burns"


def test_near_people_stay_in_and_far_ones_leave():
    found = spread(CYLINDER, NIGHT)
    near, far = (danger(metres, 50.0, CHLORINE, NIGHT, found) for metres in (300.0, 9000.0))
    assert not near.should_leave
    assert far.should_leave
    assert near.ppm > far.ppm
    assert near.outside > near.inside


def test_a_charge_a_cloud_and_a_fire_ball_have_zones_that_widen():
    propane = substance("丙烷")
    for event, of in (("charge", None), ("cloud", propane), ("fire_ball", propane)):
        found = explode(Burst(event=event, substance=of, mass=10_000.0, pressure=1.5e6, share=0.03))
        reaches = [zone.reach for zone in found.zones]
        assert reaches == sorted(reaches)
    with pytest.raises(Refused) as refused:
        explode(Burst(event="cloud", substance=CHLORINE, mass=1000.0, pressure=1e6, share=0.03))
    assert refused.value.code == "does_not_burn"
