"""A partner's CAP message as the content of a draft for a person: what it says is taken over, nothing is invented."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final

from shapely import MultiPolygon, Polygon, from_wkb, make_valid, union_all
from shapely.geometry.base import BaseGeometry

from anlan.kernel.levels import Level
from anlan.kernel.regions import normalise
from anlan.places import api as places
from anlan.protocols.cap12 import profile
from anlan.protocols.cap12.message import Alert, Circle, Info
from anlan.public_warnings.domain import area as areas
from anlan.public_warnings.domain.content import LONGEST, LONGEST_VALIDITY, DraftContent
from anlan.public_warnings.domain.errors import AreaOutsideRegion, BadContent
from anlan.public_warnings.domain.languages import Translation, tidy_translations
from anlan.public_warnings.selectors.kinds import kinds, proposed_channels, text_of, wording

_LANGUAGES: Final = {"en": "en", "ii": "ii-CN"}
_MAIN: Final = "zh"
_NEGLIGIBLE: Final = 0.001


def content_of_received(
    alert: Alert, *, region: str, now: datetime, kind: str = "", level: Level = Level.NONE
) -> DraftContent:
    """Return the draft that a partner's message leads to in ``region``.

    ``kind`` and ``level`` are what a person chose; without them the message's own are taken. A message that names
    neither a kind of our table nor a level is refused by the field's name, one whose area misses ``region`` too.
    """
    info = _main(alert)
    kind = kind or kind_of_received(info)
    level = level or level_of_received(info)
    if not kind:
        raise BadContent(field="kind", value=info.event, rule="in_table_of_kinds")
    if level is Level.NONE:
        raise BadContent(field="level", value=info.severity.value, rule="red_orange_yellow_or_blue")
    text = text_of(kind, level)
    effective = max(info.onset or info.effective or alert.sent, now)
    ends = info.expires or effective + timedelta(hours=text["hours"])
    if ends <= effective:
        ends = effective + timedelta(hours=text["hours"])
    regions, polygons = _place_of(info, region)
    return DraftContent(
        kind=kind,
        level=level,
        headline=_fitted("headline", info.headline or info.event),
        description=_fitted("description", info.description or info.headline or info.event),
        instruction=_fitted("instruction", info.instruction or text["instruction"].strip()),
        regions=regions,
        effective=effective,
        onset=effective,
        expires=min(ends, effective + LONGEST_VALIDITY),
        channels=proposed_channels(level, is_exercise=False),
        polygons=polygons,
        translations=_translations(alert, info),
    )


def kind_of_received(info: Info) -> str:
    """Return the kind of our table that the message names by code or by its very name; empty where it names none."""
    known = {each.code: each.name for each in kinds()}
    for code in info.event_codes:
        if code.value in known:
            return code.value
    return next((code for code, name in known.items() if name == info.event.strip()), "")


def level_of_received(info: Info) -> Level:
    """Return the level by the profile's colour, else by CAP's severity; ``NONE`` where the message says neither."""
    said = {each.value.lower() for each in info.parameters}
    rows = [(level, profile.level_words(level)) for level in reversed(Level) if level]
    for level, words in rows:
        if {words.colour_value.lower(), words.name} & said:
            return level
    return next((level for level, words in rows if words.severity == info.severity), Level.NONE)


def _main(alert: Alert) -> Info:
    if not alert.infos:
        raise BadContent(field="headline", value=alert.identifier, rule="not_empty")
    return next((each for each in alert.infos if each.language.lower().startswith(_MAIN)), alert.infos[0])


def _translations(alert: Alert, main: Info) -> tuple[Translation, ...]:
    """Return the message's other languages as far as they are whole and in our table."""
    found: dict[str, Translation] = {}
    for info in alert.infos:
        language = _LANGUAGES.get(info.language.lower().split("-")[0], "")
        if info is main or not language or not (info.headline and info.description and info.instruction):
            continue
        found.setdefault(language, Translation(language, info.headline, info.description, info.instruction))
    return tidy_translations(found.values())


def _fitted(field: str, text: str) -> str:
    """Return a text that fits its field; what does not fit is cut and said to be."""
    text, longest = text.strip(), LONGEST[field]
    if len(text) <= longest:
        return text
    said = wording("cut", count=len(text))
    return text[: longest - len(said)] + said


def _place_of(info: Info, region: str) -> tuple[tuple[str, ...], tuple[areas.Ring, ...]]:
    """Return the regions in ``region`` that the message names, and its outline as far as it lies there."""
    named = tuple(_codes(info, region))
    outline = _outline(info)
    if outline is None:
        if not named:
            raise AreaOutsideRegion(region=places.full_name(region))
        return named, ()
    own = from_wkb(bytes(places.area_of((region,)).wkb))
    inside = outline.intersection(own)
    if inside.is_empty and not named:
        raise AreaOutsideRegion(region=places.full_name(region))
    covers_all = inside.is_empty or own.difference(outline).area < own.area * _NEGLIGIBLE
    if named and covers_all:
        return named, ()
    if covers_all:
        return (region,), ()
    return named or (region,), areas.simplified(inside).rings


def _codes(info: Info, region: str) -> Iterator[str]:
    """Yield the named divisions that lie in ``region``; it itself where the message names it or one above it."""
    for area in info.areas:
        for each in area.geocodes:
            if not (each.value.isascii() and each.value.isdigit() and len(each.value) in (6, 9, 12)):
                continue
            code = normalise(each.value)
            if code.startswith(region):
                yield code
            elif code and region.startswith(code):
                yield region


def _outline(info: Info) -> BaseGeometry | None:
    """Return everything that the message draws, mended; ``None`` where it draws nothing."""
    drawn = [make_valid(Polygon(ring)) for area in info.areas for ring in area.polygons]
    drawn += [_round(circle) for area in info.areas for circle in area.circles if circle.radius_km > 0]
    pieces = list(_polygons(drawn))
    return union_all(pieces) if pieces else None


def _polygons(shapes: Iterable[BaseGeometry]) -> Iterator[Polygon]:
    for shape in shapes:
        for piece in getattr(shape, "geoms", (shape,)):
            if isinstance(piece, Polygon):
                yield piece
            elif isinstance(piece, MultiPolygon):
                yield from piece.geoms


def _round(circle: Circle) -> Polygon:
    return areas.around(((circle.longitude, circle.latitude),), circle.radius_km * 1000)
