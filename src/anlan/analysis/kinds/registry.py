"""Which kinds there are. A kind's module is loaded when it is first asked for."""

from functools import cache
from importlib import import_module
from typing import Final

from anlan.analysis.domain.kinds import Kind
from anlan.kernel.errors import NotFound

WORDS: Final = (
    "earthquake",
    "leak",
    "explosion",
    "sheltering",
    "fire_weather",
    "wildfire",
    "rain",
    "village_rain",
    "flood",
    "water_logging",
    "dam_break",
    "reservoir",
    "chain",
    "landslide",
)


@cache
def kinds() -> dict[str, Kind]:
    """Return all kinds by their words, in the order in which they are shown."""
    found = (import_module(f"anlan.analysis.kinds.{word}").KIND for word in WORDS)
    return {kind.word: kind for kind in found}


def kind_of(word: str) -> Kind:
    """Return a kind by its word, or refuse as if there were none."""
    if word not in WORDS:
        raise NotFound(what="analysis_kind", id=word)
    return kinds()[word]
