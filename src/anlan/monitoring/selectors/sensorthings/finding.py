"""Finds what a request asks for: one entity, or a page of a set, with all that is to be expanded.

Every link that is expanded costs the same few queries however many rows a page has.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject

from anlan.kernel.actors import Actor
from anlan.monitoring.models import Observation
from anlan.monitoring.selectors.sensorthings.conditions import Asking, condition, reached, sorting
from anlan.monitoring.selectors.sensorthings.dressing import dress, with_times
from anlan.monitoring.selectors.sensorthings.mapping import MAPPED, Mapped, visible
from anlan.protocols.sensorthings.errors import BadQuery, NoSuchResource
from anlan.protocols.sensorthings.ids import observation_id, parsed
from anlan.protocols.sensorthings.paths import Resource, Step
from anlan.protocols.sensorthings.query import Expand, Query
from anlan.protocols.sensorthings.times import from_micros, micros
from anlan.protocols.sensorthings.tree import Path

DEFAULT_TOP = 100
MOST = 1000
MOST_OBSERVATIONS = 10_000
MOST_COUNTED = 1_000_000
_MOST_EXPANDED = 10_000


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and when."""

    actor: Actor
    now: datetime


@dataclass(slots=True)
class Page:
    """Some rows of a set. ``total`` counts the whole set (``total_is_least``: there are more than were counted).

    ``after`` or ``skip`` say where the next page starts, if there is one; ``links`` holds, by link and key of a row,
    the entity or the page that was expanded.
    """

    rows: list[Any]
    query: Query
    total: int | None = None
    total_is_least: bool = False
    after: str = ""
    skip: int = 0
    links: dict[str, dict[Any, Any]] = field(default_factory=dict)


def one(resource: Resource, asker: Asker) -> tuple[Mapped, Any]:
    """Return the entity that an address ends with; raise ``NoSuchResource`` where there is none to be seen."""
    mapped, rows = _walked(resource, asker)
    return mapped, _only(mapped, rows)


def expanded(mapped: Mapped, row: Any, query: Query, asker: Asker) -> Page:
    """Return one entity as a page of its own, with what is to be expanded."""
    rows = dress(mapped, [row])
    return Page(rows, query, links=_links(mapped, rows, query, asker))


def page(resource: Resource, query: Query, asker: Asker) -> tuple[Mapped, Page]:
    """Return a page of the set that an address ends with."""
    mapped, rows = _walked(resource, asker)
    is_one_series = len(resource.steps) > 1 and resource.steps[-2].entity.name == "Datastream"
    return mapped, _page(mapped, rows, query, asker, is_one_series=is_one_series)


def _walked(resource: Resource, asker: Asker) -> tuple[Mapped, QuerySet[Any]]:
    first, *others = resource.steps
    mapped = MAPPED[first.entity.name]
    rows = _chosen(mapped, visible(first.entity.name, asker.actor), first)
    for step in others:
        rows = _chosen(MAPPED[step.entity.name], _behind(mapped, _only(mapped, rows), step.name, asker), step)
        mapped = MAPPED[step.entity.name]
    return mapped, with_times(mapped, rows)


def _behind(here: Mapped, row: Any, link: str, asker: Asker) -> QuerySet[Any]:
    target = here.entity.links[link].target
    if not here.entity.links[link].many:
        return visible(target, asker.actor).filter(pk=_key_behind(here, dress(here, [row])[0], link))
    if here.entity.name == "Datastream" and target == "Observation":
        return Observation.objects.filter(datastream_id=row.pk)
    return reached(here, link, row.pk, asker.actor)


def _key_behind(here: Mapped, row: Any, link: str) -> Any:
    if here.entity.name == "Observation":
        return row.datastream_id if link == "Datastream" else row.feature_key
    return getattr(row, here.ways[link].forward + "_id")


def _chosen(mapped: Mapped, rows: QuerySet[Any], step: Step) -> QuerySet[Any]:
    if step.id is None:
        return rows
    key = parsed(mapped.entity.name, step.id)
    if key is None:
        raise NoSuchResource(path=f"{step.name}({step.id})")
    if isinstance(key, tuple):
        return rows.filter(datastream_id=key[0], time=key[1])
    return rows.filter(pk=key)


def _only(mapped: Mapped, rows: QuerySet[Any]) -> Any:
    row = next(iter(rows.order_by()[:1]), None)
    if row is None:
        raise NoSuchResource(path=mapped.entity.name)
    return row


def _filtered(mapped: Mapped, rows: QuerySet[Any], query: Query, asker: Asker) -> QuerySet[Any]:
    if query.filter is None:
        return rows
    return rows.filter(condition(query.filter, Asking(actor=asker.actor, now=asker.now, of=mapped)))


def _sorted(mapped: Mapped, rows: QuerySet[Any], query: Query, asker: Asker) -> QuerySet[Any]:
    asking = Asking(actor=asker.actor, now=asker.now, of=mapped)
    columns = [(_sort_key(mapped, node, asking), descends) for node, descends in query.order]
    return rows.order_by(*(key.desc() if descends else key.asc() for key, descends in columns), "pk")


def _sort_key(mapped: Mapped, node: Any, asking: Asking) -> Any:
    if mapped.entity.name == "Observation" and node in (Path(("id",)), Path(("@iot.id",))):
        return sorting(Path(("Datastream", "id")), asking)
    return sorting(node, asking)


