"""Every state table of every room: each pair outside it is refused by the decision beside it.

Nobody lists the tables: they are found in the rooms' ``domain``, so that a new one cannot be forgotten. A state table
is a mapping from (state, act) to the next state, all of them enumerations; its decision is the function of the same
module that takes a state and an act and returns a state, or one for all tables of the room. A module that refuses a
transition must have a table in its room.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from functools import partial
from itertools import product
from types import ModuleType
from typing import Any, get_args, get_type_hints

import pytest

import anlan
from anlan.kernel.errors import TransitionNotAllowed

SMALLEST = 22
"""How many tables there were when this was written: fewer would mean that the search has gone blind."""


def domains() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(anlan.__path__, "anlan."):
        if ".domain." in found.name:
            yield importlib.import_module(found.name)


def is_table(value: object) -> bool:
    return (
        isinstance(value, Mapping)
        and bool(value)
        and all(
            isinstance(key, tuple) and len(key) == 2 and all(isinstance(part, Enum) for part in key) for key in value
        )
        and all(isinstance(state, Enum) for state in value.values())
        and {type(key[0]) for key in value} == {type(state) for state in value.values()}
    )


def tables_of(module: ModuleType) -> dict[str, Mapping[tuple[Enum, Enum], Enum]]:
    """Return the module's own tables by name; one that was imported belongs to where its states are."""
    return {
        name: value
        for name, value in vars(module).items()
        if is_table(value) and type(next(iter(value.values()))).__module__ == module.__name__
    }


def decision_of(module: ModuleType, table: Mapping[tuple[Enum, Enum], Enum]) -> Callable[..., Any] | None:
    state_kind = type(next(iter(table.values())))
    acts = {type(act) for _, act in table}
    for _, function in inspect.getmembers(module, inspect.isfunction):
        hints = get_type_hints(function)
        asked = [hint for name, hint in hints.items() if name != "return"]
        decides = function.__module__ == module.__name__ and hints.get("return") is state_kind and len(asked) == 2
        if decides and acts <= set(get_args(asked[1]) or (asked[1],)):
            return function
    return shared_decision(module, table)


def shared_decision(module: ModuleType, table: Mapping[tuple[Enum, Enum], Enum]) -> Callable[..., Any] | None:
    """Return the room's one decision for all its tables, ``(what, table, state, act)``, where it has such."""
    room = module.__name__.partition(".domain.")[0]
    for other in domains():
        if other.__name__.startswith(f"{room}.domain."):
            for _, function in inspect.getmembers(other, inspect.isfunction):
                if list(inspect.signature(function).parameters) == ["what", "table", "state", "act"]:
                    return partial(function, "thing", table)
    return None


TABLES = [
    pytest.param(module, table, id=f"{module.__name__}.{name}")
    for module in domains()
    for name, table in tables_of(module).items()
]


def test_the_search_finds_the_tables():
    assert len(TABLES) >= SMALLEST


@pytest.mark.parametrize("module", [*domains()], ids=lambda module: module.__name__)
def test_a_domain_that_refuses_a_transition_has_its_table(module):
    if "raise TransitionNotAllowed" in inspect.getsource(module):
        room = module.__name__.partition(".domain.")[0]
        assert any(tables_of(other) for other in domains() if other.__name__.startswith(f"{room}.domain."))


@pytest.mark.parametrize(("module", "table"), TABLES)
def test_every_pair_outside_a_state_table_is_refused(module, table):
    decide = decision_of(module, table)
    assert decide is not None, "no function takes a state and an act of this table and returns the next state"
    states = type(next(iter(table.values())))
    acts = [act for kind in sorted({type(act) for _, act in table}, key=str) for act in kind]
    for state, act in product(states, acts):
        if (state, act) in table:
            assert decide(state, act) is table[state, act]
            continue
        with pytest.raises(TransitionNotAllowed) as refusal:
            decide(state, act)
        told = refusal.value.data
        assert (refusal.value.code, told["state"], told["act"]) == (
            "kernel.transition_not_allowed",
            state.value,
            act.value,
        )
