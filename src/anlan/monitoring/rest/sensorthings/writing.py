"""Writes entities and pages as SensorThings JSON."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlencode

from anlan.monitoring.selectors.sensorthings.finding import Page
from anlan.monitoring.selectors.sensorthings.mapping import HOUSE, MAPPED, Mapped
from anlan.protocols.sensorthings.ids import in_address, observation_id
from anlan.protocols.sensorthings.query import Query, pairs
from anlan.protocols.sensorthings.schema import ID
from anlan.protocols.sensorthings.times import written, written_interval


def id_of(mapped: Mapped, row: Any) -> int | str:
    """Return an entity's id as clients know it."""
    return observation_id(*row.pk) if mapped.entity.name == "Observation" else row.pk


def self_link(base: str, mapped: Mapped, row: Any) -> str:
    """Return the address of an entity."""
    return f"{base}/{mapped.entity.set_name}({in_address(id_of(mapped, row))})"


def entity(base: str, mapped: Mapped, page: Page, row: Any) -> dict[str, Any]:
    """Return one entity with what was selected and expanded."""
    query, address = page.query, self_link(base, mapped, row)
    chosen = {name.split("/")[0] for name in query.select}
    found: dict[str, Any] = {}
    if not chosen or chosen & set(ID):
        found = {"@iot.id": id_of(mapped, row), "@iot.selfLink": address}
    whole = _WRITERS[mapped.entity.name](row)
    found |= {name: value for name, value in whole.items() if not chosen or name in chosen}
    for name in mapped.entity.links:
        if name in page.links:
            _write_link(base, mapped, page, row, (name, found))
        elif not chosen or name in chosen:
            found[f"{name}@iot.navigationLink"] = f"{address}/{name}"
    return found


def _write_link(base: str, mapped: Mapped, page: Page, row: Any, into: tuple[str, dict[str, Any]]) -> None:
    name, found = into
    link = mapped.entity.links[name]
    target = MAPPED[link.target]
    behind: Page | None = page.links[name].get(row.pk)
    if not link.many:
        if behind is not None:
            found[name] = entity(base, target, behind, behind.rows[0])
        return
    if behind is None:
        behind = Page([], Query())
    if behind.total is not None:
        found[f"{name}@iot.count"] = behind.total
    found[name] = [entity(base, target, behind, each) for each in behind.rows]
    if behind.skip:
        asked = _asked_of(page.query, name)
        found[f"{name}@iot.nextLink"] = f"{self_link(base, mapped, row)}/{name}?{_next(asked, behind)}"


def _asked_of(query: Query, link: str) -> str:
    return next((each.text for each in query.expand if each.link == link), "")


def _next(options: str, page: Page) -> str:
    """Return the options of a link to the next page: those that were asked, from the place where this page ends."""
    kept = [(name, value) for name, value in pairs(options) if name not in ("$skip", "$skiptoken")]
    where = ("$skiptoken", page.after) if page.after else ("$skip", str(page.skip))
    return urlencode([*kept, where], quote_via=quote, safe="$(),/'@:;=")


def collection(base: str, address: str, options: str, mapped: Mapped, page: Page) -> dict[str, Any]:
    """Return a page of a set, with the link to the next one."""
    return _framed(address, options, page, [entity(base, mapped, page, each) for each in page.rows])


def references(base: str, address: str, options: str, mapped: Mapped, page: Page) -> dict[str, Any]:
    """Return a page of a set as addresses only."""
    links = [{"@iot.selfLink": self_link(base, mapped, each)} for each in page.rows]
    return _framed(address, options, page, links)


def _framed(address: str, options: str, page: Page, value: list[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if page.total is not None:
        found["@iot.count"] = page.total
        if page.total_is_least:
            found["@anlan.countIsAtLeast"] = True
    if page.after or page.skip:
        found["@iot.nextLink"] = f"{address}?{_next(options, page)}"
    return found | {"value": value}


def arrays(base: str, address: str, options: str, page: Page) -> dict[str, Any]:
    """Return a page of Observations as data arrays, one for each Datastream."""
    mapped = MAPPED["Observation"]
    chosen = [name.split("/")[0] for name in page.query.select]
    components = [name for name in chosen or _ARRAY if name not in mapped.entity.links]
    plain = replace(page.query, select=())
    groups: dict[int, list[list[Any]]] = {}
    for row in page.rows:
        whole = entity(base, mapped, Page([], plain), row)
        values = [whole.get("@iot.id" if name in ID else name) for name in components]
        groups.setdefault(row.datastream_id, []).append(values)
    return _framed(
        address,
        options,
        page,
        [
            {
                "Datastream@iot.navigationLink": f"{base}/Datastreams({datastream})",
                "components": ["id" if name in ID else name for name in components],
                "dataArray@iot.count": len(rows),
                "dataArray": rows,
            }
            for datastream, rows in groups.items()
        ],
    )


_ARRAY = ("id", "phenomenonTime", "resultTime", "result")


def escaped(path: str) -> str:
    """Return a path as it stands in an address."""
    return quote(path, safe="/()'$@,-_.~")


def _described(row: Any) -> dict[str, Any]:
    found = {"name": row.name, "description": row.description}
    return found | ({"properties": row.properties} if row.properties is not None else {})


def _thing(row: Any) -> dict[str, Any]:
    station = row.station
    house = {name: getattr(station, name) for name in ("code", "kind", "region", "status", "owner", "source")}
    return {
        "name": station.name,
        "description": row.description,
        "properties": (row.properties or {}) | {HOUSE: house},
    }


def _datastream(row: Any) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": row.name,
        "description": row.description,
        "observationType": row.observation_type,
        "unitOfMeasurement": row.unit_of_measurement,
    }
    if row.observed_area is not None:
        found["observedArea"] = row.observed_area
    latest = getattr(row.series, "latest", None)
    if row.began_at is not None and latest is not None:
        found["phenomenonTime"] = written_interval(row.began_at, max(latest.time, row.began_at))
    found["properties"] = (row.properties or {}) | {HOUSE: {"quantity": row.series.quantity}}
    return found


def _observation(row: Any) -> dict[str, Any]:
    detail = row.detail
    found = {"phenomenonTime": written(row.time), "result": row.result, "resultTime": None}
    if detail is None:
        return found
    if detail.began_at:
        found["phenomenonTime"] = written_interval(detail.began_at, row.time)
    if detail.result_time:
        found["resultTime"] = written(detail.result_time)
    if detail.result_quality is not None:
        found["resultQuality"] = detail.result_quality
    if detail.valid_from:
        found["validTime"] = written_interval(detail.valid_from, detail.valid_until)
    if detail.parameters is not None:
        found["parameters"] = detail.parameters
    return found


_WRITERS: Mapping[str, Callable[[Any], dict[str, Any]]] = {
    "Thing": _thing,
    "Location": lambda row: _described(row) | {"encodingType": row.encoding_type, "location": row.location},
    "HistoricalLocation": lambda row: {"time": written(row.time)},
    "Datastream": _datastream,
    "Sensor": lambda row: _described(row) | {"encodingType": row.encoding_type, "metadata": row.metadata},
    "ObservedProperty": lambda row: _described(row) | {"definition": row.definition},
    "Observation": _observation,
    "FeatureOfInterest": lambda row: _described(row) | {"encodingType": row.encoding_type, "feature": row.feature},
}
