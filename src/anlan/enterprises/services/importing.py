"""Importing a list of enterprises: every row read and judged first, then all of it stored or nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext

from anlan.enterprises.domain.credit_codes import CreditCodeIsWrong, checked
from anlan.enterprises.domain.entries import EnterpriseEntry, checked_entry
from anlan.enterprises.models import Enterprise
from anlan.enterprises.selectors.sections import scales, trades
from anlan.enterprises.services.keeping import Place, deliver_enterprise
from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue
from anlan.kernel.regions import normalise
from anlan.places import api as places
from anlan.support.rights import may
from anlan.support.row_import.columns import Column, Kind, Problem, Row
from anlan.support.row_import.reading import read_rows
from anlan.support.tables import load_table

_TEXTS: Final = ("name", "industry", "trade_class", "scale", "address")
_MOST: Final = 5000


@dataclass(frozen=True, slots=True)
class ListOutcome:
    """What became of a list: with problems nothing was stored."""

    entered: int
    changed: int
    problems: tuple[Problem, ...]


def columns() -> tuple[Column, ...]:
    """Return the columns of a list of enterprises."""
    words = {key: tuple(heads) for key, heads in load_table("anlan.enterprises", "columns").items()}
    of_trade = _by_word(trades())
    return (
        Column("code", words["code"], is_required=True, longest=40),
        Column("name", words["name"], is_required=True, longest=80),
        Column("industry", words["industry"], Kind.CHOICE, is_required=True, choices=of_trade, fills_down=True),
        Column("region", words["region"], is_required=True, longest=12, fills_down=True),
        Column("longitude", words["longitude"], Kind.DEGREES, is_required=True, least=-180, greatest=180),
        Column("latitude", words["latitude"], Kind.DEGREES, is_required=True, least=-90, greatest=90),
        Column("address", words["address"]),
        Column("staff", words["staff"], Kind.WHOLE, least=0, greatest=1_000_000),
        Column("trade_class", words["trade_class"], longest=4),
        Column("scale", words["scale"], Kind.CHOICE, choices=_by_word(scales())),
    )


@transaction.atomic
def import_enterprises(*, name: str, raw: bytes, actor: Actor, now: datetime) -> ListOutcome:
    """Register or change every enterprise of a list, or none where a row is wrong."""
    reading = read_rows(columns(), raw, name=name, most=_MOST)
    known = set(places.names({_region(row) for row in reading.rows}))
    problems = [*reading.problems, *(each for row in reading.rows for each in _wrong(row, actor, known))]
    if problems:
        return ListOutcome(0, 0, tuple(sorted(problems, key=lambda each: each.row)))
    entered = 0
    for row in reading.rows:
        place = Place(_region(row), row.shape.x, row.shape.y)
        before = _before(row.values["code"])
        told = {key: row.values[key] for key in _TEXTS if key in row.values}
        entry = EnterpriseEntry(**(before | told | {"staff": row.values.get("staff") or before.get("staff", 0)}))
        deliver_enterprise(code=row.values["code"], entry=entry, place=place, actor=actor, now=now)
        entered += not before
    return ListOutcome(entered, len(reading.rows) - entered, ())


def _before(code: str) -> dict[str, Any]:
    """Return what is registered under a code: columns that a list lacks stay as they are."""
    names = EnterpriseEntry.__dataclass_fields__
    return Enterprise.objects.filter(code=checked(code)).values(*names).first() or {}


def _region(row: Row) -> str:
    """Return a row's region in the short form; what is no code stays as it is written, and is told of."""
    written = str(row.values.get("region") or "")
    try:
        return normalise(written)
    except InvalidValue:
        return written


def _by_word(words: Any) -> dict[str, str]:
    return {word: key for key, word in words.items()}


def _wrong(row: Row, actor: Actor, known: set[str]) -> Iterator[Problem]:
    """Yield what the room's own rules say of a row; an empty cell has been told of already."""
    code, region = row.values.get("code"), _region(row)
    if code:
        yield from _refused(row, code, lambda: checked(code))
    if region and region not in known:
        yield Problem(row.number, columns()[3].label, region, "unknown_region")
    elif region and not may(actor, "enterprises.register", region):
        yield Problem(row.number, columns()[3].label, region, "not_in_your_regions")
    if row.values.get("name") and row.values.get("industry"):
        told = {key: row.values.get(key) or "" for key in _TEXTS}
        yield from _refused(
            row, told["trade_class"], lambda: checked_entry(EnterpriseEntry(**told), trades(), scales())
        )


def _refused(row: Row, value: str, rule: Any) -> Iterator[Problem]:
    try:
        rule()
    except CreditCodeIsWrong as refusal:
        yield Problem(row.number, columns()[0].label, value, "", {"sentence": gettext(refusal.message) % refusal.data})
    except InvalidValue as refusal:
        field = gettext(str(refusal.data["field"]))
        yield Problem(
            row.number, field, str(refusal.data["value"]), "", {"sentence": gettext(str(refusal.data["rule"]))}
        )
