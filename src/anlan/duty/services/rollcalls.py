"""Acts on spot roll-calls: called, answered, missed."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from anlan.duty.domain.errors import NotBelow
from anlan.duty.domain.rollcalls import ROLL, RollAct, RollState
from anlan.duty.domain.states import step
from anlan.duty.domain.texts import checked
from anlan.duty.events import RollAnswered, RollCalled, RollMissed
from anlan.duty.models import RollCall, RollLine
from anlan.duty.selectors.on_duty import on_duty_in
from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.kernel.regions import lies_within
from anlan.support import journal, rights

_MOST_ROOMS = 300
_MOST_MINUTES = 120


@transaction.atomic
def call_roll(*, region: str, rooms: Sequence[str], title: str, minutes: int, actor: Actor, now: datetime) -> UUID:
    """Call lower duty rooms; each line keeps who stands on the roster there now."""
    rights.require(actor, "duty.call_roll", region)
    wanted = list(dict.fromkeys(rooms))
    if not 1 <= len(wanted) <= _MOST_ROOMS or any(room == region or not lies_within(room, region) for room in wanted):
        raise NotBelow(region=region)
    if not 1 <= minutes <= _MOST_MINUTES:
        raise InvalidValue(field="minutes", value=minutes, rule="1_to_120_minutes")
    named = {"region": region, "title": checked("name", title, 60), "minutes": minutes}
    call = RollCall.objects.create(**named, asked_by=actor.name, asked_at=now)
    standing = on_duty_in(wanted, now)
    due = now + timedelta(minutes=minutes)
    RollLine.objects.bulk_create(
        RollLine(
            call=call, region=room, due_at=due, on_duty=_(", ").join(each.name for each in standing.get(room, ()))[:200]
        )
        for room in wanted
    )
    event = RollCalled(
        subject=f"rollcall:{call.id}", region=region, title=call.title, rooms=len(wanted), minutes=minutes
    )
    journal.announce(event, actor=actor, now=now)
    return call.id


@transaction.atomic
def answer_roll(*, line_id: UUID, note: str, actor: Actor, now: datetime) -> None:
    """Answer for the own duty room, signed in."""
    row = _locked(line_id)
    rights.require_visible(actor, "duty.see", row.region, "roll_line")
    rights.require(actor, "duty.answer_roll", row.region)
    _answer(row, ("page", actor.name, checked("note", note, 200, shortest=0)), actor, now)


@transaction.atomic
def record_roll_answer(*, line_id: UUID, answered_by: str, note: str, actor: Actor, now: datetime) -> None:
    """Write down who of a lower duty room answered by telephone."""
    row = _locked(line_id)
    rights.require_visible(actor, "duty.see", row.call.region, "roll_line")
    rights.require(actor, "duty.call_roll", row.call.region)
    said = ("call", checked("person", answered_by, 60), checked("note", note, 200, shortest=0))
    _answer(row, said, actor, now)


def _answer(row: RollLine, said: tuple[str, str, str], actor: Actor, now: datetime) -> None:
    after = step("roll_line", ROLL, RollState(row.state), RollAct.ANSWER)
    is_late = after is RollState.LATE or now > row.due_at
    row.state = RollState.LATE.value if is_late else after.value
    row.how, row.answered_by, row.note = said
    row.answered_at = now
    row.save(update_fields=["state", "how", "answered_by", "note", "answered_at"])
    seconds = int((now - row.call.asked_at).total_seconds())
    told = {"title": row.call.title, "by": row.answered_by, "how": row.how, "seconds": seconds, "is_late": is_late}
    journal.announce(RollAnswered(subject=f"rollcall:{row.call_id}", region=row.region, **told), actor=actor, now=now)


@transaction.atomic
def mark_missed_rolls(*, actor: Actor, now: datetime) -> int:
    """Mark the lines whose minutes have passed, each once; return how many."""
    rows = RollLine.objects.select_for_update(of=("self",), skip_locked=True).select_related("call")
    missed = list(rows.filter(state=RollState.ASKED.value, due_at__lt=now)[:500])
    for row in missed:
        row.state, row.missed_at = step("roll_line", ROLL, RollState(row.state), RollAct.MISS).value, now
    RollLine.objects.bulk_update(missed, ["state", "missed_at"])
    events = [
        RollMissed(
            subject=f"rollcall:{row.call_id}",
            region=row.region,
            title=row.call.title,
            on_duty=row.on_duty,
            minutes=row.call.minutes,
        )
        for row in missed
    ]
    if events:
        journal.announce_all(events, actor=actor, now=now)
    return len(missed)


def _locked(line_id: UUID) -> RollLine:
    row = RollLine.objects.select_for_update(of=("self",)).select_related("call").filter(id=line_id).first()
    if row is None:
        raise NotFound(what="roll_line")
    return row
