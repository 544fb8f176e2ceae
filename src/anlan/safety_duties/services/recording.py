"""Entering what was done with its proof, taking an entry back, and answering a notice."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound, TransitionNotAllowed
from anlan.safety_duties.domain import errors
from anlan.safety_duties.domain.states import ListState
from anlan.safety_duties.events import DutyDone, EntryWithdrawn, NoticeAnswered
from anlan.safety_duties.models import DutyItem, DutyList, DutyRecord, Notice
from anlan.safety_duties.selectors.scope import REPORT, may_report
from anlan.safety_duties.services.reckoning import reckon
from anlan.safety_duties.services.texts import about, checked_number, checked_text, locked
from anlan.support import journal
from anlan.support.pictures import MOST_BYTES, picture_of


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRecord:
    """What was done: when, how many times, in words, with a picture as it was sent (empty: none)."""

    item_id: UUID
    day: date
    text: str
    amount: int = 1
    picture: bytes = b""
    token: UUID | None = None


@transaction.atomic
def record_duty(*, new: NewRecord, actor: Actor, now: datetime) -> UUID:
    """Enter that something owed was done; the same form counts once."""
    item = DutyItem.objects.filter(id=new.item_id).first()
    if item is None:
        raise NotFound(what="duty_list")
    row = _reporting(item.list_id, actor)
    known = DutyRecord.objects.filter(token=new.token).first() if new.token else None
    if known:
        if (known.item_id, known.by_id) != (new.item_id, actor.id):
            raise errors.TokenUsedOtherwise
        return known.id
    if item.evidence:
        raise errors.TakenFromRecords
    today = in_china(now).date()
    if new.day > today or new.day.year != row.year:
        raise InvalidValue(field="day", value=new.day.isoformat(), rule="of_the_year_and_not_to_come")
    made = DutyRecord.objects.create(
        item=item,
        day=new.day,
        amount=checked_number("amount", new.amount, 1, 1000),
        text=checked_text("what_was_done", new.text),
        picture=new.picture or None,
        picture_type=_picture_type(new.picture),
        token=new.token,
        by_id=actor.id,
        by=actor.name,
        at=now,
    )
    event = DutyDone(**about(row), duty=item.text, day=new.day.isoformat(), amount=new.amount)
    journal.announce(event, actor=actor, now=now)
    reckon(row, today)
    return made.id


@transaction.atomic
def withdraw_record(*, record_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Take an entry back with the reason: it stays readable and counts no more."""
    found = DutyRecord.objects.select_related("item").filter(id=record_id).first()
    if found is None:
        raise NotFound(what="duty_list")
    row = _reporting(found.item.list_id, actor)
    found = DutyRecord.objects.select_for_update().get(id=record_id)
    if found.withdrawn:
        raise TransitionNotAllowed(what="duty_record", state="withdrawn", act="withdraw")
    found.withdrawn, found.withdrawn_by = checked_text("reason", reason), actor.name
    found.save(update_fields=["withdrawn", "withdrawn_by"])
    event = EntryWithdrawn(**about(row), duty=found.item.text, reason=found.withdrawn)
    journal.announce(event, actor=actor, now=now)
    reckon(row, in_china(now).date())


@transaction.atomic
def answer_notice(*, notice_id: UUID, answer: str, actor: Actor, now: datetime) -> None:
    """Say why a duty fell behind and what follows; once."""
    found = Notice.objects.select_related("item").filter(id=notice_id).first()
    if found is None:
        raise NotFound(what="duty_list")
    row = _reporting(found.item.list_id, actor)
    found = Notice.objects.select_for_update().get(id=notice_id)
    if found.answer:
        raise TransitionNotAllowed(what="duty_notice", state="answered", act="answer")
    found.answer, found.answered_by, found.answered_at = checked_text("answer", answer), actor.name, now
    found.save(update_fields=["answer", "answered_by", "answered_at"])
    event = NoticeAnswered(**about(row), notice_id=found.id, duty=found.item.text, answer=found.answer)
    journal.announce(event, actor=actor, now=now)


def _reporting(list_id: UUID, actor: Actor) -> DutyList:
    row = locked(list_id, actor)
    if not may_report(actor, row.region, row.enterprise_id):
        raise NotAllowed(right=REPORT, region=row.region)
    if row.state != ListState.FILED:
        raise errors.NotFiled
    return row


def _picture_type(picture: bytes) -> str:
    if not picture:
        return ""
    found = picture_of(picture) if len(picture) <= MOST_BYTES else None
    if found is None:
        raise InvalidValue(field="picture", value="", rule="a_picture")
    return found.media_type
