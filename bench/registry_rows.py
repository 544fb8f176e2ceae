"""Fills the registries with very many plainly invented rows: a first one by the room's own model, the rest in SQL.

The rest are copies of the first with what has to differ written anew, so that a column which a room adds needs no
change here. The places lie evenly over a prefecture's ground, a quarter of the rows in each county of ``COUNTIES``.
"""

from typing import Any

import danger_rows

COUNTIES = ("513401", "513402", "513422", "513433")
TOWNSHIPS = 30
GROUND = (99.5, 26.5, 105.1, 31.5)
REGION = f"(array{list(COUNTIES)}::text[])[1 + n % {len(COUNTIES)}] || lpad((101 + n / 7 % {TOWNSHIPS})::text, 3, '0')"
PLACE = "st_setsrid(st_makepoint({0} + ({2} - {0}) * random(), {1} + ({3} - {1}) * random()), 4326)".format(*GROUND)


def choice(*values: object) -> str:
    """Return SQL that takes one of ``values`` by the row's number."""
    return f"(array{list(values)})[1 + n % {len(values)}]"


def multiply(first: Any, number: int, **different: str) -> None:
    """Store ``number`` copies of a row, of which the columns in ``different`` are made by SQL of the number ``n``."""
    from django.db import connection

    meta = first._meta
    columns = [field.column for field in meta.local_concrete_fields if not getattr(field, "generated", False)]
    made = {"id": "gen_random_uuid()"} | different
    unknown = set(made) - set(columns)
    if unknown:
        raise SystemExit(f"{meta.db_table} has no columns {sorted(unknown)}")
    names = ", ".join(f'"{name}"' for name in columns)
    values = ", ".join(made.get(name, f't."{name}"') for name in columns).replace("%", "%%")
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        cursor.execute(
            f'insert into {meta.db_table} ({names}) select {values} from "{meta.db_table}" t, '
            f"generate_series(1, {number}) as s(n) where t.id = %s order by n",
            (first.pk,),
        )
        cursor.execute("set session_replication_role = origin")
        cursor.execute(f"analyze {meta.db_table}")


def fill_sites(number: int) -> None:
    """Store hazard sites of four kinds and grades."""
    from django.contrib.gis.geos import Point

    from anlan.risks.models import HazardSite

    first = HazardSite.objects.create(
        code="BENCH0",
        name="bench",
        kind="landslide",
        grade="small",
        region=f"{COUNTIES[0]}101",
        location=Point(102.2, 28.7, srid=4326),
        threatened_persons=20,
    )
    multiply(
        first,
        number - 1,
        code="'BENCH' || n",
        name="'bench site ' || n",
        region=REGION,
        location=PLACE,
        kind=choice("landslide", "collapse", "debris_flow", "flash_flood_zone"),
        grade=choice("small", "medium", "large", "small", "small"),
        threatened_persons="(n * 7919) % 500",
    )


def fill_enterprises(number: int) -> None:
    """Store enterprises of four trades."""
    from django.contrib.gis.geos import Point

    from anlan.enterprises.models import Enterprise

    first = Enterprise.objects.create(
        code="BENCH0",
        name="bench",
        industry="chemicals",
        region=f"{COUNTIES[0]}101",
        location=Point(102.2, 28.7, srid=4326),
    )
    multiply(
        first,
        number - 1,
        code="'BENCH' || n",
        name="'bench firm ' || n",
        region=REGION,
        location=PLACE,
        industry=choice("chemicals", "mine", "fireworks", "tailings"),
        staff="n % 900",
    )


def fill_dangers(number: int) -> None:
    """Store hidden dangers of four years at the enterprises, a fifth of them open."""
    from django.db import connection

    from anlan.enterprises.models import Enterprise

    townships = [f"{county}{101 + n}" for county in COUNTIES for n in range(TOWNSHIPS)]
    with connection.cursor() as cursor:
        danger_rows.fill(cursor, number, townships, list(Enterprise.objects.values_list("id", flat=True)[:5000]))


def fill_divisions() -> None:
    """Store the divisions that the rows lie in."""
    from datetime import date

    from anlan.places.models import Division

    townships = [f"{county}{101 + n}" for county in COUNTIES for n in range(TOWNSHIPS)]
    rows = [("51", 1, ""), ("5134", 2, "51"), *((county, 3, "5134") for county in COUNTIES)]
    rows += [(each, 4, each[:6]) for each in townships]
    Division.objects.bulk_create(
        Division(
            code=code,
            name=code,
            level=level,
            parent=parent,
            standing="civil",
            source="bench",
            edition=date(2026, 1, 1),
        )
        for code, level, parent in rows
    )
