"""Handing the command of an incident from one level to another."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from anlan.kernel.errors import InvalidValue, TransitionNotAllowed
from anlan.kernel.regions import lineage


class HandoverState(StrEnum):
    """Where an offer to hand over stands."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class HandoverAct(StrEnum):
    """What may be done to an offer: the receiving level accepts or refuses, the offering one withdraws."""

    ACCEPT = "accept"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


TRANSITIONS: Final = {
    (HandoverState.OFFERED, HandoverAct.ACCEPT): HandoverState.ACCEPTED,
    (HandoverState.OFFERED, HandoverAct.REFUSE): HandoverState.REFUSED,
    (HandoverState.OFFERED, HandoverAct.WITHDRAW): HandoverState.WITHDRAWN,
}


def after(state: HandoverState, act: HandoverAct) -> HandoverState:
    """Return the state after ``act``, or refuse where the table has no such step."""
    if (state, act) not in TRANSITIONS:
        raise TransitionNotAllowed(what="handover", state=state.value, act=act.value)
    return TRANSITIONS[state, act]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHandover:
    """An offer to hand the command of an incident to another level."""

    incident_id: UUID
    to_region: str
    reason: str


def check_receiver(incident_region: str, holder: str, to_region: str) -> None:
    """Refuse a level that is not the incident's own or above it, or that already holds the command."""
    if to_region not in lineage(incident_region) or to_region == holder:
        raise InvalidValue(field="to_region", value=to_region, rule="another_level_over_the_incident")
