"""The words of this room that data choose: levels, states, acts, receivers."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from anlan.command.domain.accounting import WatchAct, WatchState
from anlan.command.domain.consultations import ConsultationState
from anlan.command.domain.escalation import Trouble
from anlan.command.domain.handovers import HandoverState
from anlan.command.domain.orders import OrderAct, OrderState, Receiver
from anlan.command.domain.posts import Side
from anlan.command.domain.responses import ResponseAct, ResponseState
from anlan.command.domain.reviews import LessonState
from anlan.command.domain.transfers import MoveAct, MoveState
from anlan.kernel.levels import Level

RESPONSE_LEVEL_WORDS: Final = {
    Level.NONE: _("Not started"),
    Level.BLUE: _("Level IV"),
    Level.YELLOW: _("Level III"),
    Level.ORANGE: _("Level II"),
    Level.RED: _("Level I"),
}
RESPONSE_STATE_WORDS: Final = {
    ResponseState.PROPOSED: _("waits for signature"),
    ResponseState.STARTED: _("in force"),
    ResponseState.RAISED: _("raised"),
    ResponseState.LOWERED: _("lowered"),
    ResponseState.ENDED: _("ended"),
    ResponseState.DECLINED: _("declined"),
}
RESPONSE_STATE_TONES: Final = {
    ResponseState.PROPOSED: "amber",
    ResponseState.STARTED: "red",
    ResponseState.RAISED: "red",
    ResponseState.LOWERED: "amber",
    ResponseState.ENDED: "good",
    ResponseState.DECLINED: "dim",
}
RESPONSE_ACT_WORDS: Final = {
    ResponseAct.START: _("Response started"),
    ResponseAct.DECLINE: _("Proposal declined"),
    ResponseAct.RAISE: _("Response raised"),
    ResponseAct.LOWER: _("Response lowered"),
    ResponseAct.END: _("Response ended"),
}
ORDER_STATE_WORDS: Final = {
    OrderState.ISSUED: _("not received"),
    OrderState.RECEIVED: _("received"),
    OrderState.IN_PROGRESS: _("in progress"),
    OrderState.COMPLETED: _("completed"),
    OrderState.VERIFIED: _("confirmed"),
    OrderState.CANCELLED: _("cancelled"),
}
ORDER_STATE_TONES: Final = {
    OrderState.ISSUED: "red",
    OrderState.RECEIVED: "amber",
    OrderState.IN_PROGRESS: "accent",
    OrderState.COMPLETED: "good",
    OrderState.VERIFIED: "good",
    OrderState.CANCELLED: "dim",
}
FACT_WORDS: Final = {
    "warning_level": _("level of the warning in force"),
    "alarm_level": _("level of the worst alarm"),
    "alarm_townships": _("townships with alarms"),
    "dead_and_missing": _("dead and missing"),
    "evacuated": _("people moved"),
    "affected": _("people affected"),
    "collapsed_rooms": _("rooms collapsed"),
    "cut_off_townships": _("townships cut off"),
    "reservoirs_in_danger": _("reservoirs in danger"),
    "upper_response": _("level of the higher response"),
    "open_incidents": _("incidents of the kind at once"),
    "seriously_injured": _("seriously injured"),
    "trapped": _("people trapped"),
    "threatened": _("people in danger"),
    "stranded": _("people stranded"),
    "magnitude_tenths": _("magnitude"),
    "burnt_ha": _("hectares burnt"),
    "fire_hours": _("hours of open fire"),
    "leaked_t": _("tonnes leaked"),
    "power_cut_percent": _("percent of users without power"),
}
RECEIVER_WORDS: Final = {
    Receiver.ORGANISATION: _("Organisation"),
    Receiver.TEAM: _("Rescue team"),
    Receiver.PERSON: _("Person"),
}
ORDER_ACT_WORDS: Final = {
    OrderAct.RECEIVE: _("Received"),
    OrderAct.FEED_BACK: _("Fed back"),
    OrderAct.COMPLETE: _("Said to be done"),
    OrderAct.VERIFY: _("Confirmed as done"),
    OrderAct.RETURN: _("Sent back"),
    OrderAct.CANCEL: _("Cancelled"),
    OrderAct.EXTEND: _("Given more time"),
}
WATCH_STATE_WORDS: Final = {
    WatchState.WELL: _("all well"),
    WatchState.SILENT: _("not heard of"),
    WatchState.HELP: _("calls for help"),
    WatchState.OUT: _("came out"),
}
WATCH_STATE_TONES: Final = {
    WatchState.WELL: "good",
    WatchState.SILENT: "red",
    WatchState.HELP: "red",
    WatchState.OUT: "dim",
}
WATCH_ACT_WORDS: Final = {
    WatchAct.ANSWER: _("All well"),
    WatchAct.CALL_HELP: _("Calls for help"),
    WatchAct.COME_OUT: _("All out"),
}
TROUBLE_WORDS: Final = {
    Trouble.NOT_RECEIVED: _("order not received"),
    Trouble.LATE: _("order late"),
    Trouble.NOT_VERIFIED: _("order done, not confirmed"),
    Trouble.SILENT: _("team not heard of"),
    Trouble.HELP: _("team calls for help"),
}
SIDE_WORDS: Final = {
    Side.WHOLE: _("One command for all"),
    Side.ADMINISTRATIVE: _("Administrative command"),
    Side.PROFESSIONAL: _("Professional command"),
}
HANDOVER_STATE_WORDS: Final = {
    HandoverState.OFFERED: _("waits for the other level"),
    HandoverState.ACCEPTED: _("taken over"),
    HandoverState.REFUSED: _("not taken over"),
    HandoverState.WITHDRAWN: _("offer withdrawn"),
}
HANDOVER_STATE_TONES: Final = {
    HandoverState.OFFERED: "amber",
    HandoverState.ACCEPTED: "good",
    HandoverState.REFUSED: "red",
    HandoverState.WITHDRAWN: "dim",
}
CONSULTATION_STATE_WORDS: Final = {
    ConsultationState.CALLED: _("minutes open"),
    ConsultationState.CLOSED: _("minutes closed"),
    ConsultationState.CANCELLED: _("called off"),
}
CONSULTATION_STATE_TONES: Final = {
    ConsultationState.CALLED: "amber",
    ConsultationState.CLOSED: "good",
    ConsultationState.CANCELLED: "dim",
}
LESSON_STATE_WORDS: Final = {
    LessonState.OPEN: _("to be done"),
    LessonState.DONE: _("done, to be confirmed"),
    LessonState.CLOSED: _("closed for good"),
}
LESSON_STATE_TONES: Final = {LessonState.OPEN: "amber", LessonState.DONE: "accent", LessonState.CLOSED: "good"}
OUTCOME_WORDS: Final = {
    "in_time": _("done in time"),
    "late": _("done late"),
    "undone": _("not done"),
    "cancelled": _("cancelled"),
}
OUTCOME_TONES: Final = {"in_time": "good", "late": "amber", "undone": "red", "cancelled": "dim"}
MOVE_STATE_WORDS: Final = {
    MoveState.TO_MOVE: _("to be moved"),
    MoveState.MOVED: _("moved"),
    MoveState.REFUSED: _("refuses to leave"),
    MoveState.NOT_FOUND: _("not found at home"),
    MoveState.RETURNED: _("back home"),
}
MOVE_STATE_TONES: Final = {
    MoveState.TO_MOVE: "amber",
    MoveState.MOVED: "good",
    MoveState.REFUSED: "red",
    MoveState.NOT_FOUND: "red",
    MoveState.RETURNED: "dim",
}
MOVE_ACT_WORDS: Final = {
    MoveAct.MOVE: _("moved"),
    MoveAct.REFUSE: _("refuses to leave"),
    MoveAct.MISS: _("not found at home"),
    MoveAct.RETURN: _("back home"),
}
