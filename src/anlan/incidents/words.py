"""The words of this room that data choose: grades, states, indicators."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from anlan.incidents.domain.states import IncidentState
from anlan.kernel.levels import Level

GRADE_WORDS: Final = {
    Level.NONE: _("Not graded"),
    Level.BLUE: _("Ordinary (IV)"),
    Level.YELLOW: _("Major (III)"),
    Level.ORANGE: _("Serious (II)"),
    Level.RED: _("Extremely serious (I)"),
}
STATE_WORDS: Final = {IncidentState.OPEN: _("Under way"), IncidentState.CLOSED: _("Closed")}
STATE_TONES: Final = {IncidentState.OPEN: "amber", IncidentState.CLOSED: "good"}

# Fields and rules that a refusal names; the edge translates them.
REFUSAL_WORDS: Final = (
    gettext_noop("figures"),
    gettext_noop("title"),
    gettext_noop("place_text"),
    gettext_noop("kind"),
    gettext_noop("grade"),
    gettext_noop("learned_at"),
    gettext_noop("as_of"),
    gettext_noop("source"),
    gettext_noop("note"),
    gettext_noop("site"),
    gettext_noop("at_least_one"),
    gettext_noop("known_indicator"),
    gettext_noop("from_0_to_1000000000"),
    gettext_noop("whole_number"),
    gettext_noop("one_decimal"),
    gettext_noop("two_decimals"),
    gettext_noop("a_number"),
    gettext_noop("event_type_code"),
    gettext_noop("at_most_200_characters"),
    gettext_noop("0_to_4"),
    gettext_noop("not_before_happened_at"),
    gettext_noop("not_in_the_future"),
    gettext_noop("in_the_incidents_county"),
    gettext_noop("between_event_and_now"),
    gettext_noop("another_legal_grade"),
    gettext_noop("1_to_120_characters"),
    gettext_noop("0_to_500_characters"),
    gettext_noop("0_to_60_characters"),
    gettext_noop("1_to_500_characters"),
    gettext_noop("time_with_zone"),
    gettext_noop("reason"),
    gettext_noop("region"),
    gettext_noop("location"),
    gettext_noop("below_the_nation"),
    gettext_noop("longitude_latitude"),
    gettext_noop("another_incident"),
    gettext_noop("both_exercise_or_both_real"),
    gettext_noop("at_most_500_characters"),
    gettext_noop("secondary_or_parallel"),
    gettext_noop("relation"),
    gettext_noop("secondary"),
    gettext_noop("parallel"),
)


def grade_word(grade: Level) -> str:
    """Return a grade in the law's words."""
    return str(GRADE_WORDS[grade])
