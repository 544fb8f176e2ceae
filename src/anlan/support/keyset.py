"""Long lists page by page along an index: as quick in the middle of a million rows as at their beginning."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import BooleanField, Expression, F, QuerySet, Value

T = TypeVar("T")
PER_PAGE: Final = 50
_BETWEEN: Final = "~"


@dataclass(frozen=True, slots=True)
class Stretch(Generic[T]):
    """Some rows of a list in its order; ``before`` and ``after`` lead to the neighbouring ones, empty at the ends."""

    rows: Sequence[T]
    before: str
    after: str


def stretch(
    rows: QuerySet[Any], *, order: tuple[str, ...], after: str = "", before: str = "", size: int = PER_PAGE
) -> Stretch[Any]:
    """Return the stretch after or before the row that a mark names, or the first; ``order`` ends in a unique column.

    A mark that names nothing leads to the beginning. The columns must not be null.
    """
    mark = _read(rows, order, after or before)
    backward = bool(before and not after and mark)
    found = rows if mark is None else rows.filter(_beyond(rows.model, order, mark, backward=backward))
    columns = [f"-{name}" for name in order] if backward else list(order)
    several = list(found.order_by(*columns)[: size + 1])
    has_more, shown = len(several) > size, several[:size]
    if backward:
        shown.reverse()
    if not shown:
        return Stretch((), "", "")
    has_before = has_more if backward else mark is not None
    has_after = True if backward else has_more
    return Stretch(shown, _mark(shown[0], order) if has_before else "", _mark(shown[-1], order) if has_after else "")


def counted(rows: QuerySet[Any], *, most: int = 10_000) -> tuple[int, bool]:
    """Return how many rows there are and whether there are more; nothing is counted beyond ``most``."""
    found = rows.order_by()[: most + 1].count()
    return min(found, most), found > most


class _Beyond(Expression):
    """A comparison of rows, ``(a, b) > (1, 2)``, which an index answers as a whole."""

    conditional = True

    def __init__(self, *parts: Any, is_backward: bool) -> None:
        super().__init__(output_field=BooleanField())
        self.parts, self.way = parts, "<" if is_backward else ">"

    def get_source_expressions(self) -> list[Any]:
        """Return the columns and then as many values."""
        return list(self.parts)

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        """Take the same, resolved."""
        self.parts = tuple(exprs)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Return the comparison."""
        parts = [compiler.compile(each) for each in self.parts]
        half = len(parts) // 2
        columns, values = (", ".join(sql for sql, _ in side) for side in (parts[:half], parts[half:]))
        return f"({columns}) {self.way} ({values})", tuple(each for _, held in parts for each in held)


def _beyond(model: Any, order: tuple[str, ...], mark: tuple[Any, ...], *, backward: bool) -> _Beyond:
    fields = [model._meta.get_field(name) for name in order]
    values = [Value(value, output_field=field) for value, field in zip(mark, fields, strict=True)]
    return _Beyond(*map(F, order), *values, is_backward=backward)


def _mark(row: Any, order: tuple[str, ...]) -> str:
    return _BETWEEN.join(str(getattr(row, name)) for name in order)


def _read(rows: QuerySet[Any], order: tuple[str, ...], text: str) -> tuple[Any, ...] | None:
    parts = text.split(_BETWEEN)
    if not text or len(parts) != len(order) or "\0" in text:
        return None
    try:
        fields = (rows.model._meta.get_field(name) for name in order)
        return tuple(field.to_python(part) for field, part in zip(fields, parts, strict=True))
    except ValidationError:
        return None
