"""Query options: ``$filter``, ``$expand`` (nested, with its own options), ``$select``, ``$orderby``, ``$top``..."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import unquote_plus, urlencode

from anlan.protocols.sensorthings.errors import BadQuery
from anlan.protocols.sensorthings.filtering import parse_filter, parse_order
from anlan.protocols.sensorthings.schema import ENTITIES, ID, Entity
from anlan.protocols.sensorthings.tree import Node

_LONGEST: Final = 16_000
_DEEPEST: Final = 4
_MOST_EXPANDED: Final = 24
_MOST_SKIPPED: Final = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What a request wants of a set. ``after`` is the place where the page before ended."""

    filter: Node | None = None
    order: tuple[tuple[Node, bool], ...] = ()
    select: tuple[str, ...] = ()
    expand: tuple["Expand", ...] = ()
    top: int | None = None
    skip: int = 0
    count: bool | None = None
    result_format: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Expand:
    """A link to follow, and what is wanted of what stands there; ``text`` says the same as an address' query."""

    link: str
    query: Query
    text: str = ""


def pairs(text: str) -> list[tuple[str, str]]:
    """Return the options of an address' query as they were sent, decoded."""
    if len(text) > _LONGEST:
        raise BadQuery(option="query", detail=f"is longer than {_LONGEST} characters")
    found = (each.partition("=") for each in text.split("&") if each)
    return [(unquote_plus(name), unquote_plus(value)) for name, _, value in found]


def parse_query(text: str, entity: Entity) -> Query:
    """Return what the query of an address wants of a set of ``entity``; names without ``$`` are not ours."""
    options = [(name, value) for name, value in pairs(text) if name.startswith("$")]
    query = _query(options, entity, 0)
    if sum(1 for _ in _expanded(query)) > _MOST_EXPANDED:
        raise BadQuery(option="$expand", detail=f"follows more than {_MOST_EXPANDED} links")
    return query


def _expanded(query: Query) -> Iterator[Expand]:
    for each in query.expand:
        yield each
        yield from _expanded(each.query)


def _query(options: list[tuple[str, str]], entity: Entity, depth: int) -> Query:
    seen: set[str] = set()
    query = Query()
    for name, value in options:
        if name in seen:
            raise BadQuery(option=name, detail="stands twice")
        seen.add(name)
        query = _with(query, name, value.strip(), entity, depth)
    return query


def _with(query: Query, name: str, value: str, entity: Entity, depth: int) -> Query:
    readers: dict[str, tuple[str, Callable[[], object]]] = {
        "$filter": ("filter", lambda: parse_filter(value)),
        "$orderby": ("order", lambda: parse_order(value)),
        "$select": ("select", lambda: _selected(value, entity)),
        "$expand": ("expand", lambda: _expand(value, entity, depth + 1)),
        "$top": ("top", lambda: _whole(name, value)),
        "$skip": ("skip", lambda: _whole(name, value)),
        "$count": ("count", lambda: _truth(name, value)),
    }
    if depth == 0:
        readers["$resultFormat"] = ("result_format", lambda: _format(value, entity))
        readers["$skiptoken"] = ("after", lambda: value)
    if name not in readers:
        raise BadQuery(option=name[:40], detail="is not an option here")
    field, read = readers[name]
    changes: dict[str, Any] = {field: read()}
    return replace(query, **changes)


def _whole(name: str, value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) <= len(str(_MOST_SKIPPED)) + 2):
        raise BadQuery(option=name, detail=f"{value[:40]!r} is not a whole number from 0 up")
    if name == "$skip" and int(value) > _MOST_SKIPPED:
        raise BadQuery(option=name, detail=f"at most {_MOST_SKIPPED}; follow @iot.nextLink instead")
    return int(value)


def _truth(name: str, value: str) -> bool:
    if value not in ("true", "false"):
        raise BadQuery(option=name, detail="is true or false")
    return value == "true"


def _format(value: str, entity: Entity) -> str:
    if value != "dataArray" or entity.name != "Observation":
        raise BadQuery(option="$resultFormat", detail="is dataArray, and only for Observations")
    return value


def _selected(value: str, entity: Entity) -> tuple[str, ...]:
    names = tuple(name.strip() for name in value.split(","))
    for name in names:
        if name not in ID and name not in entity.links and name.split("/")[0] not in entity.properties:
            raise BadQuery(option="$select", detail=f"{entity.name} has no property {name[:60]!r}")
    return names


def _expand(value: str, entity: Entity, depth: int) -> tuple[Expand, ...]:
    if depth > _DEEPEST:
        raise BadQuery(option="$expand", detail=f"is nested deeper than {_DEEPEST}")
    found: dict[str, Expand] = {}
    for item in _split(value, ","):
        path, inner = _options_of(item.strip())
        name, _, rest = path.partition("/")
        link = entity.links.get(name)
        if link is None:
            raise BadQuery(option="$expand", detail=f"{entity.name} has no link {name[:60]!r}")
        target = ENTITIES[link.target]
        behind = f"{rest}({inner})" if inner else rest
        options = [("$expand", behind)] if rest else _inner_options(inner)
        expand = Expand(name, _query(options, target, depth), urlencode(options, safe="$"))
        found[name] = _merged(found[name], expand.query) if name in found else expand
    return tuple(found.values())


def _merged(before: Expand, query: Query) -> Expand:
    """Join ``A/B,A/C`` (and ``A,A/B``) into one ``A``; the options of the first hold."""
    return replace(before, query=replace(before.query, expand=before.query.expand + query.expand))


def _options_of(item: str) -> tuple[str, str]:
    start = item.find("(")
    if start < 0:
        return item, ""
    if not item.endswith(")"):
        raise BadQuery(option="$expand", detail=f"{item[:60]!r} has an open bracket")
    return item[:start], item[start + 1 : -1]


def _inner_options(text: str) -> list[tuple[str, str]]:
    parts = (part.partition("=") for part in _split(text, ";") if part.strip())
    return [(name.strip(), value) for name, _, value in parts]


def _split(text: str, mark: str) -> list[str]:
    """Split at marks that stand outside of brackets and quotes."""
    parts, start, depth, is_quoted = [], 0, 0, False
    for at, letter in enumerate(text):
        if letter == "'":
            is_quoted = not is_quoted
        elif not is_quoted:
            depth += (letter == "(") - (letter == ")")
            if depth < 0:
                break
            if letter == mark and depth == 0:
                parts.append(text[start:at])
                start = at + 1
    if depth or is_quoted:
        raise BadQuery(option="$expand", detail="brackets or quotes do not match")
    return [*parts, text[start:]]
