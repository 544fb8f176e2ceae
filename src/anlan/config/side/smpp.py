"""The simulated short message centre: SMPP 3.4, a rated number of messages a second, an outcome for each number.

It keeps the id that a message carries in the optional parameter 0x1500, takes it once, also over reconnects and its own
restart, and answers query_sm by it. A test tells it which numbers fail or stay silent, and to lose its links.
"""

import contextlib
import socket
import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from time import monotonic
from typing import Final

import orjson

from anlan.config.side.smpp_frames import (
    ACKNOWLEDGED,
    SUBMIT,
    SubmitReader,
    Submitted,
    answered,
    receipt,
    sequence_of,
)
from anlan.protocols import smpp34
from anlan.protocols.smpp34 import Address, Command, MessageState, Pdu, ShortMessage, Status

_READ_OCTETS: Final = 1 << 18
_RECEIPTS_UNDER_WAY: Final = 2000
_LOOK_SECONDS: Final = 0.05
_BURST_SECONDS: Final = 0.25


@dataclass(slots=True)
class Kept:
    """One message that the centre took."""

    message_id: str
    client_id: str
    number: str
    text: str
    state: MessageState


class Centre:
    """A centre at ``port`` that keeps what it takes in ``file``; ``outcome`` says what becomes of each number."""

    def __init__(
        self,
        port: int,
        file: Path,
        *,
        per_second: int = 0,
        outcome: Callable[[str], MessageState | None] = lambda number: MessageState.DELIVERED,
    ) -> None:
        self.port, self.per_second, self.outcome = port, per_second, outcome
        self.by_id: dict[str, Kept] = {}
        self.repeated = self.throttled = 0
        self._numbers, self._lock = count(1), threading.Lock()
        self._due: deque[Kept] = deque()
        self._reader = SubmitReader()
        self._links: set[_Link] = set()
        self._allowance, self._reckoned = float(per_second), monotonic()
        file.parent.mkdir(parents=True, exist_ok=True)
        for line in file.read_text("utf-8").splitlines() if file.exists() else ():
            with contextlib.suppress(ValueError, TypeError):
                self._keep(Kept(*orjson.loads(line)[:4], MessageState.ENROUTE))
        self._file = file.open("ab")

    @property
    def messages(self) -> list[Kept]:
        """Return every message, once."""
        return list({id(each): each for each in self.by_id.values()}.values())

    def _keep(self, kept: Kept) -> None:
        self.by_id[kept.message_id] = kept
        if kept.client_id:
            self.by_id[kept.client_id] = kept

    def submit(self, frames: list[bytes]) -> list[bytes]:
        """Take messages and return the answers; what is taken is in the file before the answer leaves."""
        answers, lines = [], []
        with self._lock:
            allowed = self._allowed(len(frames))
            for frame in frames[:allowed]:
                kept, line = self._taken(self._reader.read(frame))
                answers.append(answered(frame, message_id=kept.message_id))
                lines.append(line)
            self.throttled += len(frames) - len(answers)
            self._file.write(b"".join(lines))
            self._file.flush()
        return answers + [answered(frame, status=Status.THROTTLED) for frame in frames[allowed:]]

    def _taken(self, message: Submitted) -> tuple[Kept, bytes]:
        """Return what is kept of a message and the line to be written of it, none where it came before."""
        client_id = message.client_id
        if client_id and client_id in self.by_id:
            self.repeated += 1
            return self.by_id[client_id], b""
        message_id, state = f"{len(self.by_id):x}-{next(self._numbers):x}", self.outcome(message.number)
        kept = Kept(message_id, client_id, message.number, message.text, state or MessageState.ENROUTE)
        self._keep(kept)
        if state is not None and message.wants_receipt:
            self._due.append(kept)
        line = [message_id, client_id, kept.number, kept.text]
        return kept, orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE)

    def _allowed(self, wanted: int) -> int:
        if not self.per_second:
            return wanted
        now = monotonic()
        most = max(self.per_second * _BURST_SECONDS, 1)
        self._allowance = min(self._allowance + (now - self._reckoned) * self.per_second, most)
        self._reckoned = now
        allowed = min(wanted, int(self._allowance))
        self._allowance -= allowed
        return allowed

    def told(self, pdu: Pdu) -> Pdu:
        """Answer query_sm by the centre's id or the client's own."""
        kept = self.by_id.get(pdu.body.message_id) if isinstance(pdu.body, smpp34.Query) else None
        if kept is None:
            return Pdu(Command.QUERY_SM_RESP, pdu.sequence, status=Status.QUERY_FAILED)
        return Pdu(Command.QUERY_SM_RESP, pdu.sequence, smpp34.Told(kept.message_id, "", kept.state, 0))

    def due(self, most: int) -> list[Kept]:
        """Return receipts to send now."""
        return [self._due.popleft() for _ in range(min(most, len(self._due)))]

    def owe(self, receipts: list[Kept]) -> None:
        """Take back receipts that nobody acknowledged; they are told to the next who binds."""
        self._due.extendleft(reversed(receipts))

    def say(self, number: str, text: str) -> None:
        """Send a text from a phone to whoever is bound."""
        for link in list(self._links):
            link.say(number, text)

    def lose_links(self) -> None:
        """Cut every link without a word."""
        for link in list(self._links):
            link.cut()

    @contextlib.contextmanager
    def running(self) -> Iterator["Centre"]:
        """Listen for the length of a ``with`` block."""
        server = socket.create_server(("127.0.0.1", self.port))
        self.port = server.getsockname()[1]
        threading.Thread(target=self._accept, args=(server,), daemon=True).start()
        try:
            yield self
        finally:
            with contextlib.suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)
            server.close()
            self.lose_links()
            self._file.close()

    def _accept(self, server: socket.socket) -> None:
        while True:
            try:
                joined, _ = server.accept()
            except OSError:
                return
            joined.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            link = _Link(self, joined)
            self._links.add(link)
            threading.Thread(target=self._serve, args=(link,), daemon=True).start()
            threading.Thread(target=link.tell, daemon=True).start()

    def _serve(self, link: "_Link") -> None:
        try:
            link.serve()
        finally:
            self._links.discard(link)
            self.owe(link.left())


