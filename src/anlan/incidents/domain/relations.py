"""How incidents belong together: one caused the other, or both run side by side; which kinds often follow which."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from anlan.incidents.domain.errors import ChainClosed
from anlan.kernel.errors import InvalidValue

_LONGEST_NOTE: Final = 500


class RelationKind(StrEnum):
    """``SECONDARY``: the first caused the second. ``PARALLEL``: both run side by side and share forces."""

    SECONDARY = "secondary"
    PARALLEL = "parallel"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRelation:
    """Two incidents to link; of a secondary one ``first_id`` is the cause."""

    first_id: UUID
    second_id: UUID
    kind: RelationKind
    note: str = ""


def in_order(new: NewRelation) -> tuple[UUID, UUID]:
    """Return the two as they are kept: cause before effect, side by side by their ids."""
    if new.kind is RelationKind.SECONDARY:
        return new.first_id, new.second_id
    return min(new.first_id, new.second_id), max(new.first_id, new.second_id)


def check_relation(new: NewRelation, *, same_world: bool, causes: Iterable[tuple[UUID, UUID]]) -> None:
    """Refuse an incident linked to itself, an exercise linked to the real thing, and a chain that closes on itself.

    ``causes`` are the (cause, effect) pairs that already stand.
    """
    if new.first_id == new.second_id:
        raise InvalidValue(field="incident", value=str(new.second_id), rule="another_incident")
    if not same_world:
        raise InvalidValue(field="incident", value=str(new.second_id), rule="both_exercise_or_both_real")
    if len(new.note) > _LONGEST_NOTE:
        raise InvalidValue(field="note", value=new.note[:40], rule="at_most_500_characters")
    if new.kind is RelationKind.SECONDARY and new.first_id in _effects_of(new.second_id, causes):
        raise ChainClosed


def _effects_of(incident_id: UUID, causes: Iterable[tuple[UUID, UUID]]) -> set[UUID]:
    """Return the incident and everything that followed from it."""
    following: dict[UUID, list[UUID]] = {}
    for cause, effect in causes:
        following.setdefault(cause, []).append(effect)
    found, left = set[UUID](), [incident_id]
    while left:
        each = left.pop()
        if each not in found:
            found.add(each)
            left += following.get(each, ())
    return found


def likely_effects(kind: str, table: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the kinds that often follow a kind of event, by the longest matching row of the table."""
    rows = [row for row in table["chain"] if kind.startswith(row["after"])]
    return tuple(max(rows, key=lambda row: len(row["after"]))["often"]) if rows else ()
