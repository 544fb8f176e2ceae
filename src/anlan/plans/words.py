"""Words for plans' states, facts, roles and acts; message ids, translated where they are shown."""

from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext, gettext_noop

STATES: Final = {
    "in_force": gettext_noop("Plan in force"),
    "draft": gettext_noop("Plan draft"),
    "superseded": gettext_noop("Superseded"),
    "discarded": gettext_noop("Discarded"),
}
TONES: Final = {"in_force": "good", "draft": "amber"}
FACTS: Final = {
    "warning_level": gettext_noop("Worst warning in force"),
    "alarm_level": gettext_noop("Worst verified alarm"),
    "alarm_townships": gettext_noop("Townships with a verified alarm"),
    "dead_and_missing": gettext_noop("Dead and missing"),
    "evacuated": gettext_noop("People evacuated"),
    "affected": gettext_noop("People affected"),
    "collapsed_rooms": gettext_noop("Rooms collapsed"),
    "cut_off_townships": gettext_noop("Townships cut off"),
    "reservoirs_in_danger": gettext_noop("Reservoirs in danger"),
    "upper_response": gettext_noop("Response of the region above"),
    "open_incidents": gettext_noop("Incidents of the kind at once"),
    "seriously_injured": gettext_noop("Seriously injured"),
    "trapped": gettext_noop("People trapped"),
    "threatened": gettext_noop("People in danger"),
    "stranded": gettext_noop("People stranded"),
    "magnitude_tenths": gettext_noop("Magnitude"),
    "burnt_ha": gettext_noop("Hectares burnt"),
    "fire_hours": gettext_noop("Hours of open fire"),
    "leaked_t": gettext_noop("Tonnes leaked"),
    "power_cut_percent": gettext_noop("Percent of users without power"),
}
ACTS: Final = {
    "plans.plan_drafted": gettext_noop("Edition drafted"),
    "plans.plan_approved": gettext_noop("Edition approved, in force"),
    "plans.plan_discarded": gettext_noop("Draft discarded"),
}
ROLES: Final = {
    "duty_officer": gettext_noop("Duty officer"),
    "duty_leader": gettext_noop("Duty leader"),
    "commander": gettext_noop("Commander"),
}


def word(of: dict[str, str], key: str) -> str:
    """Return the word of ``key`` in the reader's language, or the key itself."""
    return gettext(of[key]) if key in of else key


def roles_text(keys: Iterable[str]) -> str:
    """Return roles in the reader's language, one after the other."""
    return gettext(", ").join(word(ROLES, key) for key in keys)


def limit_text(minutes: int) -> str:
    """Return a time limit in minutes, or in hours where they are whole."""
    if minutes % 60 == 0:
        return gettext("%(hours)s h") % {"hours": minutes // 60}
    return gettext("%(minutes)s min") % {"minutes": minutes}
