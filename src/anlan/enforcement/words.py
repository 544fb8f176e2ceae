"""The words of this room that data choose."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

STATE_WORDS: Final = {
    "opened": _("Clue taken up"),
    "not_filed": _("Not filed"),
    "investigating": _("Under investigation"),
    "investigated": _("Investigation finished"),
    "notified": _("Notice given"),
    "decided": _("Decided"),
    "served": _("Decision served"),
    "enforcing": _("Court enforcement"),
    "executed": _("Carried out"),
    "terminated": _("Terminated"),
    "transferred": _("Transferred"),
    "revoked": _("Decision revoked"),
    "closed": pgettext_lazy("enforcement", "Closed"),
}
STATE_TONES: Final = {
    "opened": "amber",
    "not_filed": "dim",
    "investigating": "accent",
    "investigated": "accent",
    "notified": "accent",
    "decided": "amber",
    "served": "amber",
    "enforcing": "red",
    "executed": "good",
    "terminated": "dim",
    "transferred": "dim",
    "revoked": "red",
    "closed": "good",
}
STAGES: Final = ("opened", "investigating", "investigated", "notified", "decided", "served", "executed", "closed")
DOCUMENT_WORDS: Final = {
    "draft": pgettext_lazy("enforcement", "Draft"),
    "submitted": _("Waiting for approval"),
    "approved": _("In effect"),
    "discarded": _("Put aside"),
}
DOCUMENT_TONES: Final = {"draft": "dim", "submitted": "amber", "approved": "good", "discarded": "dim"}
CLOCK_WORDS: Final = {
    "running": _("Running"),
    "warned": _("Ends soon"),
    "missed": pgettext_lazy("enforcement", "Missed"),
    "met": _("Kept in time"),
    "late": _("Done late"),
}
CLOCK_TONES: Final = {"running": "accent", "warned": "amber", "missed": "red", "met": "good", "late": "red"}
PROCEDURE_WORDS: Final = {"ordinary": _("Ordinary procedure"), "summary": _("On-the-spot procedure")}
PARTY_WORDS: Final = {"unit": _("Enterprise or organisation"), "person": _("Natural person")}
SOURCE_WORDS: Final = {
    "clue": _("Clue"),
    "inspection": _("Inspection"),
    "tip_off": _("Tip-off"),
    "transfer": _("Transferred from elsewhere"),
    "incident": _("Accident"),
}
PAUSE_WORDS: Final = {
    "hearing": _("Hearing"),
    "test": _("Test or appraisal"),
    "publication": _("Service by publication"),
    "review": _("Administrative review"),
    "lawsuit": _("Lawsuit"),
}
MEASURE_WORDS: Final = {
    "warning": pgettext_lazy("enforcement", "Warning"),
    "confiscate": _("Confiscation of unlawful gains"),
    "suspend": _("Suspension of work for rectification"),
    "revoke_licence": _("Revocation of the licence"),
}
WAY_WORDS: Final = {
    "direct": _("Handed over"),
    "left": _("Left with a witness"),
    "post": _("By post"),
    "entrusted": _("By another organ"),
    "electronic": _("Electronically"),
    "notice": _("By publication"),
}
BAND_WORDS: Final = {
    "lighter": _("Lighter"),
    "ordinary": pgettext_lazy("enforcement", "Ordinary"),
    "heavier": _("Heavier"),
}
LISTING_WORDS: Final = {
    "standing": _("In the list"),
    "repaired": _("Repaired"),
    "over": _("Term over"),
}
LISTING_TONES: Final = {"standing": "red", "repaired": "good", "over": "dim"}
NOTE_WORDS: Final = {
    "hearing_asked": _("The party asked for a hearing"),
    "objection_waived": _("The party gave up statement and hearing"),
    "pause_test": _("Paused: test or appraisal"),
    "pause_publication": _("Paused: service by publication"),
    "pause_review": _("Paused: administrative review"),
    "pause_lawsuit": _("Paused: lawsuit"),
    "resume_test": _("Test or appraisal over"),
    "resume_publication": _("Service by publication over"),
    "resume_review": _("Administrative review over"),
    "resume_lawsuit": _("Lawsuit over"),
    "taken_back": _("Taken back"),
    "evidence": _("Evidence picture"),
    "payment": _("Payment"),
    "court_took": _("The court took the application"),
}
STEP_WORDS: Final = {
    "draft": _("Drafted"),
    "edit": _("Changed"),
    "sign": _("Signed"),
    "submit": _("Handed in"),
    "return": _("Given back"),
    "discard": _("Put aside"),
}

# Fields and rules that a refusal names; the edge translates them.
REFUSAL_WORDS: Final = (
    gettext_noop("kind"),
    gettext_noop("part"),
    gettext_noop("signature"),
    gettext_noop("photo"),
    gettext_noop("caption"),
    gettext_noop("taken_at"),
    gettext_noop("asked_at"),
    gettext_noop("served_at"),
    gettext_noop("took_at"),
    gettext_noop("found_at"),
    gettext_noop("ended_at"),
    gettext_noop("received_by"),
    gettext_noop("witness"),
    gettext_noop("way"),
    gettext_noop("sort"),
    gettext_noop("on"),
    gettext_noop("amount"),
    gettext_noop("receipt"),
    gettext_noop("measures"),
    gettext_noop("factors"),
    gettext_noop("violation"),
    gettext_noop("instalments"),
    gettext_noop("procedure"),
    gettext_noop("party_kind"),
    gettext_noop("party_name"),
    gettext_noop("source"),
    gettext_noop("clue"),
    gettext_noop("reason"),
    gettext_noop("text"),
    gettext_noop("name"),
    gettext_noop("title"),
    gettext_noop("note"),
    gettext_noop("region"),
    gettext_noop("until"),
    gettext_noop("hearing_at"),
    gettext_noop("check_on"),
    gettext_noop("ask_at"),
    gettext_noop("more_days"),
    gettext_noop("keep_years"),
    gettext_noop("a_county_or_below"),
    gettext_noop("between_service_and_now"),
    gettext_noop("between_approval_and_now"),
    gettext_noop("a_witness_where_it_is_left"),
    gettext_noop("not_in_the_future"),
    gettext_noop("at_most_60_pictures"),
    gettext_noop("a_picture"),
    gettext_noop("a_signature_on_the_screen"),
    gettext_noop("an_officer_of_the_case"),
    gettext_noop("ended_then_found_then_now"),
    gettext_noop("a_moment"),
    gettext_noop("a_day"),
    gettext_noop("day_and_amount_each_line"),
    gettext_noop("together_the_fine"),
    gettext_noop("not_entered_before"),
    gettext_noop("more_than_nothing"),
    gettext_noop("after_the_application"),
    gettext_noop("an_amount"),
    gettext_noop("1_to_30"),
    gettext_noop("1_to_100"),
    gettext_noop("1_to_80_characters"),
    gettext_noop("1_to_120_characters"),
    gettext_noop("1_to_200_characters"),
    gettext_noop("1_to_500_characters"),
    gettext_noop("1_to_5000_characters"),
    gettext_noop("not_negative"),
    gettext_noop("chosen_from_the_list"),
)
