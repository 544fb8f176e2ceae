"""Mail by SMTP with the CAP message and a notice on paper; the mail's own Message-ID carries our message id."""

import smtplib
import ssl
from email.message import EmailMessage
from functools import lru_cache
from typing import Final
from urllib.parse import unquote, urlsplit
from uuid import UUID

from anlan.kernel.clock import in_china
from anlan.public_warnings import api
from anlan.public_warnings.adapters.told import Told, told
from anlan.public_warnings.adapters.wall import require_own
from anlan.public_warnings.ports import Accepted, ChannelDown, MessageRefused, Outgoing, Receipt
from anlan.support.documents import Head, OfficialDocument, Paragraph, docx_of

_PATIENCE_SECONDS: Final = 10
_LAST_TEMPORARY: Final = 499
_PORTS: Final = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
_WORD: Final = "vnd.openxmlformats-officedocument.wordprocessingml.document"


class EmailSender:
    """One mail server, by ``smtp://[user:password@]host:port``, ``smtp+tls://...`` (STARTTLS) or ``smtps://...``."""

    is_shared = True

    def __init__(
        self,
        channel: str,
        url: str,
        *,
        sender: str = "warnings@anlan.example",
        trust: ssl.SSLContext | None = None,
        patience: float = _PATIENCE_SECONDS,
    ) -> None:
        parts = urlsplit(url)
        self._channel, self._scheme, self._sender = channel, parts.scheme, sender
        self._host, self._port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
        self._login = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
        self._patience = patience
        self._trust = trust or ssl.create_default_context()

    def send(self, message: Outgoing) -> Accepted:
        """Hand the mail to the server; it answers for the delivery from then on, and is asked to say if it fails."""
        require_own(message, self._channel)
        mail = self._mail(message)
        try:
            with self._joined() as server:
                asked = ("NOTIFY=FAILURE,DELAY",) if server.has_extn("dsn") else ()
                server.send_message(mail, rcpt_options=asked)
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            failure = ChannelDown if all(code <= _LAST_TEMPORARY for code in codes) else MessageRefused
            raise failure(str(error)) from error
        except smtplib.SMTPAuthenticationError as error:
            raise ChannelDown(f"sign-in: {error.smtp_code}") from error
        except smtplib.SMTPResponseException as error:
            failure = ChannelDown if error.smtp_code <= _LAST_TEMPORARY else MessageRefused
            raise failure(f"{error.smtp_code} {error.smtp_error!r}") from error
        except (OSError, smtplib.SMTPException) as error:
            raise ChannelDown(str(error)) from error
        return Accepted(mail["Message-ID"], is_delivered=True)

    def find(self, message: Outgoing) -> Accepted | None:
        """SMTP cannot be asked; the receiving side drops a repetition by its Message-ID."""
        return None

    def receipts(self, ids: frozenset[UUID]) -> frozenset[Receipt]:
        """A mail server gives none beyond its acceptance."""
        return frozenset()

    def probe(self) -> None:
        """Greet the server, encrypt and sign in; nothing is sent."""
        try:
            with self._joined() as server:
                server.noop()
        except (OSError, smtplib.SMTPException) as error:
            raise ChannelDown(str(error)) from error

    def _joined(self) -> smtplib.SMTP:
        if self._scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(self._host, self._port, timeout=self._patience, context=self._trust)
        else:
            server = smtplib.SMTP(self._host, self._port, timeout=self._patience)
        if self._scheme == "smtp+tls":
            server.starttls(context=self._trust)
        if self._login:
            server.login(*self._login)
        return server

    def _mail(self, message: Outgoing) -> EmailMessage:
        mail = EmailMessage()
        try:
            mail["From"], mail["To"], mail["Subject"] = self._sender, message.address, message.title
        except (ValueError, IndexError) as error:
            raise MessageRefused(f"address: {error}") from error
        if [bool(each.username and each.domain) for each in mail["To"].addresses] != [True]:
            raise MessageRefused(f"{message.address!r} is no address of mail")
        mail["Message-ID"] = f"<{message.id}@anlan>"
        mail.set_content(message.text)
        if message.document:
            name = message.identifier
            mail.add_attachment(message.document, maintype="application", subtype="cap+xml", filename=f"{name}.xml")
            paper = _paper(told(message), message.title, message.text, name)
            mail.add_attachment(paper, maintype="application", subtype=_WORD, filename=f"{name}.docx")
        return mail


@lru_cache(maxsize=16)
def _paper(about: Told, title: str, text: str, identifier: str) -> bytes:
    """Return the warning as an official notice to print."""
    paragraphs = (line.strip() for line in text.split("\n"))
    return docx_of(
        OfficialDocument(
            head=Head(mark=about.issuer, number=identifier),
            title=title,
            blocks=tuple(Paragraph(line) for line in paragraphs if line),
            signature=about.issuer,
            date=api.wording("notice_date", at=in_china(about.sent)),
            made_at=about.sent,
        )
    )
