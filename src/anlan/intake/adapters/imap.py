"""A mailbox by IMAP (RFC 3501), opened for reading only: nothing in it is marked, moved or deleted."""

import contextlib
import imaplib
import re
import ssl
from collections.abc import Iterator
from datetime import timedelta
from typing import Final
from urllib.parse import unquote, urlsplit

from django.conf import settings

from anlan.intake.domain.mails import MOST_BYTES
from anlan.intake.ports import Letter, MailboxDown, Seen
from anlan.kernel import clock

_PORTS: Final = {"imap": 143, "imap+tls": 143, "imaps": 993}
_PATIENCE_SECONDS: Final = 30.0
_AGAIN: Final = timedelta(days=3)
_SIZE: Final = re.compile(rb"RFC822\.SIZE (\d+)")


class ImapMailbox:
    """One folder, by ``imaps://user:password@host[:port][/folder]``; ``imap+tls`` is STARTTLS, ``imap`` is plain."""

    def __init__(self, region: str, url: str, *, trust: ssl.SSLContext | None = None) -> None:
        parts = urlsplit(url)
        self.region = region
        self._scheme, self._host, self._port = parts.scheme, parts.hostname or "", parts.port or _PORTS[parts.scheme]
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")
        self._folder = unquote(parts.path.strip("/")) or "INBOX"
        self._trust = trust
        self.name = f"{self._user}@{self._host}/{self._folder}"

    def letters(self, after: Seen | None, most: int) -> Iterator[Letter]:
        """Yield what came after, the oldest first; where the server numbers anew, the last three days once more."""
        try:
            with self._joined() as server:
                validity = self._examined(server)
                for uid in _wanted(server, after, validity)[:most]:
                    yield Letter(Seen(validity, uid), _raw(server, uid))
        except (OSError, imaplib.IMAP4.error) as error:
            raise MailboxDown(str(error).replace(self._password, "***") if self._password else str(error)) from error

    @contextlib.contextmanager
    def _joined(self) -> Iterator[imaplib.IMAP4]:
        if self._scheme == "imaps":
            trust = self._trust or ssl.create_default_context()
            server: imaplib.IMAP4 = imaplib.IMAP4_SSL(
                self._host, self._port, ssl_context=trust, timeout=_PATIENCE_SECONDS
            )
        else:
            server = imaplib.IMAP4(self._host, self._port, timeout=_PATIENCE_SECONDS)
        with server:
            if self._scheme == "imap+tls":
                server.starttls(self._trust or ssl.create_default_context())
            server.login(self._user, self._password)
            yield server

    def _examined(self, server: imaplib.IMAP4) -> int:
        answer, said = server.select(f'"{self._folder}"', readonly=True)
        if answer != "OK":
            raise MailboxDown(f"{self._folder}: {said!r}")
        found = server.response("UIDVALIDITY")[1]
        return int(found[0]) if found and found[0] else 0


def _wanted(server: imaplib.IMAP4, after: Seen | None, validity: int) -> list[int]:
    if after is None:
        asked = "UNSEEN"
    elif after.validity != validity:
        asked = f"SINCE {imaplib.Time2Internaldate(clock.real_now() - _AGAIN)[1:12].strip()}"
    else:
        asked = f"UID {after.uid + 1}:*"
    answer, found = server.uid("SEARCH", asked)
    if answer != "OK":
        raise MailboxDown(f"SEARCH: {found!r}")
    # A server answers "8:*" with its last letter even where that is number 7.
    least = after.uid if after is not None and after.validity == validity else 0
    return sorted(uid for uid in map(int, (found[0] or b"").split()) if uid > least)


def _raw(server: imaplib.IMAP4, uid: int) -> bytes | None:
    """Return a letter, or nothing where its size alone says that it is not taken."""
    size = _SIZE.search(repr(server.uid("FETCH", str(uid), "(RFC822.SIZE)")[1]).encode())
    if size and int(size[1]) > MOST_BYTES:
        return None
    answer, found = server.uid("FETCH", str(uid), "(BODY.PEEK[])")
    parts = [each[1] for each in found or () if isinstance(each, tuple)]
    if answer != "OK" or not parts:
        raise MailboxDown(f"FETCH {uid}: {answer}")
    return bytes(parts[0])


def mailboxes() -> tuple[ImapMailbox, ...]:
    """Return the mailboxes of the settings."""
    return tuple(ImapMailbox(region, url) for region, url in settings.OPTIONS["ANLAN_INTAKE_MAIL"])
