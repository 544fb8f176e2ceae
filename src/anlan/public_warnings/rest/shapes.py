"""What the API takes and gives, shared by its routes."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from anlan.kernel.errors import InvalidValue
from anlan.kernel.levels import Level
from anlan.kernel.regions import normalise
from anlan.public_warnings import api

_COLOURS = {level.colour: level for level in (Level.BLUE, Level.YELLOW, Level.ORANGE, Level.RED)}


class TranslationIn(Schema):
    """The three texts in another language: ``ii-CN`` (Yi) or ``en``."""

    language: str
    headline: str
    description: str
    instruction: str


class ContentIn(Schema):
    """What a warning says; ``level`` is a colour, ``polygons`` are closed rings of [longitude, latitude]."""

    kind: str
    level: str
    headline: str
    description: str
    instruction: str
    regions: list[str]
    effective: datetime
    expires: datetime
    onset: datetime | None = None
    channels: list[str]
    polygons: list[list[tuple[float, float]]] = []
    translations: list[TranslationIn] = []
    area_source: dict[str, Any] | None = None


class DraftIn(ContentIn):
    """A new warning of the issuing unit of ``region``."""

    region: str
    is_exercise: bool = False
    source_alarm_id: UUID | None = None
    incident_id: UUID | None = None


class TemplateIn(Schema):
    """What a template needs."""

    kind: str
    level: str
    region: str
    regions: list[str]
    facts: str = ""
    is_exercise: bool = False


class ReasonIn(Schema):
    """Why."""

    reason: str


class AfterReviewIn(Schema):
    """What a look afterwards found: ``stands``, ``correct``, ``lift`` or ``retract``."""

    verdict: str
    note: str = ""


class VoiceIn(Schema):
    """What came of a voice call."""

    is_answered: bool
    answered_by: str = ""
    note: str = ""


def level_named(colour: str) -> Level:
    """Return the level of a colour; refuse another word by name."""
    if colour not in _COLOURS:
        raise InvalidValue(field="level", value=colour, rule="red_orange_yellow_or_blue")
    return _COLOURS[colour]


def aware(instant: datetime, field: str) -> datetime:
    """Return an instant that has an offset; refuse one without."""
    if instant.tzinfo is None:
        raise InvalidValue(field=field, value=instant.isoformat(), rule="explicit_offset")
    return instant


def content_from(body: ContentIn) -> api.DraftContent:
    """Return the content that a request holds."""
    return api.DraftContent(
        kind=body.kind,
        level=level_named(body.level),
        headline=body.headline,
        description=body.description,
        instruction=body.instruction,
        regions=tuple(normalise(region) for region in body.regions),
        effective=aware(body.effective, "effective"),
        onset=aware(body.onset, "onset") if body.onset else None,
        expires=aware(body.expires, "expires"),
        channels=tuple(body.channels),
        polygons=tuple(tuple(ring) for ring in body.polygons),
        area_source=api.source_in(body.area_source),
        translations=tuple(api.Translation(**each.dict()) for each in body.translations),
    )
