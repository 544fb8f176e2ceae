"""Templates of official documents: text with placeholders in braces, of a stated list."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from anlan.reporting.domain.errors import BraceUnmatched, UnknownPlaceholder

_PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")


def placeholders_in(text: str) -> tuple[str, ...]:
    """Return the placeholders of a text in their order, each once; refuse a brace that stands alone."""
    rest = _PLACEHOLDER.sub("", text)
    if "{" in rest or "}" in rest:
        raise BraceUnmatched(near=_near(text, rest))
    return tuple(dict.fromkeys(_PLACEHOLDER.findall(text)))


def check_placeholders(texts: Iterable[str], known: Iterable[str]) -> None:
    """Refuse the first placeholder that the list does not know."""
    names = frozenset(known)
    for text in texts:
        for found in placeholders_in(text):
            if found not in names:
                raise UnknownPlaceholder(name=found[:40], known=", ".join(sorted(names)))


def filled(text: str, values: Mapping[str, str], unknown: str) -> str:
    """Return a text with its placeholders filled; ``unknown`` stands for what nobody knows yet."""
    return _PLACEHOLDER.sub(lambda found: values.get(found[1]) or unknown, text)


def _near(text: str, rest: str) -> str:
    """Return some words around the brace that stands alone."""
    brace = next(mark for mark in rest if mark in "{}")
    at = text.find(brace)
    return text[max(at - 10, 0) : at + 10]
