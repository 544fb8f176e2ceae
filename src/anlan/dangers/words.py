"""The words of this room that data choose: sources, grades, states, acts, grounds."""

from typing import Any, Final

from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from anlan.dangers.domain.closing import Receiver
from anlan.dangers.domain.listing import ListingState
from anlan.dangers.domain.states import DangerState, Grade, ObjectKind, Source
from anlan.dangers.events import DangerClosed, DangerDismissed

SOURCE_WORDS: Final = {
    Source.SELF: _("Own check"),
    Source.INSPECTION: _("Inspection"),
    Source.EXPERT: _("Expert's check"),
    Source.TIP_OFF: _("Tip-off"),
    Source.SENSOR: _("Sensor"),
    Source.MONITORING: _("Monitoring"),
}
GRADE_WORDS: Final = {Grade.MAJOR: _("Major hidden danger"), Grade.ORDINARY: _("Ordinary hidden danger")}
GRADE_LEVELS: Final = {Grade.MAJOR: 4, Grade.ORDINARY: 2}
OBJECT_WORDS: Final = {
    ObjectKind.ENTERPRISE: _("Enterprise"),
    ObjectKind.SITE: _("Hazard site"),
    ObjectKind.PLACE: _("Other place"),
}
STATE_WORDS: Final = {
    DangerState.FOUND: _("Found, to confirm"),
    DangerState.REGISTERED: _("Registered, to grade"),
    DangerState.ASSESSED: _("Graded"),
    DangerState.REPORTED: _("Reported twice"),
    DangerState.CONTROLLING: _("Under control"),
    DangerState.RECTIFYING: _("Being rectified"),
    DangerState.APPLIED: _("Applied, to re-check"),
    DangerState.RETURNED: _("Returned"),
    DangerState.ACCEPTED: _("Accepted, to close"),
    DangerState.CLOSED: _("Closed and written off"),
    DangerState.DISMISSED: _("Not a hidden danger"),
}
STATE_TONES: Final = {
    DangerState.FOUND: "red",
    DangerState.REGISTERED: "amber",
    DangerState.ASSESSED: "amber",
    DangerState.REPORTED: "accent",
    DangerState.CONTROLLING: "accent",
    DangerState.RECTIFYING: "accent",
    DangerState.APPLIED: "amber",
    DangerState.RETURNED: "red",
    DangerState.ACCEPTED: "good",
    DangerState.CLOSED: "dim",
    DangerState.DISMISSED: "dim",
}
RECEIVER_WORDS: Final = {
    Receiver.DEPARTMENT: _("The department in charge"),
    Receiver.CONGRESS: _("The workers' congress"),
}
ACT_WORDS: Final = {
    "find": _("Found"),
    "register": _("Put on the register"),
    "dismiss": _("Found to be none"),
    "take_up": _("Taken up again"),
    "grade": _("Graded"),
    "recur": _("Found to be the same again"),
    "report": _("Reported"),
    "control": _("Controlled"),
    "start": _("Rectification begun"),
    "feed_back": _("Told of rectification"),
    "apply": _("Applied for acceptance"),
    "withdraw": _("Application taken back"),
    "accept": _("Accepted at the re-check"),
    "return": _("Returned at the re-check"),
    "close": _("Closed and written off"),
    "reopen": _("Opened again"),
    "remind": _("Reminded: the deadline is near"),
    "late": _("Late"),
    "list": _("Put under listed supervision"),
    "publish": _("Listing published"),
    "ask_extension": _("Extension asked"),
    "decide_extension": _("Extension decided"),
    "upgrade": _("Taken over by the level above"),
    "lift": _("Listing lifted"),
    "stop_power": _("Stop of power ordered"),
    "give_power": _("Power given back"),
}
TELLS_WORDS: Final = {
    "unit": _("to the unit"),
    "supervisor": _("to who supervises it"),
    "department_head": _("to the head of the department"),
    "commission": _("to the safety commission"),
}
LEVEL_WORDS: Final = {"county": _("County"), "prefecture": _("Prefecture"), "province": _("Province")}
LISTING_WORDS: Final = {
    ListingState.LISTED: _("Listed, to publish"),
    ListingState.PUBLISHED: _("Listed and published"),
    ListingState.UPGRADED: _("Taken over by the level above"),
    ListingState.LIFTED: _("Lifted"),
}
LISTING_TONES: Final = {
    ListingState.LISTED: "amber",
    ListingState.PUBLISHED: "red",
    ListingState.UPGRADED: "dim",
    ListingState.LIFTED: "good",
}
PHASE_WORDS: Final = {"before": _("Before rectification"), "after": _("After rectification"), "evidence": _("Evidence")}
_GROUNDS: Final = {
    "words": _("Words agree by %(found)s in a hundred"),
    "clause": _("Same clause of the criteria"),
    "place": _("Same spot: %(found)s"),
    "near": _("%(found)s m apart"),
}

