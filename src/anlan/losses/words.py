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
)
