"""Reading a domestic warning message: as safe as CAP, every error by element, value and rule."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeVar

from anlan.kernel.clock import CHINA
from anlan.kernel.levels import Level
from anlan.protocols.cap12.document import tree
from anlan.protocols.cap12.message import Certainty, Circle, MessageType, Scope, Status, Urgency
from anlan.protocols.cap12.reading import circle_of, ring_of
from anlan.protocols.nation12379.message import (
    BrokenRule,
    Method,
    NationalAlert,
    NationalArea,
    NationalInfo,
    NotNational,
)
from anlan.protocols.nation12379.rules import Finding, findings, instant_of

LEVELS: Final = {"Red": Level.RED, "Orange": Level.ORANGE, "Yellow": Level.YELLOW, "Blue": Level.BLUE}
MOST_FLAWS: Final = 500
_NO_TIME: Final = datetime(1, 1, 2, tzinfo=CHINA)
_NO_END: Final = datetime(9998, 1, 1, tzinfo=CHINA)
_NOWHERE: Final = Circle(0.0, 0.0, 0.0)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be said of a document; ``alert`` is there only where nothing is wrong."""

    flaws: tuple[Finding, ...]
    alert: NationalAlert | None


def is_national(root: Any) -> bool:
    """Tell whether a root element is that of a domestic warning."""
    return root.tag == "alert" and root.find("senderCode") is not None


def read(raw: bytes) -> NationalAlert:
    """Return the message that ``raw`` holds; refuse by name the first element that breaks a rule."""
    root = tree(raw)
    verdict = judge_tree(root)
    if verdict.alert is not None:
        return verdict.alert
    element, value, rule = verdict.flaws[0]
    found = root.find(element)
    line = 0 if found is None else int(found.sourceline or 0)
    raise BrokenRule(line=line, element=element, value=value[:80], rule=rule)


def judge_tree(root: Any) -> Verdict:
    """Return the verdict on a parsed document with all its flaws; refuse one that is no domestic warning."""
    if not is_national(root):
        raise NotNational(root=str(root.tag)[:200])
    reader = _Reader()
    alert = reader.alert(root)
    known = {finding.element for finding in reader.found}
    rest = [finding for finding in findings(alert) if finding.element not in known]
    flaws = tuple(reader.found + rest)[:MOST_FLAWS]
    return Verdict(flaws, None if flaws else alert)


class _Reader:
    """Goes through the elements; what it cannot read it puts on the list and leaves empty."""

    def __init__(self) -> None:
        self.found: list[Finding] = []

    def _made(self, element: Any, place: str, make: Callable[[str], T], instead: T, rule: str) -> T:
        name = place.rpartition("/")[2].partition("[")[0]
        text = _text(element, name)
        try:
            return make(text)
        except (ValueError, KeyError):
            self.found.append(Finding(place, text[:200], rule if text else "required"))
            return instead

    def _word(self, element: Any, place: str, instead: Any) -> Any:
        words = " ".join(sorted(each.value for each in type(instead)))
        return self._made(element, place, type(instead), instead, f"one_of {words}")

    def _time(self, element: Any, place: str, instead: datetime) -> datetime:
        return self._made(element, place, instant_of, instead, "time_with_a_blank_and_numeric_offset")

    def alert(self, root: Any) -> NationalAlert:
        """Return the message below ``root``."""
        infos = (self._info(each, f"info[{number}]/") for number, each in enumerate(root.findall("info"), 1))
        return NationalAlert(
            identifier=_text(root, "identifier"),
            sender=_text(root, "sender"),
            sender_code=_text(root, "senderCode"),
            sent=self._time(root, "sendTime", _NO_TIME),
            status=self._word(root, "status", Status.ACTUAL),
            message_type=self._word(root, "msgType", MessageType.ALERT),
            scope=self._word(root, "scope", Scope.PUBLIC),
            methods=tuple(_method(each) for each in root.iterfind("code/method")),
            classification=_text(root, "secClassification") or "None",
            note=_text(root, "note"),
            references=_text(root, "references"),
            infos=tuple(infos),
        )

    def _info(self, element: Any, path: str) -> NationalInfo:
        colours = "one_of " + " ".join(sorted(LEVELS))
        areas = (self._area(each, f"{path}area[{n}]/") for n, each in enumerate(element.findall("area"), 1))
        return NationalInfo(
            event_type=_text(element, "eventType"),
            level=self._made(element, path + "severity", LEVELS.__getitem__, Level.BLUE, colours),
            effective=self._time(element, path + "effective", _NO_TIME),
            expires=self._time(element, path + "expires", _NO_END),
            sender_name=_text(element, "senderName"),
            headline=_text(element, "headline"),
            description=_text(element, "description"),
            language=_text(element, "language") or "zh-CN",
            urgency=self._word(element, path + "urgency", Urgency.UNKNOWN),
            certainty=self._word(element, path + "certainty", Certainty.UNKNOWN),
            onset=self._time(element, path + "onset", _NO_TIME) if _text(element, "onset") else None,
            instruction=_text(element, "instruction"),
            web=_text(element, "web"),
            areas=tuple(areas),
        )

    def _area(self, element: Any, path: str) -> NationalArea:
        return NationalArea(
            description=_text(element, "areaDesc"),
            geocodes=tuple(_geocode(each) for each in element.findall("geocode")),
            polygons=self._shapes(element, path, "polygon", ring_of, ()),
            circles=self._shapes(element, path, "circle", circle_of, _NOWHERE),
        )

    def _shapes(self, element: Any, path: str, name: str, make: Callable[[str], T], instead: T) -> tuple[T, ...]:
        made: list[T] = []
        for number, each in enumerate(element.findall(name), 1):
            text = (each.text or "").strip()
            if not text:
                continue
            try:
                made.append(make(text))
            except ValueError:
                made.append(instead)
                self.found.append(Finding(f"{path}{name}[{number}]", text[:80], "latitude,longitude"))
        return tuple(made)


def _text(element: Any, name: str) -> str:
    found = element.find(name)
    return "" if found is None else (found.text or "").strip()


def _method(element: Any) -> Method:
    return Method(
        name=_text(element, "methodName"),
        message=_text(element, "message"),
        group=_text(element, "audienceGrp"),
        # The misspelling is the interface's own.
        part=_text(element, "audenceprt"),
    )


def _geocode(element: Any) -> str:
    """Return the code, whether it stands bare or as CAP's pair of name and value."""
    return _text(element, "value") or (element.text or "").strip()
