"""A mail as it came (RFC 5322), read into what a matter needs."""

import email
import email.policy
import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parseaddr
from html.parser import HTMLParser
from typing import Final

from anlan.intake.domain.errors import MailUnreadable
from anlan.intake.domain.matters import LONGEST_TEXT, MOST_PICTURES, SentPicture

MOST_BYTES: Final = 20 * 1024 * 1024
_PICTURES: Final = ("image/jpeg", "image/png", "image/webp")
_SILENT: Final = ("script", "style", "head")
_BLOCKS: Final = ("p", "br", "div", "tr", "li", "h1", "h2", "h3")
_BLANKS: Final = re.compile(r"\s+")
_LONGEST_NAME: Final = 60
_MOST_NAMES: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """Who wrote what: ``number`` is the message's own id, which is the same however often it is delivered.

    ``left_out`` names the attachments that are no pictures, or too many.
    """

    number: str
    sender: str
    text: str
    pictures: tuple[SentPicture, ...]
    left_out: tuple[str, ...] = ()


class _Words(HTMLParser):
    """The words of a letter that has no plain part; what scripts and styles say is none."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Begin a new line at each block; fall silent in scripts and styles."""
        self._silent += tag in _SILENT
        if tag in _BLOCKS:
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Speak again after scripts and styles."""
        self._silent -= tag in _SILENT and self._silent > 0

    def handle_data(self, data: str) -> None:
        """Keep the words."""
        if not self._silent:
            self.found.append(_BLANKS.sub(" ", data))

    @property
    def text(self) -> str:
        """Return the words by lines, empty ones left out."""
        return "\n".join(line.strip() for line in "".join(self.found).splitlines() if line.strip())


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
    pictures, left_out = _attachments_of(message)
    teller = (sender[0] or sender[1])[:40]
    return Mail(number=number[:80], sender=teller, text=text, pictures=pictures, left_out=left_out)


def _text_of(message: EmailMessage) -> str:
    body = message.get_body(preferencelist=("plain", "html"))
    try:
        words = body.get_content().strip() if body else ""
    except (LookupError, AttributeError):  # a character set that Python does not know, or parts where words belong
        words = ""
    if body is not None and body.get_content_type() == "text/html":
        words = _words_of(words)
    subject = str(message.get("Subject", "")).strip()
    return "\n".join(part for part in (subject, words) if part).replace("\0", "")[:LONGEST_TEXT]


def _words_of(html: str) -> str:
    reader = _Words()
    reader.feed(html)
    reader.close()
    return reader.text


def _attachments_of(message: EmailMessage) -> tuple[tuple[SentPicture, ...], tuple[str, ...]]:
    """Return the pictures, and the names of all else that is attached."""
    pictures: list[SentPicture] = []
    names: list[str] = []
    for part in message.iter_attachments():
        name = (part.get_filename() or part.get_content_type())[:_LONGEST_NAME]
        content = part.get_content() if part.get_content_type() in _PICTURES else None
        if isinstance(content, bytes) and len(pictures) < MOST_PICTURES:
            pictures.append(SentPicture(name=name, content=content))
        else:
            names.append(name)
    return tuple(pictures), tuple(names[:_MOST_NAMES])
