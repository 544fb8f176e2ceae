"""Where a drawn area comes from, kept with the draft so that it can be taken up again, and the outline it gives."""

from typing import Any, Final, assert_never

import msgspec
from shapely import LineString, Polygon, make_valid

from anlan.kernel.errors import InvalidValue
from anlan.public_warnings.domain import area as areas
from anlan.public_warnings.domain.errors import BadArea

LEAST_METRES: Final = 50
MOST_METRES: Final = 50_000
MOST_PIECES: Final = 200
MOST_MODEL_POINTS: Final = 20_000
LONGEST_REACH_KM: Final = 200.0
_KM_PER_DEGREE: Final = 111.32


class Drawn(msgspec.Struct, frozen=True, kw_only=True, tag="drawn", tag_field="kind"):
    """Outlines drawn by hand, as they were drawn."""

    rings: tuple[areas.Ring, ...]


class RiverReach(msgspec.Struct, frozen=True, kw_only=True, tag="reach", tag_field="kind"):
    """A reach of a river as a line drawn along it, and how far to each side."""

    line: areas.Ring
    metres: float
    name: str = ""


class Around(msgspec.Struct, frozen=True, kw_only=True, tag="around", tag_field="kind"):
    """Everything within a distance of a site: ``what`` is site, reservoir, enterprise or point."""

    what: str
    longitude: float
    latitude: float
    metres: float
    reference: str = ""
    name: str = ""


class Model(msgspec.Struct, frozen=True, kw_only=True, tag="model", tag_field="kind"):
    """The result of a model: polygons with holes, the outer ring first."""

    pieces: tuple[tuple[areas.Ring, ...], ...]
    name: str = ""


AreaSource = Drawn | RiverReach | Around | Model
KINDS_OF_POINTS: Final = ("point", "site", "reservoir", "enterprise")


def source_in(kept: object) -> AreaSource | None:
    """Return the source that a row or request keeps; ``None`` for none; refuse what is no source by name."""
    if kept is None or kept == "":
        return None
    try:
        if isinstance(kept, str):
            kept = msgspec.json.decode(kept)
        found: AreaSource = msgspec.convert(kept, AreaSource)
        return found
    except msgspec.ValidationError as error:
        raise InvalidValue(field="area_source", value=str(error)[:120], rule="known_area_source") from error
    except msgspec.DecodeError as error:
        raise InvalidValue(field="area_source", value=str(kept)[:80], rule="known_area_source") from error


def outline_of(source: AreaSource) -> areas.CleanArea:
    """Return the outline that a source gives, cleaned; refuse by name and spot what cannot be mended."""
    match source:
        case Drawn(rings=rings):
            return _of_rings(rings)
        case RiverReach(line=line, metres=metres):
            return areas.cleaned([areas.around(_checked_line(line), _checked_metres(metres))])
        case Around(longitude=x, latitude=y, metres=metres):
            return areas.cleaned([areas.around(areas.within_limits(((x, y),)), _checked_metres(metres))])
        case Model(pieces=pieces):
            return _of_model(pieces)
        case _:
            assert_never(source)


def _of_rings(rings: tuple[areas.Ring, ...]) -> areas.CleanArea:
    if not 1 <= len(rings) <= areas.MOST_RINGS:
        raise InvalidValue(field="polygon", value=str(len(rings)), rule="1_to_20_pieces")
    shapes: list[Polygon] = []
    changes: list[areas.Change] = []
    for ring in rings:
        shape, said = areas.mended(ring)
        shapes.append(shape)
        changes.extend(said)
    return areas.cleaned(shapes, changes)


def _checked_line(line: areas.Ring) -> areas.Ring:
    rounded = areas.within_limits(line)
    if len(set(rounded)) < 2:
        raise InvalidValue(field="line", value=str(len(rounded)), rule="at_least_2_points")
    if LineString(rounded).length * _KM_PER_DEGREE > LONGEST_REACH_KM:
        raise InvalidValue(field="line", value=str(len(rounded)), rule="at_most_200_km")
    return rounded


def _checked_metres(metres: float) -> float:
    if not LEAST_METRES <= metres <= MOST_METRES:
        raise InvalidValue(field="metres", value=f"{metres:g}", rule="50_to_50000_metres")
    return metres


def _of_model(pieces: tuple[tuple[areas.Ring, ...], ...]) -> areas.CleanArea:
    if not 1 <= len(pieces) <= MOST_PIECES:
        raise InvalidValue(field="polygon", value=str(len(pieces)), rule="1_to_200_pieces")
    if sum(len(ring) for piece in pieces for ring in piece) > MOST_MODEL_POINTS:
        raise InvalidValue(field="polygon", value="", rule="at_most_20000_points")
    shapes, changes = [], []
    for piece in pieces:
        rings = [areas.within_limits(ring, MOST_MODEL_POINTS) for ring in piece]
        if not rings or any(len(ring) < areas.FEWEST_POINTS for ring in rings):
            longitude, latitude = next((ring[0] for ring in rings if ring), (0.0, 0.0))
            raise BadArea(rule="at_least_4_points", longitude=longitude, latitude=latitude)
        raw = Polygon(rings[0], rings[1:])
        if not raw.is_valid:
            shape, said = areas.mended_whole(raw)
            shapes.append(shape)
            changes.append(said)
        else:
            shapes.append(make_valid(raw))
    return areas.cleaned(shapes, changes)


def words_of(source: AreaSource | None) -> str:
    """Return a source in one line for the differences between versions."""
    match source:
        case None:
            return ""
        case Drawn(rings=rings):
            return f"drawn {sum(len(ring) for ring in rings)}"
        case RiverReach(line=line, metres=metres, name=name):
            return f"reach {name} {len(line)} {metres:g} m".replace("  ", " ")
        case Around(what=what, name=name, metres=metres):
            return f"around {what} {name} {metres:g} m".replace("  ", " ")
        case Model(pieces=pieces, name=name):
            return f"model {name} {len(pieces)}".replace("  ", " ")
        case _:
            assert_never(source)


def pieces_of_geojson(text: str) -> tuple[tuple[areas.Ring, ...], ...]:
    """Return the polygons of a GeoJSON text (geometry, feature or collection); refuse another text by name."""
    try:
        found = tuple(_pieces(msgspec.json.decode(text)))
    except (msgspec.DecodeError, KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise InvalidValue(field="polygon", value=text[:80], rule="geojson_polygon") from error
    if not found:
        raise InvalidValue(field="polygon", value=text[:80], rule="geojson_polygon")
    return found


def _pieces(value: Any) -> list[tuple[areas.Ring, ...]]:
    match value["type"]:
        case "FeatureCollection":
            return [piece for each in value["features"] for piece in _pieces(each)]
        case "Feature":
            return _pieces(value["geometry"])
        case "GeometryCollection":
            return [piece for each in value["geometries"] for piece in _pieces(each)]
        case "MultiPolygon":
            return [_piece(each) for each in value["coordinates"]]
        case "Polygon":
            return [_piece(value["coordinates"])]
        case _:
            return []


def _piece(rings: Any) -> tuple[areas.Ring, ...]:
    return tuple(tuple((float(x), float(y)) for x, y, *_rest in ring) for ring in rings)
