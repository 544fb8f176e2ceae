"""The simulated mail server."""

from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from anlan.config.side.store import Received


class MailTaker:
    """Takes every mail once per Message-ID and receiver."""

    def __init__(self, received: Received) -> None:
        self.received = received

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Store the mail."""
        mail = message_from_bytes(envelope.content or b"", policy=policy.default)
        text = mail.get_body(("plain",)) if isinstance(mail, EmailMessage) else None
        for receiver in envelope.rcpt_tos:
            self.received.take(
                f"{mail['Message-ID']} {receiver}",
                {
                    "to": receiver,
                    "subject": str(mail["Subject"]),
                    "text": text.get_content() if text else "",
                    "attachments": [part.get_filename() for part in mail.iter_attachments()],
                },
            )
        return "250 taken"


def mail_server(port: int, received: Received) -> Controller:
    """Return the server, not yet started."""
    return Controller(MailTaker(received), hostname="127.0.0.1", port=port)
