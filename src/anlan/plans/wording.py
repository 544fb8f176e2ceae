"""What a plan's values say in words, for the comparison of two editions and for what was found."""

from collections.abc import Callable
from typing import Any, Final

from django.utils.translation import gettext

from anlan.kernel.levels import Level
from anlan.people import api as people
from anlan.plans import words
from anlan.plans.domain.facts import LEVEL_FACTS, figure_text
from anlan.plans.domain.text import Addressee, CommandPost, Condition, Holder
from anlan.web.parts import LEVEL_WORDS


def spoken(field: str, value: Any) -> str:
    """Return a field's value as a reader says it; several entries stand on lines or after a comma."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if field in _LISTS:
        return words.word(_LISTS[field], str(value))
    if isinstance(value, tuple):
        is_long = field in ("steps", "bases", "needs")
        return ("\n" if is_long else gettext(", ")).join(spoken(_OF_MANY.get(field, ""), each) for each in value)
    for kind, say in _BY_TYPE.items():
        if isinstance(value, kind):
            return say(value)
    if field == "phone":
        return people.masked(str(value))
    return words.limit_text(value) if field == "within_minutes" else str(value)


def condition(need: Condition) -> str:
    """Return a condition as its fact and its bound."""
    is_level = need.fact in LEVEL_FACTS and need.at_least in iter(Level)
    bound = gettext(LEVEL_WORDS[Level(need.at_least)]) if is_level else figure_text(need.fact, need.at_least)
    return f"{words.word(words.FACTS, need.fact)} \N{GREATER-THAN OR EQUAL TO} {bound}"


def addressee(to: Addressee) -> str:
    """Return to whom a task goes, as the directory names it."""
    parts = [words.word(words.ADDRESSEES, to.who)]
    if to.who == "organisation" and to.kind:
        parts = [gettext(people.labels("organisation").get(to.kind, to.kind))]
    elif to.kind:
        parts.append(to.kind)
    if to.branch:
        parts.append(gettext(people.labels("branch").get(to.branch, to.branch)))
    return " ".join(parts)


def holder(of: Holder) -> str:
    """Return who fills a post: a role, an organisation, a title or a name."""
    parts = [words.word(words.ROLES, of.role)] if of.role else []
    if of.kind:
        parts.append(addressee(Addressee(who="organisation", kind=of.kind, branch=of.branch)))
    return " ".join([*parts, of.title, of.name]).strip()


def _command_post(post: CommandPost) -> str:
    return "\n".join(part for part in (post.name, post.leader, gettext(", ").join(post.groups)) if part)


_LISTS: Final = {
    "category": words.CATEGORIES,
    "mark": words.MARKS,
    "hazards": words.HAZARDS,
    "side": words.SIDES,
    "role": words.ROLES,
}
_OF_MANY: Final = {
    "proposed_by": "role",
    "signed_by": "role",
    "raised_by": "role",
    "lowered_by": "role",
    "ended_by": "role",
}
_BY_TYPE: Final[dict[type, Callable[[Any], str]]] = {
    Condition: condition,
    Addressee: addressee,
    Holder: holder,
    CommandPost: _command_post,
}
