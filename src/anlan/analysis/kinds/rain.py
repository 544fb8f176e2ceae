"""Rain, forecast or fallen: which villages it threatens, whom to move now and whom to make ready."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as msg

from anlan.analysis.domain.errors import InputMissing, InputNotRead
from anlan.analysis.domain.inputs import Field
from anlan.analysis.domain.kinds import Kind
from anlan.analysis.domain.parts import Gathered
from anlan.analysis.kinds.rain_results import FLASH_FLOOD, SLOPES, Facts, reckon
from anlan.kernel.actors import Actor
from anlan.places import api as places
from anlan.risks import api as risks
from anlan.science.bounds import within
from anlan.science.rainfall.storm import USUAL_DECAY

_LONGEST_LIST: Final = 400_000

FIELDS: Final = (
    Field(name="region", label=msg("Place"), kind="region"),
    Field(
        name="rain_mm",
        label=msg("Rain"),
        unit="mm",
        low=0,
        high=1500,
        is_needed=False,
        help=msg("Forecast or fallen, over the whole place."),
    ),
    Field(
        name="rain_by_place",
        label=msg("Rain of each village"),
        kind="text",
        is_needed=False,
        longest=_LONGEST_LIST,
        help=msg("A line for each: code of the village or township, and mm. It goes before the rain of the whole."),
    ),
    Field(name="source", label=msg("Where the rain is from"), kind="text", is_needed=False, longest=120),
    Field(name="hours", label=msg("Within hours"), unit="h", low=1, high=72, default="24"),
    Field(
        name="decay",
        label=msg("Decay of the storm (n)"),
        low=0.3,
        high=0.9,
        default=f"{USUAL_DECAY:g}",
        help=msg("Of the county's book of hydrology, for 1 to 24 hours."),
    ),
    Field(
        name="curve",
        label=msg("Threshold of landslides"),
        kind="choice",
        default="caine",
        choices=(
            ("caine", msg("World, Caine 1980")),
            ("guzzetti", msg("World, Guzzetti 2008")),
            ("wenchuan_lower", msg("Wenchuan area, debris flows (doubtful)")),
        ),
    ),
)


def gather(inputs: Mapping[str, Any], actor: Actor, now: Any) -> Gathered:
    """Read the hazard sites of the place that rain may set off, and the rain at each."""
    region, whole = inputs["region"], inputs["rain_mm"]
    by_place = rain_by_place(inputs["rain_by_place"] or "")
    if whole is None and not by_place:
        raise InputMissing(field=gettext("Rain"))
    sites = risks.threatening(actor, region, (FLASH_FLOOD, *SLOPES))
    rain = tuple(_rain_at(site.region, by_place, whole) for site in sites)
    greatest = max((each for each in rain if each is not None), default=whole or 0.0)
    names = places.full_names(sorted({site.region for site in sites}))
    longitudes, latitudes = [site.longitude for site in sites], [site.latitude for site in sites]
    return Gathered(
        facts=Facts(sites, rain, names),
        region=region,
        title=f"{places.full_name(region)} {greatest:g} mm / {inputs['hours']:g} h",
        versions={msg("Hazard sites"): f"{len(sites)}, {sum(site.persons for site in sites)}"},
        box=(min(longitudes), min(latitudes), max(longitudes), max(latitudes)) if sites else None,
    )


def rain_by_place(text: str) -> dict[str, float]:
    """Return the rain in mm by code; a line that is none is refused."""
    found: dict[str, float] = {}
    for line in filter(str.strip, text.splitlines()):
        code, _, depth = line.strip().replace(",", " ").partition(" ")
        try:
            found[code] = float(within("rain_mm", float(depth), 0.0, 1500.0))
        except ValueError as error:
            raise InputNotRead(field=gettext("Rain of each village"), value=line.strip()[:40]) from error
        if not (code.isascii() and code.isdigit()):
            raise InputNotRead(field=gettext("Rain of each village"), value=line.strip()[:40])
    return found


def _rain_at(code: str, by_place: Mapping[str, float], whole: float | None) -> float | None:
    """Return the rain told of the narrowest place that holds the code."""
    for digits in range(len(code), 1, -1):
        if code[:digits] in by_place:
            return by_place[code[:digits]]
    return whole


KIND: Final = Kind(
    word="rain",
    title=msg("Rain: villages at risk"),
    summary=msg("Which villages must move or make ready in a rain, forecast or fallen"),
    icon="ripple",
    models=("rainfall", "rain_thresholds"),
    fields=FIELDS,
    gather=gather,
    reckon=reckon,
)
