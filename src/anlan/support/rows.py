"""Rows of a question, read from the database only as far as they are looked at."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, TypeVar, overload

from django.db.models import QuerySet

T = TypeVar("T")
_STEP = 500


class Rows(Sequence[T], Generic[T]):
    """A sequence over a query: its length is a count, a slice one read; ``read`` makes what others see of rows."""

    def __init__(self, query: QuerySet[Any], read: Callable[[Sequence[Any]], Sequence[T]]) -> None:
        self._query = query
        self._read = read
        self._length: int | None = None

    def __len__(self) -> int:
        if self._length is None:
            self._length = self._query.count()
        return self._length

    @overload
    def __getitem__(self, wanted: int) -> T: ...
    @overload
    def __getitem__(self, wanted: slice) -> Sequence[T]: ...
    def __getitem__(self, wanted: int | slice) -> T | Sequence[T]:
        """Return one row or a run of them."""
        if isinstance(wanted, slice):
            return self._read(list(self._query[wanted]))
        return self._read([self._query[wanted]])[0]

    def __iter__(self) -> Iterator[T]:
        for start in range(0, len(self), _STEP):
            yield from self[start : start + _STEP]
