"""How Chinese text is cut so that any run of characters is found: pairs of neighbours, with their positions.

A run of Chinese characters gives each pair of neighbours and, last, its final character alone. A phrase is then found
where its pairs follow each other, a single character by the beginning of a pair. Latin words and numbers stay whole.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

_HAN: Final = "\u3400-\u9fff\uf900-\ufaff"
_RUNS: Final = re.compile(rf"[{_HAN}]+|[a-z0-9]+(?:[.\-][a-z0-9]+)*")
_IS_HAN: Final = re.compile(rf"[{_HAN}]")
_MOST_POSITION: Final = 16_000
_LONGEST_WORD: Final = 60


def folded(text: str) -> str:
    """Return a text as it is compared: full-width forms made narrow, letters small."""
    return unicodedata.normalize("NFKC", text).casefold()


def is_han(text: str) -> bool:
    """Tell whether a text begins with a Chinese character."""
    return bool(_IS_HAN.match(text))


def runs_of(text: str) -> tuple[str, ...]:
    """Return the runs of Chinese characters and the Latin words of a text, in their order."""
    return tuple(_RUNS.findall(folded(text)))


def tokens_of(run: str) -> tuple[str, ...]:
    """Return what one run is found by."""
    if not is_han(run):
        return (run[:_LONGEST_WORD],)
    pairs = [run[at : at + 2] for at in range(len(run) - 1)]
    return (*pairs, run[-1])


def vector_of(heading: str, text: str) -> str:
    """Return the index of a passage as PostgreSQL writes one; the heading weighs more than the text."""
    positions: dict[str, list[str]] = {}
    for token, at, weight in _placed(heading, text):
        positions.setdefault(token, []).append(f"{at}{weight}")
    return " ".join(f"'{token}':{','.join(places[:250])}" for token, places in sorted(positions.items()))


def _placed(heading: str, text: str) -> Iterator[tuple[str, int, str]]:
    at = 0
    for part, weight in ((heading, "A"), (text, "")):
        for run in runs_of(part):
            for token in tokens_of(run):
                at += 1
                if at <= _MOST_POSITION:
                    yield token, at, weight
            at += 2


def phrase_query(word: str) -> str:
    """Return the question for one word as PostgreSQL writes it: all of its runs, each as a phrase."""
    return " & ".join(_run_query(run) for run in runs_of(word))


def _run_query(run: str) -> str:
    if not is_han(run):
        return f"'{run[:_LONGEST_WORD]}':*"
    if len(run) == 1:
        return f"'{run}':*"
    pairs = tokens_of(run)[:-1]
    return "(" + " <-> ".join(f"'{pair}'" for pair in pairs) + ")"
