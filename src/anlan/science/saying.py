"""What a refusal says in words: message ids, which whoever shows them says in the reader's language."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from anlan.science.refusing import Refused

_BEYOND: Final = "_out_of_range"
_OF_A_RANGE: Final = ("too_small", "too_great", "out_of_range")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence: a message id and the values of its places; ``field`` is a message id itself."""

    text: str
    values: Mapping[str, str]


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads((resources.files("anlan.science") / "refusals.toml").read_text("utf-8"))


def said_by(refusal: Refused) -> Said:
    """Return what a model's refusal says."""
    return said_of(refusal.code, refusal.name, refusal.given, refusal.span)


def said_of(code: str, name: str = "", given: str = "", span: tuple[float, float, float] | None = None) -> Said:
    """Return the sentence of a code; ``name`` is the wrong input, ``span`` its value and the range it lies outside."""
    sentences, quantities = _words()["sentences"], _words()["quantities"]
    if code.endswith(_BEYOND):
        code, name = _BEYOND[1:], name or code.removesuffix(_BEYOND)
    values = {"field": quantities.get(name, name) or quantities["value"], "given": given}
    if span is not None and code in _OF_A_RANGE:
        numbers = (f"{number:,.10g}" for number in span)
        return Said(sentences["outside"], values | dict(zip(("value", "low", "high"), numbers, strict=True)))
    return Said(sentences.get(code, sentences["otherwise"]), values)
