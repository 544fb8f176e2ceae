"""What people type into the forms of supplies."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.http import QueryDict

from anlan.kernel.errors import InvalidValue


def typed_quantity(text: str) -> Decimal:
    """Return the number that a field holds; refuse anything else."""
    try:
        return Decimal(text.strip())
    except InvalidOperation as error:
        raise InvalidValue(field="quantity", value=text[:20], rule="number") from error


def typed_day(text: str, field: str) -> date | None:
    """Return the day that a field holds as 2026-11-22; nothing is no day."""
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError as error:
        raise InvalidValue(field=field, value=text[:20], rule="written_day") from error


def typed_id(text: str, field: str) -> UUID | None:
    """Return the id that a field holds; nothing is none."""
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise InvalidValue(field=field, value=text[:40], rule="known") from error


def typed_text(form: QueryDict, name: str, most: int = 300) -> str:
    """Return a field's text, no longer than what is kept of it."""
    return form.get(name, "").strip()[:most]


def rows_of(form: QueryDict) -> tuple[tuple[str, Decimal], ...]:
    """Return the lines of a form that asks for items: those whose quantity is filled in."""
    pairs = zip(form.getlist("item"), form.getlist("quantity"), strict=False)
    return tuple((item, typed_quantity(text)) for item, text in pairs if item and text.strip())


def quantities_of(form: QueryDict, items: Iterable[str]) -> tuple[tuple[str, Decimal], ...]:
    """Return the quantities of a form that has one field per item; an empty field is nothing of it."""
    given = ((item, form.get(f"quantity-{item}", "").strip()) for item in items)
    return tuple((item, typed_quantity(text)) for item, text in given if text)
