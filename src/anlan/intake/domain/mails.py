"""A mail as it came (RFC 5322), read into what a matter needs."""

import email
import email.policy
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Final

from anlan.intake.domain.errors import MailUnreadable
from anlan.intake.domain.matters import LONGEST_TEXT, MOST_PICTURES, SentPicture

MOST_BYTES: Final = 20 * 1024 * 1024
_PICTURES: Final = ("image/jpeg", "image/png", "image/webp")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """Who wrote what: ``number`` is the message's own id, which is the same however often it is delivered."""

    number: str
    sender: str
    text: str
    pictures: tuple[SentPicture, ...]


def mail_of(raw: bytes) -> Mail:
    """Return what a mail says; refuse one without a message id, a sender or a text."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    if not isinstance(message, EmailMessage):
        raise MailUnreadable(why="no message")
    number, sender = str(message.get("Message-ID", "")).strip(), parseaddr(str(message.get("From", "")))
    text = _text_of(message)
    for found, why in ((number, "no Message-ID"), (sender[1], "no sender"), (text, "no text")):
        if not found:
            raise MailUnreadable(why=why)
    return Mail(number=number[:80], sender=(sender[0] or sender[1])[:40], text=text, pictures=_pictures_of(message))


def _text_of(message: EmailMessage) -> str:
    body = message.get_body(preferencelist=("plain",))
    try:
        words = body.get_content().strip() if body else ""
    except LookupError:  # a character set that Python does not know
        words = ""
    subject = str(message.get("Subject", "")).strip()
    return "\n".join(part for part in (subject, words) if part)[:LONGEST_TEXT]


def _pictures_of(message: EmailMessage) -> tuple[SentPicture, ...]:
    attached = (part for part in message.iter_attachments() if part.get_content_type() in _PICTURES)
    found = [SentPicture(name=part.get_filename() or "", content=part.get_content()) for part in attached]
    return tuple(found[:MOST_PICTURES])
