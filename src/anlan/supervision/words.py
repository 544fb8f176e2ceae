"""The words of this room that data choose."""

from typing import Final

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
DUE_WORDS: Final = {"recheck": _("Re-inspection due"), "publish": _("Result to be published")}

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
