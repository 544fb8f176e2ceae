"""Filters that write losses in words: ``{% load losses %}{{ row.state|loss_state }}``."""

from django import template

from anlan.losses import words

register = template.Library()


@register.filter
def loss_state(state: str) -> str:
    """Return an entry's state in words."""
    return str(words.STATE_WORDS[state])


@register.filter
def loss_tone(state: str) -> str:
    """Return the tone of a state's pill."""
    return words.STATE_TONES[state]


@register.filter
def loss_act(act: str) -> str:
    """Return a step in words."""
    return str(words.ACT_WORDS[act])


@register.filter
def loss_rule(rule: str) -> str:
    """Return why a figure strikes."""
    return str(words.RULE_WORDS[rule])


@register.filter
def loss_source(source: str) -> str:
    """Return by which way figures came."""
    return str(words.SOURCE_WORDS[source])


@register.filter
def loss_post(post: str) -> str:
    """Return which post told, in words; nothing where neither did."""
    return str(words.POST_WORDS.get(post, ""))


@register.filter
def person_state(state: str) -> str:
    """Return what is known of a person, in words."""
    return str(words.PERSON_WORDS[state])


@register.filter
def person_tone(state: str) -> str:
    """Return the tone of a person's pill."""
    return words.PERSON_TONES[state]


@register.filter
def person_act(act: str) -> str:
    """Return what can become known of a person, in words."""
    return str(words.PERSON_ACTS[act])


@register.filter
def sex_word(sex: str) -> str:
    """Return a sex in words; nothing where it is not known."""
    return str(words.SEX_WORDS.get(sex, ""))


@register.filter
def house_grade(grade: str) -> str:
    """Return how badly a house is damaged, in words."""
    return str(words.GRADE_WORDS[grade])


@register.filter
def release_state(state: str) -> str:
    """Return a release's state in words."""
    return str(words.RELEASE_WORDS[state])


@register.filter
def release_tone(state: str) -> str:
    """Return the tone of a release's pill."""
    return words.RELEASE_TONES[state]
