"""The life of a shelter: closed, open, closed again; never more people than it holds."""

from enum import StrEnum
from typing import Final

from anlan.kernel.errors import AnlanError, ErrorClass, InvalidValue, TransitionNotAllowed


class ShelterState(StrEnum):
    """Whether people may come."""

    CLOSED = "closed"
    OPEN = "open"


class ShelterAct(StrEnum):
    """What is done with a shelter."""

    OPEN = "open"
    COUNT = "count"
    CLOSE = "close"


STATES: Final[dict[tuple[ShelterState, ShelterAct], ShelterState]] = {
    (ShelterState.CLOSED, ShelterAct.OPEN): ShelterState.OPEN,
    (ShelterState.OPEN, ShelterAct.COUNT): ShelterState.OPEN,
    (ShelterState.OPEN, ShelterAct.CLOSE): ShelterState.CLOSED,
}


class ShelterIsFull(AnlanError):
    """More people than the shelter holds: ``capacity``, ``occupants``."""

    code = "readiness.shelter_is_full"
    message = "The shelter holds %(capacity)s persons; %(occupants)s do not fit. Open another one."
    error_class = ErrorClass.CONFLICT


class ShelterIsOccupied(AnlanError):
    """People are still there: ``occupants``."""

    code = "readiness.shelter_is_occupied"
    message = "%(occupants)s persons are still in the shelter. Move them first, then close it."
    error_class = ErrorClass.CONFLICT


class CapacityAboveRule(AnlanError):
    """The area holds fewer persons than are claimed: ``capacity``, ``most``, ``area_per_person``."""

    code = "readiness.capacity_above_rule"
    message = "At %(area_per_person)s m2 for each person this area holds %(most)s persons, not %(capacity)s."


def capacity_of(area: float, area_per_person: float) -> int:
    """Return how many persons an effective area (m2) holds."""
    return int(area / area_per_person)


def check_capacity(capacity: int, area: float, area_per_person: float) -> None:
    """Refuse a capacity above what the area holds by the rule of its kind; the owner may claim less."""
    most = capacity_of(area, area_per_person)
    if capacity > most:
        raise CapacityAboveRule(capacity=capacity, most=most, area_per_person=area_per_person)


def after(state: ShelterState, act: ShelterAct) -> ShelterState:
    """Return the state after ``act``; refuse a step that the table has not."""
    if (state, act) not in STATES:
        raise TransitionNotAllowed(what="shelter", state=state, act=act)
    return STATES[state, act]


def check_occupants(occupants: int, capacity: int) -> None:
    """Refuse a count that is negative or above the capacity; a full shelter is allowed."""
    if occupants < 0:
        raise InvalidValue(field="occupants", value=occupants, rule="not_negative")
    if occupants > capacity:
        raise ShelterIsFull(capacity=capacity, occupants=occupants)
