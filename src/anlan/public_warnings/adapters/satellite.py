"""Satellite short messages by files: the terminal's own program takes them from a folder and writes answers to another.

``FOLDER/outbox/ID.txt`` is put there by one rename, so that nobody reads half a message; ``FOLDER/inbox/ID.txt`` says
what became of it. Answers read are kept in ``FOLDER/done``.
"""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from uuid import UUID

from anlan.public_warnings.adapters.wall import require_own
from anlan.public_warnings.domain import satellite
from anlan.public_warnings.ports import Accepted, ChannelDown, MessageRefused, Outgoing, Receipt

_MOST_AT_A_TIME: Final = 500
_LONGEST_ANSWER: Final = 4096


class SatelliteSender:
    """One terminal with its folder."""

    is_shared = True

    def __init__(self, channel: str, folder: Path) -> None:
        self._channel, self._folder = channel, folder

    def send(self, message: Outgoing) -> Accepted:
        """Put the message into the outbox whole or not at all; a file of its id is the same message."""
        require_own(message, self._channel)
        if not satellite.is_address(message.address):
            raise MessageRefused(f"{message.address} is no number of a terminal")
        pieces = satellite.parts(f"{message.title} {message.text}")
        name = satellite.file_name(message.id)
        part = self._folder / "outbox" / f".{name}.part"
        try:
            with part.open("w", encoding="utf-8") as file:
                file.write(satellite.file_text(message.address, pieces))
                file.flush()
                os.fsync(file.fileno())
            part.replace(self._folder / "outbox" / name)
        except OSError as error:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            raise ChannelDown(f"outbox: {error.strerror or error}") from error
        return Accepted(f"{len(pieces)} parts", is_delivered=False)

    def find(self, message: Outgoing) -> Accepted | None:
        """Look for the message in the outbox and among the answers."""
        name = satellite.file_name(message.id)
        is_known = any((self._folder / place / name).exists() for place in ("outbox", "inbox", "done"))
        return Accepted(name, is_delivered=False) if is_known else None

    def receipts(self, ids: frozenset[UUID]) -> frozenset[Receipt]:
        """Lay the inbox's answers aside and read those, and any laid aside before, that are asked for."""
        try:
            return frozenset(self._answers(ids))
        except OSError as error:
            raise ChannelDown(f"inbox: {error.strerror or error}") from error

    def _answers(self, ids: frozenset[UUID]) -> Iterator[Receipt]:
        done = self._folder / "done"
        done.mkdir(exist_ok=True)
        for file in sorted((self._folder / "inbox").iterdir())[:_MOST_AT_A_TIME]:
            if file.is_file() and not file.name.startswith("."):
                file.replace(done / file.name)
        for each in ids:
            file = done / satellite.file_name(each)
            if file.is_file():
                with file.open("rb") as raw:
                    answer = satellite.answer_in(file.name, raw.read(_LONGEST_ANSWER).decode("utf-8", "replace"))
                if answer is not None:
                    yield Receipt(answer.id, answer.outcome, answer.detail)

    def probe(self) -> None:
        """Write into the outbox and read the inbox: a full disk or a lost mount shows before a warning needs them."""
        trial = self._folder / "outbox" / ".probe"
        try:
            with trial.open("wb") as file:
                file.write(bytes(_LONGEST_ANSWER))
                file.flush()
                os.fsync(file.fileno())
            trial.unlink()
            next((self._folder / "inbox").iterdir(), None)
        except OSError as error:
            raise ChannelDown(f"{self._folder.name}: {error.strerror or error}") from error
