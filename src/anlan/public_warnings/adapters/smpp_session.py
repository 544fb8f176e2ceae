"""One session with a short message centre by SMPP 3.4: bound, kept alive, many requests under way at once."""

import contextlib
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from time import monotonic, sleep
from typing import Final
from uuid import UUID

from anlan.protocols import smpp34
from anlan.protocols.smpp34 import Command, Pdu, Status
from anlan.public_warnings.ports import ChannelDown

Key = UUID | None
Answered = Callable[[list[tuple[Key, Pdu | None]]], None]
Request = tuple[Command, bytes, Key]

_CONNECT_SECONDS: Final = 5.0
_ANSWER_SECONDS: Final = 10.0
_QUIET_SECONDS: Final = 20.0
_READ_SECONDS: Final = 0.5
_READ_OCTETS: Final = 1 << 18
_FEW_OCTETS: Final = 1 << 14
_BREATH_SECONDS: Final = 0.004
_MOST_SEQUENCE: Final = 0x7FFFFFFF


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre:
    """Where a centre is and how it is spoken to.

    ``window``: requests under way at most. ``asks_by_client_id``: the centre keeps the id that a message carries in
    the optional parameter 0x1500, takes it once, and answers query_sm by it.
    """

    host: str
    port: int
    system_id: str
    password: str
    source: str = ""
    window: int = 100
    asks_by_client_id: bool = False


@dataclass(slots=True)
class _Waiting:
    """Requests under way and since when each was, guarded by one lock."""

    by_sequence: dict[int, tuple[Answered, Key, float]] = field(default_factory=dict)
    changed: threading.Condition = field(default_factory=threading.Condition)


