"""The words of this room that data choose: grades, states, indicators."""

from typing import Final

from django.utils.translation import gettext_lazy as _

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
