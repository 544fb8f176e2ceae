"""Short messages by SMPP 3.4: many under way at once, receipts as they come, slower when the centre asks."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
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


@dataclass(slots=True, eq=False)
class _Batch:
    """Messages that are under way together: how many answers each still needs, and its last or its first bad one."""

    left: dict[UUID, int] = field(default_factory=dict)
    answers: dict[UUID, Pdu | None] = field(default_factory=dict)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def take(self, answered: list[tuple[UUID | None, Pdu | None]]) -> None:
        """Take answers, nothing where the link was lost."""
        with self.changed:
            for key, answer in answered:
                if key is not None:
                    self._take(key, answer)
            if not self.left:
                self.changed.notify_all()

    def _take(self, key: UUID, answer: Pdu | None) -> None:
        before = self.answers.get(key, answer)
        self.answers[key] = answer if before is not None and before.status == Status.OK else before
        if self.left[key] == 1:
            del self.left[key]
        else:
            self.left[key] -= 1

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
        self._moulds: tuple[str | None, tuple[smpp34.Mould, ...]] = (None, ())
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
        queries = [(smpp34.encode_body(smpp34.Query(str(each.id), source)), each.id) for each in doubtful]
        session.send([(Command.QUERY_SM, query, key) for query, key in queries], batch.take)
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
                bodies = self._bodies(each)
            except (MessageRefused, smpp34.SmppError) as error:
                refused[each.id] = Sent(each.id, "refused", fault=str(error))
                continue
            batch.left[each.id] = len(bodies)
            requests += [(Command.SUBMIT_SM, body, each.id) for body in bodies]
        session.send(requests, batch.take)
        batch.wait()
        by_reference = not self._centre.asks_by_client_id
        found = {key: _sent(key, answer, session, by_reference=by_reference) for key, answer in batch.answers.items()}
        return refused | found

    def _bodies(self, message: Outgoing) -> list[bytes]:
        """Return the short messages of one message; the last carries its id and asks for the receipt."""
        text, moulds = self._moulds
        if text != message.text:
            moulds = self._moulds_of(message)
            self._moulds = message.text, moulds
        last = len(moulds) - 1
        return [mould.body(message.address, self._name(message.id, n, last)) for n, mould in enumerate(moulds)]

    def _moulds_of(self, message: Outgoing) -> tuple[smpp34.Mould, ...]:
        """Return what all receivers of a text get, put together once."""
        parts = smpp34.parts_of(message.text, reference=message.id.int & 0xFFFF)
        return tuple(
            smpp34.Mould(
                smpp34.ShortMessage(
                    source=Address(self._centre.source),
                    destination=Address("", 1, 1),
                    content=part.content,
                    data_coding=part.data_coding,
                    esm_class=part.esm_class,
                    registered_delivery=smpp34.REGISTER_FINAL if n == len(parts) else 0,
                    options=part.options,
                ),
                Tag.CLIENT_MESSAGE_ID,
            )
            for n, part in enumerate(parts, 1)
        )

    def _name(self, message_id: UUID, number: int, last: int) -> bytes:
        """Return the message's own id for centres that keep it; parts before the last have ids of their own."""
        if not self._centre.asks_by_client_id:
            return b""
        return (str(message_id) if number == last else f"{message_id}/{number}").encode()

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


def _sent(key: UUID, answer: Pdu | None, session: Session, *, by_reference: bool) -> Sent:
    if answer is None:
        return Sent(key, "down", fault=session.lost or "link lost")
    if answer.status == Status.OK:
        reference = answer.body.message_id if isinstance(answer.body, smpp34.Taken) else ""
        return Sent(key, "accepted", Accepted(reference, is_delivered=False, is_found_by_reference=by_reference))
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
