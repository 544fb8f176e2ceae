"""The words of this room that data choose: ways in, states, acts, reasons."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from anlan.intake.domain.states import MatterKind, MatterState

KIND_WORDS: Final = {
    MatterKind.CALL: _("Incoming call"),
    MatterKind.TIP_OFF: _("Tip-off"),
    MatterKind.REPORT_FROM_BELOW: _("Report from below"),
    MatterKind.MAIL: _("E-mail"),
    MatterKind.PARTNER: _("Partner's message"),
}
KIND_ICONS: Final = {
    MatterKind.CALL: "phone-call",
    MatterKind.TIP_OFF: "message",
    MatterKind.REPORT_FROM_BELOW: "building-community",
    MatterKind.MAIL: "mail",
    MatterKind.PARTNER: "heart-handshake",
}
STATE_WORDS: Final = {
    MatterState.RECEIVED: _("Not taken yet"),
    MatterState.TAKEN: _("Taken"),
    MatterState.MERGED: _("Merged into another one"),
    MatterState.LINKED: _("Linked to an incident"),
    MatterState.DECLARED: _("Incident declared"),
    MatterState.FORWARDED: _("At the department"),
    MatterState.ANSWERED: _("Answered, to rate"),
    MatterState.RATED: _("Rated and closed"),
    MatterState.CLOSED: _("Closed without action"),
}
STATE_TONES: Final = {
    MatterState.RECEIVED: "red",
    MatterState.TAKEN: "amber",
    MatterState.ANSWERED: "amber",
    MatterState.FORWARDED: "accent",
    MatterState.LINKED: "accent",
    MatterState.DECLARED: "accent",
    MatterState.MERGED: "dim",
    MatterState.RATED: "good",
    MatterState.CLOSED: "dim",
}
PUBLIC_WORDS: Final = {
    MatterState.RECEIVED: _("Received"),
    MatterState.RATED: _("Settled"),
    MatterState.CLOSED: _("Looked at and closed"),
}
FORWARDING_WORDS: Final = {
    "open": _("To answer"),
    "answered": _("Answered"),
    "returned": _("Returned"),
    "rated": _("Rated and closed"),
}
FORWARDING_TONES: Final = {"open": "amber", "answered": "accent", "returned": "red", "rated": "good"}
_REASONS: Final = {
    "people_in_danger": _("People in danger: %(found)s"),
    "people_hurt": _("People hurt: %(found)s"),
    "violent_event": _("Sudden event: %(found)s"),
    "spreading": _("Still going on: %(found)s"),
    "lifelines": _("Lifelines cut: %(found)s"),
    "crowd": _("Many people there: %(found)s"),
    "hidden_danger": _("Hidden danger: %(found)s"),
    "hurt": _("%(found)s people hurt, trapped or missing"),
    "repeats": _("Told again %(found)s times"),
    "pictures": _("With pictures: %(found)s"),
    "text": _("Texts agree by %(found)s in a hundred"),
    "distance": _("%(found)s km apart"),
    "minutes": _("%(found)s minutes apart"),
    "same_village": _("Same village"),
    "same_township": _("Same township"),
    "same_event_kind": _("Same kind of event"),
    "same_phone": _("Same phone"),
    **{f"kind_{kind}": word for kind, word in KIND_WORDS.items()},
}

REWARD_WORDS: Final = {
    "proposed": _("Reward proposed"),
    "seconded": _("First approval given"),
    "approved": _("Reward approved"),
    "refused": _("Reward refused"),
    "told": _("Can be claimed"),
    "paid": _("Reward paid"),
    "lapsed": _("Not claimed in time"),
}
REWARD_TONES: Final = {
    "proposed": "amber",
    "seconded": "amber",
    "approved": "accent",
    "refused": "dim",
    "told": "accent",
    "paid": "good",
    "lapsed": "dim",
}
REWARD_ACT_WORDS: Final = {
    "propose": _("Reward proposed"),
    "approve": _("Reward approved"),
    "refuse": _("Reward refused"),
    "tell": _("Teller told of the reward"),
    "pay": _("Reward paid"),
    "lapse": _("Not claimed in time"),
    "revive": _("More time to claim the reward"),
}
BOUND_WORDS: Final = {"least": _("raised to the least"), "most": _("lowered to the most")}

# Fields and rules that a refusal names; the edge translates them.
REFUSAL_WORDS: Final = (
    gettext_noop("text"),
    gettext_noop("teller_name"),
    gettext_noop("teller_phone"),
    gettext_noop("hurt"),
    gettext_noop("token"),
    gettext_noop("told_at"),
    gettext_noop("category"),
    gettext_noop("rating"),
    gettext_noop("answer"),
    gettext_noop("reason"),
    gettext_noop("note"),
    gettext_noop("to"),
    gettext_noop("county"),
    gettext_noop("chosen_from_the_list"),
    gettext_noop("1_to_4000_characters"),
    gettext_noop("1_to_2000_characters"),
    gettext_noop("1_to_500_characters"),
    gettext_noop("at_most_40_characters"),
    gettext_noop("at_most_80_characters"),
    gettext_noop("phone_number"),
    gettext_noop("0_to_100000"),
    gettext_noop("known_category"),
    gettext_noop("1_to_5"),
    gettext_noop("call_tip_off_report_from_below_mail_or_partner"),
    gettext_noop("no message"),
    gettext_noop("no Message-ID"),
    gettext_noop("no sender"),
    gettext_noop("no text"),
    gettext_noop("more than 20 MB"),
    gettext_noop("0_to_10000"),
    gettext_noop("people"),
    gettext_noop("used_once"),
    gettext_noop("voucher"),
)


def reason_word(reason: dict[str, Any]) -> str:
    """Return a reason of urgency or likeness in words."""
    word = _REASONS.get(reason["key"])
    return str(word) % {"found": reason.get("found", "")} if word else str(reason["key"])


def kind_word(kind: str) -> str:
    """Return by which way a matter came in words."""
    return str(KIND_WORDS[MatterKind(kind)])


def public_word(state: MatterState) -> str:
    """Return a state as who told it reads it: no word of what the offices do among themselves."""
    return str(PUBLIC_WORDS.get(state, _("Being dealt with")))
