"""The words of this room that data choose: families of rules, states, what was measured."""

from functools import lru_cache
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from anlan.alarms.domain.dismissals import Dismissal, dismissals
from anlan.alarms.domain.easing import Ask
from anlan.alarms.domain.evidence import EvidenceKind
from anlan.alarms.domain.states import AlarmState
from anlan.kernel import clock
from anlan.kernel.levels import Level
from anlan.monitoring import api as monitoring
from anlan.support.tables import load_table

STATE_WORDS: Final = {
    AlarmState.RAISED: gettext_lazy("To verify"),
    AlarmState.TAKEN: gettext_lazy("In hand"),
    AlarmState.VERIFIED: gettext_lazy("Verified"),
    AlarmState.DISMISSED: gettext_lazy("Dismissed"),
    AlarmState.CLOSED: gettext_lazy("Closed"),
}
STATE_TONES: Final = {
    AlarmState.RAISED: "red",
    AlarmState.TAKEN: "amber",
    AlarmState.VERIFIED: "accent",
    AlarmState.DISMISSED: "dim",
    AlarmState.CLOSED: "good",
}
EVIDENCE_WORDS: Final = {
    EvidenceKind.CAMERA: gettext_lazy("Camera"),
    EvidenceKind.CALL: gettext_lazy("Phone call"),
    EvidenceKind.PHOTO: gettext_lazy("On-site photo"),
    EvidenceKind.REMARK: gettext_lazy("Remark"),
}
ASK_WORDS: Final = {
    Ask.VERIFY: "",
    Ask.VERIFY_EASED: gettext_lazy("All sensors are down, and nobody has verified it yet: find out what happened"),
    Ask.WATCH: "",
    Ask.CLOSE: gettext_lazy("All sensors are down: close the alarm once the danger is over"),
    Ask.NOTHING: "",
}
TOLD_WORDS: Final = {
    "seen": gettext_lazy("had it on the screen"),
    "taken": gettext_lazy("took it in hand"),
    "verified": gettext_lazy("verified it"),
    "dismissed": gettext_lazy("dismissed it"),
    "closed": gettext_lazy("closed it"),
}
_ASKED_ANEW_SECONDS: Final = 300
_SILENCE: Final = "silence"
_ANY_EMERGENCY: Final = "11000"


def _family(code: str) -> dict[str, Any]:
    return load_table("anlan.alarms", "families")["families"].get(code, {})


def families() -> tuple[tuple[str, str], ...]:
    """Return the families of rules by code and name: those of the own table first, then the other ready-made ones."""
    own = load_table("anlan.alarms", "families")["families"]
    others = [code for code in monitoring.ready_made_families() if code not in own]
    return tuple((code, family_name(code)) for code in (*own, *others))


def family_name(code: str) -> str:
    """Return what a family of rules is called, or its code where neither table nor rule names it."""
    return _family(code).get("name") or _rule_title(code, int(clock.real_now().timestamp()) // _ASKED_ANEW_SECONDS)


@lru_cache(maxsize=1024)
def _rule_title(code: str, _slot: int) -> str:
    """Return a rule's title; a slot of time keeps a list from asking once for each row."""
    return monitoring.rule_title(code)


def edition_word(edition: str) -> str:
    """Return which edition of a rule judged: its year, the common values, or those of the place."""
    version = edition.rpartition(":")[2]
    if "#" in version:
        return _("local values, edition %(number)s") % {"number": version.rpartition("#")[2]}
    if version.startswith("default"):
        return _("default values")
    return _("%(year)s edition") % {"year": version} if version.isdigit() else version


def family_action(code: str, level: int) -> str:
    """Return what a family's level asks people to do, or nothing."""
    return _family(code).get("actions", {}).get(Level(level).colour, "")


def event_kind_of(code: str) -> str:
    """Return the 12379 event-type code of what a family of rules warns of."""
    return _family(code).get("event_kind") or monitoring.rule_event_code(code) or _ANY_EMERGENCY


def alarm_title(rule_family: str, level: int) -> str:
    """Return an alarm's title without its place."""
    action = family_action(rule_family, level)
    return f"{family_name(rule_family)} · {action}" if action else family_name(rule_family)


def measured_word(quantity: str, window_hours: float | None, rule_family: str = "") -> str:
    """Return what was measured: ``Rain in 1 h``, ``Water level``, or the quantity's own name with its window.

    Of a silence it is how long nothing was heard of the quantity.
    """
    own = {"rain": _("Rain"), "level": _("Water level"), "risk_level": _("Risk level (4 red to 1 blue)")}
    what = own.get(quantity) or monitoring.quantity_label(quantity)
    if rule_family == _SILENCE:
        return _("Nothing heard of %(what)s for") % {"what": what}
    if not window_hours:
        return what
    if window_hours < 1:
        return _("%(what)s in %(minutes)s min") % {"what": what, "minutes": f"{60 * window_hours:.0f}"}
    hours = f"{window_hours:g}"
    if quantity == "rain":
        return _("Rain in %(hours)s h") % {"hours": hours}
    return _("%(what)s in %(hours)s h") % {"what": what, "hours": hours}


def dismissal_reasons() -> tuple[Dismissal, ...]:
    """Return the coded reasons of a dismissal in the table's order."""
    return tuple(dismissals(load_table("anlan.alarms", "dismissals")).values())


def dismissal_name(code: str) -> str:
    """Return what a coded reason is called, or the code where the table has it no more."""
    found = dismissals(load_table("anlan.alarms", "dismissals")).get(code)
    return found.name if found else code


# Fields and rules that a refusal names; the edge translates them.
REFUSAL_WORDS: Final = (
    gettext_noop("reason"),
    gettext_noop("code"),
    gettext_noop("url"),
    gettext_noop("person"),
    gettext_noop("text"),
    gettext_noop("note"),
    gettext_noop("kind"),
    gettext_noop("happened_at"),
    gettext_noop("known_dismissal"),
    gettext_noop("camera_address"),
    gettext_noop("no_password_in_the_address"),
    gettext_noop("at_most_500_characters"),
    gettext_noop("1_to_80_characters"),
    gettext_noop("known_family"),
    gettext_noop("a_county_or_below"),
    gettext_noop("not_in_the_future"),
    gettext_noop("known_kind"),
    gettext_noop("time_with_zone"),
    gettext_noop("a_period"),
    gettext_noop("written_moment"),
    gettext_noop("level"),
    gettext_noop("region"),
    gettext_noop("rule_family"),
    gettext_noop("rule"),
    gettext_noop("station_label"),
    gettext_noop("value"),
    gettext_noop("evidence"),
    gettext_noop("location"),
    gettext_noop("1_to_500_characters"),
    gettext_noop("1_to_120_characters"),
    gettext_noop("1_to_4"),
    gettext_noop("below_the_nation"),
    gettext_noop("finite_and_below_1e9"),
    gettext_noop("longitude_latitude"),
)
