"""The words of this room that data choose."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

STATE_WORDS: Final = {
    "opened": _("Group not set up"),
    "investigating": pgettext_lazy("investigations", "Under investigation"),
    "submitted": _("Report handed in"),
    "approved": _("Replied to"),
    "assessed": _("Looked back at"),
    "archived": pgettext_lazy("investigations", "Archived"),
    "handed_up": _("Handed up"),
}
STATE_TONES: Final = {
    "opened": "amber",
    "investigating": "accent",
    "submitted": "amber",
    "approved": "accent",
    "assessed": "good",
    "archived": "dim",
    "handed_up": "dim",
}
STAGES: Final = ("opened", "investigating", "submitted", "approved", "assessed", "archived")
MODE_WORDS: Final = {
    "government": _("The government itself"),
    "department": _("A department that the government charged"),
    "unit": _("The unit itself, entrusted (nobody was hurt)"),
}
SORT_WORDS: Final = {
    "production": _("Production accident"),
    "traffic": _("Road traffic accident"),
    "fire": _("Fire accident"),
    "other": pgettext_lazy("investigations", "Other accident"),
}
NATURE_WORDS: Final = {
    "liability": _("Accident somebody is responsible for"),
    "natural": _("Caused by a natural disaster, nobody responsible"),
    "technical": _("Caused by the limits of technology, nobody responsible"),
    "other": _("No production accident"),
}
CAUSE_WORDS: Final = {"direct": _("Direct cause"), "indirect": _("Indirect cause")}
ROLE_WORDS: Final = {
    "leader": _("Leader of the group"),
    "deputy": _("Deputy leader"),
    "member": pgettext_lazy("investigations", "Member"),
    "expert": pgettext_lazy("investigations", "Expert"),
}
LIABILITY_WORDS: Final = {
    "direct": _("Direct responsibility"),
    "main": _("Main responsibility"),
    "leading": _("Responsibility of leadership"),
    "supervising": _("Responsibility of supervision"),
}
TREATMENT_WORDS: Final = {
    "penalty": _("Administrative penalty"),
    "police": _("Suspected crime, to the judicial organs"),
    "discipline": _("Disciplinary action"),
    "internal": _("Dealt with by the unit"),
    "exempt": _("Not pursued"),
}
PARTY_KIND_WORDS: Final = {
    "unit": pgettext_lazy("investigations", "Unit"),
    "person": pgettext_lazy("investigations", "Natural person"),
}
PARTY_WORDS: Final = {
    "proposed": pgettext_lazy("investigations", "Proposed"),
    "handed_over": pgettext_lazy("investigations", "Handed over"),
    "carried_out": pgettext_lazy("investigations", "Carried out"),
}
PARTY_TONES: Final = {"proposed": "dim", "handed_over": "amber", "carried_out": "good"}
MEASURE_WORDS: Final = {
    "open": pgettext_lazy("investigations", "To be done"),
    "done": _("Reported as done"),
    "verified": _("Confirmed"),
    "failed": _("Not carried out"),
}
MEASURE_TONES: Final = {"open": "amber", "done": "accent", "verified": "good", "failed": "red"}
EDUCATION_WORDS: Final = {
    "meeting": _("Warning meeting"),
    "class": _("Training class"),
    "film": _("Warning film"),
    "notice": _("Notice of the accident"),
    "visit": _("Visit of the scene"),
}
CLOCK_WORDS: Final = {
    "running": pgettext_lazy("investigations", "Running"),
    "warned": pgettext_lazy("investigations", "Ends soon"),
    "missed": pgettext_lazy("investigations", "Missed"),
    "met": pgettext_lazy("investigations", "Kept in time"),
    "late": pgettext_lazy("investigations", "Done late"),
}
CLOCK_TONES: Final = {"running": "accent", "warned": "amber", "missed": "red", "met": "good", "late": "red"}
PAPER_WORDS: Final = {
    "group": _("Notice of the group"),
    "report": _("Investigation report"),
    "reply": _("The government's reply"),
    "transfer": _("Transfer of a suspected crime"),
    "handover": _("Proposal handed over"),
    "assessment": _("Report of the look-back"),
}
NEED_WORDS: Final = {"required": _("must send members"), "invited": _("is invited"), "optional": _("where needed")}
NEEDED_WORDS: Final = {
    "direct_cause": _("a direct cause"),
    "nature": _("the nature of the accident"),
    "measures": _("at least one measure"),
    "parties": _("those responsible, or another nature of the accident"),
}
BY_WORDS: Final = {
    "dead": _("people dead or missing"),
    "injured": _("people badly injured"),
    "loss_yuan": _("direct loss"),
}
NOTE_WORDS: Final = {
    "member_added": _("Taken into the group"),
    "member_recused": _("Recused from the group"),
    "appraisal_begun": _("Appraisal commissioned"),
    "appraisal_ended": _("Result of an appraisal"),
    "extended_report": _("More time for the report"),
    "extended_approval": _("More time for the reply"),
    "cause_direct": _("Direct cause entered"),
    "cause_indirect": _("Indirect cause entered"),
    "cause_dropped": _("Cause taken out"),
    "nature_liability": _("Nature of the accident decided"),
    "nature_natural": _("Nature of the accident decided"),
    "nature_technical": _("Nature of the accident decided"),
    "nature_other": _("Nature of the accident decided"),
    "sections_written": _("Report written"),
    "evidence": _("Evidence added"),
    "party_added": _("Responsible party entered"),
    "party_dropped": _("Responsible party taken out"),
    "measure_added": _("Measure proposed"),
    "measure_dropped": _("Measure taken out"),
    "education_held": _("Education of those concerned"),
    "education_withdrawn": _("Education taken back"),
    "report_signed": pgettext_lazy("investigations", "Report signed"),
    "report_dissented": _("Report signed with a differing opinion"),
    "published": _("Outcome made public"),
    "withheld": _("Not made public"),
}
ACT_WORDS: Final = {
    "form": _("Group set up"),
    "submit": _("Report handed in"),
    "return": _("Report sent back"),
    "approve": _("Report replied to"),
    "assess": _("Measures looked back at"),
    "archive": _("File laid down"),
    "hand_up": _("Handed up"),
}
MEASURE_ACT_WORDS: Final = {
    "prove": _("Measure reported as done"),
    "verify": _("Measure confirmed"),
    "return": _("Measure returned"),
    "fail": _("Measure found not carried out"),
}

# Fields and rules that a refusal names; the edge translates them.
REFUSAL_WORDS: Final = (
    gettext_noop("0_to_10_to_the_13"),
    gettext_noop("1_to_1000000"),
    gettext_noop("education_day"),
    gettext_noop("education_persons"),
    gettext_noop("audience"),
    gettext_noop("education_form"),
    gettext_noop("education"),
    gettext_noop("educate"),
    gettext_noop("0_to_20000_characters"),
    gettext_noop("0_to_32_characters"),
    gettext_noop("0_to_5000_characters"),
    gettext_noop("1_to_3000_characters"),
    gettext_noop("a_picture_not_shown_before"),
    gettext_noop("a_whole_number"),
    gettext_noop("after_today"),
    gettext_noop("at_least_1"),
    gettext_noop("at_most_40_pictures"),
    gettext_noop("between_accident_and_now"),
    gettext_noop("between_first_and_now"),
    gettext_noop("dead"),
    gettext_noop("dissent"),
    gettext_noop("facts"),
    gettext_noop("injured"),
    gettext_noop("liability"),
    gettext_noop("loss"),
    gettext_noop("loss_yuan"),
    gettext_noop("missing"),
    gettext_noop("mode"),
    gettext_noop("nature"),
    gettext_noop("office_reason"),
    gettext_noop("proposal"),
    gettext_noop("receiver"),
    gettext_noop("reply"),
    gettext_noop("result"),
    gettext_noop("role"),
    gettext_noop("seat"),
    gettext_noop("subject"),
    gettext_noop("treatment"),
    gettext_noop("unit_code"),
    gettext_noop("unit_name"),
    gettext_noop("whole_yuan"),
    gettext_noop("years"),
    gettext_noop("harm"),
    gettext_noop("cause"),
    gettext_noop("prevention"),
)
