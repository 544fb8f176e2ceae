"""From a survey's rows to what they make of the registers: where each lies, what is new or changed, what is wrong."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, Final

from django.contrib.gis.geos import GEOSGeometry, MultiPolygon
from django.contrib.gis.geos import Point as GeosPoint

from anlan.kernel.actors import Actor
from anlan.kernel.errors import AnlanError, InvalidValue
from anlan.kernel.regions import normalise
from anlan.places import api as places
from anlan.risks.domain.sites import SiteState
from anlan.risks.models import ExposedElement, HazardSite, RiskZone
from anlan.risks.selectors.columns import exposed_columns, site_columns, zone_columns
from anlan.risks.services.sites import KEEP, SiteDetails, apply, changes_of, check, rows_by_code
from anlan.support import rights
from anlan.support.row_import.changes import Change, compare
from anlan.support.row_import.columns import Column, Problem, Reading, Row
from anlan.support.tables import load_table

_FACTS: Final = "facts"


@dataclass(frozen=True, slots=True)
class SurveyLine:
    """What a row makes: an entry that is new, or ``changes`` of one that is registered."""

    number: int
    code: str
    name: str
    is_new: bool
    changes: tuple[Change, ...] = ()


@dataclass(slots=True)
class Planned:
    """What storing a survey will do: its lines, how many rows change nothing, what is wrong, what would be stored."""

    lines: list[SurveyLine] = field(default_factory=list)
    same: int = 0
    problems: list[Problem] = field(default_factory=list)
    rows: list[tuple[Any, Any]] = field(default_factory=list)
    unknown: tuple[str, ...] = ()

    @property
    def new_count(self) -> int:
        """Return how many entries are new."""
        return sum(line.is_new for line in self.lines)

    @property
    def changed_count(self) -> int:
        """Return how many registered entries change."""
        return len(self.lines) - self.new_count


@dataclass(frozen=True, slots=True)
class SurveyList:
    """A register that surveys fill: its columns, and how a row becomes an entry of it."""

    key: str
    columns: Callable[[], tuple[Column, ...]]
    known: Callable[[Sequence[str]], dict[str, Any]]
    take: Callable[["Planned", Row, Any, str, frozenset[str]], None]


def plan(wanted: SurveyList, reading: Reading, actor: Actor) -> Planned:
    """Return what the rows of a file make, each within the actor's regions; rows with problems make nothing."""
    planned = Planned(problems=list(reading.problems), unknown=reading.unknown)
    wrong = {problem.row for problem in reading.problems}
    good = [row for row in reading.rows if row.number not in wrong]
    known = wanted.known([row.values["code"] for row in good])
    located = _regions(good, planned, wanted)
    for row in good:
        region = located.get(row.number)
        if region is None:
            continue
        before = known.get(row.values["code"])
        if not _may(actor, region, before):
            planned.problems.append(Problem(row.number, _label(wanted, "region"), region, "not_in_your_regions"))
            continue
        try:
            wanted.take(planned, row, before, region, reading.columns)
        except AnlanError as refusal:
            planned.problems.append(_refused(row, refusal, wanted))
    planned.problems.sort(key=lambda problem: problem.row)
    return planned


def _may(actor: Actor, region: str, before: Any) -> bool:
    return rights.may(actor, KEEP, region) and (before is None or rights.may(actor, KEEP, before.region))


def _regions(rows: Iterable[Row], planned: Planned, wanted: SurveyList) -> dict[int, str]:
    """Return each row's division: the one it names, which must be known, else the one where it lies."""
    found: dict[int, str] = {}
    named: dict[int, str] = {}
    for row in rows:
        given = row.values.get("region") or ""
        try:
            code = normalise(given)
        except InvalidValue:
            planned.problems.append(Problem(row.number, _label(wanted, "region"), given, "unknown_region"))
            continue
        if code:
            named[row.number] = code
        elif row.shape is None:
            planned.problems.append(Problem(row.number, "geometry", "", "broken_shape"))
        else:
            spot = row.shape.point_on_surface
            found[row.number] = places.region_at(spot.x, spot.y)
    known = places.divisions(set(named.values()))
    for number, code in named.items():
        if code in known:
            found[number] = code
        else:
            planned.problems.append(Problem(number, _label(wanted, "region"), code, "unknown_region"))
    return found


def _refused(row: Row, refusal: AnlanError, wanted: SurveyList) -> Problem:
    key = str(refusal.data.get("field", "kind"))
    return Problem(
        row.number, _label(wanted, key), str(refusal.data.get("value", "")), refusal.code, {"refusal": refusal}
    )


def _label(wanted: SurveyList, key: str) -> str:
    return next((column.label for column in wanted.columns() if column.key == key), key)


