"""What a maker's own messages mean: where in topic and payload station, quantity, time and value stand.

A field is named by a dotted path (``data.0.t``) or a JSON pointer (``/data/0/t``) within the element; ``$.`` before it
begins at the whole message. Line protocol is read as one element a line, with ``measurement``, ``tags``, ``fields`` and
``time``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec

from anlan.kernel.errors import InvalidValue
from anlan.monitoring.domain.errors import Malformed
from anlan.monitoring.domain.messages import Batch
from anlan.monitoring.domain.quantities import Quantity
from anlan.protocols.line_protocol.reading import BadLine, read
from anlan.protocols.spreadsheet.cells import moment, number
from anlan.protocols.spreadsheet.errors import CellRefused

MQTT: Final = "mqtt"
NATS: Final = "nats"
HTTP: Final = "http"
WAYS: Final = (MQTT, NATS, HTTP)
PAYLOADS: Final = ("json", "lines")
KINDS: Final = ("is", "field", "level")
TIME_FORMS: Final = ("auto", "s", "ms", "us", "ns")
DEVICE_ROOT: Final = "dev/"
_PER_SECOND: Final = {"s": 1, "ms": 1e3, "us": 1e6, "ns": 1e9}
_MILLISECONDS_FROM: Final = 1e11
_GREATEST: Final = 1e11
_MOST_READINGS: Final = 20_000
_ABSENT: Final = object()


@dataclass(frozen=True, slots=True)
class Pick:
    """Where a word comes from: it ``is`` this, stands in a ``field``, or at a ``level`` of the topic (from 1)."""

    kind: str = "is"
    of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueRule:
    """A field that holds values: of which quantity (empty: as the message says), times ``factor`` plus ``offset``."""

    field: str
    quantity: str = ""
    factor: float = 1.0
    offset: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Whose messages are read, and how. ``each`` is the path of the array whose elements give readings."""

    way: str
    filter: str
    payload: str = "json"
    each: str = ""
    station: Pick = field(default_factory=Pick)
    stations: Mapping[str, str] = field(default_factory=dict)
    quantity: Pick = field(default_factory=Pick)
    quantities: Mapping[str, str] = field(default_factory=dict)
    time: str = ""
    time_form: str = "auto"
    values: tuple[ValueRule, ...] = ()


def check_source(source: Source, known: Mapping[str, Quantity]) -> None:
    """Refuse a mapping that cannot give readings."""
    choices = {"way": WAYS, "payload": PAYLOADS, "time_form": TIME_FORMS}
    for name, allowed in choices.items():
        if getattr(source, name) not in allowed:
            raise InvalidValue(field=name, value=getattr(source, name), rule="one_of_the_choices")
    _check_filter(source)
    _check_pick("station", source.station)
    if not source.time:
        raise InvalidValue(field="time", value="", rule="not_empty")
    _check_values(source, known)


def _check_values(source: Source, known: Mapping[str, Quantity]) -> None:
    if not source.values:
        raise InvalidValue(field="values", value="", rule="not_empty")
    if not all(rule.quantity for rule in source.values):
        _check_pick("quantity", source.quantity)
    named = [rule.quantity for rule in source.values if rule.quantity]
    for name in (*named, *source.quantities.values()):
        if name not in known:
            raise InvalidValue(field="quantity", value=name, rule="known_quantity")


def _check_filter(source: Source) -> None:
    words = levels_of(source.way, source.filter)
    rest = ">" if source.way == NATS else "#"
    if not all(words) or rest in words[:-1] or " " in source.filter:
        raise InvalidValue(field="filter", value=source.filter, rule="topic_filter")
    roots = {MQTT: ("tele", "dev"), NATS: ("ingest",)}.get(source.way)
    if roots and words[0] not in roots:
        raise InvalidValue(field="filter", value=source.filter, rule="begins_with_" + "_or_".join(roots))


