"""The words of this room that data choose: stages, states."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from anlan.reporting.domain.clocks import ClockState
from anlan.reporting.domain.deadlines import Stage
from anlan.reporting.domain.parties import Way
from anlan.reporting.domain.reports import ReportState
from anlan.reporting.domain.suspicions import SuspicionState

STAGE_WORDS: Final = {
    Stage.FIRST: _("First report"),
    Stage.FOLLOWUP: _("Follow-up report"),
    Stage.VERIFIED: _("Verified report"),
    Stage.DIRECT: _("Direct report"),
    Stage.NOTICE: _("Notice"),
    Stage.SUPPLEMENT: _("Supplement"),
}
CLOCK_STATE_WORDS: Final = {
    ClockState.RUNNING: _("running"),
    ClockState.WARNED: _("ends soon"),
    ClockState.MET: _("sent in time"),
    ClockState.MISSED: _("missed"),
    ClockState.LATE: _("sent late"),
    ClockState.STOPPED: _("stopped"),
}
CLOCK_STATE_TONES: Final = {
    ClockState.RUNNING: "accent",
    ClockState.WARNED: "amber",
    ClockState.MET: "good",
    ClockState.MISSED: "red",
    ClockState.LATE: "red",
    ClockState.STOPPED: "dim",
}
REPORT_STATE_WORDS: Final = {
    ReportState.DRAFT: _("Being drafted"),
    ReportState.SIGNED: _("Signed, not sent"),
    ReportState.SENT: _("Sent up"),
}
REPORT_STATE_TONES: Final = {ReportState.DRAFT: "amber", ReportState.SIGNED: "accent", ReportState.SENT: "good"}

TRAIT_WORDS: Final = {
    "foreigners": _("Foreigners or people from Hong Kong, Macao and Taiwan are concerned"),
    "military": _("The military is concerned"),
    "sensitive": _("The place or the time is sensitive"),
}
WAY_WORDS: Final = {
    Way.ORDINARY: _("level by level"),
    Way.SKIP: _("past the next level"),
    Way.TOGETHER: _("to several levels at once"),
}
SUSPICION_RULE_WORDS: Final = {
    "alarm_without_report": _("A confirmed alarm and no report"),
    "call_without_report": _("A fire or hospital call and no report"),
    "learned_late": _("Learned late"),
    "report_missed": _("No report when it was due"),
    "received_late": _("Received after it was due"),
    "jump_unexplained": _("Figures jumped without a word why"),
}
SUSPICION_STATE_WORDS: Final = {
    SuspicionState.OPEN: _("Suspicion to decide"),
    SuspicionState.ENQUIRY: _("In enquiry"),
    SuspicionState.CLEARED: _("Cleared"),
    SuspicionState.PROVED: _("Proved"),
}
SUSPICION_STATE_TONES: Final = {
    SuspicionState.OPEN: "amber",
    SuspicionState.ENQUIRY: "accent",
    SuspicionState.CLEARED: "good",
    SuspicionState.PROVED: "red",
}
SUSPICION_FACTS: Final = {
    "alarm_without_report": _("No report within %(minutes)s minutes of the confirmation"),
    "call_without_report": _("No report within %(minutes)s minutes of the call"),
    "learned_late": _("Happened %(happened)s, learned %(learned)s"),
    "report_missed": _("%(from)s to %(to)s, due %(due)s"),
    "received_late": _("Due %(due)s, received %(received)s at %(to)s"),
    "jump_unexplained": _("%(figures)s"),
}


def suspicion_word(rule: str) -> str:
    """Return in words why something is suspected."""
    return str(SUSPICION_RULE_WORDS[rule])
