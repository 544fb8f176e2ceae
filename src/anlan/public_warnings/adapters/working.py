"""The delivering process: every channel sends, reads receipts and is tested in threads of its own.

So a gateway that hangs or is down holds up nobody but itself.
"""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from threading import Event, Thread
from typing import Any, Final
from uuid import UUID

import psycopg
from django.db import close_old_connections, connection

from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM
from anlan.public_warnings.adapters.channels import sender_for
from anlan.public_warnings.domain.channels import linked_channels
from anlan.public_warnings.ports import BulkSender, ListeningSender
from anlan.public_warnings.services.claiming import channels_due
from anlan.public_warnings.services.delivering import deliver_channel
from anlan.public_warnings.services.linking import links_due, run_link_test
from anlan.public_warnings.services.receiving import Ear, awaiting_receipt, channels_asked, read_receipts
from anlan.public_warnings.services.ringing import BELL
from anlan.support.feed import connection_parameters
from anlan.support.heartbeats import beat

log = logging.getLogger(__name__)

BEAT: Final = "deliver"
_LOOK_SECONDS: Final = 0.5
_SECOND_LOOKS: Final = 2
_RECEIPT_LOOKS: Final = 6
_THREADS: Final = 64
_BULK_TURNS: Final = 3
_LISTEN_AGAIN_SECONDS: Final = 2.0


class Delivering:
    """Looks twice a second, and at once when it is rung for, what is due, and starts it unless it runs already."""

    def __init__(self, now: Callable[[], datetime] = clock.now) -> None:
        self.stopping, self._bell, self._now = Event(), Event(), now
        self._pool = ThreadPoolExecutor(max_workers=_THREADS, thread_name_prefix="channel")
        self._running: dict[tuple[str, str, int], Future[None]] = {}

    def run(self) -> None:
        """Work until told to stop; what is being sent then is sent to its end and written down."""
        Thread(target=self._hear, daemon=True).start()
        self._listen()
        looks = 0
        while not self.stopping.is_set():
            self._bell.clear()
            self._look(looks)
            looks += 1
            self._bell.wait(_LOOK_SECONDS)
        self._pool.shutdown(wait=True)

    def stop(self) -> None:
        """End after the batches that are under way."""
        self.stopping.set()
        self._bell.set()

    def _hear(self) -> None:
        """Wake whenever a message is queued; without this the next look finds it."""
        while not self.stopping.is_set():
            try:
                with psycopg.connect(**connection_parameters(), autocommit=True) as listener:
                    listener.execute(f"listen {BELL}")
                    while not self.stopping.is_set():
                        for _ in listener.notifies(timeout=1.0, stop_after=1):
                            self._bell.set()
            except psycopg.OperationalError:
                self.stopping.wait(_LISTEN_AGAIN_SECONDS)

    def _listen(self) -> None:
        """Let the gateways that tell of receipts and answers by themselves do so from the start."""
        for each in linked_channels():
            sender = sender_for(each.key)
            if isinstance(sender, ListeningSender):
                sender.listen(Ear(each.key, self._now))

    def _look(self, looks: int) -> None:
        try:
            for key in channels_due():
                self._send(key)
            if looks % _SECOND_LOOKS == 0:
                beat(BEAT, self._now())
                for key in links_due():
                    self._start("test", key, self._test)
            if looks % _RECEIPT_LOOKS == 0:
                for key in channels_asked():
                    self._start("receipts", key, self._ask)
        except Exception:
            log.exception("the look at what is due failed; the next one follows")
            close_old_connections()

    def _send(self, key: str) -> None:
        """Start a turn of a channel, and further ones beside it while it cannot do all: only bulk senders gain."""
        turns = _BULK_TURNS if isinstance(sender_for(key), BulkSender) else 1
        for number in range(turns):
            if self._start("send", key, self._deliver, number):
                break

    def _start(self, what: str, key: str, work: Callable[[str], Any], number: int = 0) -> bool:
        """Start a piece of work unless it runs already; tell whether it was started."""
        name = (what, key, number)
        if (running := self._running.get(name)) and not running.done():
            return False
        self._running[name] = self._pool.submit(_guarded, what, key, work)
        return True

    def _deliver(self, key: str) -> None:
        sender = sender_for(key)
        deliver_channel(channel=key, sender=sender, actor=SYSTEM, now=self._now, goes_on=self._goes_on)
        self._bell.set()

    def _goes_on(self) -> bool:
        return not self.stopping.is_set()

    def _ask(self, key: str) -> None:
        after: UUID | None = None
        while self._goes_on() and (ids := awaiting_receipt(key, after=after)):
            read_receipts(ids=ids, sender=sender_for(key), now=self._now())
            after = ids[-1]

    def _test(self, key: str) -> None:
        run_link_test(channel=key, sender=sender_for(key), actor=SYSTEM, now=self._now)


def _guarded(what: str, key: str, work: Callable[[str], Any]) -> None:
    """Do a piece of work with a database connection of its own; its failure is told and ends nothing else."""
    try:
        close_old_connections()
        work(key)
    except Exception:
        log.exception("%s by %s failed; it is begun anew", what, key)
    finally:
        connection.close()
