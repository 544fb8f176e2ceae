"""The life of a response as a table, and what a proposal must carry."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from anlan.kernel.errors import InvalidValue, TransitionNotAllowed
from anlan.kernel.levels import Level

_LONGEST_TEXT: Final = 4000


class ResponseState(StrEnum):
    """Where a response stands."""

    PROPOSED = "proposed"
    STARTED = "started"
    RAISED = "raised"
    LOWERED = "lowered"
    ENDED = "ended"
    DECLINED = "declined"


class ResponseAct(StrEnum):
    """What may be done to a response."""

    START = "start"
    DECLINE = "decline"
    RAISE = "raise"
    LOWER = "lower"
    END = "end"


RUNNING: Final = (ResponseState.STARTED, ResponseState.RAISED, ResponseState.LOWERED)
RolesByLevel = tuple[tuple[int, tuple[str, ...]], ...]
OPEN: Final = (ResponseState.PROPOSED, *RUNNING)

TRANSITIONS: Final = {
    (ResponseState.PROPOSED, ResponseAct.START): ResponseState.STARTED,
    (ResponseState.PROPOSED, ResponseAct.DECLINE): ResponseState.DECLINED,
    **{(state, ResponseAct.RAISE): ResponseState.RAISED for state in RUNNING},
    **{(state, ResponseAct.LOWER): ResponseState.LOWERED for state in RUNNING},
    **{(state, ResponseAct.END): ResponseState.ENDED for state in RUNNING},
}


def after(state: ResponseState, act: ResponseAct) -> ResponseState:
    """Return the state after ``act``, or refuse where the table has no such step."""
    if (state, act) not in TRANSITIONS:
        raise TransitionNotAllowed(what="response", state=state.value, act=act.value)
    return TRANSITIONS[state, act]


def change_to(current: Level, proposed: Level) -> ResponseAct:
    """Return which act takes a running response from ``current`` to ``proposed``; the same level is no change."""
    if proposed in (Level.NONE, current):
        raise InvalidValue(field="level", value=proposed.name.lower(), rule="another_level_1_to_4")
    return ResponseAct.RAISE if proposed > current else ResponseAct.LOWER


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTask:
    """What the plan lets somebody do at a level, in its own words; ``who``, ``kind`` and ``branch`` name to whom."""

    key: str
    who: str
    kind: str = ""
    branch: str = ""
    to_text: str
    text: str
    within_minutes: int
    needs_feedback: bool = True
    needs_photo: bool = False
    needs_place: bool = False
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedTask:
    """A plan's task with its receiver; ``to_id`` is empty where the receiver stands in no register."""

    key: str
    to_kind: str
    to_id: UUID | None
    to_label: str
    region: str
    text: str
    within_minutes: int
    needs_feedback: bool = True
    needs_photo: bool = False
    needs_place: bool = False
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedResponse:
    """A proposal: which plan at which level, because of what; the plan's words are copied, not referred to.

    ``signers`` are the roles that the plan lets sign each level; a level without any is signed by right alone.
    ``deciders`` are, by act (``raise``, ``lower``, ``end``), the roles that it lets decide it instead of the signers.
    """

    incident_id: UUID
    level: Level
    plan_id: str
    plan_title: str
    plan_edition: str = ""
    measures: tuple[str, ...] = ()
    trigger: str = ""
    reasons: tuple[str, ...] = ()
    figures: tuple[tuple[str, str], ...] = ()
    tasks: tuple[PlanTask, ...] = ()
    signers: RolesByLevel = ()
    deciders: tuple[tuple[str, RolesByLevel], ...] = ()


def check(proposal: ProposedResponse) -> None:
    """Refuse a proposal without a level, a plan or a reason."""
    if proposal.level is Level.NONE:
        raise InvalidValue(field="level", value="none", rule="level_1_to_4")
    if not proposal.plan_title.strip():
        raise InvalidValue(field="plan_title", value="", rule="not_empty")
    if not any(reason.strip() for reason in proposal.reasons):
        raise InvalidValue(field="reasons", value="", rule="not_empty")


def checked_text(field: str, text: str) -> str:
    """Return ``text`` without blanks around it, or refuse an empty or overlong one."""
    text = text.strip()
    if not text or len(text) > _LONGEST_TEXT:
        raise InvalidValue(field=field, value=text[:40], rule="1_to_4000_characters")
    return text
