"""The words of this room that data choose."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

KIND_WORDS: Final = {
    "daily": pgettext_lazy("situation", "Daily"),
    "weekly": pgettext_lazy("situation", "Weekly"),
    "monthly": pgettext_lazy("situation", "Monthly"),
    "festival": pgettext_lazy("situation", "Festival"),
}
STATE_WORDS: Final = {
    "draft": pgettext_lazy("situation", "Draft"),
    "submitted": _("Waiting for signature"),
    "signed": _("Signed"),
    "discarded": _("Put aside"),
}
STATE_TONES: Final = {"draft": "amber", "submitted": "accent", "signed": "good", "discarded": "dim"}
ACT_WORDS: Final = {
    "write": _("Judgement report edited"),
    "redraft": _("Records read anew"),
    "submit": _("Judgement report handed in"),
    "return": _("Judgement report given back"),
    "discard": _("Judgement report put aside"),
}
_FIELDS_AND_RULES: Final = (
    gettext_noop("day"),
    gettext_noop("last"),
    gettext_noop("within_31_days_of_the_first"),
    gettext_noop("1_to_40_characters"),
    gettext_noop("0_to_6000_characters"),
    gettext_noop("written_day"),
)
