"""A night of calls with a fast clock: an SMS centre, phones in people's hands, and the platform's own clockwork.

The centre stands behind the port ``Sender``; phones read what the centre brings and answer by the link, as the pages
take it, by SMS, or not at all. Each step moves the night by fifteen seconds, lets the platform look at its clock, send
and ask for receipts as its processes do, lets the phones act, and lets the auditor look every minute. A database that
goes away ends the running act; what it had not committed is lost, and the next step goes on.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from uuid import UUID

from django.db import DatabaseError, InterfaceError, connection
from django.db.models import F
from django.test import Client
from tests.factories.public_warnings import NIGHT

from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM
from anlan.public_warnings import api
from anlan.public_warnings.models import Delivery
from anlan.public_warnings.ports import Accepted, ChannelDown, Outgoing, Receipt

STEP = timedelta(seconds=15)
_LINK = re.compile(r"(/c/[\w=-]+/)")


@dataclass
class Phone:
    """A phone and what its owner does: ``answers`` is called with the night, the phone and the text, after a while."""

    number: str
    answers: Callable[["Night", "Phone", str], None] | None = None
    after: timedelta = timedelta(minutes=1)
    is_off: bool = False
    texts: list[str] = field(default_factory=list)


@dataclass
class SmsCentre:
    """An SMS centre: knows a repeated message id, keeps texts for phones that are off, and may be down or lie."""

    phones: dict[str, Phone] = field(default_factory=dict)
    is_down: bool = False
    delivers: bool = True
    taken: dict[UUID, Outgoing] = field(default_factory=dict)
    times_taken: Counter[UUID] = field(default_factory=Counter)
    arrived: set[UUID] = field(default_factory=set)
    fresh: list[tuple[Phone, str]] = field(default_factory=list)
    before_answer: Callable[[], None] = lambda: None
    is_shared = True

    @property
    def calls(self) -> dict[UUID, Outgoing]:
        """What was taken that calls somebody: the messages with a link; the others tell and ask for nothing."""
        return {key: message for key, message in self.taken.items() if _LINK.search(message.text)}

    def phone(self, number: str) -> Phone:
        """Return the phone of a number; one of which nothing is said lies in a drawer and is never looked at."""
        return self.phones.setdefault(number, Phone(number))

    def send(self, message: Outgoing) -> Accepted:
        if self.is_down:
            raise ChannelDown("no link to the centre")
        self.taken[message.id] = message
        self.times_taken[message.id] += 1
        self.before_answer()
        return Accepted(str(message.id), is_delivered=False)

    def find(self, message: Outgoing) -> Accepted | None:
        if self.is_down:
            raise ChannelDown("no link to the centre")
        return Accepted(str(message.id), is_delivered=False) if message.id in self.taken else None

    def receipts(self, ids: frozenset[UUID]) -> frozenset[Receipt]:
        return frozenset(Receipt(each) for each in ids & self.arrived)

    def probe(self) -> None:
        if self.is_down:
            raise ChannelDown("no link to the centre")

    def bring(self) -> None:
        """Bring what was taken to the phones that are on."""
        if not self.delivers:
            return
        for key, message in self.taken.items():
            phone = self.phone(message.address)
            if key not in self.arrived and not phone.is_off:
                self.arrived.add(key)
                phone.texts.append(message.text)
                self.fresh.append((phone, message.text))


@dataclass
class Night:
    """The whole: ``run`` plays it."""

    centre: SmsCentre
    now: datetime = NIGHT
    channel: str = "sms"
    auditor: api.Auditor = field(default_factory=api.Auditor)
    flaws: list[int] = field(default_factory=list)
    answers: list[api.Answered] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    lost: int = 0
    _due: list[tuple[datetime, Phone, str]] = field(default_factory=list)

    def run(self, minutes: float) -> None:
        """Play so many minutes."""
        for _ in range(int(timedelta(minutes=minutes) / STEP)):
            self.step()

    def step(self) -> None:
        clock.use(lambda: self.now)
        for act in (self._move, self._send, self._read_receipts, self._use_phones):
            self._try(act)
        if self.now.second == NIGHT.second:
            self._try(lambda: self.flaws.append(self.auditor.look(actor=SYSTEM, now=self.now)))
        self.now += STEP

    def _try(self, act: Callable[[], None]) -> None:
        """Do one act as a process does that comes again after the database was away."""
        try:
            act()
        except (DatabaseError, InterfaceError):
            self.lost += 1
            connection.close()

    def _move(self) -> None:
        api.begin_calls(actor=SYSTEM, now=self.now)
        api.escalate_calls(actor=SYSTEM, now=self.now)

    def _send(self) -> None:
        self.let_machine_time_pass()
        api.deliver_channel(channel=self.channel, sender=self.centre, actor=SYSTEM, now=lambda: self.now)

    def let_machine_time_pass(self) -> None:
        """Let the machine's own clock, which no test can turn, have moved by one step for waits and claims."""
        Delivery.objects.exclude(next_try_real=None).update(next_try_real=F("next_try_real") - STEP)
        Delivery.objects.exclude(claimed_until_real=None).update(claimed_until_real=F("claimed_until_real") - STEP)

    def _read_receipts(self) -> None:
        self.centre.bring()
        ids = frozenset(api.awaiting_receipt(self.channel))
        api.read_receipts(ids=ids, sender=self.centre, now=self.now)

    def _use_phones(self) -> None:
        for phone, text in self.centre.fresh:
            if phone.answers and _LINK.search(text):  # A notice asks for nothing.
                self._due.append((self.now + phone.after, phone, text))
        self.centre.fresh = []
        for due in [each for each in self._due if each[0] <= self.now]:
            self._due.remove(due)
            due[1].answers(self, due[1], due[2])


def link_in(text: str) -> str:
    """Return the path of the confirm link in a text."""
    return _LINK.search(text)[1]


def opens_link(night: Night, phone: Phone, text: str) -> None:
    """Open the link and press the button that confirms."""
    browser = Client()
    assert browser.get(link_in(text)).status_code == HTTPStatus.OK
    night.pages.append(browser.post(link_in(text), {"answer": "me"}).status_code)


def says(text: str) -> Callable[[Night, Phone, str], None]:
    """Answer by SMS."""
    return lambda night, phone, _received: night.answers.append(
        api.answer_call(to=phone.number, answer=text, via=api.Answer.SMS, now=night.now)
    )
