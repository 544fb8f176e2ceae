"""Tags by which the room's pages name its registers."""

from collections.abc import Iterable

from django import template

from anlan.readiness.domain.registers import Register
from anlan.readiness.selectors.registers import registers as all_registers
from anlan.readiness.words import COMMON_FIELDS, FORCE_STATES, TRUSTS

register = template.Library()
_SUPPLIES = frozenset({"stores", "requisitions", "shipments", "attention"})


def _reserves() -> set[str]:
    return {key for key, each in all_registers().items() if each.group == "supplies"}


@register.simple_tag
def registers() -> Iterable[Register]:
    """Return every register in the order of the pages."""
    return all_registers().values()


@register.simple_tag
def group_of(tab: str) -> str:
    """Return under which of the room's three headings a page stands."""
    return "circles" if tab == "circles" else "supplies" if tab in _SUPPLIES | _reserves() else "forces"


@register.simple_tag
def changed_words(fields: Iterable[str]) -> str:
    """Return what changed in words: what every force has, and the words of a register's own fields."""
    return " / ".join(str(COMMON_FIELDS.get(each, each)) for each in fields)


@register.simple_tag
def force_state(state: str) -> str:
    """Return the word of a force's state."""
    return str(FORCE_STATES.get(state, state))


@register.simple_tag
def trust_word(trust: str) -> str:
    """Return the word of a step of the ladder."""
    return str(TRUSTS.get(trust, trust))
