"""Hidden dangers by the hundred thousand, made inside PostgreSQL: plainly invented, spread over regions and four years.

A list of the bench is filled with ``fill(cursor, count, regions)``; the rows break no rule of the register, so that
pages, map and figures read them as they read real ones.
"""

from collections.abc import Sequence
from typing import Any, Final

_TITLES: Final = (
    "安全出口被杂物堵塞",
    "可燃气体检测报警器失效",
    "特种作业人员无证上岗",
    "灭火器压力不足",
    "配电箱未接地",
    "有限空间作业无监护",
    "除尘系统积尘严重",
    "边坡出现裂缝",
    "消防通道被占用",
    "安全阀超期未校验",
)
_SQL: Final = """
insert into dangers_danger (
    id, year, serial, number, object_kind, object_id, object_name, region, location, place_text, title, text, trade,
    words, source, source_id, found_at, found_by_id, found_by, registered_at, state, grade, clause, graded_at,
    graded_by, due_at, responsible, measures, emergency_plan, control, rectifiers, closed_at, watched, is_overdue,
    was_late, is_listed, is_cut_off, recurrences, repeat_grounds, weight, is_demo)
select
    gen_random_uuid(), 1900 + n / 1000000, n, 'YH' || (1900 + n / 1000000) || '-' || lpad(n::text, 7, '0'),
    case when objects.id is null then 'place' else 'enterprise' end, objects.id,
    case when objects.id is null then '' else '测试企业' || (n %% %(objects)s) end, made.region,
    st_setsrid(st_makepoint(
        101 + (n::bigint * 7919 %% 300000) / 100000.0, 27 + (n::bigint * 104729 %% 300000) / 100000.0), 4326),
    '第' || (n %% 40) || '车间', titles.title, '', (array['hazmat', 'industry_trade', 'fire', ''])[1 + n %% 4],
    titles.words, (array['self', 'inspection', 'expert', 'tip_off'])[1 + n %% 4], '', made.found_at, 'bench', 'bench',
    made.found_at, made.state, made.grade, '', made.found_at, 'bench', made.found_at + interval '30 days',
    '', '', '', '',
    '{}', case when made.state = 'closed' then made.found_at + interval '20 days' end, 0,
    made.state = 'rectifying' and n %% 3 = 0, n %% 9 = 0, made.grade = 'major' and n %% 50 = 0, false, 0, '[]',
    case when made.grade = 'major' then 10 else 1 end, false
from generate_series(1, %(count)s) n
cross join lateral (
    select (%(regions)s::text[])[1 + n %% %(wide)s] as region,
        now() - (n * 1.0 / %(count)s) * interval '4 years' as found_at,
        case when n %% 10 < 8 then 'closed' when n %% 10 = 8 then 'rectifying' else 'assessed' end as state,
        case when n %% 25 = 0 then 'major' else 'ordinary' end as grade
) made
join lateral (
    select title,
        (select array_agg(distinct substr(title, at, 2)) from generate_series(1, length(title) - 1) at) as words
    from (select (%(titles)s::text[])[1 + n %% %(kinds)s] as title) chosen
) titles on true
cross join lateral (select (%(ids)s::uuid[])[1 + n %% %(objects)s] as id) objects
"""


def fill(cursor: Any, count: int, regions: Sequence[str], objects: Sequence[Any] = ()) -> None:
    """Put ``count`` hidden dangers into the register, spread over ``regions`` and the enterprises ``objects``."""
    values = {
        "count": count,
        "regions": list(regions),
        "wide": len(regions),
        "titles": list(_TITLES),
        "kinds": len(_TITLES),
        "ids": [str(each) for each in objects],
        "objects": max(len(objects), 1),
    }
    cursor.execute(_SQL, values)
    cursor.execute("analyze dangers_danger")
