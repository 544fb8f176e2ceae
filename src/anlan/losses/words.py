"""The words of this room that data choose."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

STATE_WORDS: Final = {
    "missing": _("Nothing told"),
    "sent": _("Waiting for acceptance"),
    "asked": _("To be explained"),
    "accepted": pgettext_lazy("losses", "Accepted"),
    "returned": pgettext_lazy("losses", "Returned"),
    "overtaken": _("Overtaken by a newer entry"),
}
STATE_TONES: Final = {
    "missing": "dim",
    "sent": "accent",
    "asked": "amber",
    "accepted": "good",
    "returned": "red",
    "overtaken": "dim",
}
ACT_WORDS: Final = {
    "send": pgettext_lazy("losses", "Told"),
    "accept": pgettext_lazy("losses", "Accepted"),
    "return": pgettext_lazy("losses", "Returned"),
    "ask": _("Explanation asked"),
    "explain": _("Explained"),
    "overtake": _("Overtaken by a newer entry"),
}
RULE_WORDS: Final = {
    "jump": _("Jump against the last figure"),
    "outlier": _("Far above the other units"),
    "population": _("More than live there"),
}
SOURCE_WORDS: Final = {
    "phone": _("by phone page"),
    "desk": _("at the desk"),
    "excel": _("from an Excel table"),
    "sum": _("sum of the accepted units"),
}
POST_WORDS: Final = {"A": _("A post"), "B": _("B post in the A post's place")}
PERSON_WORDS: Final = {
    "missing": pgettext_lazy("losses", "Missing"),
    "dead": pgettext_lazy("losses", "Dead"),
    "found": _("Found alive"),
    "withdrawn": pgettext_lazy("losses", "Withdrawn"),
}
PERSON_TONES: Final = {"missing": "amber", "dead": "red", "found": "good", "withdrawn": "dim"}
PERSON_ACTS: Final = {"die": _("Found dead"), "find": _("Found alive"), "withdraw": _("Take out of the ledger")}
SEX_WORDS: Final = {"male": _("male"), "female": _("female")}
GRADE_WORDS: Final = {
    "collapsed": _("Collapsed"),
    "severe": _("Severely damaged"),
    "slight": _("Slightly damaged"),
}
RELEASE_WORDS: Final = {
    "drafted": _("Waiting for approval"),
    "approved": pgettext_lazy("losses", "Released"),
    "refused": _("Refused"),
}
RELEASE_TONES: Final = {"drafted": "amber", "approved": "good", "refused": "red"}

# Fields and rules that a refusal names; the edge translates them.
REFUSAL_WORDS: Final = (
    gettext_noop("table"),
    gettext_noop("incident"),
    gettext_noop("period"),
    gettext_noop("asked"),
    gettext_noop("indicator"),
    gettext_noop("question"),
    gettext_noop("explanation"),
    gettext_noop("pressed_ago"),
    gettext_noop("pressed_at"),
    gettext_noop("token"),
    gettext_noop("of_the_table"),
    gettext_noop("not_negative"),
    gettext_noop("at_most_2_decimals"),
    gettext_noop("a_year"),
    gettext_noop("a_county"),
    gettext_noop("a_township_of_the_county"),
    gettext_noop("in_the_surveys_region"),
    gettext_noop("village_township_or_county"),
    gettext_noop("chosen_from_the_list"),
    gettext_noop("milliseconds"),
    gettext_noop("state"),
    gettext_noop("age"),
    gettext_noop("name"),
    gettext_noop("evidence"),
    gettext_noop("head"),
    gettext_noop("persons"),
    gettext_noop("structure"),
    gettext_noop("rooms"),
    gettext_noop("photo"),
    gettext_noop("department"),
    gettext_noop("value"),
    gettext_noop("body"),
    gettext_noop("file"),
    gettext_noop("missing_or_dead"),
    gettext_noop("0_to_130"),
    gettext_noop("0_to_100"),
    gettext_noop("0_to_200"),
    gettext_noop("1_to_200"),
    gettext_noop("a_picture"),
    gettext_noop("one_that_differs"),
    gettext_noop("time_with_zone"),
    gettext_noop("at_most_5_megabytes"),
    gettext_noop("at_most_2000_rows"),
    gettext_noop("1_to_40_characters"),
    gettext_noop("1_to_80_characters"),
    gettext_noop("1_to_200_characters"),
    gettext_noop("1_to_5000_characters"),
)
