"""The room's door: who is on duty, rosters, swaps, the calendar."""

from anlan.duty.domain.calendar import DayKind
from anlan.duty.domain.checking import Problem, ProblemKind
from anlan.duty.domain.handover import Check, HandoverState, Matter
from anlan.duty.domain.rollcalls import INSTRUCTION as INSTRUCTION_STEPS
from anlan.duty.domain.rollcalls import InstructionAct, InstructionState, RollState
from anlan.duty.domain.roster_table import Book, Refused, read_table
from anlan.duty.domain.states import OPEN_SWAPS, RosterState, SwapState
from anlan.duty.events import (
    AbsenceKept,
    HandoverLate,
    HandoverReturned,
    HandoverSigned,
    HandoverTaken,
    InstructionGiven,
    InstructionMoved,
    InstructionOverdue,
    NoteWritten,
    OccasionKept,
    PatternKept,
    RollAnswered,
    RollCalled,
    RollMissed,
    RosterDropped,
    RosterFilled,
    RosterMade,
    RosterPublished,
    SwapMoved,
    TurnChanged,
)
from anlan.duty.papers import handover_paper, log_paper
from anlan.duty.selectors.calendar import Day, Occasion, days_of, occasions
from anlan.duty.selectors.following import (
    InstructionFilter,
    InstructionRow,
    LineRow,
    RoomScore,
    favourites_of,
    instruction,
    instructions,
    overdue_count,
    roll_scores,
    rollcall,
    rollcalls,
    rolls_to_answer,
)
from anlan.duty.selectors.handovers import HandoverFilter, HandoverRow, handover, handovers
from anlan.duty.selectors.log import LogFilter, LogLine, Note, Span, log_groups, log_of, shift_around
from anlan.duty.selectors.on_duty import POSTS, Shift, duty_rooms, on_duty, on_duty_in
from anlan.duty.selectors.rosters import (
    Pattern,
    RosterFilter,
    RosterRow,
    Share,
    TurnRow,
    candidates,
    months_of,
    organisations_here,
    patterns,
    problems_in,
    roster,
    rosters,
    shares_of,
    turns_of,
)
from anlan.duty.selectors.service import ServiceCounts, first_service, service_between
from anlan.duty.selectors.swaps import Absent, SwapRow, absences, swaps_of
from anlan.duty.selectors.tables import month_days, state_calendar
from anlan.duty.selectors.waiting import instructions_about, instructions_waiting
from anlan.duty.services.calendar import (
    KINDS,
    REASONS,
    NewOccasion,
    end_occasion,
    keep_occasion,
    keep_pattern,
    record_absence,
    withdraw_absence,
    withdraw_occasion,
)
from anlan.duty.services.demonstration import (
    OpeningPapers,
    OpeningRoster,
    put_demonstration,
    put_demonstration_papers,
    remove_demonstration,
)
from anlan.duty.services.favourites import mark_favourite
from anlan.duty.services.handovers import (
    open_handover,
    open_handovers,
    return_handover,
    sign_handover,
    take_over,
    tell_late_handovers,
    write_handover,
)
from anlan.duty.services.instructions import (
    NewInstruction,
    give_instruction,
    mark_overdue_instructions,
    move_instruction,
)
from anlan.duty.services.log import correct_note, write_note
from anlan.duty.services.responses import double_for_response
from anlan.duty.services.rollcalls import answer_roll, call_roll, mark_missed_rolls, record_roll_answer
from anlan.duty.services.rosters import (
    NewRoster,
    change_turn,
    drop_roster,
    enter_turns,
    fill_roster,
    make_roster,
    publish_roster,
)
from anlan.duty.services.swaps import answer_swap, ask_swap, decide_swap, withdraw_swap
from anlan.duty.words import HANDOVER_STATES
