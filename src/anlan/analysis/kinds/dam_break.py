"""A dam that breaks: the flood at the dam with its band, and down the valley when it comes and how deep it is."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_noop as msg

from anlan.analysis.domain.ground import box_around
from anlan.analysis.domain.inputs import Field
from anlan.analysis.domain.kinds import Kind
from anlan.analysis.domain.parts import Gathered
from anlan.analysis.kinds.dam_break_results import EMBANKMENT, WAYS_KM, Facts, reckon
from anlan.analysis.kinds.reservoir_reading import reservoir_named
from anlan.kernel.actors import Actor
from anlan.people import api as people

_CUBIC_METRES: Final = 10_000.0

FIELDS: Final = (
    Field(
        name="reservoir",
        label=msg("Reservoir"),
        kind="text",
        longest=80,
        help=msg("Its code or name in the register."),
    ),
    Field(
        name="kind",
        label=msg("How it breaks"),
        kind="choice",
        default=EMBANKMENT,
        choices=(
            (EMBANKMENT, msg("Embankment washed out")),
            ("wall", msg("Wall gone at once")),
        ),
    ),
    Field(
        name="volume",
        label=msg("Water above the bottom of the breach"),
        unit="10\u2074 m\u00b3",
        low=0.1,
        high=1_000_000,
        is_needed=False,
        help=msg("Left open, the whole capacity in the register is taken: the worst case."),
    ),
    Field(name="depth_m", label=msg("Depth of that water at the dam"), unit="m", low=1, high=200),
    Field(
        name="gap_m",
        label=msg("Width of the gap of a wall"),
        unit="m",
        low=1,
        high=5000,
        is_needed=False,
    ),
    Field(name="valley_m", label=msg("Width of the valley"), unit="m", low=5, high=20_000, default="200"),
    Field(name="slope", label=msg("Fall of the valley"), unit="m/km", low=0.1, high=200, default="10"),
    Field(
        name="terrain",
        label=msg("Terrain downstream"),
        kind="choice",
        default="mountain",
        choices=(("mountain", msg("Mountains")), ("hill", msg("Hills")), ("plain", msg("Plain"))),
    ),
)


def gather(inputs: Mapping[str, Any], actor: Actor, now: Any) -> Gathered:
    """Find the reservoir among those that the actor may see, and count the persons around it."""
    one = reservoir_named(actor, inputs["reservoir"])
    given = inputs["volume"]
    capacity = one.capacity if given is None else given
    place = (one.longitude, one.latitude)
    return Gathered(
        facts=Facts(
            name=one.name,
            volume_m3=capacity * _CUBIC_METRES,
            is_whole=given is None,
            is_defective=one.is_defective,
            longitude=one.longitude,
            latitude=one.latitude,
            persons_near={way: people.persons_near(place, metres=way * 1000) for way in WAYS_KM},
        ),
        region=one.region,
        title=f"{one.name} {capacity:g}\u00d710\u2074 m\u00b3, {inputs['depth_m']:g} m",
        versions={msg("Reservoir"): f"{one.code}, {one.capacity:g}"},
        box=box_around(place, WAYS_KM[-1] * 1000),
    )


KIND: Final = Kind(
    word="dam_break",
    title=msg("Broken dam"),
    summary=msg("What a dam that breaks sends down the valley, when, and how deep"),
    icon="ripple",
    models=("dam_break",),
    fields=FIELDS,
    gather=gather,
    reckon=reckon,
)
