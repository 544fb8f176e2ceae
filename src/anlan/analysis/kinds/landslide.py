"""A landslide: its stage, when it may fail, how far it may run, who lives there, the wave where it meets water."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils.translation import gettext_noop as msg

from anlan.analysis.domain.errors import InputMissing
from anlan.analysis.domain.ground import box_around, metres_between
from anlan.analysis.domain.inputs import Field
from anlan.analysis.domain.kinds import Kind
from anlan.analysis.domain.parts import Gathered
from anlan.analysis.kinds import landslide_wave
from anlan.analysis.kinds.landslide_reading import TYPED, Measured, by_steps, measured, site_named, typed
from anlan.analysis.kinds.landslide_results import Facts, Home, reckon
from anlan.kernel.actors import Actor
from anlan.people import api as people
from anlan.science.landslide.run_out import Reach, reach

_STEADY: Final = msg("Rate of steady deformation (v\u2080)")
_RUN_OUT: Final = msg("How far it may run, where known")
_CUBIC_METRES: Final = 10_000.0
_LEAST_M: Final = 500.0

FIELDS: Final = (
    Field(
        name="site", label=msg("Hazard site"), kind="text", longest=80, help=msg("Its code or name in the register.")
    ),
    Field(
        name="steady_mm_h",
        label=_STEADY,
        unit="mm/h",
        low=0.0001,
        high=1000,
        is_needed=False,
        help=msg("Left open, the one noted at the measuring point is taken."),
    ),
    Field(name="days", label=msg("Readings of the last days"), kind="whole", unit="d", low=1, high=365, default="30"),
    Field(
        name="step_h",
        label=msg("Rates over"),
        unit="h",
        low=1,
        high=168,
        default="24",
        help=msg("The alarm rule takes 24 hours."),
    ),
    Field(
        name="readings",
        label=TYPED,
        kind="text",
        longest=400_000,
        is_needed=False,
        help=msg("A line for each: time, comma, accumulated mm. It takes the place of the stations."),
    ),
    Field(
        name="volume",
        label=msg("Volume that may break away"),
        unit="10\u2074 m\u00b3",
        low=0.01,
        high=1_000_000,
        is_needed=False,
        group=_RUN_OUT,
    ),
    Field(
        name="drop_m",
        label=msg("Height from its crown to the foot of the slope"),
        unit="m",
        low=1,
        high=3000,
        is_needed=False,
        group=_RUN_OUT,
    ),
    *landslide_wave.FIELDS,
)


def gather(inputs: Mapping[str, Any], actor: Actor, now: datetime) -> Gathered:
    """Find the site, read its displacement and who lives where it may run."""
    site, water = site_named(actor, inputs["site"]), landslide_wave.water_of(inputs)
    if inputs["readings"]:
        found = Measured(source=TYPED, readings=typed(inputs["readings"]))
    else:
        found = measured(actor, site, now - timedelta(days=inputs["days"]), now)
    steady = inputs["steady_mm_h"] or found.steady
    if not steady:
        raise InputMissing(field=_STEADY)
    hours, moved = by_steps(found.readings, timedelta(hours=inputs["step_h"]))
    run, place = _reach(inputs, site.kind), (site.longitude, site.latitude)
    box = box_around(place, max(_LEAST_M, run.high if run else 0.0))
    homes = _homes(actor, place, run, box)
    last_at, last = found.readings[-1]
    return Gathered(
        facts=Facts(
            name=site.name,
            longitude=site.longitude,
            latitude=site.latitude,
            threatened=site.threatened_persons,
            source=found.source,
            last_at=last_at,
            hours=tuple(hours),
            moved_mm=tuple(moved),
            steady_mm_h=float(steady),
            reach=run,
            homes=homes,
            water=water,
        ),
        region=site.region,
        title=f"{site.name} {last:g} mm",
        versions={
            msg("Displacement readings"): f"{len(found.readings)}, {last:g}",
            msg("Residents on the ground"): str(sum(each.persons for each in homes)),
        },
        box=box,
    )


def _reach(inputs: Mapping[str, Any], kind: str) -> Reach | None:
    if inputs["volume"] is None or inputs["drop_m"] is None:
        return None
    family = "debris_flow" if kind == "debris_flow" else "slide"
    return reach(inputs["volume"] * _CUBIC_METRES, inputs["drop_m"], kind=family)


def _homes(
    actor: Actor, place: tuple[float, float], run: Reach | None, box: tuple[float, float, float, float]
) -> tuple[Home, ...]:
    if run is None:
        return ()
    found = (
        Home(
            code=each.code,
            persons=each.persons,
            longitude=each.longitude,
            latitude=each.latitude,
            metres=metres_between(place, (each.longitude, each.latitude)),
        )
        for each in people.dwellings_in(actor, box)
    )
    return tuple(sorted((each for each in found if each.metres <= run.high), key=lambda each: (each.metres, each.code)))


KIND: Final = Kind(
    word="landslide",
    title=msg("Landslide"),
    summary=msg("In which stage a slope is, when it may fail, how far it may run and who lives there"),
    icon="mountain",
    models=("landslide",),
    fields=FIELDS,
    gather=gather,
    reckon=reckon,
)
