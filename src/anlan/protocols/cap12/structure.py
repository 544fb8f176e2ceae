"""What of a message the schema does not allow: all of it, by element; the schema's own log stops at the first."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from lxml import etree

from anlan.protocols.cap12.document import schema_text
from anlan.protocols.cap12.errors import Finding, SchemaViolation

_XS: Final = "{http://www.w3.org/2001/XMLSchema}"
_SCHEMA_INSTANCE: Final = "{http://www.w3.org/2001/XMLSchema-instance}"
_SIGNATURE: Final = "{http://www.w3.org/2000/09/xmldsig#}"


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for an element within its parent: its order, how often it stands there, and what it holds."""

    order: int
    kind: str
    is_required: bool
    is_repeated: bool


@dataclass(frozen=True, slots=True)
class Structure:
    """The schema as tables: the slots of each complex type and the words of each list."""

    slots: dict[str, dict[str, Slot]]
    words: dict[str, frozenset[str]]


_TIME: Final = re.compile(r"\s*\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d\s*")
_FORMS: Final[dict[str, tuple[Callable[[str], object], str]]] = {
    "Time": (_TIME.fullmatch, "time_with_numeric_offset"),
    "xs:integer": (re.compile(r"\s*[+-]?\d+\s*").fullmatch, "whole_number"),
    "xs:decimal": (re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)\s*").fullmatch, "decimal_number"),
    "xs:language": (re.compile(r"\s*[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*\s*").fullmatch, "rfc_3066"),
}


@cache
def structure(version: str) -> Structure:
    """Return the tables of a version, read from its schema."""
    root = etree.fromstring(schema_text(version))
    return Structure(
        slots={each.get("name"): dict(_slots(each)) for each in root.iter(_XS + "complexType")},
        words={
            each.get("name"): frozenset(word.get("value") for word in each.iter(_XS + "enumeration"))
            for each in root.iter(_XS + "simpleType")
        },
    )


def _slots(complex_type: Any) -> Iterator[tuple[str, Slot]]:
    for order, each in enumerate(complex_type.iter(_XS + "element")):
        yield (
            each.get("name"),
            Slot(order, each.get("type"), each.get("minOccurs") != "0", each.get("maxOccurs") is not None),
        )


def misfits(root: Any, version: str) -> Iterator[Finding]:
    """Yield everything in a message that its version's schema does not allow."""
    yield from _complex(root, "Alert", "", structure(version))


def _complex(element: Any, kind: str, path: str, tables: Structure) -> Iterator[Finding]:
    slots, seen, first = tables.slots[kind], Counter[str](), dict[int, str]()
    namespace = element.tag[: element.tag.index("}") + 1]
    yield from _strays(element, path)
    for child in element:
        name = child.tag.removeprefix(namespace)
        slot = slots.get(name)
        if slot is None:
            yield from _stranger(child, path, namespace)
            continue
        seen[name] += 1
        place = _below(path, f"{name}[{seen[name]}]" if slot.is_repeated or seen[name] > 1 else name)
        if seen[name] > 1 and not slot.is_repeated:
            yield _misfit(place, child.text, "at_most_once")
        elif early := next((first[order] for order in first if order > slot.order), None):
            # Where a required element comes too late, it is the one that stood before it that is in the wrong place.
            yield _misfit(early if slot.is_required else place, "", "out_of_order")
        first.setdefault(slot.order, place)
        below = _complex if slot.kind in tables.slots else _simple
        yield from below(child, slot.kind, place, tables)
    yield from (
        _misfit(_below(path, name), "", "required") for name in slots if slots[name].is_required and not seen[name]
    )


def _stranger(element: Any, path: str, namespace: str) -> Iterator[Finding]:
    is_signature = element.tag.startswith(_SIGNATURE) and namespace.endswith("1.2}") and not path
    if not is_signature:
        yield _misfit(_below(path, etree.QName(element).localname), element.text, "unknown_element")


def _strays(element: Any, path: str) -> Iterator[Finding]:
    """Yield attributes, and text between elements."""
    place = path or "alert"
    for name in element.attrib:
        if not name.startswith(_SCHEMA_INSTANCE):
            yield _misfit(f"{place}/@{etree.QName(name).localname}", element.get(name), "no_attributes")
    texts = (element.text, *(child.tail for child in element))
    if stray := next((text for text in texts if text and text.strip()), None):
        yield _misfit(place, stray, "no_text_between_elements")


def _simple(element: Any, kind: str, path: str, tables: Structure) -> Iterator[Finding]:
    if len(element):
        yield _misfit(path, "", "no_elements_inside")
        return
    text = element.text or ""
    matches, rule = _FORMS.get(kind, (None, ""))
    if matches is not None:
        if not matches(text):
            yield _misfit(path, text, rule)
    elif kind in tables.words and text not in tables.words[kind]:
        yield _misfit(path, text, "one_of " + " ".join(sorted(tables.words[kind])))
    for name in element.attrib:
        if not name.startswith(_SCHEMA_INSTANCE):
            yield _misfit(f"{path}/@{etree.QName(name).localname}", element.get(name), "no_attributes")


def _below(path: str, name: str) -> str:
    return f"{path}/{name}" if path else name


def _misfit(element: str, value: str | None, rule: str) -> Finding:
    return Finding(SchemaViolation, element, (value or "").strip(), rule)
