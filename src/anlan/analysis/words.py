"""Words of this room for keys that are kept."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from anlan.analysis.domain.numbers import plain
from anlan.analysis.domain.parts import Say, say_of

STATE_WORDS: Final = {
    "waiting": _("Waits for its turn"),
    "running": _("Is being reckoned"),
    "done": _("Reckoned"),
    "failed": _("No result"),
    "cancelled": _("Stopped"),
}
STATE_TONES: Final = {"waiting": "dim", "running": "accent", "done": "good", "failed": "red", "cancelled": "dim"}
STATUS_WORDS: Final = {
    "verified": _("Verified"),
    "checked": _("Checked"),
    "doubtful": _("Doubtful"),
    "draft": _("Draft"),
}
STATUS_TONES: Final = {"verified": "good", "checked": "accent", "doubtful": "amber", "draft": "amber"}
MARK_WORDS: Final = {
    "earnest": _("In earnest"),
    "exercise": _("Exercise"),
    "automatic": _("By itself"),
    "outdated": _("Out of date"),
}
PERIOD_WORDS: Final = {"1": _("Last 24 hours"), "7": _("Last 7 days"), "30": _("Last 30 days")}
PART_WORDS: Final = {"input": _("Input"), "data": _("Data that were read"), "figure": _("Figure")}


def said(sentence: Say | Mapping[str, Any] | str) -> str:
    """Return a sentence in the reader's language."""
    say = sentence if isinstance(sentence, Say) else say_of(sentence)
    return gettext(say.text) % {name: _value(value) for name, value in say.values.items()} if say.text else ""


def _value(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return pgettext("between names", ", ").join(str(each) for each in value)
    if isinstance(value, int) and not isinstance(value, bool):
        return plain(value)
    return said(value) if isinstance(value, Say) or (isinstance(value, Mapping) and "text" in value) else value


def refusal(kept: Mapping[str, Any]) -> str:
    """Return what a refusal that was kept says, in the reader's language; nothing for none."""
    if not kept:
        return ""
    values = {name: gettext(value) if name == "field" and value else value for name, value in kept["data"].items()}
    return gettext(kept["message"]) % values


def amount(value: float | None, digits: int = 0) -> str:
    """Return a number with its digits and commas between thousands; a dash for none."""
    return "\u2014" if value is None else f"{value:,.{digits}f}"
