"""A model that runs on rows: its word on the command line, its package and its reader of rows."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from anlan.config.modelling.manifest import Manifest, RowRefused, manifest, refused
from anlan.config.modelling.rows import Outcome, Row
from anlan.science.refusing import Refused

Reader = Callable[[Iterable[Row], Manifest], Iterator[Outcome]]


@dataclass(frozen=True, slots=True)
class Model:
    """A model by its word on the command line, its package in ``anlan.science``, and how it reads rows."""

    word: str
    package: str
    reader: Reader
    gives: dict[str, str] = field(default_factory=dict)

    @property
    def manifest(self) -> Manifest:
        """Return what the package says of the model."""
        return manifest(self.package, self.word)


def each(reckon: Callable[[dict[str, Any]], dict[str, Any]]) -> Reader:
    """Return the reader of a model whose rows stand alone; what the model refuses, it refuses of the row."""

    def read(rows: Iterable[Row], by: Manifest) -> Iterator[Outcome]:
        for row in rows:
            try:
                yield Outcome((row.number,), {**row.cells, **reckon(by.values(row.cells))})
            except RowRefused as refusal:
                yield refused((row.number,), row.cells, refusal)
            except Refused as refusal:
                yield refused((row.number,), row.cells, refusal)

    return read
