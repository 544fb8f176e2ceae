"""The columns of the room's lists: what they are called, and how an import reads them."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from anlan.risks.domain.exposure import words_of
from anlan.risks.domain.kinds import SiteKind, grade_names, kinds
from anlan.support.row_import.columns import Column, Kind
from anlan.support.tables import load_table


@cache
def site_columns() -> tuple[Column, ...]:
    """Return the columns of a list of sites: those of every site, then those of each kind."""
    words = {"kind": {each.name: key for key, each in kinds().items()}, "grade": _grade_words()}
    common = [column_of(each, words.get(each["key"], {})) for each in load_table("anlan.risks", "columns")["site"]]
    taken = {column.key for column in common}
    for kind in kinds().values():
        for each in kind.fields:
            if each.key not in taken:
                taken.add(each.key)
                how = Kind.NUMBER if each.kind == "number" else Kind.TEXT
                common.append(Column(each.key, _heads(each.key), how, least=0 if how is Kind.NUMBER else None))
    return tuple(common)


@cache
def exposed_columns() -> tuple[Column, ...]:
    """Return the columns of a list of exposed elements."""
    words = {"kind": words_of("kind"), "structure": words_of("structure")}
    return tuple(
        column_of(each, words.get(each["key"], {})) for each in load_table("anlan.risks", "columns")["exposed"]
    )


@cache
def zone_columns() -> tuple[Column, ...]:
    """Return the columns of a list of risk zones."""
    words = {"hazard": words_of("hazard"), "level": words_of("level")}
    return tuple(column_of(each, words.get(each["key"], {})) for each in load_table("anlan.risks", "columns")["zones"])


def column_of(row: Mapping[str, Any], choices: Mapping[str, str]) -> Column:
    """Return a column out of a row of the table."""
    return Column(
        row["key"],
        tuple(row["heads"]),
        Kind(row.get("kind", "text")),
        is_required=row.get("required", False),
        longest=row.get("longest", 200),
        least=row.get("least"),
        greatest=row.get("greatest"),
        choices=choices,
        fills_down=row.get("fills_down", False),
    )


def labels_of(kind: SiteKind) -> dict[str, str]:
    """Return what the fields of a site of a kind are called."""
    common = {each["key"]: each["heads"][0] for each in load_table("anlan.risks", "columns")["site"]}
    return common | {each.key: each.name for each in kind.fields}


def _heads(key: str) -> tuple[str, ...]:
    """Return the words that the kinds use for one field, each once."""
    return tuple(dict.fromkeys(each.name for kind in kinds().values() for each in kind.fields if each.key == key))


def _grade_words() -> dict[str, str]:
    return {name: key for key, name in grade_names().items()}
