"""Driving real acts in states where their table has no such step."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import Any

from django.db import models, transaction

from anlan.kernel.errors import AnlanError
from anlan.support.models import JournalEntry

REFUSED = "kernel.transition_not_allowed"


@dataclass
class Machine:
    """A row and the acts on it. ``made`` are columns that a state brings with it; ``codes`` other refusals by act;
    ``composed`` pairs that an act may take because it goes two steps at once."""

    row: models.Model
    table: Mapping[tuple[Enum, Enum], Enum]
    acts: Mapping[Enum, Callable[[], object]]
    made: Callable[[StrEnum], dict[str, Any]] = lambda state: {}
    codes: Mapping[Enum, str] = field(default_factory=dict)
    composed: frozenset[tuple[Enum, Enum]] = frozenset()


def failings(machine: Machine) -> list[str]:
    """Put the row into every state and drive every act that the table forbids there; return what went wrong.

    Each act must be refused by its code, with the row and the journal as they were.
    """
    states = type(next(iter(machine.table.values())))
    acts = {act for _, act in machine.table}
    assert set(machine.acts) == acts, "an act of the table is not driven"
    found = []
    for state in states:
        with transaction.atomic():
            _put(machine, state)
            for act in acts:
                if (state, act) not in machine.table and (state, act) not in machine.composed:
                    found += _drive(machine, state, act)
            transaction.set_rollback(True)
    return found


def _put(machine: Machine, state: StrEnum) -> None:
    rows = type(machine.row)._default_manager.filter(pk=machine.row.pk)
    rows.update(state=state.value, **machine.made(state))


def _drive(machine: Machine, state: StrEnum, act: Enum) -> list[str]:
    before, pair = _snapshot(machine), f"{state.value} + {act.value}"
    try:
        with transaction.atomic():
            machine.acts[act]()
        return [f"{pair} went through"]
    except AnlanError as refusal:
        wanted = machine.codes.get(act, REFUSED)
        wrong = [] if refusal.code == wanted else [f"{pair}: {refusal.code} {refusal.data}"]
    return wrong if _snapshot(machine) == before else [*wrong, f"{pair} left something behind"]


def _snapshot(machine: Machine) -> tuple[dict[str, Any], int]:
    row = type(machine.row)._default_manager.filter(pk=machine.row.pk).values().get()
    return row, JournalEntry.objects.count()
