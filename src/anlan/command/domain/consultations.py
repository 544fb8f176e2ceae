"""Consultations: called, held, written down, closed with conclusions that become orders."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from anlan.command.domain.orders import Receiver
from anlan.command.domain.posts import Sitter
from anlan.kernel.errors import InvalidValue, TransitionNotAllowed

_FARTHEST: Final = timedelta(days=30)
_LONGEST_MINUTES: Final = 20_000
_LONGEST_CONCLUSION: Final = 2000
_MOST_PARTICIPANTS: Final = 200


class ConsultationState(StrEnum):
    """Where a consultation stands."""

    CALLED = "called"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class ConsultationAct(StrEnum):
    """What may be done to a consultation; ``WRITE`` its participants, minutes and conclusions."""

    WRITE = "write"
    CLOSE = "close"
    CANCEL = "cancel"


TRANSITIONS: Final = {
    (ConsultationState.CALLED, ConsultationAct.WRITE): ConsultationState.CALLED,
    (ConsultationState.CALLED, ConsultationAct.CLOSE): ConsultationState.CLOSED,
    (ConsultationState.CALLED, ConsultationAct.CANCEL): ConsultationState.CANCELLED,
}


def after(state: ConsultationState, act: ConsultationAct) -> ConsultationState:
    """Return the state after ``act``, or refuse where the table has no such step."""
    if (state, act) not in TRANSITIONS:
        raise TransitionNotAllowed(what="consultation", state=state.value, act=act.value)
    return TRANSITIONS[state, act]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewConsultation:
    """A consultation to call; ``link`` is the conference's address, ``token`` one press of a button."""

    incident_id: UUID
    title: str
    agenda: str
    held_at: datetime
    chair: str
    place_text: str = ""
    link: str = ""
    participants: tuple[Sitter, ...] = ()
    token: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewConclusion:
    """What a consultation concludes; with a receiver and a time it becomes an order when the minutes are closed."""

    text: str
    to_kind: Receiver = Receiver.ORGANISATION
    to_id: UUID | None = None
    to_label: str = ""
    region: str = ""
    within_minutes: int = 0

    @property
    def is_order(self) -> bool:
        """Tell whether it becomes an order."""
        return bool(self.to_label)


def check_consultation(new: NewConsultation, now: datetime) -> None:
    """Refuse a consultation without title or chair, at an absurd time, or with a link that is no web address."""
    for field, text, longest in (("title", new.title, 120), ("chair", new.chair, 80)):
        if not text.strip() or len(text) > longest:
            raise InvalidValue(field=field, value=text[:40], rule=f"1_to_{longest}_characters")
    for field, text, longest in (("agenda", new.agenda, 2000), ("place_text", new.place_text, 200)):
        if len(text) > longest:
            raise InvalidValue(field=field, value=text[:40], rule=f"at_most_{longest}_characters")
    if not now - _FARTHEST <= new.held_at <= now + _FARTHEST:
        raise InvalidValue(field="held_at", value=new.held_at.isoformat(), rule="within_30_days")
    check_link(new.link)
    if len(new.participants) > _MOST_PARTICIPANTS:
        raise InvalidValue(field="participants", value=len(new.participants), rule="at_most_200")


def check_link(link: str) -> None:
    """Refuse what is no address of a web page: nothing else is ever put behind a link."""
    if not link:
        return
    try:
        parts = urlsplit(link)
    except ValueError as wrong:
        raise InvalidValue(field="link", value=link[:40], rule="a_web_address") from wrong
    if parts.scheme not in ("http", "https") or not parts.netloc or len(link) > 300 or any(map(str.isspace, link)):
        raise InvalidValue(field="link", value=link[:40], rule="a_web_address")


def checked_minutes(text: str) -> str:
    """Return the minutes without blanks around them, or refuse overlong ones."""
    if len(text) > _LONGEST_MINUTES:
        raise InvalidValue(field="minutes", value=text[:40], rule="at_most_20000_characters")
    return text.strip()


def check_conclusion(new: NewConclusion) -> None:
    """Refuse a conclusion without words, and a receiver without a time."""
    if not new.text.strip() or len(new.text) > _LONGEST_CONCLUSION:
        raise InvalidValue(field="text", value=new.text[:40], rule="1_to_2000_characters")
    if new.is_order and not 1 <= new.within_minutes <= 7 * 24 * 60:
        raise InvalidValue(field="minutes", value=new.within_minutes, rule="within_a_week")
