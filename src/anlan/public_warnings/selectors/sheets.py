"""Maps that need no script: the ground, the warned areas and the shelters as paths on a sheet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from anlan.kernel.errors import NotFound
from anlan.kernel.levels import Level
from anlan.kernel.regions import NATION, RegionLevel, level_of, lineage
from anlan.places import api as places
from anlan.public_warnings.domain import drawing
from anlan.public_warnings.domain.drawing import Frame, Name
from anlan.public_warnings.selectors.notices import Notice
from anlan.public_warnings.selectors.refuge import Refuge

_WIDE_DEGREES: Final = ((12.0, RegionLevel.PROVINCE), (4.0, RegionLevel.PREFECTURE), (0.9, RegionLevel.COUNTY))
_MOST_SIGNS: Final = 400
_LEAST_RING: Final = 3


@dataclass(frozen=True, slots=True)
class Sign:
    """A mark on the sheet: a shelter by its number in the list, or a warned area too small to be seen."""

    x: int
    y: int
    text: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Everything that a map shows, from the bottom up."""

    frame: Frame
    ground: str
    fine: str
    borders: str
    areas: tuple[tuple[str, str], ...]
    signs: tuple[Sign, ...]
    shelters: tuple[Sign, ...]
    names: tuple[Name, ...]
    here: Sign | None
    scale: tuple[int, int]


def frame_for(notices: Iterable[Notice], place: str = NATION) -> Frame | None:
    """Return the sheet for a chosen place, otherwise for all warnings; nothing where there is neither."""
    box = _box_of(place) if place else None
    boxes = [box] if box else [notice.outline.bounds for notice in notices]
    return drawing.frame_of(boxes) if boxes else None


def sheet_of(
    notices: Sequence[Notice], frame: Frame, *, place: str = NATION, refuges: tuple[Refuge, ...] = ()
) -> Sheet:
    """Return the map of warnings on a sheet, the worst on top."""
    level = _level_for(frame)
    coarse = frame.degrees_of_a_pixel * 0.8
    outlines = places.outlines_in(frame.box, level, coarseness=coarse)
    fine = () if level > RegionLevel.COUNTY else _fine(frame, level, coarse)
    small = [notice for notice in notices if drawing.is_small(notice.outline, frame)]
    return Sheet(
        frame=frame,
        ground=drawing.path_of_lines((line for each in outlines for line in each.lines), frame, closed=True),
        fine=drawing.path_of_lines((line for each in fine for line in each.lines), frame),
        borders=_borders(frame, level, coarse),
        areas=_areas(notices, frame),
        signs=tuple(_sign(each, frame) for each in sorted(small, key=lambda each: each.level)[-_MOST_SIGNS:]),
        shelters=tuple(_shelter_sign(number, each, frame) for number, each in enumerate(refuges, 1)),
        names=_names(outlines, fine, frame, place),
        here=_here(place, frame),
        scale=drawing.scale_bar(frame),
    )


def ground_of(frame: Frame) -> dict[str, Any]:
    """Return the divisions on a sheet and round it as GeoJSON, for a map that can be moved."""
    west, south, east, north = frame.box
    wide, high = (east - west) / 2, (north - south) / 2
    box = (west - wide, south - high, east + wide, north + high)
    found = places.outlines_in(box, _level_for(frame), coarseness=frame.degrees_of_a_pixel / 2)
    return {"type": "FeatureCollection", "features": [_ground_feature(each) for each in found if each.lines]}


def _ground_feature(outline: places.Outline) -> dict[str, Any]:
    rings = [[line] for line in outline.lines if len(line) > _LEAST_RING]
    return {
        "type": "Feature",
        "geometry": {"type": "MultiPolygon", "coordinates": rings},
        "properties": {"id": outline.code, "name": outline.name},
    }


def _box_of(place: str) -> drawing.Box | None:
    """Return the box of a place, of what it lies in where its own area is unknown."""
    for code in lineage(place):
        try:
            return places.box_of(code)
        except NotFound:
            continue
    return None


def _level_for(frame: Frame) -> RegionLevel:
    west, _, east, _ = frame.box
    return next((level for wide, level in _WIDE_DEGREES if east - west > wide), RegionLevel.COUNTY)


def _fine(frame: Frame, level: RegionLevel, coarse: float) -> tuple[places.Outline, ...]:
    """Return townships where the sheet shows little more than one county."""
    west, _, east, _ = frame.box
    if level < RegionLevel.COUNTY or east - west > _WIDE_DEGREES[-1][0]:
        return ()
    return places.outlines_in(frame.box, RegionLevel.TOWNSHIP, coarseness=coarse)


def _borders(frame: Frame, level: RegionLevel, coarse: float) -> str:
    if level > RegionLevel.PROVINCE:
        return ""
    return drawing.path_of_lines(places.boundary_lines_in(frame.box, coarseness=coarse), frame)


def _areas(notices: Iterable[Notice], frame: Frame) -> tuple[tuple[str, str], ...]:
    ordered = sorted(notices, key=lambda notice: notice.level)
    drawn = ((notice.level.colour, drawing.path_of_area(notice.outline, frame)) for notice in ordered)
    return tuple((colour, path) for colour, path in drawn if path)


def _sign(notice: Notice, frame: Frame) -> Sign:
    middle = notice.outline.representative_point()
    return Sign(*frame.at(middle.x, middle.y), colour=Level(notice.level).colour)


def _shelter_sign(number: int, refuge: Refuge, frame: Frame) -> Sign:
    return Sign(*frame.at(refuge.shelter.longitude, refuge.shelter.latitude), text=str(number))


def _names(
    outlines: tuple[places.Outline, ...], fine: tuple[places.Outline, ...], frame: Frame, place: str
) -> tuple[Name, ...]:
    wanted = sorted(outlines, key=lambda each: each.code != place)
    rows = (*wanted, *(each for each in fine))
    return drawing.names_apart((Name(each.name, *frame.at(each.longitude, each.latitude)) for each in rows), frame)


def _here(place: str, frame: Frame) -> Sign | None:
    """Return the sign of a chosen place below the county; a county is seen by its outline."""
    if not place or level_of(place) < RegionLevel.TOWNSHIP:
        return None
    found = places.divisions((place,)).get(place)
    if found is None or found.longitude is None or found.latitude is None:
        return None
    return Sign(*frame.at(found.longitude, found.latitude), text=found.name)