class _Link:
    """One connection: answers what it is asked, and tells receipts once it is bound."""

    def __init__(self, centre: Centre, joined: socket.socket) -> None:
        self._centre, self._joined = centre, joined
        self._numbers, self._lock, self._telling = count(1), threading.Lock(), threading.Lock()
        self._is_bound, self._is_lost = False, False
        self.under_way: dict[int, Kept] = {}

    def serve(self) -> None:
        splitter = smpp34.Splitter()
        while not self._is_lost:
            try:
                raw = self._joined.recv(_READ_OCTETS)
                if not raw:
                    break
                self._answer(splitter.feed(raw))
            except (OSError, smpp34.SmppError):
                break
        self._is_lost = True
        self._joined.close()

    def _answer(self, frames: list[bytes]) -> None:
        submits, others = [], []
        for frame in frames:
            command = frame[4:8]
            if command == SUBMIT:
                submits.append(frame)
            elif command == ACKNOWLEDGED:
                self.under_way.pop(sequence_of(frame), None)
            else:
                others.append(smpp34.decode(frame))
        answers = self._centre.submit(submits) if submits and self._is_bound else []
        self._write(answers + [smpp34.encode(answer) for pdu in others for answer in self._simple(pdu)])

    def _simple(self, pdu: Pdu) -> list[Pdu]:
        if pdu.command is Command.BIND_TRANSCEIVER and isinstance(pdu.body, smpp34.Bind):
            if pdu.body.password == "wrong":  # noqa: S105 - what a test says to be refused
                return [Pdu(Command.BIND_TRANSCEIVER_RESP, pdu.sequence, status=Status.INVALID_PASSWORD)]
            self._is_bound = True
            return [Pdu(Command.BIND_TRANSCEIVER_RESP, pdu.sequence, smpp34.Bound("SIDE"))]
        if pdu.command is Command.QUERY_SM:
            return [self._centre.told(pdu)]
        if pdu.command is Command.ENQUIRE_LINK:
            return [Pdu(Command.ENQUIRE_LINK_RESP, pdu.sequence)]
        if pdu.command is Command.UNBIND:
            self._is_bound = False
            return [Pdu(Command.UNBIND_RESP, pdu.sequence)]
        return []

    def tell(self) -> None:
        """Tell receipts, so many unacknowledged at most."""
        while not self._is_lost:
            threading.Event().wait(_LOOK_SECONDS)
            numbered = self._to_tell()
            self._write(
                [receipt(n, each.number, (each.message_id, each.client_id), each.state) for n, each in numbered]
            )

    def _to_tell(self) -> list[tuple[int, Kept]]:
        with self._telling:
            # A link that was lost meanwhile takes none: nobody would hand them on.
            room = 0 if self._is_lost or not self._is_bound else _RECEIPTS_UNDER_WAY - len(self.under_way)
            numbered = [(next(self._numbers), each) for each in self._centre.due(max(room, 0))]
            self.under_way.update(numbered)
            return numbered

    def left(self) -> list[Kept]:
        """Return what was told and never acknowledged; the link takes no more."""
        with self._telling:
            self._is_lost = True
            return list(self.under_way.values())

    def say(self, number: str, text: str) -> None:
        (part,) = smpp34.parts_of(text)
        body = ShortMessage(source=Address(number, 1, 1), content=part.content, data_coding=part.data_coding)
        self._write([smpp34.encode(Pdu(Command.DELIVER_SM, next(self._numbers), body))])

    def _write(self, frames: list[bytes]) -> None:
        if frames:
            with contextlib.suppress(OSError), self._lock:
                self._joined.sendall(b"".join(frames))

    def cut(self) -> None:
        self._is_lost = True
        with contextlib.suppress(OSError):
            self._joined.shutdown(socket.SHUT_RDWR)
