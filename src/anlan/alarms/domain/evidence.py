"""What people bring to prove or disprove an alarm: a camera to look at, a call, a picture, a remark."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

from anlan.kernel.errors import InvalidValue

CAMERA_SCHEMES: Final = ("https", "http", "rtsp", "rtsps")
_LONGEST_URL: Final = 500
_LONGEST_TEXT: Final = 500
_LONGEST_NAME: Final = 80
_AHEAD: Final = timedelta(minutes=5)


class EvidenceKind(StrEnum):
    """What sort of evidence."""

    CAMERA = "camera"
    CALL = "call"
    PHOTO = "photo"
    REMARK = "remark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A piece of evidence as it is brought; which fields it needs depends on its kind.

    A camera needs ``url``; a call ``person`` and ``text``, its number is kept masked; a photo ``content``; a remark
    ``text``. ``happened_at`` is when it was seen or said, by default now.
    """

    kind: EvidenceKind
    text: str = ""
    url: str = ""
    person: str = ""
    phone: str = ""
    content: bytes = b""
    name: str = ""
    happened_at: datetime | None = None


def check_evidence(evidence: Evidence, now: datetime) -> None:
    """Refuse evidence by the first field that is missing or cannot be."""
    if len(evidence.text) > _LONGEST_TEXT:
        raise InvalidValue(field="text", value=evidence.text[:_LONGEST_TEXT], rule="at_most_500_characters")
    if evidence.happened_at and evidence.happened_at > now + _AHEAD:
        raise InvalidValue(field="happened_at", value=evidence.happened_at.isoformat(), rule="not_in_the_future")
    if evidence.kind is EvidenceKind.CAMERA:
        _check_camera(evidence.url)
    if evidence.kind is EvidenceKind.CALL and not 0 < len(evidence.person) <= _LONGEST_NAME:
        raise InvalidValue(field="person", value=evidence.person[:_LONGEST_NAME], rule="1_to_80_characters")
    if evidence.kind in (EvidenceKind.CALL, EvidenceKind.REMARK) and not evidence.text:
        raise InvalidValue(field="text", value="", rule="1_to_500_characters")


def _check_camera(url: str) -> None:
    if len(url) > _LONGEST_URL:
        raise InvalidValue(field="url", value=url[:_LONGEST_URL], rule="at_most_500_characters")
    try:
        parts = urlsplit(url)
        is_address = parts.scheme in CAMERA_SCHEMES and bool(parts.hostname) and (parts.port or 0) >= 0
    except ValueError:
        is_address = False
        parts = urlsplit("")
    if not is_address or any(character.isspace() for character in url):
        raise InvalidValue(field="url", value=url, rule="camera_address")
    if "@" in parts.netloc:
        # A password in the address would be shown to everyone who may see the alarm.
        raise InvalidValue(field="url", value=parts.hostname or "", rule="no_password_in_the_address")
