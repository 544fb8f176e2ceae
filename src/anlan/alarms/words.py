"""The words of this room that data choose."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from anlan.alarms.domain.states import AlarmState

STATE_WORDS: Final = {
    AlarmState.RAISED: _("waiting"),
    AlarmState.TAKEN: _("in hand"),
    AlarmState.VERIFIED: _("verified"),
    AlarmState.DISMISSED: _("dismissed"),
    AlarmState.CLOSED: _("closed"),
}
