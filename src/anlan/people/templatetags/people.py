"""Filters that write kinds and duties: ``{{ unit.kind|organisation_kind }}``, ``{{ duty.role|duty_role }}``."""

from django import template
from django.utils.translation import gettext

from anlan.people.domain.kinds import labels
from anlan.people.words import what

register = template.Library()


def _word(what: str, key: str) -> str:
    found = labels(what)
    return gettext(found[key]) if key in found else key


@register.filter
def organisation_kind(key: str) -> str:
    """Return a kind of organisation in the reader's language."""
    return _word("organisation", key)


@register.filter
def branch(key: str) -> str:
    """Return what a department is for, in the reader's language."""
    return _word("branch", key)


@register.filter
def duty(key: str) -> str:
    """Return a duty in the reader's language."""
    return _word("duty", key)


@register.filter
def duty_role(key: str) -> str:
    """Return a role in a duty in the reader's language."""
    return _word("role", key)


@register.filter
def duty_rank(key: str) -> str:
    """Return the rank of a duty's holder in the reader's language."""
    return gettext("A post") if key == "A" else gettext("B post")


@register.filter
def contact(key: str) -> str:
    """Return a kind of contact point in the reader's language."""
    return _word("contact", key)


@register.filter
def way(key: str) -> str:
    """Return a way to reach a person in the reader's language."""
    return _word("way", key)


@register.filter
def language(key: str) -> str:
    """Return a language in the reader's language."""
    return _word("language", key)


@register.filter
def task(key: str) -> str:
    """Return what a resident does for the others, in the reader's language."""
    return _word("task", key)


@register.filter
def device_kind(key: str) -> str:
    """Return a kind of device in the reader's language."""
    return _word("device", key)


register.filter("people_what", what)
