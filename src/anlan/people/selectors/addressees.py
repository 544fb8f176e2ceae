"""Who is to be told of something in an area, as statements that another room's bulk statement reads from.

Rows come in hundreds of thousands, so they are never brought out of the database here. Every statement gives the
columns ``COLUMNS``; phones among them are for the adapters of channels, never for a page.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import numpy as np
from django.db import connection
from shapely import MultiPolygon, to_wkb
from shapely.geometry.base import BaseGeometry

from anlan.kernel.regions import lineage
from anlan.people.domain.ground import Ground, covered, ground_of

COLUMNS: Final = ("kind", "ref_id", "name", "region", "address", "language", "ways", "reason")
"""``ways``: the preferred first, empty for the usual order; ``address``: a phone, or where a device listens."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A question in SQL with the values for its places; see ``COLUMNS``."""

    sql: str
    values: dict[str, Any]


_AFTER_DIGITS: Final = ":"
_RESIDENT: Final = "'resident', r.id, r.name, r.region, r.phone, r.language, r.channels"
# The inner question is fenced off, so that it is asked once for each run of squares, by the index and nothing else.
_RUNS: Final = """
    unnest(%({name}_first)s::bigint[], %({name}_last)s::bigint[]) as run (first, last)
    cross join lateral (
        select {columns} from people_resident r
        where r.cell between run.first and run.last and r.is_exercise = %(is_exercise)s offset 0
    ) r
"""
_PLACES: Final = """
    unnest(%(below_first)s::text[], %(below_last)s::text[]) as place (first, last)
    cross join lateral (
        select {columns} from people_resident r
        where r.region >= place.first and r.region < place.last and r.is_exercise = %(is_exercise)s {more} offset 0
    ) r
"""
_UNKNOWN_PLACE: Final = "and (r.location is null or %(by_region)s)"
_RESIDENTS: Final = f"""
    select {_RESIDENT}, 'lives_there' from {_RUNS.format(name="within", columns="r.*")}
    union all
    select {_RESIDENT}, 'lives_there' from people_resident r where r.id = any(%(edge_ids)s)
    union all
    select {_RESIDENT}, 'registered_there' from {_PLACES.format(columns="r.*", more=_UNKNOWN_PLACE)}
"""  # noqa: S608 - constants only


def residents_in(outline: BaseGeometry, regions: Sequence[str], *, by_region: bool, is_exercise: bool) -> Statement:
    """Return those who live in an outline or on its edge, and those registered in ``regions`` whose place is unknown.

    With ``by_region`` everyone registered there, wherever they live.
    """
    ground = ground_of(outline)
    values = {"is_exercise": is_exercise, "by_region": by_region, **_below(regions)}
    values |= {"within_first": ground.within[0], "within_last": ground.within[1]}
    return Statement(_RESIDENTS, values | {"edge_ids": _edge_ids(ground, is_exercise=is_exercise)})


def resident_ids(outline: BaseGeometry, *, is_exercise: bool = False) -> tuple[int, list[UUID]]:
    """Return how many live in an outline surely within it, and the ids of those near its edge who are in it too."""
    ground = ground_of(outline)
    with connection.cursor() as cursor:
        cursor.execute(
            f"select count(*) from {_RUNS.format(name='within', columns='r.id')}",  # noqa: S608 - constants only
            {"within_first": ground.within[0], "within_last": ground.within[1], "is_exercise": is_exercise},
        )
        count = cursor.fetchone()[0]
    return count, _edge_ids(ground, is_exercise=is_exercise)


@dataclass(frozen=True, slots=True)
class Headcount:
    """How many residents of a village have the same preferred ways; ``has_phone`` is false where nothing rings."""

    region: str
    ways: tuple[str, ...]
    has_phone: bool
    count: int


_COUNTS: Final = f"""
    select region, channels, has_phone, count(*) from (
        select r.region, r.channels, r.phone <> '' from
        {_RUNS.format(name="within", columns="r.region, r.channels, r.phone")}
        union all
        select r.region, r.channels, r.phone <> '' from
        {_PLACES.format(columns="r.region, r.channels, r.phone", more="and r.location is null")}
    ) as found (region, channels, has_phone) group by region, channels, has_phone
"""  # noqa: S608 - constants only


def headcounts(outline: BaseGeometry, regions: Sequence[str], *, is_exercise: bool) -> tuple[Headcount, ...]:
    """Return how many residents an outline holds, by village and preferred ways; quick enough to ask while drawing."""
    ground = ground_of(outline)
    values = {"within_first": ground.within[0], "within_last": ground.within[1], "is_exercise": is_exercise}
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, values | _below(regions))
        counts = Counter({(region, tuple(ways), phone): count for region, ways, phone, count in cursor.fetchall()})
    near = _near_the_edge(ground, "r.region, r.channels, r.phone <> ''", is_exercise=is_exercise)
    counts.update((region, tuple(ways), phone) for region, ways, phone in near)
    return tuple(Headcount(*key, count) for key, count in counts.items())