def _page(mapped: Mapped, rows: QuerySet[Any], query: Query, asker: Asker, *, is_one_series: bool) -> Page:
    most = MOST_OBSERVATIONS if mapped.entity.name == "Observation" else MOST
    limit = min(DEFAULT_TOP if query.top is None else query.top, most)
    found = _filtered(mapped, rows, query, asker)
    here = Page([], query)
    if query.count:
        counted = found.order_by()[: MOST_COUNTED + 1].count()
        here.total, here.total_is_least = min(counted, MOST_COUNTED), counted > MOST_COUNTED
    key = _page_key(mapped, query, is_one_series=is_one_series)
    if query.after:
        if not key:
            raise BadQuery(option="$skiptoken", detail="does not fit the order that is asked for")
        found = found.filter(_after(mapped, key, query.after))
    ordered = list(_sorted(mapped, found, query, asker)[query.skip : query.skip + limit + 1]) if limit else []
    if len(ordered) > limit:
        last = ordered[limit - 1]
        here.after = _place(mapped, last, key) if key else ""
        here.skip = 0 if key else query.skip + limit
    here.rows = dress(mapped, ordered[:limit])
    here.links = _links(mapped, here.rows, query, asker)
    return here


def _page_key(mapped: Mapped, query: Query, *, is_one_series: bool) -> str:
    """Return by which key pages follow each other, or nothing where they only can by counting rows."""
    if not query.order:
        return "pk__gt"
    if is_one_series and len(query.order) == 1 and query.order[0][0] == Path(("phenomenonTime",)):
        return "time__lt" if query.order[0][1] else "time__gt"
    return ""


def _place(mapped: Mapped, row: Any, key: str) -> str:
    if key.startswith("time"):
        return str(micros(row.time))
    return observation_id(*row.pk) if mapped.entity.name == "Observation" else str(row.pk)


def _after(mapped: Mapped, key: str, place: str) -> Q:
    try:
        found = from_micros(int(place)) if key.startswith("time") else parsed(mapped.entity.name, place)
    except ValueError:
        found = None
    if found is None:
        raise BadQuery(option="$skiptoken", detail="is not one that was given out")
    return Q(**{key: found})


def _links(mapped: Mapped, rows: Sequence[Any], query: Query, asker: Asker) -> dict[str, dict[Any, Any]]:
    return {
        each.link: (_to_many if mapped.entity.links[each.link].many else _to_one)(mapped, rows, each, asker)
        for each in query.expand
    }


def _to_one(mapped: Mapped, rows: Sequence[Any], expand: Expand, asker: Asker) -> dict[Any, Any]:
    target = MAPPED[mapped.entity.links[expand.link].target]
    if expand.query.filter is not None or expand.query.order or expand.query.top is not None or expand.query.skip:
        raise BadQuery(
            option="$expand", detail=f"{expand.link} leads to one entity: only $select and $expand are taken"
        )
    keys = {row.pk: _key_behind(mapped, row, expand.link) for row in rows}
    wanted = visible(target.entity.name, asker.actor).filter(pk__in=set(keys.values()) - {None})
    found = dress(target, list(with_times(target, wanted)))
    here = Page(found, expand.query, links=_links(target, found, expand.query, asker))
    by_key = {row.pk: Page([row], here.query, links=here.links) for row in found}
    return {key: by_key.get(behind) for key, behind in keys.items()}


def _to_many(mapped: Mapped, rows: Sequence[Any], expand: Expand, asker: Asker) -> dict[Any, Any]:
    target = MAPPED[mapped.entity.links[expand.link].target]
    query = expand.query
    most = MOST_OBSERVATIONS if target.entity.name == "Observation" else MOST
    limit = min(DEFAULT_TOP if query.top is None else query.top, most, max(1, _MOST_EXPANDED // max(1, len(rows))))
    limit = 0 if query.top == 0 else limit
    behind = _filtered(target, reached(mapped, expand.link, OuterRef("pk"), asker.actor), query, asker)
    chosen = _sorted(target, behind, query, asker)[query.skip : query.skip + limit + 1]
    columns: dict[str, Any] = {"found": ArraySubquery(_keys(target, chosen))}
    if query.count:
        counted = behind.order_by().annotate(all=Value(1)).values("all").annotate(total=Count("*")).values("total")
        columns["total"] = Subquery(counted)
    parents = mapped.model._default_manager.filter(pk__in=[row.pk for row in rows]).order_by()
    per_parent = {each["pk"]: each for each in parents.annotate(**columns).values("pk", *columns)} if rows else {}
    return _pages(target, per_parent, expand, limit, asker)


def _keys(target: Mapped, chosen: QuerySet[Any]) -> QuerySet[Any]:
    if target.entity.name == "Observation":
        return chosen.values_list(JSONObject(series="datastream_id", time="time", value="value"))
    return chosen.values("pk")


def _pages(
    target: Mapped, per_parent: dict[Any, dict[str, Any]], expand: Expand, limit: int, asker: Asker
) -> dict[Any, Any]:
    query = expand.query
    found = {key: _loaded(target, each["found"][:limit]) for key, each in per_parent.items()}
    if target.entity.name == "Observation":
        children = dress(target, [row for rows in found.values() for row in rows])
    else:
        wanted = {key for keys in found.values() for key in keys}
        rows = with_times(target, visible(target.entity.name, asker.actor).filter(pk__in=wanted))
        children = dress(target, list(rows)) if wanted else []
        by_key = {row.pk: row for row in children}
        found = {key: [by_key[each] for each in keys if each in by_key] for key, keys in found.items()}
    links = _links(target, children, query, asker)
    return {
        key: Page(
            rows,
            query,
            total=(per_parent[key].get("total") or 0) if query.count else None,
            skip=query.skip + limit if len(per_parent[key]["found"]) > limit else 0,
            links=links,
        )
        for key, rows in found.items()
    }


def _loaded(target: Mapped, found: Iterable[Any]) -> list[Any]:
    if target.entity.name != "Observation":
        return list(found)
    return [
        Observation(datastream_id=each["series"], time=datetime.fromisoformat(each["time"]), value=float(each["value"]))
        for each in found
    ]
