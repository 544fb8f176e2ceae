"""An earthquake: from a line that was typed to zones, people, houses, facilities, losses and what to do first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext_noop

from anlan.analysis.domain.earthquake.assessing import Around, assess
from anlan.analysis.domain.earthquake.drawing import read_drawn
from anlan.analysis.domain.earthquake.errors import EpicentreMissing, MagnitudeMissing
from anlan.analysis.domain.earthquake.message import Message, read_message
from anlan.analysis.domain.errors import InputOutOfRange
from anlan.analysis.domain.inputs import Field
from anlan.analysis.domain.kinds import Kind
from anlan.analysis.domain.parts import Gathered, Result
from anlan.analysis.kinds import earthquake_reading as reading
from anlan.analysis.kinds.earthquake_results import Known, result
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.science.earthquake_intensity.relations import relations
from anlan.science.earthquake_intensity.source import DEPTHS_KM, LATITUDES, LONGITUDES, MAGNITUDES, Source

_DEFAULT_DEPTH_KM: Final = 10.0
_LONGEST_DRAWING: Final = 400_000
_LABELS: Final = {
    "west": gettext_noop("Western China (national)"),
    "east": gettext_noop("Eastern China (national)"),
    "west_2000": gettext_noop("Western China (2000)"),
    "east_2000": gettext_noop("Eastern China (2000)"),
    "sichuan_chongqing": gettext_noop("Sichuan and Chongqing"),
    "yunnan": gettext_noop("Yunnan"),
    "tibet_qinghai": gettext_noop("Tibet and Qinghai"),
    "xinjiang": gettext_noop("Xinjiang"),
    "ningxia_gansu": gettext_noop("Ningxia and Gansu"),
    "south": gettext_noop("South China"),
    "northeast": gettext_noop("Northeast China"),
    "north": gettext_noop("North China"),
}
_BOUNDED: Final = (
    Field(
        name="magnitude",
        label=gettext_noop("Magnitude"),
        low=MAGNITUDES[0],
        high=MAGNITUDES[1],
        is_needed=False,
    ),
    Field(
        name="longitude",
        label=gettext_noop("Longitude of the epicentre"),
        unit="°E",
        low=LONGITUDES[0],
        high=LONGITUDES[1],
        is_needed=False,
    ),
    Field(
        name="latitude",
        label=gettext_noop("Latitude of the epicentre"),
        unit="°N",
        low=LATITUDES[0],
        high=LATITUDES[1],
        is_needed=False,
    ),
    Field(
        name="depth_km",
        label=gettext_noop("Depth of the focus"),
        unit="km",
        low=DEPTHS_KM[0],
        high=DEPTHS_KM[1],
        is_needed=False,
        help=gettext_noop("The relations hold for shallow earthquakes and use no depth."),
    ),
    Field(
        name="strike_deg",
        label=gettext_noop("Direction of the fault"),
        unit="°",
        low=0.0,
        high=360.0,
        is_needed=False,
        help=gettext_noop("Clockwise from north. Without it the zones are circles."),
    ),
)
FIELDS: Final = (
    Field(
        name="message",
        label=gettext_noop("The earthquake in one line"),
        kind="text",
        is_needed=False,
        help=gettext_noop("Magnitude and county are enough; the network's report can be pasted whole."),
    ),
    *_BOUNDED,
    Field(
        name="occurred_at",
        label=gettext_noop("Time of the earthquake"),
        kind="moment",
        is_needed=False,
        help=gettext_noop("With it the readings of the stations correct the estimate."),
    ),
    Field(
        name="relation",
        label=gettext_noop("Relation of intensity"),
        kind="choice",
        is_needed=False,
        choices=tuple((word, _LABELS[word]) for word in relations()),
        help=gettext_noop("Left open, the national one of the place is taken."),
    ),
    Field(
        name="drawn",
        label=gettext_noop("Drawn isoseismals (GeoJSON)"),
        kind="text",
        is_needed=False,
        longest=_LONGEST_DRAWING,
        help=gettext_noop("Areas with the property degree; they take the place of the estimate."),
    ),
    Field(
        name="for_region",
        label=gettext_noop("For readers in"),
        kind="region",
        is_needed=False,
        help=gettext_noop("Left open: the epicentre's division, or your own where that lies elsewhere."),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The earthquake as it is understood, what is known around it, and what else is told with it."""

    source: Source
    relation: str
    around: Around
    known: Known


def gather(inputs: Mapping[str, Any], actor: Actor, now: Any) -> Gathered:
    """Read the line, find the epicentre, and read the registries around it."""
    said = read_message(inputs["message"] or "")
    values = {field.name: _bounded(field, inputs[field.name], said) for field in _BOUNDED}
    if values["magnitude"] is None:
        raise MagnitudeMissing
    epicentre = _epicentre(values, said)
    source = Source(
        longitude=epicentre.longitude,
        latitude=epicentre.latitude,
        magnitude=values["magnitude"],
        depth_km=_DEFAULT_DEPTH_KM if values["depth_km"] is None else values["depth_km"],
        strike_deg=values["strike_deg"],
    )
    occurred_at = datetime.fromisoformat(inputs["occurred_at"]) if inputs["occurred_at"] else said.moment(now)
    word = inputs["relation"] or ""
    box = reading.box_around(source, word)
    around, uncounted = reading.around(actor, box, occurred_at, read_drawn(inputs["drawn"] or ""))
    found = assess(source, word, around, mix=None, hour=None)
    known = Known(
        place=epicentre.name,
        is_epicentre_assumed=epicentre.is_assumed,
        hour=in_china(occurred_at).hour if occurred_at else said.hour,
        uncounted=uncounted,
        counties=reading.counties(found.zones),
    )
    return Gathered(
        facts=Facts(source=source, relation=word, around=around, known=known),
        region=inputs["for_region"] or reading.region_for(actor, epicentre.region),
        title=f"M{source.magnitude:.1f} {epicentre.name}",
        versions=reading.versions(around, box, occurred_at),
        box=box,
    )


def _bounded(field: Field, typed: float | None, said: Message) -> float | None:
    """Return what was typed or else said, within the field's range: a line can say anything."""
    value: float | None = getattr(said, field.name) if typed is None else typed
    if value is not None and not (field.low or 0.0) <= value <= (field.high or 0.0):
        raise InputOutOfRange(
            field=field.label, value=f"{value:g}", low=f"{field.low:g}", high=f"{field.high:g}", unit=field.unit
        )
    return value


def _epicentre(values: Mapping[str, float | None], said: Message) -> reading.Epicentre:
    longitude, latitude = values["longitude"], values["latitude"]
    if longitude is not None and latitude is not None:
        return reading.epicentre_at(longitude, latitude)
    if longitude is not None or latitude is not None:
        raise EpicentreMissing
    return reading.epicentre_named(said.names)


def reckon(_inputs: Mapping[str, Any], facts: Facts) -> Result:
    """Return the assessment of what was gathered."""
    found = assess(facts.source, facts.relation, facts.around, mix=None, hour=facts.known.hour)
    return result(found, facts.around, facts.known)


KIND: Final = Kind(
    word="earthquake",
    title=gettext_noop("Earthquake"),
    summary=gettext_noop("Zones, people, houses, facilities, losses as ranges, aftershocks, what to do first"),
    icon="activity",
    models=("earthquake_intensity", "ground_motion", "earthquake_losses", "aftershocks", "seismic_intensity"),
    fields=FIELDS,
    gather=gather,
    reckon=reckon,
)
