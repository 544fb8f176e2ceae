"""Fire weather of a place: the Canadian index from the noon's weather, and the national class of the day."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_noop

from anlan.analysis.domain.inputs import Field
from anlan.analysis.domain.kinds import Kind
from anlan.analysis.domain.parts import Advice, Figure, Gathered, Result, Say
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.places import api as places
from anlan.science.fire_weather.index import Codes, Weather, fire_weather
from anlan.science.fire_weather.national import fire_danger

_YESTERDAY: Final = gettext_noop("Codes of the day before")
_FIRST: Final = Codes()
_CLASSES: Final = (
    gettext_noop("class 1: hardly any danger"),
    gettext_noop("class 2: low danger"),
    gettext_noop("class 3: middling danger"),
    gettext_noop("class 4: high danger"),
    gettext_noop("class 5: extreme danger"),
)
_DO: Final = (
    gettext_noop("Keep to the ordinary patrols."),
    gettext_noop("Keep to the ordinary patrols."),
    gettext_noop("Patrol the forest edges and look after permitted fires."),
    gettext_noop("Forbid fires in the open, man the checkpoints and keep teams ready."),
    gettext_noop("Forbid all fires, close the forest roads, and move teams up to the forest edge."),
)


def _weather(name: str, label: str, unit: str, low: float, high: float) -> Field:
    return Field(name=name, label=label, unit=unit, low=low, high=high)


def _code(name: str, label: str, default: float, high: float) -> Field:
    return Field(name=name, label=label, low=0, high=high, default=f"{default:g}", is_needed=False, group=_YESTERDAY)


def _gather(inputs: Mapping[str, Any], actor: Actor, now: Any) -> Gathered:
    division = places.division(inputs["region"])
    if division is None or division.latitude is None or division.longitude is None:
        raise NotFound(what="division", id=inputs["region"])
    longitude, latitude = division.longitude, division.latitude
    return Gathered(
        facts={"latitude": latitude},
        region=division.code,
        title=places.full_name(division.code),
        box=(longitude - 0.3, latitude - 0.3, longitude + 0.3, latitude + 0.3),
    )


def _reckon(inputs: Mapping[str, Any], facts: Any) -> Result:
    weather = Weather(
        temperature=inputs["temperature"], humidity=inputs["humidity"], wind=inputs["wind"], rain=inputs["rain"]
    )
    before = Codes(
        **{name: getattr(_FIRST, name) if inputs[name] is None else inputs[name] for name in ("ffmc", "dmc", "dc")}
    )
    found = fire_weather(weather, before, month=inputs["month"], latitude=facts["latitude"])
    national = fire_danger(
        hottest=inputs["temperature"],
        driest=inputs["humidity"],
        dry_days=inputs["dry_days"],
        wind=inputs["wind"] / 3.6,
    )
    level = national.grade - 1
    said = Say(_CLASSES[level])
    return Result(
        headline=said,
        level=level,
        figures=(
            Figure(label=gettext_noop("National fire-danger class"), best=national.grade, level=level),
            Figure(label=gettext_noop("Points of the national class"), best=national.points),
            Figure(label=gettext_noop("Fire weather index"), best=found.fwi, digits=1),
            Figure(label=gettext_noop("Fine fuel moisture code"), best=found.codes.ffmc, digits=1),
            Figure(label=gettext_noop("Duff moisture code"), best=found.codes.dmc, digits=1),
            Figure(label=gettext_noop("Drought code"), best=found.codes.dc, digits=1),
            Figure(label=gettext_noop("Initial spread index"), best=found.isi, digits=1),
            Figure(label=gettext_noop("Build-up index"), best=found.bui, digits=1),
        ),
        advice=(Advice(text=Say(_DO[level]), reason=said, level=level),),
        trust=(
            Say(gettext_noop("The national class counts the noon's values for the day's extremes.")),
            *(
                (
                    Say(
                        gettext_noop(
                            "The codes of the day before were not given: those of the spring's start were taken."
                        )
                    ),
                )
                if inputs["ffmc"] is None
                else ()
            ),
        ),
    )


KIND: Final = Kind(
    word="fire_weather",
    title=gettext_noop("Forest fire weather"),
    summary=gettext_noop("How easily a forest burns today, from the noon's weather"),
    icon="flame",
    models=("fire_weather",),
    fields=(
        Field(name="region", label=gettext_noop("Place"), kind="region"),
        Field(name="month", label=gettext_noop("Month of the year"), kind="whole", low=1, high=12),
        _weather("temperature", gettext_noop("Temperature at noon"), "\u2103", -50, 60),
        _weather("humidity", gettext_noop("Relative humidity at noon"), "%", 0, 100),
        _weather("wind", gettext_noop("Wind at noon"), "km/h", 0, 200),
        _weather("rain", gettext_noop("Rain of the 24 hours before"), "mm", 0, 600),
        Field(name="dry_days", label=gettext_noop("Days without rain"), kind="whole", low=0, high=365, unit="d"),
        _code("ffmc", gettext_noop("Fine fuel moisture code"), _FIRST.ffmc, 101),
        _code("dmc", gettext_noop("Duff moisture code"), _FIRST.dmc, 1000),
        _code("dc", gettext_noop("Drought code"), _FIRST.dc, 2000),
    ),
    gather=_gather,
    reckon=_reckon,
)
