"""The wave that a slide raises where it ends in a reservoir: what the form asks for it, and what is told of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.utils.translation import gettext_noop as msg

from anlan.analysis.domain.errors import InputMissing
from anlan.analysis.domain.inputs import Field
from anlan.analysis.domain.parts import Advice, Figure, Say
from anlan.science.landslide.run_out import Slide, Wave, relations, speed_after, wave
from anlan.science.refusing import Refused
from anlan.science.saying import said_by

_GROUP: Final = msg("The wave, where it ends in a reservoir")
_FRICTIONS: Final = (25.0, 20.0, 15.0)
_NEEDED: Final = ("volume", "drop_m", "angle_deg", "thickness_m", "width_m", "away_m")

FIELDS: Final = (
    Field(
        name="water_m",
        label=msg("Depth of the water before it"),
        unit="m",
        low=1,
        high=500,
        is_needed=False,
        group=_GROUP,
        help=msg("With it the wave is reckoned, and the other numbers of this group are needed."),
    ),
    Field(
        name="angle_deg",
        label=msg("Slope on which it enters the water"),
        unit="\u00b0",
        low=30,
        high=90,
        is_needed=False,
        group=_GROUP,
    ),
    Field(
        name="thickness_m",
        label=msg("Greatest thickness of the slide"),
        unit="m",
        low=0.1,
        high=500,
        is_needed=False,
        group=_GROUP,
    ),
    Field(name="width_m", label=msg("Width of the slide"), unit="m", low=1, high=5000, is_needed=False, group=_GROUP),
    Field(
        name="speed_ms",
        label=msg("Speed with which it meets the water"),
        unit="m/s",
        low=0.1,
        high=200,
        is_needed=False,
        group=_GROUP,
        help=msg("Left open, that of a block sliding down the height over a bed of 15 to 25\u00b0 of friction."),
    ),
    Field(
        name="away_m",
        label=msg("How far ahead the dam or shore is"),
        unit="m",
        low=1,
        high=30_000,
        is_needed=False,
        group=_GROUP,
    ),
    Field(
        name="shore_deg",
        label=msg("Slope of the dam or shore there"),
        unit="\u00b0",
        low=5,
        high=90,
        default="45",
        is_needed=False,
        group=_GROUP,
    ),
    Field(
        name="freeboard_m",
        label=msg("Height of the crest over the water"),
        unit="m",
        low=0,
        high=300,
        is_needed=False,
        group=_GROUP,
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Water:
    """The water that a slide falls into; ``shore_m`` is the height of what stands there over it, where it is known."""

    slides: tuple[Slide, ...]
    depth_m: float
    away_m: float
    shore_deg: float
    shore_m: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """The waves of the likely speeds, the middle one first; none where ``why`` says what stands against it."""

    water: Water
    waves: tuple[Wave, ...]
    why: Say | None = None

    def ends(self, name: str) -> dict[str, float]:
        """Return a height of the wave with its range: of the speeds, and of the scatter of the experiments."""
        share = float(relations()["impulse_wave"]["share"])
        found = [getattr(each, name) for each in self.waves]
        return {"low": min(found) * (1 - share), "best": found[0], "high": max(found) * (1 + share)}

    @property
    def overtops(self) -> str:
        """Return whether the run-up passes the crest there: surely, maybe, no; nothing where that cannot be told."""
        if not self.waves or self.water.shore_m is None:
            return ""
        up = self.ends("run_up_m")
        return "surely" if up["best"] >= self.water.shore_m else "maybe" if up["high"] >= self.water.shore_m else "no"


def water_of(inputs: Mapping[str, Any]) -> Water | None:
    """Return the water of the form, nothing where no depth was given; refuse a wave of which a number is missing."""
    if inputs["water_m"] is None:
        return None
    for name in _NEEDED:
        if inputs[name] is None:
            raise InputMissing(field=_LABELS[name])
    typed = inputs["speed_ms"]
    slide = Slide(
        speed_ms=typed or 0.0,
        thickness_m=inputs["thickness_m"],
        width_m=inputs["width_m"],
        volume_m3=inputs["volume"] * 10_000,
        angle_deg=inputs["angle_deg"],
    )
    speeds = [typed] if typed else [speed_after(inputs["drop_m"], slide.angle_deg, each) for each in _FRICTIONS]
    return Water(
        slides=tuple(replace(slide, speed_ms=each) for each in speeds),
        depth_m=inputs["water_m"],
        away_m=inputs["away_m"],
        shore_deg=inputs["shore_deg"] or 90.0,
        shore_m=inputs["freeboard_m"],
    )


_LABELS: Final = {
    "volume": msg("Volume that may break away"),
    "drop_m": msg("Height from its crown to the foot of the slope"),
    **{field.name: field.label for field in FIELDS},
}


def raised(water: Water) -> Raised:
    """Reckon the wave of the middle speed, and of the others as far as the experiments hold them."""
    middle = len(water.slides) // 2
    order = (water.slides[middle], *water.slides[:middle], *water.slides[middle + 1 :])
    found: list[Wave] = []
    for slide in order:
        try:
            found.append(wave(slide, water.depth_m, water.away_m, water.shore_deg))
        except Refused as refusal:
            if not found:
                return Raised(water=water, waves=(), why=_said(refusal))
    return Raised(water=water, waves=tuple(found))


def _said(refusal: Refused) -> Say:
    told = said_by(refusal)
    return Say(told.text, {**told.values, "field": Say(told.values["field"])})


def figures(found: Raised) -> Iterator[Figure]:
    """Give the wave near the slide and at the dam or shore, and when it is there."""
    if not found.waves:
        return
    level = {"surely": 4, "maybe": 3}.get(found.overtops, 0)
    yield Figure(label=msg("Highest wave near the slide"), unit="m", digits=1, **found.ends("greatest_m"))
    yield Figure(label=msg("Wave at the dam or shore"), unit="m", digits=1, **found.ends("height_m"))
    yield Figure(label=msg("Run-up there"), unit="m", digits=1, level=level, **found.ends("run_up_m"))
    seconds = [each.seconds for each in found.waves]
    yield Figure(
        label=msg("Seconds until the wave is there"), unit="s", low=min(seconds), best=seconds[0], high=max(seconds)
    )


def advice(found: Raised) -> Iterator[Advice]:
    """Give what to do about the wave."""
    if not found.waves:
        return
    up = {name: f"{value:.1f}" for name, value in found.ends("run_up_m").items()}
    yield Advice(
        text=Say(msg("Keep boats off this water, and people off its shores up to %(high)s m above it."), up),
        reason=Say(msg("The wave may run up %(low)s to %(high)s m, most likely %(best)s m."), up),
        level=3,
    )
    if found.overtops in ("surely", "maybe"):
        crest = {"high": up["high"], "crest": f"{found.water.shore_m:g}"}
        yield Advice(
            text=Say(msg("Lower the water now, and make the people below the dam ready to leave.")),
            reason=Say(msg("The run-up of up to %(high)s m passes the crest, %(crest)s m above the water."), crest),
            level=4 if found.overtops == "surely" else 3,
        )


def trust(found: Raised | None) -> Iterator[Say]:
    """Say how far the wave can be trusted, or why there is none."""
    if found is None:
        yield Say(msg("No wave: a depth of water was not given. Where a slope ends in a reservoir, reckon it."))
    elif found.why is not None:
        yield Say(msg("No wave, for the experiments do not hold here: %(why)s"), {"why": found.why})
    else:
        yield Say(
            msg("The wave is an order of magnitude, by experiments in a straight channel; its numbers are doubtful.")
        )
        if len(found.waves) < len(found.water.slides):
            yield Say(msg("Not every likely speed lies within the experiments; the range of the wave is too narrow."))
