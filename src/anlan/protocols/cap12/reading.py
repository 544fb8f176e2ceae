"""Reading a CAP message: safe against hostile XML, strict, and exact about what is wrong and where."""

import re
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import Any, Final, TypeVar

from anlan.protocols.cap12.checks import findings
from anlan.protocols.cap12.document import LIMIT_BYTES, NAMESPACE, schema, tree, version_of
from anlan.protocols.cap12.errors import (
    BadAltitude,
    BadCircle,
    BadPolygon,
    BadReferences,
    BadTime,
    BrokenRule,
    Finding,
    SchemaViolation,
)
from anlan.protocols.cap12.lines import Fields, Lines
from anlan.protocols.cap12.message import (
    Alert,
    Area,
    Certainty,
    Circle,
    Info,
    MessageType,
    NamedValue,
    Reference,
    Resource,
    Ring,
    Scope,
    Severity,
    Status,
    Urgency,
)
from anlan.protocols.cap12.structure import misfits

__all__ = ["LIMIT_BYTES", "NAMESPACE", "read"]

SIGNATURE: Final = "{http://www.w3.org/2000/09/xmldsig#}Signature"
MOST_FLAWS: Final = 500
_MOST_DIGITS: Final = 30
_NOWHERE: Final = Circle(0.0, 0.0, 0.0)
_COORDINATES: Final = re.compile(r"[0-9.,+\-eE \t\r\n]*")
_NO_TIME: Final = datetime.fromisoformat("9998-12-31T00:00:00+00:00")

T = TypeVar("T")


def read(raw: bytes) -> Alert:
    """Return the message that ``raw`` holds; refuse by name the first thing that breaks CAP 1.2 or a rule of it."""
    root = tree(raw)
    version_of(root)
    alert, found = alert_of(root)
    for finding in found or findings(alert):
        raise error_of(finding, root)
    return alert


def error_of(finding: Finding, root: Any = None) -> BrokenRule:
    """Return a finding as the error to raise; ``root`` gives the line where there is a text."""
    line = 0 if root is None else Lines(root).of(finding.element)
    return finding.error(line=line, element=finding.element, value=finding.value[:80], rule=finding.rule)


def alert_of(root: Any) -> tuple[Alert, list[Finding]]:
    """Return the message as far as it can be read, and what of its structure and values cannot be."""
    version = version_of(root)
    found = [] if schema(version).validate(root) else list(dict.fromkeys(islice(misfits(root, version), MOST_FLAWS)))
    reader = Reader(root, found)
    alert = reader.alert(root)
    log = schema(version).error_log
    if log and not found:
        found.append(Finding(SchemaViolation, "alert", "", log[0].message[:400]))
    return alert, found


