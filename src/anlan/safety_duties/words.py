"""The words of this room that data choose."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

HOLDER_WORDS: Final = {
    "leader": _("Party and government leader"),
    "department": pgettext_lazy("safety_duties", "Department"),
    "enterprise": _("Enterprise"),
}
STATE_WORDS: Final = {
    "drafted": pgettext_lazy("safety_duties", "Drafted"),
    "submitted": _("Waits for filing"),
    "returned": pgettext_lazy("safety_duties", "Returned"),
    "filed": pgettext_lazy("safety_duties", "Filed"),
    "closed": pgettext_lazy("safety_duties", "Closed"),
}
STATE_TONES: Final = {"drafted": "accent", "submitted": "amber", "returned": "red", "filed": "good", "closed": "dim"}
RHYTHM_WORDS: Final = {
    "monthly": _("Each month"),
    "quarterly": _("Each quarter"),
    "half_yearly": _("Each half year"),
    "yearly": _("Once a year"),
}
PERIOD_WORDS: Final = {"half": _("First half year"), "year": _("Whole year")}
GRADE_WORDS: Final = {
    "excellent": _("Excellent"),
    "good": pgettext_lazy("safety_duties", "Good"),
    "passed": pgettext_lazy("safety_duties", "Passed"),
    "failed": pgettext_lazy("safety_duties", "Failed"),
}
GRADE_TONES: Final = {"excellent": "good", "good": "good", "passed": "amber", "failed": "red"}
TOLD_WORDS: Final = {"holder": _("The holder's person"), "leader": _("The leader above")}

# Fields and rules that a refusal names; the edge translates them.
REFUSAL_WORDS: Final = (
    gettext_noop("duty_holder"),
    gettext_noop("told_as"),
    gettext_noop("told_person"),
    gettext_noop("not_holder_and_leader_at_once"),
    gettext_noop("holder_kind"),
    gettext_noop("post"),
    gettext_noop("template"),
    gettext_noop("duty"),
    gettext_noop("duties"),
    gettext_noop("basis"),
    gettext_noop("proof"),
    gettext_noop("evidence"),
    gettext_noop("rhythm"),
    gettext_noop("target"),
    gettext_noop("weight"),
    gettext_noop("due"),
    gettext_noop("day"),
    gettext_noop("amount"),
    gettext_noop("what_was_done"),
    gettext_noop("period"),
    gettext_noop("at_most_100"),
    gettext_noop("one_for_this_holder"),
    gettext_noop("yearly_for_a_share"),
    gettext_noop("of_the_year_and_only_for_yearly"),
    gettext_noop("of_the_year_and_not_to_come"),
    gettext_noop("only_for_an_enterprise"),
    gettext_noop("1_to_100"),
    gettext_noop("1_to_1000"),
    gettext_noop("0_to_80_characters"),
    gettext_noop("0_to_200_characters"),
    gettext_noop("0_to_500_characters"),
    gettext_noop("1_to_80_characters"),
    gettext_noop("1_to_200_characters"),
    gettext_noop("1_to_300_characters"),
    gettext_noop("1_to_500_characters"),
)
