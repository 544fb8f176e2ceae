"""Filters that write alarms in words: ``{% load alarms %}{{ alarm|alarm_title }}``."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import template

from anlan.alarms import words
from anlan.alarms.domain.evidence import EvidenceKind
from anlan.alarms.domain.states import AlarmState

register = template.Library()


@register.filter
def alarm_title(row: Any) -> str:
    """Return an alarm's title without its place."""
    return words.alarm_title(row.rule_family, row.level)


@register.filter
def alarm_measured(row: Any) -> str:
    """Return what was measured, with its window."""
    return words.measured_word(row.quantity, row.window_hours, getattr(row, "rule_family", ""))


@register.filter
def alarm_state(state: str) -> str:
    """Return a state in words."""
    return str(words.STATE_WORDS[AlarmState(state)])


@register.filter
def alarm_tone(state: str) -> str:
    """Return the tone of a state's pill."""
    return words.STATE_TONES[AlarmState(state)]


@register.filter
def family_name(code: str) -> str:
    """Return what a family of rules is called."""
    return words.family_name(code)


@register.filter
def edition_word(edition: str) -> str:
    """Return which edition of a rule judged, in words."""
    return words.edition_word(edition)


@register.filter
def entry_title(data: dict[str, Any]) -> str:
    """Return an alarm's title from a journal entry's payload."""
    return words.alarm_title(data["rule_family"], data["level"])


@register.filter
def entry_measured(data: dict[str, Any]) -> str:
    """Return what was measured from a journal entry's payload."""
    return words.measured_word(data["quantity"], data["window_hours"], data["rule_family"])


@register.filter
def dismissal_name(code: str) -> str:
    """Return what a coded reason of a dismissal is called."""
    return words.dismissal_name(code)


@register.filter
def evidence_kind(kind: str) -> str:
    """Return what sort of evidence it is, in words."""
    return str(words.EVIDENCE_WORDS[EvidenceKind(kind)])


@register.filter
def alarm_ask(row: Any) -> str:
    """Return what an eased alarm asks of the reader, or nothing."""
    return str(words.ASK_WORDS[row.ask])


@register.filter
def told_word(how: str) -> str:
    """Return how somebody knew of an alarm, in words."""
    return str(words.TOLD_WORDS[how])


@register.filter
def of_alarm(found: Mapping[UUID, Any], alarm_id: UUID) -> Any:
    """Return what was found for an alarm, or nothing."""
    return found.get(alarm_id)


@register.filter
def is_station(station_id: str) -> bool:
    """Tell whether a sensor's station has a page."""
    try:
        UUID(station_id)
    except ValueError:
        return False
    return True


@register.filter
def percent(share: float | None) -> str:
    """Return a share as per cent, or nothing where there is none."""
    return "" if share is None else f"{share:.1%}"
