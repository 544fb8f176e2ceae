"""The words of this room that data choose."""

from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from anlan.duty.domain.calendar import DayKind
from anlan.duty.domain.checking import ProblemKind
from anlan.duty.domain.handover import HandoverState
from anlan.duty.domain.rollcalls import InstructionAct, InstructionState, RollState
from anlan.duty.domain.states import RosterState, SwapState
from anlan.kernel.regions import RegionLevel

POSTS: Final = {"leader": _("Leader in charge"), "main": _("Main duty"), "second": _("Second duty")}
DAY_KINDS: Final = {
    DayKind.WORKDAY: _("Workday"),
    DayKind.WEEKEND: _("Weekend"),
    DayKind.HOLIDAY: _("Holiday"),
}
ROSTER_STATES: Final = {RosterState.DRAFT: _("Roster being drafted"), RosterState.PUBLISHED: _("Roster in force")}
ROSTER_TONES: Final = {RosterState.DRAFT: "amber", RosterState.PUBLISHED: "good"}
SWAP_STATES: Final = {
    SwapState.ASKED: _("waits for the other"),
    SwapState.AGREED: _("waits for the leader"),
    SwapState.DECLINED: _("the other declined"),
    SwapState.APPROVED: _("swapped"),
    SwapState.REFUSED: _("the leader refused"),
    SwapState.WITHDRAWN: _("withdrawn by the asker"),
}
SWAP_TONES: Final = {
    SwapState.ASKED: "amber",
    SwapState.AGREED: "accent",
    SwapState.DECLINED: "dim",
    SwapState.APPROVED: "good",
    SwapState.REFUSED: "dim",
    SwapState.WITHDRAWN: "dim",
}
PROBLEMS: Final = {
    ProblemKind.EMPTY: _("nobody stands there"),
    ProblemKind.TWICE_AT_ONCE: _("in two places at once"),
    ProblemKind.AWAY: _("is away on this day"),
    ProblemKind.IN_A_ROW: _("twice in a row"),
}
OCCASIONS: Final = {
    "activity": _("Important activity"),
    "sensitive": _("Sensitive time"),
    "weather": _("Severe weather"),
    "exam": _("Examination"),
    "response": _("Emergency response"),
    "other": _("Other occasion"),
}
ABSENCES: Final = {
    "leave": _("On leave"),
    "journey": _("On an official journey"),
    "sick": _("On sick leave"),
    "training": _("In training"),
    "other": _("Away for another reason"),
}
TABLE_HEADS: Final = {
    "day": _("Duty date"),
    "weekday": _("Day of the week"),
    "part": _("Shift"),
    "post": _("Duty post"),
    "seat": _("Number within the post"),
    "name": _("Person on duty"),
    "person_post": _("Post in the office"),
}

HANDOVER_STATES: Final = {
    HandoverState.DRAFT: _("waits for who leaves"),
    HandoverState.LEFT: _("waits for who arrives"),
    HandoverState.DONE: _("handed over"),
}
HANDOVER_TONES: Final = {HandoverState.DRAFT: "amber", HandoverState.LEFT: "accent", HandoverState.DONE: "good"}
LOG_GROUPS: Final = {
    "signals": _("Alarms"),
    "warnings": _("Warnings"),
    "incidents": _("Incidents"),
    "command": _("Responses"),
    "reports": _("Reports"),
    "duty": _("Duty room"),
    "notes": _("Notes by hand"),
}

