"""Recipients of a polygon of 10,000 corners among a million residents, against the best bare ways of the same run.

Bare ways: PostGIS with the polygon cut into pieces (ST_Subdivide), a prepared polygon over coordinates that already
stand in memory, and the naive ST_Covers. All must find the very same people. The second figure is the whole list of the
found: freed of doubles, frozen and queued.

    python bench/targeting.py [--residents 1000000] [--corners 10000]
"""

import argparse
import math
import time
from uuid import uuid4

import numpy as np
import shapely
from bed import NOW, platform
from shapely.geometry import mapping

PLACES = 20_000
FILL = """
insert into people_resident (id, name, initials, id_number, phone, region, location, language, channels, duties,
                             is_exercise, is_demo)
select gen_random_uuid(), 'N' || i, 'n', '', '1991' || lpad(i::text, 7, '0'),
       '5134' || lpad((v %% 17 + 20)::text, 2, '0') || lpad((v / 17 %% 100 + 100)::text, 3, '0')
              || lpad((v / 1700 + 200)::text, 3, '0'),
       st_setsrid(st_makepoint(x + (random() - 0.5) * 0.02, y + (random() - 0.5) * 0.02), 4326),
       'zh-CN', '{}', '{}', false, false
from generate_series(1, %s) i
join (select v, 102 + 2 * random() as x, 28 + 2 * random() as y from generate_series(0, %s) v) p on v = i %% %s
"""
OUTLINE = "st_setsrid(st_geomfromwkb(%s), 4326)"
PIECES = f"with piece as materialized (select st_subdivide({OUTLINE}, 64) as area) "


def star(corners: int) -> shapely.Polygon:
    """Return a ragged outline over nearly half of the ground."""
    turn = np.linspace(0, 2 * math.pi, corners, endpoint=False)
    ragged = np.random.default_rng(5134).uniform(-0.004, 0.004, corners)
    reach = 0.75 + 0.1 * np.sin(7 * turn) + 0.05 * np.sin(31 * turn) + 0.02 * np.sin(173 * turn) + ragged
    return shapely.Polygon(np.c_[103 + reach * np.cos(turn), 29 + reach * np.sin(turn)])


def seconds(ask, times: int = 5) -> float:
    took = []
    for _ in range(times):
        began = time.perf_counter()
        ask()
        took.append(time.perf_counter() - began)
    return min(took)


def asker(sql: str, *values):
    from django.db import connection

    def ask():
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall()

    return ask


def fill(residents: int) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select setseed(0.5134)")
        cursor.execute(FILL, [residents, PLACES - 1, PLACES])
        cursor.execute("vacuum analyze people_resident")


def same_people(outline: shapely.Polygon, places: np.ndarray, ids: list) -> int:
    """Check that all ways find the same people; return how many."""
    from anlan.people import api as people

    wkb = shapely.to_wkb(outline)
    naive = {row[0] for row in asker(f"select id from people_resident where st_covers({OUTLINE}, location)", wkb)()}
    cut = f"{PIECES} select id from piece join people_resident on st_covers(area, location)"
    pieces = {row[0] for row in asker(cut, wkb)()}
    shapely.prepare(outline)
    within = shapely.intersects_xy(outline, places[:, 0], places[:, 1])
    prepared = {id_ for id_, is_in in zip(ids, within.tolist(), strict=True) if is_in}
    statement = people.residents_in(outline, (), by_region=False, is_exercise=False)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement.sql, statement.values)
        ours = {row[1] for row in cursor.fetchall()}
    if not ours == naive == pieces == prepared:
        sizes = [len(each) for each in (ours, naive, pieces, prepared)]
        raise SystemExit(f"the ways do not agree: {sizes}")
    return len(ours)


def run(residents: int, corners: int) -> None:
    from anlan.people import api as people

    fill(residents)
    outline = star(corners)
    wkb = shapely.to_wkb(outline)
    rows = asker("select id, st_x(location), st_y(location) from people_resident")()
    places = np.array([row[1:] for row in rows])
    found = same_people(outline, places, [row[0] for row in rows])
    cut = f"{PIECES} select count(*) from piece join people_resident on st_covers(area, location)"
    shapely.prepare(outline)
    bare = {
        "cut into pieces in PostGIS": seconds(asker(cut, wkb)),
        "prepared polygon over coordinates in memory": seconds(
            lambda: shapely.intersects_xy(outline, places[:, 0], places[:, 1]).sum()
        ),
        "naive ST_Covers": seconds(
            asker(f"select count(*) from people_resident where st_covers({OUTLINE}, location)", wkb), 1
        ),
    }
    ours = seconds(lambda: people.resident_ids(outline))
    print(f"{found:,} of {residents:,} residents in a polygon of {corners:,} corners; all ways find the same")
    for name, took in bare.items():
        print(f"  {name}: {took:.3f} s")
    print(f"  ours: {ours:.3f} s: {ours / min(bare.values()):.2f} of the best bare way")
    took = seconds(lambda: people.headcounts(outline, (), is_exercise=False))
    print(f"counting them by village and way before signing: {took:.3f} s")
    freeze(outline)


def freeze(outline: shapely.Polygon) -> None:
    """Freeze the list of a transmission for the outline, with a message for each, and ask for pages of it."""
    from django.db import connection, transaction

    from anlan.kernel.actors import SYSTEM
    from anlan.public_warnings.models import Transmission
    from anlan.public_warnings.selectors import targets as lists
    from anlan.public_warnings.services.targeting import queue_targets

    sent = Transmission(
        warning_id=uuid4(),
        identifier="bench",
        region="5134",
        message_kind="alert",
        event_code="11B03",
        level=4,
        headline="bench",
        regions=[],
        area=mapping(outline),
        area_error_m=0,
        population=0,
        channels=[{"key": "sms", "name": "sms"}],
        effective=NOW,
        expires=NOW,
        sent_at=NOW,
        is_exercise=False,
        cap_xml=b"",
    )
    began = time.perf_counter()
    with transaction.atomic():
        sent.save(force_insert=True)
        count = queue_targets(sent, NOW)
    print(f"freezing the list of {count:,} and queueing a message for each: {time.perf_counter() - began:.1f} s")
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze public_warnings_target, public_warnings_delivery")
    middle = str(connection_row("select region from public_warnings_target order by region offset 200000 limit 1"))
    for what, wanted, after in (
        ("first", lists.TargetFilter(), ""),
        ("middle", lists.TargetFilter(), f"resident~{middle}~0"),
        ("by name", lists.TargetFilter(text="N12345"), ""),
        ("without way", lists.TargetFilter(state="no_way"), ""),
    ):
        took = seconds(
            lambda wanted=wanted, after=after: (
                lists.targets(SYSTEM, sent.warning_id, wanted, after=after),
                lists.target_count(SYSTEM, sent.warning_id, wanted),
            )
        )
        print(f"  a page of the list, {what}: {took * 1000:.0f} ms")


def connection_row(sql: str) -> object:
    return asker(sql)()[0][0]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--residents", type=int, default=1_000_000)
    parser.add_argument("--corners", type=int, default=10_000)
    given = parser.parse_args()
    with platform():
        run(given.residents, given.corners)