def holders_for(regions: Sequence[str], duties: Sequence[str], lengths: Sequence[int]) -> Statement:
    """Return those who answer for regions in an area or above it in given duties; ``lengths``: of their codes."""
    sql = """
        select distinct 'person', p.id, p.name, p.region, p.phone, p.language, p.channels, 'duty'
        from people_responsibility d join people_person p on p.id = d.person_id
        where d.valid_to is null and d.duty = any(%(duties)s) and length(d.region) = any(%(lengths)s)
              and (d.region like any(%(below)s) or d.region = any(%(above)s))
    """
    return Statement(sql, {"duties": list(duties), "lengths": list(lengths), **_round(regions)})


def staff_for(
    regions: Sequence[str], kinds: Sequence[str], branches: Sequence[str], lengths: Sequence[int]
) -> Statement:
    """Return the persons of organisations of given kinds and branches (none named: all) in an area or above it."""
    sql = """
        select distinct 'person', p.id, p.name, p.region, p.phone, p.language, p.channels, 'post'
        from people_organisation o join people_person p on p.organisation_id = o.id
        where o.kind = any(%(kinds)s) and (%(any_branch)s or o.branch = any(%(branches)s))
              and length(o.region) = any(%(lengths)s) and (o.region like any(%(below)s) or o.region = any(%(above)s))
        union
        select 'person', p.id, p.name, p.region, p.phone, p.language, p.channels, 'post'
        from people_organisation o
        join people_post s on s.organisation_id = o.id join people_person p on p.id = s.person_id
        where o.kind = any(%(kinds)s) and (%(any_branch)s or o.branch = any(%(branches)s))
              and length(o.region) = any(%(lengths)s) and (o.region like any(%(below)s) or o.region = any(%(above)s))
    """
    values = {"kinds": list(kinds), "branches": list(branches), "any_branch": not branches, "lengths": list(lengths)}
    return Statement(sql, values | _round(regions))


def helpers_for(regions: Sequence[str], tasks: Sequence[str], *, is_exercise: bool) -> Statement:
    """Return the residents of an area who do something for the others there, wherever they live themselves."""
    sql = f"""
        select {_RESIDENT}, 'task' from {_PLACES.format(columns="r.*", more="and r.duties && %(tasks)s::varchar[]")}
    """  # noqa: S608 - constants only
    return Statement(sql, {"tasks": list(tasks), "is_exercise": is_exercise, **_below(regions)})


def devices_for(outline: BaseGeometry, regions: Sequence[str], *, is_exercise: bool) -> Statement:
    """Return the devices in service that are heard or seen in an outline; those without a place by their region."""
    sql = """
        select 'device', d.id, d.name, d.region, d.address, coalesce(d.languages[1], 'zh-CN'), array[d.kind],
               case when d.location is null then 'registered_there' else 'heard_there' end
        from people_device d
        where d.is_in_service and d.is_exercise = %(is_exercise)s and (
            st_intersects(coalesce(d.covers, d.location), st_setsrid(st_geomfromwkb(%(outline)s), 4326))
            or (d.location is null and d.region like any(%(below)s)))
    """
    area = outline if not outline.is_empty else MultiPolygon()
    return Statement(sql, {"is_exercise": is_exercise, "outline": to_wkb(area), "below": _likes(regions)})


def device_count_in(outline: BaseGeometry, regions: Sequence[str], *, is_exercise: bool) -> int:
    """Return how many devices are heard or seen in an outline."""
    statement = devices_for(outline, regions, is_exercise=is_exercise)
    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) from ({statement.sql}) found", statement.values)  # noqa: S608 - constants only
        return int(cursor.fetchone()[0])


def _near_the_edge(ground: Ground, columns: str, *, is_exercise: bool) -> list[tuple[Any, ...]]:
    """Return columns of those near the edge who are within it or on it, by their exact places."""
    runs = _RUNS.format(name="edge", columns="r.id, r.region, r.channels, r.phone, r.location")
    with connection.cursor() as cursor:
        cursor.execute(
            f"select st_x(r.location), st_y(r.location), {columns} from {runs}",  # noqa: S608 - constants only
            {"edge_first": ground.edge[0], "edge_last": ground.edge[1], "is_exercise": is_exercise},
        )
        rows = cursor.fetchall()
    if not rows:
        return []
    is_in = covered(ground.outline, np.array([row[0] for row in rows]), np.array([row[1] for row in rows]))
    return [row[2:] for row, found in zip(rows, is_in.tolist(), strict=True) if found]


def _edge_ids(ground: Ground, *, is_exercise: bool) -> list[UUID]:
    return [id_ for (id_,) in _near_the_edge(ground, "r.id", is_exercise=is_exercise)]


def _below(regions: Iterable[str]) -> dict[str, list[str]]:
    """Return where the codes of regions and of all below them begin and end; what lies in another one is left out."""
    outermost: list[str] = []
    for region in sorted(set(regions)):
        if not outermost or not region.startswith(outermost[-1]):
            outermost.append(region)
    return {"below_first": outermost, "below_last": [f"{region}{_AFTER_DIGITS}" for region in outermost]}


def _likes(regions: Iterable[str]) -> list[str]:
    return [f"{region}%" for region in regions]


def _round(regions: Sequence[str]) -> dict[str, Any]:
    above = {outer for region in regions for outer in lineage(region)}
    return {"below": _likes(regions), "above": sorted(above)}
