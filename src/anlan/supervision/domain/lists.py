"""An own edition of a check list, as it is typed: one item a line, its text and its legal basis parted by a bar."""

from collections.abc import Iterable, Mapping
from typing import Final

from anlan.supervision.domain.errors import BasisMissing, ListEmpty

MOST_ITEMS: Final = 80
_BARS: Final = ("\uff5c", "|")


def items_from(text: str, before: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """Return the items of a typed list; one whose text stood there before keeps its key."""
    known = {item["text"]: item["key"] for item in before}
    taken, items = set(known.values()), []
    for number, line in enumerate(filter(None, map(str.strip, text.splitlines())), 1):
        words, basis = _parted(line)
        if not words or not basis or len(words) > 300 or len(basis) > 300:
            raise BasisMissing(line=number)
        key = known.pop(words, "") or _fresh(taken)
        taken.add(key)
        items.append({"key": key, "text": words, "basis": basis})
    if not 1 <= len(items) <= MOST_ITEMS:
        raise ListEmpty(most=MOST_ITEMS)
    return items


def typed(items: Iterable[Mapping[str, str]]) -> str:
    """Return items as they are typed."""
    return "\n".join(f"{item['text']} | {item['basis']}" for item in items)


def _parted(line: str) -> tuple[str, str]:
    for bar in _BARS:
        line = line.replace(bar, "|")
    words, _bar, basis = line.partition("|")
    return words.strip(), basis.strip()


def _fresh(taken: set[str]) -> str:
    number = 1
    while f"own{number:02}" in taken:
        number += 1
    return f"own{number:02}"
