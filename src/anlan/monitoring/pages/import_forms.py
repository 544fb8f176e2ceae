"""The form by which a person says what the columns of a table are."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from anlan.monitoring import api
from anlan.monitoring.pages import import_words

_QUANTITY = "="


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """One column as the form shows it: its head, what it is taken for, its unit, and its first cells."""

    name: str
    head: str
    chosen: str
    unit: str
    cells: tuple[str, ...]


def choices() -> list[tuple[str, list[tuple[str, object]]]]:
    """Return what a column can be: a role, or a quantity of its own."""
    roles = list(import_words.ROLES.items())
    measured = [(_QUANTITY + each.name, f"{each.label} {each.unit}".strip()) for each in api.quantities().values()]
    return [(_("Role"), roles), (_("Value of"), measured)]


def lines_of(preview: api.Preview) -> list[ColumnLine]:
    """Return the columns of a table with their first cells."""
    lines = []
    for index, column in enumerate(preview.plan.table.columns):
        cells = tuple(row[index] for _number, row in preview.rows[:3] if index < len(row))
        chosen = _QUANTITY + column.quantity if column.quantity else column.role.value
        lines.append(ColumnLine(f"column-{index}", column.head, chosen, column.unit, cells))
    return lines


def plan_of(kept: api.Plan, posted: Mapping[str, str]) -> api.Plan:
    """Return the plan that a posted form gives, with the columns' heads as they are kept."""
    columns = []
    for index, column in enumerate(kept.table.columns):
        chosen = posted.get(f"column-{index}", "ignored")
        unit = posted.get(f"unit-{index}", "").strip()
        if chosen.startswith(_QUANTITY):
            columns.append(api.Column(head=column.head, quantity=chosen.removeprefix(_QUANTITY), unit=unit))
        else:
            role = api.Role(chosen) if chosen in import_words.ROLES else api.Role.IGNORED
            columns.append(api.Column(head=column.head, role=role, unit=unit if role is api.Role.VALUE else ""))
    table = replace(
        kept.table,
        columns=tuple(columns),
        station=posted.get("station", "").strip(),
        quantity=posted.get("quantity", ""),
        two_digit_years=posted.get("two_digit_years") == "on",
    )
    return replace(kept, table=table)


def reading_of(kept: api.Plan, posted: Mapping[str, str]) -> api.Plan:
    """Return the plan with the file read as the form says."""
    return replace(
        kept,
        encoding=posted.get("encoding", kept.encoding),
        delimiter=posted.get("delimiter", kept.delimiter),
        sheet=posted.get("sheet", kept.sheet),
    )
