"""The words of this room that data choose."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

KIND_WORDS: Final = {
    "law": _("Laws and standards"),
    "plan": _("Plans"),
    "card": _("Handling cards"),
    "chemical": _("Chemical cards"),
    "case": _("Past cases"),
}
KIND_ICONS: Final = {"law": "gavel", "plan": "book", "card": "checklist", "chemical": "flask", "case": "history"}
STATE_WORDS: Final = {
    "draft": pgettext_lazy("knowledge", "Draft"),
    "published": pgettext_lazy("knowledge", "In force"),
    "withdrawn": pgettext_lazy("knowledge", "Withdrawn"),
}
STATE_TONES: Final = {"draft": "amber", "published": "good", "withdrawn": "dim"}
ACT_WORDS: Final = {
    "edit": pgettext_lazy("knowledge", "Edited"),
    "publish": pgettext_lazy("knowledge", "Published"),
    "withdraw": pgettext_lazy("knowledge", "Withdrawn from the library"),
    "reopen": pgettext_lazy("knowledge", "Opened again"),
    "repeal": _("Out of force from a day"),
}
FORCE_WORDS: Final = {
    "not_yet": _("Not yet in force"),
    "in_force": pgettext_lazy("knowledge law", "In force"),
    "repealed": pgettext_lazy("knowledge law", "Out of force"),
}
FORCE_TONES: Final = {"not_yet": "amber", "in_force": "good", "repealed": "dim"}
FAULTS_OF_ARTICLES: Final = {
    "missing": _("an article is missing before it"),
    "repeated": _("it stands twice"),
    "backwards": _("a later article stands before it"),
}
REFUSED_WORDS: Final = {
    "empty": _("the draft was empty"),
    "too_long": _("the draft was too long"),
    "uncited": _("a sentence named no passage"),
    "unknown_passage": _("a sentence named a passage that there is not"),
    "foreign_figure": _("a sentence held a figure that its passages do not hold"),
}
FAULT_WORDS: Final = {
    "busy": _("it is drafting for others"),
    "unreachable": _("no connection or no answer in time"),
    "answered": _("it answered with the status"),
    "too_slow": _("no connection or no answer in time"),
    "too_large": _("its answer was too large"),
    "compressed": _("its answer could not be read"),
    "no_answer_within": _("its answer could not be read"),
}
OUTCOME_WORDS: Final = {
    "drafted": _("A draft was shown"),
    "refused": _("A draft was refused"),
    "away": _("The language model was away"),
}
_FIELDS_AND_RULES: Final = (
    gettext_noop("edition"),
    gettext_noop("in_force_from"),
    gettext_noop("repealed_from"),
    gettext_noop("on"),
    gettext_noop("after_in_force_from"),
    gettext_noop("written_day"),
    gettext_noop("origin"),
    gettext_noop("event_kind"),
    gettext_noop("place_region"),
    gettext_noop("happened_at"),
    gettext_noop("end_time"),
    gettext_noop("summary"),
    gettext_noop("course"),
    gettext_noop("handling"),
    gettext_noop("lessons"),
    gettext_noop("longitude"),
    gettext_noop("0_to_80_characters"),
    gettext_noop("0_to_200_characters"),
    gettext_noop("0_to_300_characters"),
    gettext_noop("0_to_8000_characters"),
    gettext_noop("at_most_3000_passages"),
    gettext_noop("after_the_beginning"),
    gettext_noop("longitude_and_latitude"),
    gettext_noop("in_china"),
)
LIKENESS_WORDS: Final = {
    ("kind", "same"): gettext_noop("the same kind: %(name)s"),
    ("kind", "group"): gettext_noop("a kin kind: %(name)s"),
    ("kind", "class"): gettext_noop("of the same class: %(name)s"),
    ("kind", "none"): gettext_noop("another kind: %(name)s"),
    ("place", "away"): gettext_noop("%(km)s km away"),
    ("place", "county"): gettext_noop("in the same county"),
    ("place", "prefecture"): gettext_noop("in the same prefecture"),
    ("place", "province"): gettext_noop("in the same province"),
    ("place", "elsewhere"): gettext_noop("in another province"),
    ("scale", "figures"): gettext_noop("%(name)s %(then)s then, %(now)s now"),
    ("season", "months"): gettext_noop("in month %(month)s, %(apart)s months of the year apart"),
}
