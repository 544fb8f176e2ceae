"""Mail by SMTP, the CAP message attached; the mail's own Message-ID carries our message id."""

import smtplib
from email.message import EmailMessage
from urllib.parse import urlsplit
from uuid import UUID

from anlan.public_warnings.ports import Accepted, ChannelDown, MessageRefused, Outgoing, Receipt

_TIMEOUT_SECONDS = 10
_FROM = "warnings@anlan.example"
_LAST_TEMPORARY = 499


class EmailSender:
    """One mail server, by ``smtp://[user:password@]host:port`` or ``smtps://...``."""

    is_shared = True

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "", parts.port or 25
        self._login = (parts.username, parts.password or "") if parts.username else None
        self._connect = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP

    def send(self, message: Outgoing) -> Accepted:
        """Hand the mail to the server; it answers for the delivery from then on."""
        mail = _mail(message)
        try:
            with self._joined() as server:
                server.send_message(mail)
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            failure = ChannelDown if all(code <= _LAST_TEMPORARY for code in codes) else MessageRefused
            raise failure(str(error)) from error
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
        """Greet the server and sign in; nothing is sent."""
        try:
            with self._joined() as server:
                server.noop()
        except (OSError, smtplib.SMTPException) as error:
            raise ChannelDown(str(error)) from error

    def _joined(self) -> smtplib.SMTP:
        server = self._connect(self._host, self._port, timeout=_TIMEOUT_SECONDS)
        if self._login:
            server.login(*self._login)
        return server


def _mail(message: Outgoing) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"] = _FROM, message.address
    mail["Subject"] = message.title
    mail["Message-ID"] = f"<{message.id}@anlan>"
    mail.set_content(message.text)
    if message.document:
        mail.add_attachment(
            message.document, maintype="application", subtype="cap+xml", filename=f"{message.identifier}.xml"
        )
    return mail