# Fields, rules and assurances that a refusal names; the edge translates them.
REFUSAL_WORDS: Final = (
    gettext_noop("title"),
    gettext_noop("text"),
    gettext_noop("evidence"),
    gettext_noop("measures"),
    gettext_noop("funds"),
    gettext_noop("responsible"),
    gettext_noop("due_at"),
    gettext_noop("plan"),
    gettext_noop("reason"),
    gettext_noop("object_id"),
    gettext_noop("object_name"),
    gettext_noop("place_text"),
    gettext_noop("found_at"),
    gettext_noop("danger_class"),
    gettext_noop("source_id"),
    gettext_noop("token"),
    gettext_noop("trade"),
    gettext_noop("supplier"),
    gettext_noop("decision"),
    gettext_noop("expert_opinion"),
    gettext_noop("until"),
    gettext_noop("responsible_unit"),
    gettext_noop("supervising_unit"),
    gettext_noop("within_the_year_of_listing"),
    gettext_noop("a_moment"),
    gettext_noop("1_to_4"),
    gettext_noop("1_to_120_characters"),
    gettext_noop("at_most_120_characters"),
    gettext_noop("at_most_200_characters"),
    gettext_noop("at_most_80_characters"),
    gettext_noop("at_most_30_characters"),
    gettext_noop("at_most_4000_characters"),
    gettext_noop("1_to_1000_characters"),
    gettext_noop("1_to_500_characters"),
    gettext_noop("0_to_10_billion"),
)


def ground_word(ground: dict[str, Any]) -> str:
    """Return in words why two were taken for the same."""
    return str(_GROUNDS[ground["key"]]) % {"found": ground["found"]} if ground["key"] in _GROUNDS else ""


def said_of_step(act: str, data: dict[str, Any]) -> str:
    """Return what the data of a step add to it, in words."""
    if act == "report" and data.get("receiver") in set(Receiver):
        return str(RECEIVER_WORDS[Receiver(data["receiver"])])
    if act in ("remind", "late"):
        return str(TELLS_WORDS.get(data.get("tells", ""), ""))
    if act == "grade" and data.get("grade") in set(Grade):
        return str(GRADE_WORDS[Grade(data["grade"])])
    return str(data.get("number", ""))


def answer_of_closed(event: DangerClosed) -> str:
    """Return what is answered to who told of a hidden danger that is written off."""
    words = gettext("Rectified, re-checked and written off as hidden danger %(number)s.") % {"number": event.number}
    return f"{words} {event.text}".strip()


def answer_of_dismissed(event: DangerDismissed) -> str:
    """Return what is answered to who told of what turned out to be no hidden danger."""
    words = gettext("Looked at (%(number)s): it is no hidden danger.") % {"number": event.number}
    return f"{words} {event.reason}".strip()


def period_word(key: str) -> str:
    """Return a quarter (``2026Q3``) or a year (``2026``) as it is read."""
    year, _sep, quarter = key.partition("Q")
    if not quarter:
        return gettext("The year %(year)s") % {"year": year}
    return gettext("Quarter %(quarter)s of %(year)s") % {"year": year, "quarter": quarter}
