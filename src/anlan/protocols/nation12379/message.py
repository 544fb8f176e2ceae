"""The parts of a domestic warning message as frozen values."""

from dataclasses import dataclass
from datetime import datetime

from anlan.kernel.errors import AnlanError
from anlan.kernel.levels import Level
from anlan.protocols.cap12.message import Certainty, Circle, MessageType, Ring, Scope, Status, Urgency


class NotNational(AnlanError):
    """The document is no domestic warning: ``root``."""

    code = "nation12379.not_national"
    message = "The document is no domestic warning message: its root element is %(root)s."


class BrokenRule(AnlanError):
    """A rule of the domestic profile is broken: ``line``, ``element``, ``value``, ``rule``."""

    code = "nation12379.broken_rule"
    message = "Line %(line)s, %(element)s: %(value)s breaks the rule %(rule)s."


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A channel that the message is meant for, with the text for it where that is another."""

    name: str
    message: str = ""
    group: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalArea:
    """Where the warning holds: its name, 12-digit codes, outlines."""

    description: str
    geocodes: tuple[str, ...] = ()
    polygons: tuple[Ring, ...] = ()
    circles: tuple[Circle, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalInfo:
    """What the warning says, in one language."""

    event_type: str
    level: Level
    effective: datetime
    expires: datetime
    sender_name: str
    headline: str
    description: str
    language: str = "zh-CN"
    urgency: Urgency = Urgency.UNKNOWN
    certainty: Certainty = Certainty.UNKNOWN
    onset: datetime | None = None
    instruction: str = ""
    web: str = ""
    areas: tuple[NationalArea, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalAlert:
    """A domestic warning message."""

    identifier: str
    sender: str
    sender_code: str
    sent: datetime
    status: Status
    message_type: MessageType
    scope: Scope = Scope.PUBLIC
    methods: tuple[Method, ...] = ()
    classification: str = "None"
    note: str = ""
    references: str = ""
    infos: tuple[NationalInfo, ...] = ()