class Reader:
    """Goes once through a message's elements; what it cannot read it puts on the list and leaves empty."""

    def __init__(self, root: Any, found: list[Finding]) -> None:
        """Read messages in the namespace of ``root`` and add to ``found``."""
        self._start = root.tag.index("}") + 1
        self._namespace = root.tag[: self._start]
        self._found = found
        self._known = {finding.element for finding in found}

    def _fields(self, element: Any) -> Fields:
        fields: Fields = {}
        namespace, start = self._namespace, self._start
        for child in element:
            if child.tag.startswith(namespace):
                fields.setdefault(child.tag[start:], []).append(child)
        return fields

    def _fault(self, error: type[BrokenRule], element: str, value: str, rule: str) -> None:
        if element not in self._known:
            self._known.add(element)
            self._found.append(Finding(error, element, value, rule))

    def _made(self, text: str, make: Callable[[str], T], instead: T, fault: tuple[type[BrokenRule], str, str]) -> T:
        try:
            return make(text)
        except (ValueError, InvalidOperation):
            error, element, rule = fault
            self._fault(error, element, text, rule)
            return instead

    def _time(self, fields: Fields, path: str, name: str) -> datetime | None:
        if name not in fields:
            return None
        return self._made(_text(fields, name), _instant, None, (BadTime, path + name, "time_with_numeric_offset"))

    def alert(self, root: Any) -> Alert:
        """Return the message below ``root``."""
        fields = self._fields(root)
        infos = tuple(self._info(each, f"info[{number}]/") for number, each in enumerate(fields.get("info", ()), 1))
        return Alert(
            identifier=_text(fields, "identifier"),
            sender=_text(fields, "sender"),
            sent=self._time(fields, "", "sent") or _NO_TIME,
            status=self._word(fields, "status", Status.ACTUAL, ""),
            message_type=self._word(fields, "msgType", MessageType.ALERT, ""),
            scope=self._word(fields, "scope", Scope.PUBLIC, ""),
            source=_text(fields, "source"),
            restriction=_text(fields, "restriction"),
            addresses=_quoted(_text(fields, "addresses")),
            codes=_texts(fields, "code"),
            note=_text(fields, "note"),
            references=self._references(fields),
            incidents=_quoted(_text(fields, "incidents")),
            infos=infos,
            is_signed=root.find(SIGNATURE) is not None,
        )

    def _word(self, fields: Fields, name: str, instead: Any, path: str) -> Any:
        """Return an enumeration's member; the structure has said what is wrong with any other word."""
        text = _text(fields, name)
        return self._made(text, type(instead), instead, (SchemaViolation, path + name, "one_of_the_list"))

    def _references(self, fields: Fields) -> tuple[Reference, ...]:
        words = _text(fields, "references").split()
        fault = (BadReferences, "references", "sender,identifier,sent")
        made = (self._made(word, _reference, None, fault) for word in words)
        return tuple(each for each in made if each is not None)

    def _info(self, element: Any, path: str) -> Info:
        fields = self._fields(element)
        return Info(
            categories=_texts(fields, "category"),
            event=_text(fields, "event"),
            urgency=self._word(fields, "urgency", Urgency.UNKNOWN, path),
            severity=self._word(fields, "severity", Severity.UNKNOWN, path),
            certainty=self._word(fields, "certainty", Certainty.UNKNOWN, path),
            language=_text(fields, "language") or "en-US",
            response_types=_texts(fields, "responseType"),
            audience=_text(fields, "audience"),
            event_codes=self._named(fields, "eventCode"),
            effective=self._time(fields, path, "effective"),
            onset=self._time(fields, path, "onset"),
            expires=self._time(fields, path, "expires"),
            sender_name=_text(fields, "senderName"),
            headline=_text(fields, "headline"),
            description=_text(fields, "description"),
            instruction=_text(fields, "instruction"),
            web=_text(fields, "web"),
            contact=_text(fields, "contact"),
            parameters=self._named(fields, "parameter"),
            resources=tuple(
                self._resource(each, f"{path}resource[{number}]/")
                for number, each in enumerate(fields.get("resource", ()), 1)
            ),
            areas=tuple(
                self._area(each, f"{path}area[{number}]/") for number, each in enumerate(fields.get("area", ()), 1)
            ),
        )

    def _named(self, fields: Fields, name: str) -> tuple[NamedValue, ...]:
        pairs = (self._fields(each) for each in fields.get(name, ()))
        return tuple(NamedValue(_text(pair, "valueName"), _text(pair, "value")) for pair in pairs)

    def _resource(self, element: Any, path: str) -> Resource:
        fields = self._fields(element)
        size = _text(fields, "size")
        return Resource(
            description=_text(fields, "resourceDesc"),
            mime_type=_text(fields, "mimeType"),
            size=self._made(size, _whole, None, (BrokenRule, path + "size", "number_of_bytes")) if size else None,
            uri=_text(fields, "uri"),
            content=_text(fields, "derefUri"),
            digest=_text(fields, "digest"),
        )

    def _area(self, element: Any, path: str) -> Area:
        fields = self._fields(element)
        return Area(
            description=_text(fields, "areaDesc"),
            polygons=self._shapes(fields, path, "polygon", ring_of, (), (BadPolygon, "latitude,longitude_pairs")),
            circles=self._shapes(fields, path, "circle", circle_of, _NOWHERE, (BadCircle, "latitude,longitude_radius")),
            geocodes=self._named(fields, "geocode"),
            altitude=self._height(fields, path, "altitude"),
            ceiling=self._height(fields, path, "ceiling"),
        )

    def _height(self, fields: Fields, path: str, name: str) -> Decimal | None:
        text = _text(fields, name)
        return self._made(text, Decimal, None, (BadAltitude, path + name, "decimal_number")) if text else None

    def _shapes(
        self,
        fields: Fields,
        path: str,
        name: str,
        make: Callable[[str], T],
        instead: T,
        fault: tuple[type[BrokenRule], str],
    ) -> tuple[T, ...]:
        return tuple(
            self._made(each.text or "", make, instead, (fault[0], f"{path}{name}[{number}]", fault[1]))
            for number, each in enumerate(fields.get(name, ()), 1)
        )


def _text(fields: Fields, name: str) -> str:
    found = fields.get(name)
    if found is None:
        return ""
    text = found[0].text
    return "" if text is None else str(text).strip()


def _texts(fields: Fields, name: str) -> tuple[str, ...]:
    return tuple((each.text or "").strip() for each in fields.get(name, ()))


def _quoted(text: str) -> tuple[str, ...]:
    """Return space-separated words; those with spaces stand in double quotes (3.2.1)."""
    if '"' not in text:
        return tuple(text.split())
    words: list[str] = []
    for index, part in enumerate(text.split('"')):
        words.extend([part] if index % 2 else part.split())
    return tuple(words)


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None or not 1 < instant.year < 9999:
        raise ValueError(text)
    return instant


def _whole(text: str) -> int:
    if len(text) > _MOST_DIGITS or int(text) < 0:
        raise ValueError(text)
    return int(text)


def _reference(word: str) -> Reference:
    sender, identifier, sent = word.split(",")
    if "" in (sender, identifier):
        raise ValueError(word)
    return Reference(sender, identifier, _instant(sent))


def _pair(word: str) -> tuple[float, float]:
    """Return (longitude, latitude) of ``latitude,longitude``."""
    latitude, longitude = word.split(",")
    return float(longitude), float(latitude)


def _require_coordinates(text: str) -> None:
    """Refuse what ``float`` would take and CAP does not: other digits, underscores, words for infinity."""
    if not _COORDINATES.fullmatch(text):
        raise ValueError(text)


def ring_of(text: str) -> Ring:
    _require_coordinates(text)
    return tuple(map(_pair, text.split()))


def circle_of(text: str) -> Circle:
    _require_coordinates(text)
    centre, radius = text.split()
    return Circle(*_pair(centre), float(radius))
