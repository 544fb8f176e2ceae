"""Words and tones of hidden dangers."""

from typing import Any

from django import template

from anlan.dangers import words
from anlan.dangers.domain.states import DangerState, Grade, ObjectKind, Source

register = template.Library()


@register.filter
def danger_state(value: str) -> str:
    """Return the word of a state."""
    return str(words.STATE_WORDS[DangerState(value)])


@register.filter
def danger_tone(value: str) -> str:
    """Return the tone of a state's pill."""
    return words.STATE_TONES[DangerState(value)]


@register.filter
def danger_source(value: str) -> str:
    """Return the word of a source."""
    return str(words.SOURCE_WORDS[Source(value)])


@register.filter
def danger_grade(value: str | None) -> str:
    """Return the word of a grade, empty where it is not graded."""
    return str(words.GRADE_WORDS[Grade(value)]) if value else ""


@register.filter
def danger_level(value: str | None) -> int:
    """Return the level whose colour a grade takes, 0 where it is not graded."""
    return words.GRADE_LEVELS[Grade(value)] if value else 0


@register.filter
def object_kind(value: str) -> str:
    """Return the word of what it was found at."""
    return str(words.OBJECT_WORDS[ObjectKind(value)])


@register.filter
def danger_act(value: str) -> str:
    """Return the word of a step."""
    return str(words.ACT_WORDS.get(value, value))


@register.filter
def step_said(step: Any) -> str:
    """Return what a step's data add to it."""
    return words.said_of_step(step.act, step.data)


@register.filter
def receiver_word(value: str) -> str:
    """Return the word of who was reported to."""
    return str(words.RECEIVER_WORDS[words.Receiver(value)])


@register.filter
def tells_word(value: str) -> str:
    """Return the word of whom the clock told."""
    return str(words.TELLS_WORDS.get(value, value))


@register.filter
def phase_word(value: str) -> str:
    """Return the word of when a picture was taken."""
    return str(words.PHASE_WORDS.get(value, value))


@register.filter
def ground(value: dict[str, Any]) -> str:
    """Return in words why two were taken for the same."""
    return words.ground_word(value)


@register.filter
def listing_state(value: str) -> str:
    """Return the word of a listing's state."""
    return str(words.LISTING_WORDS[words.ListingState(value)])


@register.filter
def listing_tone(value: str) -> str:
    """Return the tone of a listing's pill."""
    return words.LISTING_TONES[words.ListingState(value)]


@register.filter
def listing_level(value: str) -> str:
    """Return the word of the level that lists."""
    return str(words.LEVEL_WORDS.get(value, value))


@register.filter
def period(key: str) -> str:
    """Return a quarter or a year as it is read."""
    return words.period_word(key)
