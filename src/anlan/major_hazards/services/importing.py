"""Stock from a table: a line for each substance of a unit, all lines or none."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from anlan.enterprises import api as enterprises
from anlan.kernel.actors import Actor
from anlan.kernel.errors import AnlanError
from anlan.major_hazards.domain.errors import OwnerUnknown
from anlan.major_hazards.domain.units import Cause, UnitKind, checked_people, checked_stock
from anlan.major_hazards.models import Stock, Unit
from anlan.major_hazards.services.reckoning import locked, reckon, tell
from anlan.major_hazards.services.units import NewUnit, register_unit
from anlan.support.row_import.columns import Column, Kind, Problem, Reading, Row, refuse
from anlan.support.row_import.reading import read_rows
from anlan.support.tables import load_table

_MOST = 5000


def columns() -> tuple[Column, ...]:
    """Return the columns of a stock table."""
    table = load_table("anlan.major_hazards", "import")
    heads = {key: tuple(words) for key, words in table["heads"].items()}
    kinds = {word: kind for kind, words in table["kinds"].items() for word in words}
    return (
        Column("line", heads["line"], longest=20),
        Column("unit_code", heads["unit_code"], is_required=True, longest=40, fills_down=True),
        Column("unit_name", heads["unit_name"], longest=80, fills_down=True),
        Column("enterprise", heads["enterprise"], longest=40, fills_down=True),
        Column("kind", heads["kind"], Kind.CHOICE, choices=kinds, fills_down=True),
        Column("substance", heads["substance"], longest=60),
        Column("classes", heads["classes"], longest=60),
        Column("quantity", heads["quantity"], is_required=True, longest=40),
        Column("people", heads["people"], longest=12),
    )


@transaction.atomic
def import_stock(*, raw: bytes, name: str, actor: Actor, now: datetime) -> int:
    """Take a table: units are registered where they are new, their stock is added or changed, R reckoned.

    Substances that the table does not name stay. Return how many units the table has.
    """
    reading = read_rows(columns(), raw, name=name, most=_MOST)
    problems = list(reading.problems)
    found = _by_unit(reading)
    if not problems:
        for rows in found.values():
            problems += _take(rows, actor, now)
    refuse(problems)
    return len(found)


def check_stock(*, raw: bytes, name: str, actor: Actor, now: datetime) -> tuple[Problem, ...]:
    """Return what is wrong with a table, row by row; nothing is stored."""
    reading = read_rows(columns(), raw, name=name, most=_MOST)
    problems = list(reading.problems)
    if problems:
        return tuple(problems)
    with transaction.atomic():
        for rows in _by_unit(reading).values():
            problems += _take(rows, actor, now)
        transaction.set_rollback(True)
    return tuple(problems)


def _by_unit(reading: Reading) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in reading.rows:
        if row.values.get("unit_code"):
            found.setdefault(row.values["unit_code"], []).append(row)
    return found


def _take(rows: Sequence[Row], actor: Actor, now: datetime) -> list[Problem]:
    """Take one unit's rows; return what is wrong with them."""
    first, problems = rows[0], []
    try:
        with transaction.atomic():
            unit = locked(_unit_id(first.values, actor, now), actor)
    except AnlanError as refusal:
        return [_problem(first, "unit_code", refusal)]
    texts = []
    for row in rows:
        try:
            texts.append(_put(unit, row.values, actor, now))
        except AnlanError as refusal:
            problems.append(_problem(row, "quantity", refusal))
    if problems:
        return problems
    tell(unit, "import", "; ".join(texts)[:400], actor=actor, now=now)
    reckon(unit, Cause.IMPORT, actor=actor, now=now)
    return []


def _unit_id(values: dict[str, Any], actor: Actor, now: datetime) -> UUID:
    known = Unit.objects.filter(code=values["unit_code"]).values_list("id", flat=True).first()
    if known is not None:
        return known
    code = values.get("enterprise") or ""
    fitting = [each for each in enterprises.enterprises(actor, _named(code))[:20] if each.code == code] if code else []
    if not fitting:
        raise OwnerUnknown(enterprise=code)
    owner = fitting[0]
    new = NewUnit(
        enterprise_id=owner.id,
        code=values["unit_code"],
        name=values.get("unit_name") or values["unit_code"],
        kind=UnitKind(values.get("kind") or UnitKind.STORAGE),
    )
    return register_unit(new=new, actor=actor, now=now)


def _named(code: str) -> enterprises.EnterpriseFilter:
    return enterprises.EnterpriseFilter(text=code)


def _put(unit: Unit, values: dict[str, Any], actor: Actor, now: datetime) -> str:
    held = checked_stock(values.get("substance") or "", values.get("classes") or "", values["quantity"])
    people = checked_people(values.get("people") or "")
    if people is not None:
        unit.people, unit.people_source = people, "given"
    key = {"unit": unit, "substance": held.substance, "classes": " ".join(held.classes)}
    row = Stock.objects.filter(**key).first()
    if row and row.station_id:
        from_sensor: Decimal = row.quantity
        return f"{row.substance} {from_sensor.normalize():f} t"
    Stock.objects.update_or_create(
        **key, defaults={"quantity": held.quantity, "changed_at": now, "changed_by": actor.name}
    )
    return f"{held.substance or key['classes']} {held.quantity:f} t"


def _problem(row: Row, field: str, refusal: AnlanError) -> Problem:
    label = next(column.label for column in columns() if column.key == field)
    return Problem(row.number, label, str(row.values.get(field) or ""), "refused", {"refusal": refusal})