def _check_pick(name: str, pick: Pick) -> None:
    if pick.kind not in KINDS or not pick.of or (pick.kind == "level" and not pick.of.isdecimal()):
        raise InvalidValue(field=name, value=pick.of, rule="a_word_a_field_or_a_level")


class Decoder:
    """Reads the messages of one source; made once for each edition of the mappings."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._each = path_of(source.each)
        self._time = path_of(source.time)
        self._rules = [(rule, path_of(rule.field)) for rule in source.values]
        self._fields = {pick: path_of(pick.of) for pick in (source.station, source.quantity) if pick.kind == "field"}

    def decode(self, raw: bytes, topic: str) -> Batch:
        """Return the readings of a message; raise ``Malformed`` with what is missing or wrong, and where."""
        document = self._document(raw)
        batch = Batch([], [], [], [])
        levels = levels_of(self._source.way, topic)
        for number_, element in enumerate(self._elements(document)):
            try:
                self._read(element, document, levels, batch)
            except Malformed as error:
                raise Malformed(detail=f"[{number_}] {error.data['detail']}") from error
            if len(batch.times) > _MOST_READINGS:
                raise Malformed(detail=f"more than {_MOST_READINGS} readings")
        if not batch.times:
            raise Malformed(detail="no value in any of the fields")
        return batch

    def _document(self, raw: bytes) -> Any:
        if self._source.payload == "lines":
            return _points(raw)
        try:
            return msgspec.json.decode(raw)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise Malformed(detail=str(error)) from error

    def _elements(self, document: Any) -> Iterable[Any]:
        found = _at(document, self._each[1])
        if found is _ABSENT:
            raise Malformed(detail=f"nothing at {self._source.each}")
        return found if isinstance(found, list) else [found]

    def _read(self, element: Any, document: Any, levels: list[str], batch: Batch) -> None:
        source = self._source
        station = self._word(source.station, element, document, levels)
        station = source.stations.get(station, station)
        times = self._times(_found(self._time, element, document, source.time))
        for rule, path in self._rules:
            value = _at(document if path[0] else element, path[1])
            if value is _ABSENT or value is None:
                continue
            quantity = rule.quantity or self._word(source.quantity, element, document, levels)
            quantity = source.quantities.get(quantity, quantity)
            figures = value if isinstance(value, list) else [value]
            if len(figures) != len(times):
                raise Malformed(detail=f"{rule.field}: {len(figures)} values but {len(times)} times")
            for time, each in zip(times, figures, strict=True):
                batch.stations.append(station)
                batch.quantities.append(quantity)
                batch.times.append(time)
                batch.values.append(_figure(each, rule) * rule.factor + rule.offset)

    def _word(self, pick: Pick, element: Any, document: Any, levels: list[str]) -> str:
        if pick.kind == "is":
            return pick.of
        if pick.kind == "level":
            if int(pick.of) > len(levels) or pick.of == "0":
                raise Malformed(detail=f"the topic has no level {pick.of}")
            return levels[int(pick.of) - 1]
        found = _found(self._fields[pick], element, document, pick.of)
        if not isinstance(found, str | int):
            raise Malformed(detail=f"{pick.of} is no word: {found!r:.60}")
        return str(found)

    def _times(self, found: Any) -> list[float]:
        return [self._instant(each) for each in (found if isinstance(found, list) else [found])]

    def _instant(self, found: Any) -> float:
        form = self._source.time_form
        if isinstance(found, bool) or not isinstance(found, str | int | float):
            raise Malformed(detail=f"{self._source.time} is no time: {found!r:.60}")
        try:
            if isinstance(found, str) and (form == "auto" or not found.strip().isdecimal()):
                return moment(found).at.timestamp()
            figure = float(found)
        except (CellRefused, ValueError) as error:
            raise Malformed(detail=f"{self._source.time} is no time: {found!r:.60}") from error
        if form == "auto":
            form = "ms" if abs(figure) >= _MILLISECONDS_FROM else "s"
        seconds = figure / _PER_SECOND[form]
        if not abs(seconds) < _GREATEST:
            raise Malformed(detail=f"{self._source.time} is no time: {found!r:.60}")
        return seconds


class Sources:
    """All mappings of one edition; finds the one for a topic."""

    def __init__(self, sources: Iterable[tuple[Source, str]]) -> None:
        """Take each source with the region whose stations it may speak for; of two that fit, the first counts."""
        self._by_way: dict[str, list[tuple[list[str], Decoder, str]]] = {}
        for source, region in sources:
            words = levels_of(source.way, source.filter)
            self._by_way.setdefault(source.way, []).append((words, Decoder(source), region))
        self._known: dict[tuple[str, str], tuple[Decoder, str] | None] = {}

    def __bool__(self) -> bool:
        return bool(self._by_way)

    def of(self, way: str, topic: str) -> tuple[Decoder, str] | None:
        """Return the decoder for a topic and its region, or nothing where the standard forms apply."""
        key = (way, topic)
        if key not in self._known:
            if len(self._known) > _MOST_READINGS:
                self._known.clear()
            self._known[key] = self._search(way, topic)
        return self._known[key]

    def _search(self, way: str, topic: str) -> tuple[Decoder, str] | None:
        levels = levels_of(way, topic)
        for words, decoder, region in self._by_way.get(way, []):
            if fits(words, levels):
                return decoder, region
        return None


def levels_of(way: str, topic: str) -> list[str]:
    """Return the levels of a topic or filter as a way parts them."""
    return topic.split("." if way == NATS else "/")


def fits(words: list[str], levels: list[str]) -> bool:
    """Tell whether a topic fits a filter: ``+`` or ``*`` is any level, ``#`` or ``>`` at the end all that follow."""
    if words[-1] in ("#", ">"):
        head = words[:-1]
        least = len(head) + (words[-1] == ">")
        return len(levels) >= least and fits_all(head, levels[: len(head)])
    return len(words) == len(levels) and fits_all(words, levels)


