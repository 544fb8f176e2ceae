"""What a kind of analysis is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from anlan.analysis.domain.inputs import Field
from anlan.analysis.domain.parts import Gathered, Result
from anlan.kernel.actors import Actor

Inputs = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of analysis: the form it asks, what it reads, what it reckons.

    ``models`` are the packages of ``anlan.science`` that it relies on. ``gather`` reads the registries with the actor's
    eyes and returns plain facts; it refuses what cannot be. ``reckon`` is pure. ``is_long`` runs as a job.
    """

    word: str
    title: str
    summary: str
    icon: str
    models: tuple[str, ...]
    fields: tuple[Field, ...]
    gather: Callable[[Inputs, Actor, Any], Gathered]
    reckon: Callable[[Inputs, Any], Result]
    is_long: bool = False

    def field(self, name: str) -> Field | None:
        """Return a field by its name."""
        return next((each for each in self.fields if each.name == name), None)