class Session:
    """A bound connection. Requests are answered in whatever order; a lost link answers all that wait with nothing."""

    def __init__(self, centre: Centre, on_message: Callable[["Session", Pdu], None]) -> None:
        self._centre, self._on_message = centre, on_message
        self._numbers, self._number_lock = count(1), threading.Lock()
        self._waiting, self._write_lock = _Waiting(), threading.Lock()
        self.lost = ""
        self._heard_at = self._asked_at = monotonic()
        try:
            self._socket = socket.create_connection((centre.host, centre.port), timeout=_CONNECT_SECONDS)
        except OSError as error:
            raise ChannelDown(f"{type(error).__name__}: {error}") from error
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._reader = threading.Thread(target=self._read, name="smpp", daemon=True)
        self._reader.start()
        self._bind()

    def _bind(self) -> None:
        bind = smpp34.Bind(system_id=self._centre.system_id, password=self._centre.password)
        answer = self.ask(Command.BIND_TRANSCEIVER, bind)
        if answer.status:
            self._end(f"bind refused: {smpp34.status_name(answer.status)}")
            raise ChannelDown(self.lost)

    def ask(self, command: Command, body: smpp34.Body = smpp34.Empty()) -> Pdu:  # noqa: B008 - frozen, has no state
        """Send one request and wait for its answer."""
        answers: list[tuple[Key, Pdu | None]] = []
        done = threading.Event()

        def take(answered: list[tuple[Key, Pdu | None]]) -> None:
            answers.extend(answered)
            done.set()

        self.send([(command, smpp34.encode_body(body), None)], take)
        answer = answers[0][1] if done.wait(_ANSWER_SECONDS) else None
        if answer is None:
            self._end(self.lost or f"no answer to {command.name.lower()}")
            raise ChannelDown(self.lost)
        return answer

    def send(self, requests: list[Request], answered: Answered) -> None:
        """Send requests as the window allows; ``answered`` hears of each by its key, nothing where the link is lost."""
        at = 0
        while at < len(requests):
            room = self._room(len(requests) - at)
            if room == 0:
                answered([(key, None) for _, _, key in requests[at:]])
                return
            self._write(self._frames(requests[at : at + room], answered))
            at += room

    def _room(self, wanted: int) -> int:
        """Wait until the window has room; return for how many, nothing where the link is lost."""
        waiting, until = self._waiting, monotonic() + _ANSWER_SECONDS
        with waiting.changed:
            while not self.lost and len(waiting.by_sequence) >= self._centre.window:
                waiting.changed.wait(1.0)
                if monotonic() > until:
                    break
            room = self._centre.window - len(waiting.by_sequence)
        if not self.lost and room <= 0:
            self._end("the centre answers nothing")
        return 0 if self.lost else min(room, wanted)

    def _frames(self, requests: list[Request], answered: Answered) -> bytes:
        frames, at = [], monotonic()
        with self._number_lock:
            sequences = [next(self._numbers) % _MOST_SEQUENCE + 1 for _ in requests]
        for sequence, (command, raw, key) in zip(sequences, requests, strict=True):
            frames.append(smpp34.frame(command, sequence, raw))
            self._waiting.by_sequence[sequence] = (answered, key, at)
        return b"".join(frames)

    def answer(self, pdus: list[Pdu]) -> None:
        """Send answers to what the centre asked or told."""
        self._write(b"".join(smpp34.encode(each) for each in pdus))

    def acknowledge(self, sequences: list[int]) -> None:
        """Tell the centre that what it told is stored."""
        self._write(b"".join(smpp34.frame(Command.DELIVER_SM_RESP, each, b"\0") for each in sequences))

    def _write(self, raw: bytes) -> None:
        try:
            with self._write_lock:
                self._socket.sendall(raw)
        except OSError as error:
            self._end(f"{type(error).__name__}: {error}")

    def _read(self) -> None:
        """Read until the link is lost; a centre that is quiet is asked whether it is there.

        After little a short breath is taken: answers come one by one, and reading many together costs a third.
        """
        splitter = smpp34.Splitter()
        self._socket.settimeout(_READ_SECONDS)
        while not self.lost:
            try:
                raw = self._socket.recv(_READ_OCTETS)
            except TimeoutError:
                self._look()
                continue
            except OSError as error:
                self._end(f"{type(error).__name__}: {error}")
                return
            if not raw:
                self._end("the centre closed the link")
                return
            self._heard_at = monotonic()
            try:
                self._take([smpp34.decode(each) for each in splitter.feed(raw)])
            except smpp34.SmppError as error:
                self._refuse(error)
            if len(raw) < _FEW_OCTETS:
                sleep(_BREATH_SECONDS)

    def _take(self, pdus: list[Pdu]) -> None:
        told = []
        for pdu in pdus:
            if pdu.command & 0x80000000:
                told.append(pdu)
            elif pdu.command is Command.ENQUIRE_LINK:
                self.answer([Pdu(Command.ENQUIRE_LINK_RESP, pdu.sequence)])
            elif pdu.command is Command.DELIVER_SM:
                self._on_message(self, pdu)
            elif pdu.command is Command.UNBIND:
                self.answer([Pdu(Command.UNBIND_RESP, pdu.sequence)])
                self._end("the centre unbound")
            else:
                self.answer([Pdu(Command.GENERIC_NACK, pdu.sequence, status=Status.INVALID_COMMAND)])
        self._settle(told)

    def _settle(self, answers: list[Pdu]) -> None:
        with self._waiting.changed:
            found = [(self._waiting.by_sequence.pop(each.sequence, None), each) for each in answers]
            self._waiting.changed.notify_all()
        _tell([(waiting, answer) for waiting, answer in found if waiting is not None])

    def _refuse(self, error: smpp34.SmppError) -> None:
        """Answer what cannot be read; a stream whose lengths are wrong cannot go on."""
        if error.clause == "5.1.1" or not error.sequence:
            self._end(str(error))
        else:
            self.answer([Pdu(Command.GENERIC_NACK, error.sequence, status=error.status)])

    def _look(self) -> None:
        """End a session that leaves a request unanswered, and ask one that is quiet for long whether it is there."""
        now = monotonic()
        with self._waiting.changed:
            oldest = min((at for _, _, at in self._waiting.by_sequence.values()), default=now)
        if now - oldest > _ANSWER_SECONDS:
            self._end("the centre answers nothing")
        elif now - max(self._heard_at, self._asked_at) > _QUIET_SECONDS:
            self._asked_at = now
            self.send([(Command.ENQUIRE_LINK, b"", None)], lambda _: None)

    def _end(self, why: str) -> None:
        """Close, and answer all that wait with nothing; the first reason stands."""
        with self._waiting.changed:
            self.lost = self.lost or why
            left = list(self._waiting.by_sequence.values())
            self._waiting.by_sequence.clear()
            self._waiting.changed.notify_all()
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        _tell([(waiting, None) for waiting in left])

    def close(self) -> None:
        """Unbind and close."""
        if not self.lost:
            with contextlib.suppress(ChannelDown):
                self.ask(Command.UNBIND)
            self._end("closed")


def _tell(found: Sequence[tuple[tuple[Answered, Key, float], Pdu | None]]) -> None:
    """Tell who sent requests what came of them, many at a time."""
    told: dict[Answered, list[tuple[Key, Pdu | None]]] = {}
    for (answered, key, _), answer in found:
        told.setdefault(answered, []).append((key, answer))
    for answered, answers in told.items():
        answered(answers)
