"""Fills the tables behind the lists with very many rows: copies of those that are there, each made a row of its own.

What a table holds already, the demonstration's rows and a few acts', is copied round and round, so that regions, kinds,
states and words stay as mixed as they are. A copy lies ten minutes before the one before it. What may stand only once
is written anew; where rows exclude each other otherwise, the copy is left out. Which columns there are and what may
stand once is read from the database, so that a table which grows a column needs no change here.
"""

from typing import Any

APART_MINUTES = 10
TEXT, WHOLE = ("character varying", "text"), ("integer", "bigint")
COLUMNS = """
    select c.column_name, c.data_type, c.character_maximum_length, c.numeric_precision from information_schema.columns c
    where c.table_schema = current_schema() and c.table_name = %s and c.is_generated = 'NEVER'
    order by c.ordinal_position
"""
ONCE = """
    select i.indisprimary, array(select attname from pg_attribute a
        where a.attrelid = i.indrelid and a.attnum = any(i.indkey) order by attnum)
    from pg_index i where i.indrelid = %s::regclass and i.indisunique
"""
POINTING = """
    select a.attname from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any(k.conkey)
    where k.conrelid = %s::regclass and k.contype = 'f'
"""


def spread(cursor: Any, table: str, number: int) -> int:
    """Copy the rows of a table until it holds ``number`` of them or nearly so; return how many it holds."""
    cursor.execute(f'select count(*) from "{table}"')
    (there,) = cursor.fetchone()
    if not 0 < there < number:
        return int(there)
    made = _made(cursor, table)
    names = ", ".join(f'"{name}"' for name in made)
    cursor.execute("set session_replication_role = replica")
    cursor.execute(
        f"insert into {table} ({names}) select {', '.join(made.values())} "
        f"from generate_series(1, {number - there}) as s(n) "
        f'join (select *, row_number() over () as nth from "{table}") t on t.nth = 1 + n % {there} '
        "on conflict do nothing"
    )
    there += cursor.rowcount
    cursor.execute("set session_replication_role = origin")
    cursor.execute(f"vacuum analyze {table}")
    return int(there)


def settle(cursor: Any, table: str, at: str, open_rows: int) -> None:
    """Close all rows but the ``open_rows`` newest by the column ``at``: no office leaves ten thousands open."""
    cursor.execute("set session_replication_role = replica")
    cursor.execute(
        f"update {table} set state = 'closed' where state <> 'closed' "
        f"and id not in (select id from {table} order by {at} desc limit %s)",
        [open_rows],
    )
    cursor.execute("set session_replication_role = origin")
    cursor.execute(f"vacuum analyze {table}")


def _made(cursor: Any, table: str) -> dict[str, str]:
    """Return SQL of each column of a copy: written anew where it may stand only once, else as it was."""
    cursor.execute(COLUMNS, [table])
    kinds = {name: (kind, length) for name, kind, length, _precision in cursor.fetchall()}
    cursor.execute(POINTING, [table])
    pointing = {name for (name,) in cursor.fetchall()}
    cursor.execute(ONCE, [table])
    made = {name: _moved(name, kind) for name, (kind, _length) in kinds.items()}
    for is_primary, columns in cursor.fetchall():
        free = [name for name in columns if is_primary or name not in pointing]
        for wanted in (TEXT, WHOLE, ("uuid",)):
            if found := [name for name in free if kinds.get(name, ("",))[0] in wanted and name != "region"]:
                made[found[-1]] = _anew(table, found[-1], *kinds[found[-1]])
                break
    return made


def _moved(name: str, kind: str) -> str:
    if kind == "timestamp with time zone":
        return f"t.{name} - n * interval '{APART_MINUTES} minutes'"
    return f't."{name}"'


def _anew(table: str, name: str, kind: str, length: int | None) -> str:
    if kind == "uuid":
        return "gen_random_uuid()"
    if kind in WHOLE:
        return f'(select coalesce(max("{name}"), 0) from "{table}") + n'
    return f"left(t.\"{name}\", {(length or 40) - 7}) || '-' || upper(to_hex(n))"
