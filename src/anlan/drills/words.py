"""The words of this room that data choose: states, sorts, expectations, outcomes."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from anlan.drills.domain.planning import Part
from anlan.drills.domain.scripts import EYE, Sort
from anlan.drills.domain.states import DrillState, InjectState
from anlan.drills.services.observing import Verdict

FORMS: Final = {
    "tabletop": _("Tabletop drill"),
    "functional": _("Functional drill"),
    "full": _("Full drill"),
    "double_blind": _("Double-blind drill"),
}
STATES: Final = {
    DrillState.PLANNED: _("Waits for approval"),
    DrillState.APPROVED: _("Approved drill"),
    DrillState.RUNNING: _("Drill under way"),
    DrillState.PAUSED: _("Drill paused"),
    DrillState.ENDED: _("Ended, not scored"),
    DrillState.SCORED: _("Scored, no report"),
    DrillState.REPORTED: _("Report signed"),
    DrillState.CANCELLED: _("Drill called off"),
}
STATE_TONES: Final = {
    DrillState.PLANNED: "amber",
    DrillState.APPROVED: "accent",
    DrillState.RUNNING: "red",
    DrillState.PAUSED: "amber",
    DrillState.ENDED: "amber",
    DrillState.SCORED: "accent",
    DrillState.REPORTED: "good",
    DrillState.CANCELLED: "dim",
}
SORTS: Final = {
    Sort.NEWS: _("Situation notice"),
    Sort.REPORT: _("Report from below"),
    Sort.CALL: _("Phone card to read aloud"),
    Sort.ALARM: _("Exercise alarm"),
    Sort.FIGURES: _("Exercise figures"),
}
INJECT_STATES: Final = {
    InjectState.WAITING: _("To come"),
    InjectState.RELEASED: _("Released"),
    InjectState.SKIPPED: _("Left out"),
    InjectState.FAILED: _("Not accepted"),
}
INJECT_TONES: Final = {
    InjectState.WAITING: "dim",
    InjectState.RELEASED: "good",
    InjectState.SKIPPED: "amber",
    InjectState.FAILED: "red",
}
PARTS: Final = {
    Part.CONTROLLER: _("Controller"),
    Part.OBSERVER: _("Observer"),
    "author": _("Author"),
    "approver": _("Approver"),
}
VERDICTS: Final = {
    Verdict.GOOD: _("Good"),
    Verdict.LACKING: _("Lacking"),
    Verdict.WRONG: _("Wrong"),
}
VERDICT_TONES: Final = {Verdict.GOOD: "good", Verdict.LACKING: "amber", Verdict.WRONG: "red"}
EXPECTATIONS: Final = {
    "response": _("A response level is signed"),
    "order": _("An order is issued"),
    "feedback": _("Feedback on an order"),
    "evacuation": _("Evacuation is reported"),
    "post": _("A command post is set up"),
    "consultation": _("A consultation is called"),
    "verify": _("The alarm is verified or dismissed"),
    "warning": _("A warning is issued"),
    "report": _("A report is sent up"),
    "figures": _("Figures are recorded"),
    EYE: _("Judged by observers"),
}
CRITERIA: Final = {
    "response": _("Response level"),
    "receipt": _("Receipt of orders"),
    "tasks": _("Tasks done"),
    "calls": _("Calls confirmed"),
    "reports": _("Reports in time"),
    "actions": _("Expected actions"),
}
OUTCOMES: Final = {
    "met": _("Met"),
    "late": _("done late"),
    "wrong": _("Wrong level"),
    "missed": _("not done"),
    "open": _("Limit not reached"),
}
OUTCOME_TONES: Final = {"met": "good", "late": "amber", "wrong": "red", "missed": "red", "open": "dim"}
SOURCES: Final = {
    "plan_trigger": _("Trigger of the plan, limit of stages"),
    "receipt_limit": _("Limit of stages"),
    "plan_task": _("Deadline of the plan's task"),
    "order": _("Deadline of the order"),
    "call_ladder": _("Call ladder"),
    "report_clock": _("Legal report clock"),
    "script": _("Script"),
}

# Fields and rules that a refusal names.
RULES: Final = (
    gettext_noop("0_to_4320"),
    gettext_noop("1_to_4320"),
    gettext_noop("given_for_an_alarm"),
    gettext_noop("at_least_one_figure"),
    gettext_noop("known_indicator"),
    gettext_noop("known_expectation"),
    gettext_noop("no_controller_observes"),
    gettext_noop("no_insider_takes_part"),
    gettext_noop("known_script"),
    gettext_noop("good_lacking_or_wrong"),
    gettext_noop("words_for_what_was_lacking"),
    gettext_noop("known_form"),
    gettext_noop("from_today_within_3_years"),
    gettext_noop("at_most_80_characters"),
    gettext_noop("at_most_300_characters"),
    gettext_noop("at_most_40_characters"),
    gettext_noop("at_most_40"),
    gettext_noop("at_most_200_lines"),
    gettext_noop("at_most_200_characters"),
    gettext_noop("at_most_1000_characters"),
    gettext_noop("chosen_from_the_list"),
    gettext_noop("1_to_80_characters"),
    gettext_noop("1_to_100_characters"),
    gettext_noop("1_to_500_characters"),
    gettext_noop("1_to_1000_characters"),
    gettext_noop("1_to_4000_characters"),
    gettext_noop("1_to_4"),
    gettext_noop("a_day"),
    gettext_noop("minute"),
    gettext_noop("seat_to"),
    gettext_noop("title"),
    gettext_noop("text"),
    gettext_noop("sender"),
    gettext_noop("form"),
    gettext_noop("scenario"),
    gettext_noop("planned_start"),
    gettext_noop("who_takes_part"),
    gettext_noop("observers"),
    gettext_noop("controllers"),
    gettext_noop("approver"),
    gettext_noop("script"),
    gettext_noop("what"),
    gettext_noop("within_minutes"),
    gettext_noop("level"),
    gettext_noop("words"),
    gettext_noop("expected"),
    gettext_noop("station"),
    gettext_noop("value"),
    gettext_noop("threshold"),
    gettext_noop("family"),
    gettext_noop("figures"),
    gettext_noop("verdict_given"),
    gettext_noop("judgement"),
    gettext_noop("due_on"),
    gettext_noop("reason"),
    gettext_noop("place_text"),
)
