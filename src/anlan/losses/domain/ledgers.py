"""The ledgers: who died or is missing, and which houses are damaged; what they add up to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from anlan.kernel.errors import TransitionNotAllowed


class PersonState(StrEnum):
    """What is known of a person; only the dead and the missing count."""

    MISSING = "missing"
    DEAD = "dead"
    FOUND = "found"
    WITHDRAWN = "withdrawn"


class PersonAct(StrEnum):
    """What can become known of a person."""

    DIE = "die"
    FIND = "find"
    WITHDRAW = "withdraw"


_PERSONS: Final = {
    (PersonState.MISSING, PersonAct.DIE): PersonState.DEAD,
    (PersonState.MISSING, PersonAct.FIND): PersonState.FOUND,
    (PersonState.MISSING, PersonAct.WITHDRAW): PersonState.WITHDRAWN,
    (PersonState.DEAD, PersonAct.WITHDRAW): PersonState.WITHDRAWN,
}


class Grade(StrEnum):
    """How badly a house is damaged; a household counts once, by its worst."""

    COLLAPSED = "collapsed"
    SEVERE = "severe"
    SLIGHT = "slight"


def person_after(state: PersonState, act: PersonAct) -> PersonState:
    """Return the state that follows, or refuse."""
    if (state, act) not in _PERSONS:
        raise TransitionNotAllowed(what="ledger_person", state=state.value, act=act.value)
    return _PERSONS[state, act]


def person_acts(state: PersonState) -> tuple[PersonAct, ...]:
    """Return what can become known in a state."""
    return tuple(act for (found, act) in _PERSONS if found is state)


def masked_name(name: str) -> str:
    """Return a name of which only the first character is readable."""
    return name[:1] + "*" * max(len(name) - 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A figure and what the ledger adds up to; ``explanation`` is of just these two numbers."""

    indicator: str
    figure: Decimal
    ledger: Decimal
    explanation: str = ""


def differences(
    figures: Mapping[str, Decimal], ledger: Mapping[str, int], ties: Iterable[Mapping[str, str]]
) -> tuple[Difference, ...]:
    """Return where ledger and figures differ; a figure that nobody tells is 0 where the ledger has an entry."""
    found = []
    for tie in ties:
        counted, figure = Decimal(ledger.get(tie["ledger"], 0)), figures.get(tie["indicator"])
        if figure is None and not counted:
            continue
        if figure != counted:
            found.append(Difference(indicator=tie["indicator"], figure=figure or Decimal(0), ledger=counted))
    return tuple(found)
