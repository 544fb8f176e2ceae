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

from anlan.protocols import smpp34
from anlan.protocols.smpp34 import Address, Command, EsmClass, MessageState, Pdu, ShortMessage, Status, Tag

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

    def submit(self, pdus: list[Pdu]) -> list[Pdu]:
        """Take messages and return the answers; what is taken is in the file before the answer leaves."""
        answers, lines, fresh = [], [], []
        with self._lock:
            allowed = self._allowed(len(pdus))
            for n, pdu in enumerate(pdus):
                if n >= allowed:
                    self.throttled += 1
                    answers.append(Pdu(Command.SUBMIT_SM_RESP, pdu.sequence, status=Status.THROTTLED))
                    continue
                kept, is_new = self._taken(pdu.body)
                answers.append(Pdu(Command.SUBMIT_SM_RESP, pdu.sequence, smpp34.Taken(kept.message_id)))
                if is_new:
                    lines.append(
                        orjson.dumps(
                            [kept.message_id, kept.client_id, kept.number, kept.text], option=orjson.OPT_APPEND_NEWLINE
                        )
                    )
                    fresh.append((kept, pdu.body))
            self._file.write(b"".join(lines))
            self._file.flush()
            self._settle(fresh)
        return answers

    def _taken(self, message: smpp34.Body) -> tuple[Kept, bool]:
        if not isinstance(message, ShortMessage):
            raise TypeError(message)
        client_id = (message.option(Tag.CLIENT_MESSAGE_ID) or b"").decode("latin-1")
        if client_id and client_id in self.by_id:
            self.repeated += 1
            return self.by_id[client_id], False
        text, message_id = smpp34.text_of(message), f"{len(self.by_id):x}-{next(self._numbers):x}"
        kept = Kept(message_id, client_id, message.destination.number, text, MessageState.ENROUTE)
        self._keep(kept)
        return kept, True

    def _settle(self, fresh: list[tuple[Kept, smpp34.Body]]) -> None:
        for kept, message in fresh:
            state = self.outcome(kept.number)
            if state is not None:
                kept.state = state
                if isinstance(message, ShortMessage) and message.registered_delivery & 1:
                    self._due.append(kept)

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
            self.owe(list(link.under_way.values()))


class _Link:
    """One connection: answers what it is asked, and tells receipts once it is bound."""

    def __init__(self, centre: Centre, joined: socket.socket) -> None:
        self._centre, self._joined = centre, joined
        self._numbers, self._lock = count(1), threading.Lock()
        self._is_bound, self._is_lost = False, False
        self.under_way: dict[int, Kept] = {}

    def serve(self) -> None:
        splitter = smpp34.Splitter()
        while not self._is_lost:
            try:
                raw = self._joined.recv(_READ_OCTETS)
                pdus = [smpp34.decode(each) for each in splitter.feed(raw)]
            except (OSError, smpp34.SmppError):
                break
            if not raw:
                break
            self._answer(pdus)
        self._is_lost = True
        self._joined.close()

    def _answer(self, pdus: list[Pdu]) -> None:
        submits = [each for each in pdus if each.command is Command.SUBMIT_SM]
        answers = self._centre.submit(submits) if submits and self._is_bound else []
        for pdu in pdus:
            if pdu.command is Command.DELIVER_SM_RESP:
                self.under_way.pop(pdu.sequence, None)
            elif pdu.command is not Command.SUBMIT_SM:
                answers.extend(self._simple(pdu))
        self._write(answers)

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
            room = _RECEIPTS_UNDER_WAY - len(self.under_way)
            receipts = self._centre.due(room) if self._is_bound and room > 0 else []
            if not receipts:
                threading.Event().wait(_LOOK_SECONDS)
                continue
            numbered = [(next(self._numbers), each) for each in receipts]
            self.under_way.update(numbered)
            self._write([Pdu(Command.DELIVER_SM, n, _receipt(each)) for n, each in numbered])

    def say(self, number: str, text: str) -> None:
        (part,) = smpp34.parts_of(text)
        body = ShortMessage(source=Address(number, 1, 1), content=part.content, data_coding=part.data_coding)
        self._write([Pdu(Command.DELIVER_SM, next(self._numbers), body)])

    def _write(self, pdus: list[Pdu]) -> None:
        with contextlib.suppress(OSError), self._lock:
            self._joined.sendall(b"".join(smpp34.encode(each) for each in pdus))

    def cut(self) -> None:
        self._is_lost = True
        with contextlib.suppress(OSError):
            self._joined.shutdown(socket.SHUT_RDWR)


def _receipt(kept: Kept) -> ShortMessage:
    word = smpp34.STATE_WORDS[kept.state]
    options: tuple[tuple[int, bytes], ...] = (
        (int(Tag.RECEIPTED_MESSAGE_ID), kept.message_id.encode() + b"\0"),
        (int(Tag.MESSAGE_STATE), bytes([kept.state])),
    )
    if kept.client_id:
        options += ((int(Tag.CLIENT_MESSAGE_ID), kept.client_id.encode()),)
    return ShortMessage(
        source=Address(kept.number, 1, 1),
        esm_class=EsmClass.RECEIPT,
        content=f"id:{kept.message_id} sub:001 dlvrd:001 stat:{word} err:000 text:".encode(),
        options=options,
    )
