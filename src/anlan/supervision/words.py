"""The words of this room that data choose."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

KIND_WORDS: Final = {
    "planned": _("Planned inspection"),
    "special": _("Special inspection"),
    "tip_off": _("Tip-off check"),
    "recheck": _("Follow-up inspection"),
    "licence": _("Licence check"),
    "joint": _("Joint inspection"),
}
STATE_WORDS: Final = {
    "planned": pgettext_lazy("supervision", "Planned"),
    "recorded": _("Recorded, findings open"),
    "ordered": _("Ordered to put right"),
    "unfixed": _("Not put right"),
    "closed": pgettext_lazy("supervision", "Closed"),
    "called_off": pgettext_lazy("supervision", "Called off"),
}
STATE_TONES: Final = {
    "planned": "accent",
    "recorded": "amber",
    "ordered": "amber",
    "unfixed": "red",
    "closed": "good",
    "called_off": "dim",
}
OBJECT_WORDS: Final = {"enterprise": _("Enterprise"), "site": _("Hazard site")}
VERDICT_WORDS: Final = {"ok": _("Meets it"), "fail": _("Does not meet it"), "na": _("Does not apply")}
VERDICT_TONES: Final = {"ok": "good", "fail": "red", "na": "dim"}
PAPER_WORDS: Final = {
    "site_record": _("On-site record"),
    "rectification_order": _("Rectification order"),
    "onsite_measure": _("On-site measure decision"),
    "reinspection_opinion": _("Re-inspection opinion"),
}
FILE_WORDS: Final = {
    "photo": _("Photo"),
    "audio": pgettext_lazy("supervision", "Recording"),
    "signature": _("Signature"),
}
MOVE_WORDS: Final = {
    "accepted": _("Accepted, not written off: a listing or a stop of power still stands"),
    "closed": _("Accepted and written off"),
    "returned": _("Returned to the unit"),
    "reopened": _("Not gone after all: to rectify again"),
    "stays": _("Stays as it stands in its own loop"),
}
GRADE_WORDS: Final = {
    "red": pgettext_lazy("supervision", "Red"),
    "orange": pgettext_lazy("supervision", "Orange"),
    "yellow": pgettext_lazy("supervision", "Yellow"),
    "blue": pgettext_lazy("supervision", "Blue"),
    "none": _("Not graded"),
}
DRAW_WORDS: Final = {
    "frozen": _("Pools frozen, waits for the public number"),
    "drawn": _("Drawn"),
    "void": pgettext_lazy("supervision", "Set aside"),
}
DRAW_TONES: Final = {"frozen": "amber", "drawn": "good", "void": "dim"}
FAULT_WORDS: Final = {
    "algorithm_unknown": _("The algorithm is not known."),
    "pool_digest_differs": _("The pools are not the frozen ones."),
    "secret_is_not_the_committed_one": _("The secret is not the one bound at the freeze."),
    "seed_differs": _("The seed does not follow from pools, secret and public number."),
    "result_differs": _("The result does not follow from the seed."),
}
DUE_WORDS: Final = {"recheck": _("Re-inspection due"), "publish": _("Result to be published")}

PLAN_WORDS: Final = {
    "drafted": pgettext_lazy("supervision", "Drafted"),
    "submitted": _("Waits for approval"),
    "returned": pgettext_lazy("supervision", "Returned"),
    "approved": pgettext_lazy("supervision", "Approved"),
}
PLAN_TONES: Final = {"drafted": "accent", "submitted": "amber", "returned": "red", "approved": "good"}
SHARE_WORDS: Final = {"key": _("Key object"), "general": _("General object")}
REASON_WORDS: Final = {
    "colour": _("Risk colour %(value)s: %(adds)s"),
    "hazard_class": _("Major hazard of class %(value)s: %(adds)s"),
    "major_dangers": _("Open major hidden dangers %(value)s: %(adds)s"),
    "overdue_dangers": _("Overdue hidden dangers %(value)s: %(adds)s"),
    "penalties": _("Penalties within a year %(value)s: %(adds)s"),
    "credit": _("Credit %(value)s: %(adds)s"),
    "by_hand": _("By hand: %(value)s (%(adds)s)"),
}


CREDIT_WORDS: Final = {"good": pgettext_lazy("supervision", "good"), "bad": _("seriously dishonest")}


def reason_text(reason: Mapping[str, Any]) -> str:
    """Return one part of a frequency in words."""
    value = reason["value"]
    if reason["key"] == "colour":
        value = GRADE_WORDS[value or "none"]
    if reason["key"] == "credit":
        value = CREDIT_WORDS[value]
    adds = f"{reason['adds']:+d}"
    return str(REASON_WORDS[reason["key"]]) % {"value": value, "adds": adds}


# Fields and rules that a refusal names; the edge translates them.
REFUSAL_WORDS: Final = (
    gettext_noop("officers"),
    gettext_noop("certificate"),
    gettext_noop("valid_until"),
    gettext_noop("object"),
    gettext_noop("object_kind"),
    gettext_noop("planned_for"),
    gettext_noop("partners"),
    gettext_noop("trade"),
    gettext_noop("firm_person"),
    gettext_noop("firm_post"),
    gettext_noop("situation"),
    gettext_noop("measure"),
    gettext_noop("refusal"),
    gettext_noop("witnesses"),
    gettext_noop("opinion"),
    gettext_noop("begun"),
    gettext_noop("days"),
    gettext_noop("announced_at"),
    gettext_noop("source"),
    gettext_noop("entropy"),
    gettext_noop("percent"),
    gettext_noop("redraw_of"),
    gettext_noop("times"),
    gettext_noop("year"),
    gettext_noop("this_year_or_the_next"),
    gettext_noop("1_to_6"),
    gettext_noop("a_moment"),
    gettext_noop("drawn_first"),
    gettext_noop("set_aside_first"),
    gettext_noop("a_date"),
    gettext_noop("not_in_the_past"),
    gettext_noop("before_the_end"),
    gettext_noop("at_least_one"),
    gettext_noop("at_most_4000_characters"),
    gettext_noop("at_most_1000_characters"),
    gettext_noop("at_most_300_characters"),
    gettext_noop("at_most_200_characters"),
    gettext_noop("at_most_40_characters"),
    gettext_noop("1_to_120_characters"),
    gettext_noop("1_to_1000_characters"),
    gettext_noop("1_to_2000_characters"),
)
