"""What a message is about, read from the CAP document that goes with it; frozen with the transmission."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from anlan.kernel.errors import AnlanError
from anlan.kernel.levels import Level
from anlan.protocols.cap12 import profile
from anlan.protocols.cap12.message import Alert, Info
from anlan.protocols.cap12.reading import read
from anlan.public_warnings.ports import MessageRefused, Outgoing


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The texts in one language."""

    language: str
    headline: str
    description: str
    instruction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Level, times, place and texts of a warning; ``is_lifting`` ends what ``follows`` names."""

    level: Level
    event_code: str
    issuer: str
    sender: str
    sent: datetime
    effective: datetime
    expires: datetime
    areas: tuple[str, ...]
    is_lifting: bool
    follows: str
    words: tuple[Words, ...]


def told(message: Outgoing) -> Told:
    """Return what the message's document says; refuse a message without one."""
    try:
        return _told(bytes(message.document))
    except (AnlanError, LookupError) as error:
        raise MessageRefused(f"document: {error}") from error


@lru_cache(maxsize=64)
def _told(document: bytes) -> Told:
    alert = read(document)
    main = alert.infos[0]
    names = profile.table()["names"]
    return Told(
        level=_level(main),
        event_code=next(code.value for code in main.event_codes if code.name == names["event_code"]),
        issuer=main.sender_name,
        sender=alert.sender,
        sent=alert.sent,
        effective=main.effective or alert.sent,
        expires=_expires(alert, main),
        areas=tuple(code.value for area in main.areas for code in area.geocodes if code.name == names["geocode"]),
        is_lifting=alert.message_type == "Cancel",
        follows=alert.references[0].identifier if alert.references else "",
        words=tuple(
            Words(
                language=info.language,
                headline=info.headline,
                description=info.description,
                instruction=info.instruction,
            )
            for info in alert.infos
        ),
    )


def _level(info: Info) -> Level:
    said = {each.value for each in info.parameters}
    return next(level for level in reversed(Level) if level and profile.colour(level).value in said)


def _expires(alert: Alert, info: Info) -> datetime:
    return info.expires or alert.sent
