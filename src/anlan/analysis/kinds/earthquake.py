"""An earthquake: from a line that was typed to zones, people, houses, facilities, losses and what to do first."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext_noop

from anlan.analysis.domain.earthquake.assessing import Around, assess
from anlan.analysis.domain.earthquake.drawing import read_drawn
from anlan.analysis.domain.earthquake.errors import EpicentreMissing, MagnitudeMissing
from anlan.analysis.domain.earthquake.message import Message, read_message
from anlan.analysis.domain.earthquake.shaking import motion_of
from anlan.analysis.domain.earthquake.tracing import length_km, traced
from anlan.analysis.domain.errors import InputOutOfRange
from anlan.analysis.domain.inputs import Field
from anlan.analysis.domain.kinds import Kind
from anlan.analysis.domain.parts import Gathered, Result
from anlan.analysis.kinds import earthquake_imported as imported
from anlan.analysis.kinds import earthquake_reading as reading
from anlan.analysis.kinds.earthquake_fields import BOUNDED, FIELDS
from anlan.analysis.kinds.earthquake_results import Known, result
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.science.earthquake_intensity.source import Source

_DEFAULT_DEPTH_KM: Final = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The earthquake as it is understood, what is known around it, and what else is told with it."""

    source: Source
    relation: str
    around: Around
    known: Known


def gather(inputs: Mapping[str, Any], actor: Actor, now: Any) -> Gathered:
    """Read the line, find the epicentre, and read the registries around it."""
    kept = imported.read(actor, inputs)
    inputs = imported.completed(inputs, kept)
    said = read_message(inputs["message"] or "")
    values = {field.name: _bounded(field, inputs[field.name], said) for field in BOUNDED}
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
    source = traced(source, inputs["trace"] or ())
    occurred_at = datetime.fromisoformat(inputs["occurred_at"]) if inputs["occurred_at"] else said.moment(now)
    word = inputs["relation"] or ""
    box = reading.box_around(source, word) if kept is None else imported.box_of(source, kept)
    drawn = read_drawn(inputs["drawn"] or "") if kept is None else kept.outlines
    around, uncounted = reading.around(actor, box, occurred_at, drawn)
    around = replace(around, shaking=kept and kept.shaking)
    found = assess(source, word, around, mix=None, hour=None)
    known = Known(
        place=epicentre.name,
        is_epicentre_assumed=epicentre.is_assumed,
        hour=in_china(occurred_at).hour if occurred_at else said.hour,
        uncounted=uncounted,
        counties=reading.counties(found.zones),
        motion=motion_of(found.source, inputs["motion_region"] or ""),
        trace_km=length_km(source),
    )
    return Gathered(
        facts=Facts(source=source, relation=word, around=around, known=known),
        region=inputs["for_region"] or reading.region_for(actor, epicentre.region),
        title=f"M{source.magnitude:.1f} {epicentre.name}",
        versions=reading.versions(around, box, occurred_at) | imported.versions(kept),
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