ROLL_STATES: Final = {
    RollState.ASKED: _("called, no answer yet"),
    RollState.ANSWERED: _("answered in time"),
    RollState.MISSED: _("no answer in time"),
    RollState.LATE: _("answered late"),
}
ROLL_TONES: Final = {
    RollState.ASKED: "accent",
    RollState.ANSWERED: "good",
    RollState.MISSED: "red",
    RollState.LATE: "amber",
}
INSTRUCTION_STATES: Final = {
    InstructionState.GIVEN: _("Instruction given out"),
    InstructionState.RECEIVED: _("Instruction received"),
    InstructionState.REPORTED: _("Reported back"),
    InstructionState.DONE: _("Said to be done"),
    InstructionState.CONFIRMED: _("Confirmed as done"),
}
INSTRUCTION_TONES: Final = {
    InstructionState.GIVEN: "amber",
    InstructionState.RECEIVED: "accent",
    InstructionState.REPORTED: "accent",
    InstructionState.DONE: "amber",
    InstructionState.CONFIRMED: "good",
}
INSTRUCTION_ACTS: Final = {
    InstructionAct.RECEIVE: _("Confirm the instruction's receipt"),
    InstructionAct.REPORT: _("Report back"),
    InstructionAct.FINISH: _("Say that it is done"),
    InstructionAct.CONFIRM: _("Confirm that it is done"),
    InstructionAct.SEND_BACK: _("Send it back"),
}
LEVELS: Final = {
    RegionLevel.NATION: _("Nation"),
    RegionLevel.PROVINCE: _("Province"),
    RegionLevel.PREFECTURE: _("Prefecture"),
    RegionLevel.COUNTY: _("County"),
    RegionLevel.TOWNSHIP: _("Township"),
    RegionLevel.VILLAGE: _("Village"),
}

# Fields and rules that a refusal names; the edge translates them.
REFUSAL_WORDS: Final = (
    gettext_noop("parts"),
    gettext_noop("part_name"),
    gettext_noop("starts"),
    gettext_noop("pattern"),
    gettext_noop("month"),
    gettext_noop("day"),
    gettext_noop("first"),
    gettext_noop("last"),
    gettext_noop("person"),
    gettext_noop("roster_table"),
    gettext_noop("duty_post"),
    gettext_noop("name"),
    gettext_noop("notes"),
    gettext_noop("checks"),
    gettext_noop("note"),
    gettext_noop("reason"),
    gettext_noop("the_list_of_this_handover"),
    gettext_noop("0_to_100_characters"),
    gettext_noop("0_to_2000_characters"),
    gettext_noop("1_to_1000_characters"),
    gettext_noop("at_most_31_days"),
    gettext_noop("minutes"),
    gettext_noop("leader"),
    gettext_noop("instruction"),
    gettext_noop("source"),
    gettext_noop("source_url"),
    gettext_noop("to_region"),
    gettext_noop("to_name"),
    gettext_noop("due_at"),
    gettext_noop("report"),
    gettext_noop("1_to_120_minutes"),
    gettext_noop("0_to_120_characters"),
    gettext_noop("1_to_100_characters"),
    gettext_noop("0_to_500_characters"),
    gettext_noop("1_to_500_characters"),
    gettext_noop("in_the_own_region"),
    gettext_noop("in_the_future"),
    gettext_noop("page_of_this_platform"),
    gettext_noop("1_to_4_parts"),
    gettext_noop("each_name_once"),
    gettext_noop("1_to_20_characters"),
    gettext_noop("1_to_40_characters"),
    gettext_noop("1_to_60_characters"),
    gettext_noop("1_to_200_characters"),
    gettext_noop("0_to_200_characters"),
    gettext_noop("0_to_300_characters"),
    gettext_noop("time_as_0830"),
    gettext_noop("parts_follow_each_other"),
    gettext_noop("parts_are_24_hours"),
    gettext_noop("known_pattern"),
    gettext_noop("one_of_the_list"),
    gettext_noop("not_before_the_first_day"),
    gettext_noop("day_as_2026_05_01"),
    gettext_noop("month_as_2026_05"),
    gettext_noop("place_of_this_roster"),
    gettext_noop("person_of_this_region"),
    gettext_noop("several_of_this_name"),
    gettext_noop("place_stands_once"),
    gettext_noop("columns_of_a_roster"),
    gettext_noop("known_person"),
    gettext_noop("time_with_zone"),
)

_WEEKDAYS: Final = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))


def weekday(day: date) -> str:
    """Return the day of the week in words."""
    return str(_WEEKDAYS[day.weekday()])


def weekdays() -> tuple[str, ...]:
    """Return the days of the week in words, from Monday."""
    return tuple(map(str, _WEEKDAYS))
