"""Spot roll-calls and leaders' instructions: their lives as tables, and what the clock does to them."""

from enum import StrEnum
from typing import Final


class RollState(StrEnum):
    """Where the line of one duty room stands."""

    ASKED = "asked"
    ANSWERED = "answered"
    MISSED = "missed"
    LATE = "late"


class RollAct(StrEnum):
    """What happens to a line: somebody answers, or the minutes pass."""

    ANSWER = "answer"
    MISS = "miss"


ROLL: Final = {
    (RollState.ASKED, RollAct.ANSWER): RollState.ANSWERED,
    (RollState.ASKED, RollAct.MISS): RollState.MISSED,
    (RollState.MISSED, RollAct.ANSWER): RollState.LATE,
}


class InstructionState(StrEnum):
    """Where a leader's instruction stands."""

    GIVEN = "given"
    RECEIVED = "received"
    REPORTED = "reported"
    DONE = "done"
    CONFIRMED = "confirmed"


class InstructionAct(StrEnum):
    """What is done to an instruction, by those it went to and by the duty officer who gave it out."""

    RECEIVE = "receive"
    REPORT = "report"
    FINISH = "finish"
    CONFIRM = "confirm"
    SEND_BACK = "send_back"


INSTRUCTION: Final = {
    (InstructionState.GIVEN, InstructionAct.RECEIVE): InstructionState.RECEIVED,
    (InstructionState.RECEIVED, InstructionAct.REPORT): InstructionState.REPORTED,
    (InstructionState.REPORTED, InstructionAct.REPORT): InstructionState.REPORTED,
    (InstructionState.RECEIVED, InstructionAct.FINISH): InstructionState.DONE,
    (InstructionState.REPORTED, InstructionAct.FINISH): InstructionState.DONE,
    (InstructionState.DONE, InstructionAct.CONFIRM): InstructionState.CONFIRMED,
    (InstructionState.DONE, InstructionAct.SEND_BACK): InstructionState.REPORTED,
}
OWED: Final = (InstructionState.GIVEN, InstructionState.RECEIVED, InstructionState.REPORTED)
