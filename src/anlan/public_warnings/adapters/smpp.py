"""Short messages by SMPP 3.4: many under way at once, receipts as they come, slower when the centre asks."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from time import monotonic, sleep
from typing import Final
from uuid import UUID

from anlan.protocols import smpp34
from anlan.protocols.smpp34 import Address, Command, MessageState, Pdu, Status, Tag
from anlan.public_warnings.adapters.smpp_ear import CentreEar
from anlan.public_warnings.adapters.smpp_session import Centre, Session
from anlan.public_warnings.adapters.wall import require_own
from anlan.public_warnings.ports import Accepted, ChannelDown, Listener, MessageRefused, Outgoing, Receipt, Sent

_SLOW_DOWN: Final = frozenset({Status.THROTTLED, Status.QUEUE_FULL})
_HEALS: Final = frozenset(
    {Status.SYSTEM_ERROR, Status.SUBMIT_FAILED, Status.TEMPORARY_APP_ERROR, Status.INVALID_BIND_STATUS}
)
_PATIENCE_SECONDS: Final = 5.0
_FIRST_PAUSE, _LONGEST_PAUSE = 0.05, 1.0
_FIRST_WAIT, _LONGEST_WAIT = 0.5, 60.0


@dataclass(slots=True)
class _Batch:
    """Messages that are under way together: how many answers each still needs, and its last or its first bad one."""

    left: dict[UUID, int] = field(default_factory=dict)
    answers: dict[UUID, Pdu | None] = field(default_factory=dict)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def take(self, key: UUID, answer: Pdu | None) -> None:
        """Take one answer, nothing where the link was lost."""
        with self.changed:
            before = self.answers.get(key, answer)
            if before is not None and before.status == Status.OK:
                self.answers[key] = answer
            else:
                self.answers[key] = before
            self.left[key] -= 1
            if not self.left[key]:
                del self.left[key]
            if not self.left:
                self.changed.notify_all()

    def wait(self) -> None:
        """Wait for every answer; a session that gets none ends itself and answers with nothing."""
        with self.changed:
            while self.left:
                self.changed.wait(1.0)


class SmppSender:
    """One centre, for several threads; the session is opened when it is needed and after it was lost."""

    is_shared = True

    def __init__(self, channel: str, centre: Centre) -> None:
        self._channel, self._centre, self._lock = channel, centre, threading.Lock()
        self._session: Session | None = None
        self._failures, self._next_try, self._last_fault = 0, 0.0, ""
        self._parts: tuple[str, tuple[smpp34.Part, ...]] = ("", smpp34.parts_of(""))
        self._ear = CentreEar()

    def listen(self, listener: Listener) -> None:
        """Pass receipts and answers on from now; the session is opened, for the centre tells only who is bound."""
        self._ear.begin(listener, self._open)

    def send(self, message: Outgoing) -> Accepted:
        """Hand one message over."""
        (sent,) = self.send_all([message], frozenset())
        if sent.accepted is not None:
            return sent.accepted
        raise (MessageRefused if sent.outcome == "refused" else ChannelDown)(sent.fault)

    def find(self, message: Outgoing) -> Accepted | None:
        """Ask by the message's own id, where the centre keeps it; other centres cannot say."""
        if not self._centre.asks_by_client_id:
            return None
        query = smpp34.Query(str(message.id), Address(self._centre.source))
        return _known(self._open().ask(Command.QUERY_SM, query))

    def receipts(self, ids: frozenset[UUID]) -> frozenset[Receipt]:
        """The centre tells of receipts by itself; see ``listen``."""
        return frozenset()

    def probe(self) -> None:
        """Ask the centre whether it is there, on the session that messages go by."""
        answer = self._open().ask(Command.ENQUIRE_LINK)
        if answer.status:
            raise ChannelDown(smpp34.status_name(answer.status))

    def close(self) -> None:
        """Unbind."""
        self._ear.end()
        if self._session:
            self._session.close()

    def send_all(self, messages: Sequence[Outgoing], in_doubt: frozenset[UUID]) -> Iterator[Sent]:
        """Hand over as many at once as the window holds; ask for those in doubt first, and slow down when asked to."""
        session = self._open()
        known = self._known_of([each for each in messages if each.id in in_doubt], session)
        yield from (Sent(key, "accepted", accepted) for key, accepted in known.items())
        todo, until, pause = [each for each in messages if each.id not in known], monotonic() + _PATIENCE_SECONDS, 0.0
        while todo:
            sleep(pause)
            found = self._submit(todo, session)
            late = monotonic() > until
            again = [each for each in todo if found[each.id].outcome == "slow" and not late]
            waiting = {each.id for each in again}
            for each in todo:
                if each.id not in waiting:
                    yield _final(found[each.id])
            todo, pause = again, min(max(pause * 2, _FIRST_PAUSE), _LONGEST_PAUSE)

    def _known_of(self, doubtful: list[Outgoing], session: Session) -> dict[UUID, Accepted]:
        """Ask for all messages in doubt at once; return those that the centre has."""
        if not doubtful or not self._centre.asks_by_client_id:
            return {}
        batch, source = _Batch({each.id: 1 for each in doubtful}), Address(self._centre.source)
        queries = [(each.id, smpp34.Query(str(each.id), source)) for each in doubtful]
        session.send(
            [(Command.QUERY_SM, smpp34.encode_body(query), partial(batch.take, key)) for key, query in queries]
        )
        batch.wait()
        if None in batch.answers.values():
            raise ChannelDown(session.lost or "no answer to query_sm")
        found = {key: _known(answer) for key, answer in batch.answers.items() if answer is not None}
        return {key: accepted for key, accepted in found.items() if accepted is not None}

    def _submit(self, messages: list[Outgoing], session: Session) -> dict[UUID, Sent]:
        batch, requests, refused = _Batch(), [], {}
        for each in messages:
            try:
                require_own(each, self._channel)
                bodies = [smpp34.encode_body(body) for body in self._bodies(each)]
            except (MessageRefused, smpp34.SmppError) as error:
                refused[each.id] = Sent(each.id, "refused", fault=str(error))
                continue
            batch.left[each.id] = len(bodies)
            requests += [(Command.SUBMIT_SM, body, partial(batch.take, each.id)) for body in bodies]
        session.send(requests)
        batch.wait()
        found = {key: _sent(key, answer, session) for key, answer in batch.answers.items()}
        return refused | found

    def _bodies(self, message: Outgoing) -> list[smpp34.ShortMessage]:
        """Return the short messages of one message; the last carries its id and asks for the receipt."""
        text, parts = self._parts
        if text != message.text:
            parts = smpp34.parts_of(message.text, reference=message.id.int & 0xFFFF)
            self._parts = message.text, parts
        destination, source, last = Address(message.address, 1, 1), Address(self._centre.source), len(parts) - 1
        return [
            smpp34.ShortMessage(
                source=source,
                destination=destination,
                content=part.content,
                data_coding=part.data_coding,
                esm_class=part.esm_class,
                registered_delivery=smpp34.REGISTER_FINAL if n == last else 0,
                options=(*part.options, *self._name(message.id, n, last)),
            )
            for n, part in enumerate(parts)
        ]

    def _name(self, message_id: UUID, number: int, last: int) -> tuple[tuple[int, bytes], ...]:
        """Return the message's own id for centres that keep it; parts before the last have ids of their own."""
        if not self._centre.asks_by_client_id:
            return ()
        name = str(message_id) if number == last else f"{message_id}/{number}"
        return ((int(Tag.CLIENT_MESSAGE_ID), name.encode()),)

    def _open(self) -> Session:
        """Return the session, opened anew where it was lost; failed attempts wait longer and longer, to a minute."""
        with self._lock:
            if self._session and not self._session.lost:
                return self._session
            if self._next_try > monotonic():
                raise ChannelDown(self._last_fault)
            try:
                self._session = Session(self._centre, self._ear.hear)
            except ChannelDown as fault:
                self._last_fault = str(fault)
                self._next_try = monotonic() + min(_FIRST_WAIT * 2**self._failures, _LONGEST_WAIT)
                self._failures = min(self._failures + 1, 10)
                raise
            self._failures, self._next_try = 0, 0.0
            return self._session


def _sent(key: UUID, answer: Pdu | None, session: Session) -> Sent:
    if answer is None:
        return Sent(key, "down", fault=session.lost or "link lost")
    if answer.status == Status.OK:
        reference = answer.body.message_id if isinstance(answer.body, smpp34.Taken) else ""
        return Sent(key, "accepted", Accepted(reference, is_delivered=False))
    fault = smpp34.status_name(answer.status)
    if answer.status in _SLOW_DOWN:
        return Sent(key, "slow", fault=fault)
    return Sent(key, "down" if answer.status in _HEALS else "refused", fault=fault)


def _final(sent: Sent) -> Sent:
    """Return what the core is told: a message that the centre would not take yet was not tried."""
    return Sent(sent.id, "untried", fault=sent.fault) if sent.outcome == "slow" else sent


def _known(answer: Pdu) -> Accepted | None:
    """Return what an answer to a question by id says; a message that went lost at the centre is known all the same."""
    if answer.status or not isinstance(answer.body, smpp34.Told):
        return None
    return Accepted(answer.body.message_id, is_delivered=answer.body.message_state == MessageState.DELIVERED)