def fits_all(words: list[str], levels: list[str]) -> bool:
    """Tell whether levels fit words one by one."""
    return all(word in ("+", "*", level) for word, level in zip(words, levels, strict=True))


def path_of(written: str) -> tuple[bool, tuple[str, ...]]:
    """Return whether a path begins at the whole message, and its steps."""
    bare = written.strip()
    is_root = bare == "$" or bare.startswith("$.")
    if is_root:
        bare = bare[2:]
    if bare.startswith("/"):
        steps = [step.replace("~1", "/").replace("~0", "~") for step in bare[1:].split("/")]
    else:
        steps = bare.split(".") if bare else []
    return is_root, tuple(steps)


def _found(path: tuple[bool, tuple[str, ...]], element: Any, document: Any, written: str) -> Any:
    found = _at(document if path[0] else element, path[1])
    if found is _ABSENT or found is None:
        raise Malformed(detail=f"nothing at {written}")
    return found


def _at(place: Any, steps: tuple[str, ...]) -> Any:
    for step in steps:
        if isinstance(place, dict):
            place = place.get(step, _ABSENT)
        elif isinstance(place, list) and step.isdecimal() and int(step) < len(place):
            place = place[int(step)]
        else:
            return _ABSENT
    return place


def _figure(each: Any, rule: ValueRule) -> float:
    if isinstance(each, bool | int | float):
        return float(each)
    try:
        found = number(each) if isinstance(each, str) else None
    except CellRefused as error:
        raise Malformed(detail=f"{rule.field} is no number: {each!r:.60}") from error
    if found is None or found.is_estimated:
        raise Malformed(detail=f"{rule.field} is no number: {each!r:.60}")
    return found.value


def _points(raw: bytes) -> list[dict[str, Any]]:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Malformed(detail=str(error)) from error
    found = []
    for each in read(text):
        if isinstance(each, BadLine):
            raise Malformed(detail=f"line {each.number}: {each.reason}")
        point = each[1]
        time = None if point.time is None else round(point.time * 1000)
        found.append({"measurement": point.measurement, "tags": point.tags, "fields": point.fields, "time": time})
    return found
