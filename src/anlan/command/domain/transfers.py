"""Moving households by name: a household's life as a table, and what a card and a stay must carry."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from anlan.kernel.errors import InvalidValue, TransitionNotAllowed

_MOST_PERSONS: Final = 100
_LIMITS: Final = {"zone": 120, "danger": 200, "route": 300}


class MoveState(StrEnum):
    """Where a household of a card is."""

    TO_MOVE = "to_move"
    MOVED = "moved"
    REFUSED = "refused"
    NOT_FOUND = "not_found"
    RETURNED = "returned"


class MoveAct(StrEnum):
    """What is said of a household; ``RETURN`` is possible only after the return was ordered."""

    MOVE = "move"
    REFUSE = "refuse"
    MISS = "miss"
    RETURN = "return"


_BEFORE: Final = (MoveState.TO_MOVE, MoveState.REFUSED, MoveState.NOT_FOUND)

MOVES: Final = {
    **{(state, MoveAct.MOVE): MoveState.MOVED for state in (*_BEFORE, MoveState.MOVED)},
    **{(state, MoveAct.REFUSE): MoveState.REFUSED for state in _BEFORE},
    **{(state, MoveAct.MISS): MoveState.NOT_FOUND for state in _BEFORE},
    (MoveState.MOVED, MoveAct.RETURN): MoveState.RETURNED,
}


def after(state: MoveState, act: MoveAct) -> MoveState:
    """Return the state after ``act``, or refuse where the table has no such step."""
    if (state, act) not in MOVES:
        raise TransitionNotAllowed(what="household", state=state.value, act=act.value)
    return MOVES[state, act]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCard:
    """A danger zone's transfer card: which households of a place go by which way to which shelter."""

    incident_id: UUID
    region: str
    zone: str
    danger: str
    route: str
    shelter_id: UUID
    responsible_id: UUID | None = None
    only_first: bool = False
    token: UUID | None = None


def check_card(card: NewCard) -> None:
    """Refuse a card that leaves open what threatens, where or by which way."""
    for field, most in _LIMITS.items():
        value = getattr(card, field).strip()
        if not value or len(value) > most:
            raise InvalidValue(field=field, value=value[:40], rule=f"1_to_{most}_characters")


def check_stay(name: str, persons: int) -> None:
    """Refuse a stay of nobody, of a crowd under one name, or without a name."""
    if not name.strip() or len(name) > 80:
        raise InvalidValue(field="name", value=name[:40], rule="1_to_80_characters")
    if not 1 <= persons <= _MOST_PERSONS:
        raise InvalidValue(field="persons", value=persons, rule="1_to_100")
