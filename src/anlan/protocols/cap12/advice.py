"""What the standard allows but a reader will misunderstand: said, not refused."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, permutations
from typing import Final

from shapely import Polygon as Shape

from anlan.protocols.cap12.message import Alert, Area

_HTML_ENTITY: Final = re.compile(r"&(#\d+|#x[0-9A-Fa-f]+|[A-Za-z]+);")


@dataclass(frozen=True, slots=True)
class Advice:
    """A place in a message and what a reader will misunderstand there."""

    element: str
    reason: str


def advice(alert: Alert) -> tuple[Advice, ...]:
    """Return what to mend before sending: HTML entities, a text left untranslated, rings meant as holes."""
    return (*_entities(alert), *_untranslated(alert), *_rings_within_rings(alert))


def _texts(alert: Alert) -> Iterator[tuple[str, str]]:
    yield "note", alert.note
    for number, info in enumerate(alert.infos, 1):
        for name in ("event", "headline", "description", "instruction"):
            yield f"info[{number}]/{name}", getattr(info, name)


def _entities(alert: Alert) -> Iterator[Advice]:
    for element, text in _texts(alert):
        if _HTML_ENTITY.search(text):
            yield Advice(element, "html_entity_in_plain_text")


def _untranslated(alert: Alert) -> Iterator[Advice]:
    for (_, first), (number, second) in combinations(enumerate(alert.infos, 1), 2):
        if first.language == second.language:
            continue
        for name in ("description", "instruction"):
            if getattr(first, name) and getattr(first, name) == getattr(second, name):
                yield Advice(f"info[{number}]/{name}", "same_text_in_two_languages")


def _rings_within_rings(alert: Alert) -> Iterator[Advice]:
    areas: Iterator[Area] = (area for info in alert.infos for area in info.areas)
    for area in areas:
        for outer, inner in permutations(area.polygons, 2):
            if Shape(outer).contains(Shape(inner)):
                yield Advice("polygon", "ring_in_a_ring_is_no_hole")
