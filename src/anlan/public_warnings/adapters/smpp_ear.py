"""What a centre tells by itself: receipts and texts, written down before they are acknowledged."""

import logging
import threading
from collections.abc import Callable
from hashlib import sha256
from time import monotonic, sleep
from typing import Final
from uuid import UUID

from django.db import close_old_connections

from anlan.kernel import clock
from anlan.protocols import smpp34
from anlan.protocols.smpp34 import Command, MessageState, Pdu, Status, Tag
from anlan.public_warnings.adapters.smpp_session import Session
from anlan.public_warnings.ports import ChannelDown, Heard, Listener

log = logging.getLogger(__name__)

_MOST_AT_ONCE: Final = 2000
_LOOK_SECONDS: Final = 0.2
_ID_LENGTH: Final = 36
_GATHER_SECONDS: Final = 0.1
_REOPEN_SECONDS: Final = 2.0
_UNKNOWN_SECONDS: Final = 90.0
_FINAL: Final = {
    MessageState.DELIVERED: "delivered",
    MessageState.EXPIRED: "failed",
    MessageState.DELETED: "failed",
    MessageState.UNDELIVERABLE: "failed",
    MessageState.REJECTED: "failed",
}


class CentreEar:
    """Takes what sessions hear, stores it in batches in a thread of its own, and then acknowledges it."""

    def __init__(self) -> None:
        self._held: list[tuple[Session, Pdu, float]] = []
        self._lock, self._rung, self._ended = threading.Lock(), threading.Event(), False
        self._listener: Listener | None = None

    def begin(self, listener: Listener, reopen: Callable[[], object]) -> None:
        """Begin to pass on, and keep the session open from now on."""
        self._listener = listener
        threading.Thread(target=self._store_forever, name="smpp-ear", daemon=True).start()
        threading.Thread(target=self._keep_open, args=(reopen,), name="smpp-keeper", daemon=True).start()

    def end(self) -> None:
        """Stop."""
        self._ended = True
        self._rung.set()

    def hear(self, session: Session, pdu: Pdu) -> None:
        """Take one message of the centre; where nobody listens yet, ask it to come again later."""
        if self._listener is None:
            session.answer([Pdu(Command.DELIVER_SM_RESP, pdu.sequence, status=Status.TEMPORARY_APP_ERROR)])
            return
        with self._lock:
            self._held.append((session, pdu, monotonic()))
        self._rung.set()

    def _keep_open(self, reopen: Callable[[], object]) -> None:
        while not self._ended:
            try:
                reopen()
            except ChannelDown as fault:
                log.debug("the centre is not there: %s", fault)
            threading.Event().wait(_REOPEN_SECONDS)

    def _store_forever(self) -> None:
        while not self._ended:
            if self._rung.wait(_LOOK_SECONDS) and len(self._held) < _MOST_AT_ONCE:
                sleep(_GATHER_SECONDS)
            self._rung.clear()
            with self._lock:
                batch, self._held = self._held[:_MOST_AT_ONCE], self._held[_MOST_AT_ONCE:]
            if self._held:
                self._rung.set()
            if not batch:
                continue
            try:
                self._store(batch)
            except Exception:
                log.exception("what the centre told could not be stored; it is tried again")
                close_old_connections()
                threading.Event().wait(1.0)
                with self._lock:
                    self._held = batch + self._held

    def _store(self, batch: list[tuple[Session, Pdu, float]]) -> None:
        listener = self._listener
        if listener is None:
            return
        heard = {}
        for entry in batch:
            receipt = _heard(entry[1])
            if receipt is None:
                self._take_text(listener, entry[1])
            elif receipt.outcome:
                heard[entry[1].sequence, id(entry[0])] = receipt
        unknown = listener.take_heard(list(heard.values())) if heard else frozenset()
        self._acknowledge(batch, heard, unknown)

    def _acknowledge(
        self,
        batch: list[tuple[Session, Pdu, float]],
        heard: dict[tuple[int, int], Heard],
        unknown: frozenset[str],
    ) -> None:
        """Acknowledge what is stored; a receipt that overtook its message waits a while for it."""
        done: dict[Session, list[int]] = {}
        early = []
        for session, pdu, at in batch:
            receipt = heard.get((pdu.sequence, id(session)))
            if receipt and receipt.reference in unknown and monotonic() - at < _UNKNOWN_SECONDS:
                early.append((session, pdu, at))
            else:
                done.setdefault(session, []).append(pdu.sequence)
        for session, sequences in done.items():
            if not session.lost:
                session.acknowledge(sequences)
        with self._lock:
            self._held += [entry for entry in early if not entry[0].lost]

    def _take_text(self, listener: Listener, pdu: Pdu) -> None:
        if isinstance(pdu.body, smpp34.ShortMessage) and not pdu.body.is_receipt:
            source, text = pdu.body.source.number, smpp34.text_of(pdu.body)
            minute = int(clock.real_now().timestamp() // 60)
            listener.take_reply(source, text, f"{source} {sha256(text.encode()).hexdigest()[:32]} {minute}")


def _heard(pdu: Pdu) -> Heard | None:
    """Return what a receipt says, without an outcome where it is none yet or names nothing; nothing for a text."""
    body = pdu.body
    if not isinstance(body, smpp34.ShortMessage) or not body.is_receipt:
        return None
    try:
        told = smpp34.receipt_in(body)
    except smpp34.SmppError:
        return Heard("", "")
    word = smpp34.STATE_WORDS.get(told.state, "")
    return Heard(told.message_id, _FINAL.get(told.state, ""), f"{word} {told.error}".strip(), _own_id(body))


def _own_id(body: smpp34.ShortMessage) -> UUID | None:
    """Return our own message id where the centre gives it back."""
    raw = body.option(Tag.CLIENT_MESSAGE_ID)
    try:
        return UUID(int=int(raw.replace(b"-", b""), 16)) if raw and len(raw) == _ID_LENGTH else None
    except ValueError:
        return None