def _take_site(planned: Planned, row: Row, before: HazardSite | None, region: str, columns: frozenset[str]) -> None:
    if before is not None and before.state == SiteState.ELIMINATED:
        raise InvalidValue(field="code", value=before.code, rule="not_written_off")
    details = _details(row, before, region, columns)
    check(details)
    changes = changes_of(before, details) if before else ()
    probe = before or HazardSite()
    if before is not None and not changes and (details.area is None or details.area == before.area):
        planned.same += 1
        return
    if before is None:
        apply(HazardSite(), details)
    planned.lines.append(SurveyLine(row.number, details.code, details.name, before is None, changes))
    planned.rows.append((probe, details))


def _details(row: Row, before: HazardSite | None, region: str, columns: frozenset[str]) -> SiteDetails:
    """Return a site's details: what the file has columns for, the rest as it is registered."""
    names = {each.name for each in fields(SiteDetails)} - {_FACTS, "area"}
    given = {key: value for key, value in row.values.items() if key in names and key in columns}
    facts = {key: value for key, value in row.values.items() if key not in names}
    for key in ("threatened_persons", "threatened_households"):
        if key in given and given[key] is None:
            given[key] = 0
    spot, area = _place(row.shape)
    given |= {"region": region, "longitude": spot.x, "latitude": spot.y}
    if before is None:
        return SiteDetails(**given, facts=facts, area=area)
    kept = {name: getattr(before, name) for name in names if hasattr(before, name)}
    whole = SiteDetails(**kept | given)
    return replace(whole, facts=before.facts | {k: v for k, v in facts.items() if k in columns}, area=area)


def _place(shape: GEOSGeometry | None) -> tuple[GeosPoint, MultiPolygon | None]:
    """Return the point that stands for a shape, and the area where it has one."""
    if shape is None:
        raise InvalidValue(field="longitude", value="", rule="not_empty")
    if shape.geom_type == "Point":
        return shape, None
    return shape.point_on_surface, _area(shape)


def _area(shape: GEOSGeometry | None) -> MultiPolygon | None:
    if shape is None:
        return None
    if shape.geom_type == "Polygon":
        return MultiPolygon(shape, srid=4326)
    return shape if shape.geom_type == "MultiPolygon" else None


def _take_exposed(planned: Planned, row: Row, before: Any, region: str, columns: frozenset[str]) -> None:
    if row.shape is None:
        raise InvalidValue(field="longitude", value="", rule="not_empty")
    given = {key: row.values[key] for key in _EXPOSED if key in columns}
    for key in ("households", "persons"):
        given[key] = given.get(key) or 0 if key in given else getattr(before, key, 0)
    _take(planned, row, before or ExposedElement(), given | {"region": region, "shape": row.shape}, "exposed")


def _take_zone(planned: Planned, row: Row, before: Any, region: str, columns: frozenset[str]) -> None:
    area = _area(row.shape)
    if area is None:
        raise InvalidValue(field="area", value=row.shape.geom_type if row.shape else "", rule="a_polygon")
    given = {key: row.values[key] for key in _ZONES if key in columns}
    _take(
        planned,
        row,
        before or RiskZone(),
        given | {"level": int(given["level"]), "region": region, "area": area},
        "zones",
    )


def _take(planned: Planned, row: Row, entry: Any, given: dict[str, Any], table: str) -> None:
    """Note what a row makes of an entry whose columns are plain."""
    is_new = not entry.code
    known = load_table("anlan.risks", "columns")
    labels = {each["key"]: each["heads"][0] for each in known[table]} | {"place": known["links"]["shape"]}
    shape = "shape" if "shape" in given else "area"
    before = {} if is_new else {key: getattr(entry, key) for key in given} | {"place": _told(getattr(entry, shape))}
    after = {key: value for key, value in given.items() if key != shape} | {"place": _told(given[shape])}
    changes = () if is_new else compare(labels, before, after)
    if not is_new and not changes:
        planned.same += 1
        return
    planned.lines.append(SurveyLine(row.number, given["code"], given.get("name") or given["code"], is_new, changes))
    planned.rows.append((entry, given))


def _told(shape: GEOSGeometry) -> str:
    """Return a shape in one line, by which two are told apart: its middle and how many corners it has."""
    middle = shape.centroid
    return f"{middle.x:.6f}, {middle.y:.6f} ({shape.num_coords})"


_EXPOSED: Final = ("code", "name", "kind", "households", "persons", "structure", "storeys", "built_year")
_ZONES: Final = ("code", "name", "hazard", "level", "edition", "source")


def _known(model: Any) -> Callable[[Sequence[str]], dict[str, Any]]:
    return lambda codes: {row.code: row for row in model.objects.select_for_update().filter(code__in=codes)}


LISTS: Final = {
    "sites": SurveyList("sites", site_columns, rows_by_code, _take_site),
    "exposed": SurveyList("exposed", exposed_columns, _known(ExposedElement), _take_exposed),
    "zones": SurveyList("zones", zone_columns, _known(RiskZone), _take_zone),
}
