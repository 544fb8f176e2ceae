"""Acts on hand-overs: the draft lies ready, the leaving and the arriving shift sign."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from anlan.duty.domain import handover as decided
from anlan.duty.domain.errors import NoChangeOfShifts, ReasonToStandIn, SignerIsSame
from anlan.duty.domain.handover import HANDOVER, Check, HandoverAct, HandoverState, Matter
from anlan.duty.domain.states import RosterState, step
from anlan.duty.domain.texts import checked
from anlan.duty.events import HandoverLate, HandoverReturned, HandoverSigned, HandoverTaken
from anlan.duty.models import Handover, Turn
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.support import journal, rights
from anlan.support.tables import load_table

_LOOK_BACK = timedelta(hours=12)
_MOST_MATTERS = 300


def handover_table() -> dict[str, Any]:
    """Return what a hand-over consists of."""
    return load_table("anlan.duty", "handover")


@transaction.atomic
def open_handovers(*, actor: Actor, now: datetime) -> int:
    """Lay a draft ready for every change of shifts that is near or was not handed over; return how many."""
    table = handover_table()
    until = now + timedelta(minutes=table["lead_minutes"])
    due = Turn.objects.filter(post="main", seat=1, until__range=(now - _LOOK_BACK, until), person_id__isnull=False)
    due = due.filter(roster__state=RosterState.PUBLISHED, roster__published_at__lte=now).select_related("roster")
    turns = [turn for turn in due if turn.roster.published_at and turn.roster.published_at <= turn.until]
    known = set(
        Handover.objects.filter(changeover_at__range=(now - _LOOK_BACK, until)).values_list(
            "organisation_id", "changeover_at"
        )
    )
    wanted = [turn for turn in turns if (turn.roster.organisation_id, turn.until) not in known]
    if wanted:
        rows = [drafted(turn, table["checks"], now) for turn in wanted]
        Handover.objects.bulk_create(rows, ignore_conflicts=True)
    return len(wanted)


@transaction.atomic
def open_handover(*, region: str, actor: Actor, now: datetime) -> UUID:
    """Return the draft of the region's nearest change of shifts, laid ready now where it is not there yet."""
    rights.require(actor, "duty.hand_over", region)
    near = Turn.objects.filter(region=region, post="main", seat=1, roster__state=RosterState.PUBLISHED)
    near = near.filter(until__range=(now - _LOOK_BACK, now + 2 * _LOOK_BACK), person_id__isnull=False)
    turn = min(near.select_related("roster"), key=lambda each: abs(each.until - now), default=None)
    if turn is None:
        raise NoChangeOfShifts(region=region)
    row = drafted(turn, handover_table()["checks"], now)
    Handover.objects.bulk_create([row], ignore_conflicts=True)
    return Handover.objects.get(organisation_id=row.organisation_id, changeover_at=row.changeover_at).id


def drafted(turn: Turn, items: Sequence[str], now: datetime) -> Handover:
    """Return the draft of the change of shifts at which a turn ends."""
    after = Turn.objects.filter(region=turn.region, post="main", seat=1, since=turn.until)
    then = after.filter(
        roster__organisation_id=turn.roster.organisation_id, roster__state=RosterState.PUBLISHED
    ).first()
    return Handover(
        region=turn.region,
        organisation_id=turn.roster.organisation_id,
        organisation_name=turn.roster.organisation_name,
        changeover_at=turn.until,
        leaving_person_id=turn.person_id,
        leaving_person=turn.person_name,
        arriving_person_id=then.person_id if then else None,
        arriving_person=then.person_name if then else "",
        checks=[Check(name).as_row() for name in items],
        opened_at=now,
    )


@transaction.atomic
def write_handover(*, handover_id: UUID, notes: str, checks: Sequence[Check], actor: Actor, now: datetime) -> None:
    """Write notes and tick the list of a draft."""
    row = _locked(handover_id, actor)
    step("handover", HANDOVER, HandoverState(row.state), HandoverAct.WRITE)
    row.notes = checked("notes", notes, 2000, shortest=0)
    if [each.name for each in checks] != [each["name"] for each in row.checks]:
        raise InvalidValue(field="checks", value=len(checks), rule="the_list_of_this_handover")
    row.checks = [
        Check(each.name, each.is_there, checked("note", each.note, 100, shortest=0)).as_row() for each in checks
    ]
    row.save(update_fields=["notes", "checks"])


@transaction.atomic
def sign_handover(
    *, handover_id: UUID, matters: Sequence[Matter], reason: str = "", actor: Actor, now: datetime
) -> None:
    """Sign as the one who leaves, with the open matters that the caller gathered."""
    row = _locked(handover_id, actor)
    after = step("handover", HANDOVER, HandoverState(row.state), HandoverAct.LEAVE)
    row.left_reason = _stands_in(row.leaving_person_id, row.leaving_person, reason, actor)
    row.matters = [each.as_row() for each in matters[:_MOST_MATTERS]]
    row.state, row.left_by_id, row.left_by, row.left_at = after.value, actor.id, actor.name, now
    row.save(update_fields=["left_reason", "matters", "state", "left_by_id", "left_by", "left_at"])
    _tell(HandoverSigned, row, actor, now, matters=len(row.matters), reason=row.left_reason)


@transaction.atomic
def take_over(*, handover_id: UUID, reason: str = "", actor: Actor, now: datetime) -> str:
    """Sign as the one who arrives; text and digest are frozen. Returns the digest."""
    row = _locked(handover_id, actor)
    after = step("handover", HANDOVER, HandoverState(row.state), HandoverAct.ARRIVE)
    if actor.id == row.left_by_id:
        raise SignerIsSame
    row.taken_reason = _stands_in(row.arriving_person_id, row.arriving_person, reason, actor)
    row.state, row.taken_by_id, row.taken_by, row.taken_at = after.value, actor.id, actor.name, now
    row.text = signed_text(row)
    row.digest = decided.digest_of(row.text)
    row.save()
    grace = timedelta(minutes=handover_table()["grace_minutes"])
    late = decided.is_late(row.changeover_at, now, now, grace)
    told = {"left_by": row.left_by, "is_late": late, "digest": row.digest, "reason": row.taken_reason}
    _tell(HandoverTaken, row, actor, now, **told)
    return row.digest


def signed_text(row: Handover) -> str:
    """Return what both have signed, with their signatures."""
    words = handover_table()["words"]
    head = words["head"].format(organisation=row.organisation_name, at=f"{in_china(row.changeover_at):%Y-%m-%d %H:%M}")
    matters = [Matter(**each) for each in row.matters]
    lines = [decided.text_of(head, row.notes, matters, decided.checks_from(row.checks), words)]
    assert row.left_at is not None
    assert row.taken_at is not None
    lines.append(decided.signature_line(words["leaving"], row.left_by, row.left_at, row.left_reason))
    lines.append(decided.signature_line(words["arriving"], row.taken_by, row.taken_at, row.taken_reason))
    return "\n".join(lines)


@transaction.atomic
def return_handover(*, handover_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Send a signed hand-over back to who leaves, as the one who arrives, with the reason."""
    row = _locked(handover_id, actor)
    after = step("handover", HANDOVER, HandoverState(row.state), HandoverAct.SEND_BACK)
    if actor.id == row.left_by_id:
        raise SignerIsSame
    row.sent_back_reason, row.state = checked("reason", reason, 200), after.value
    row.left_by_id, row.left_by, row.left_at = "", "", None
    row.save(update_fields=["sent_back_reason", "state", "left_by_id", "left_by", "left_at"])
    _tell(HandoverReturned, row, actor, now, reason=row.sent_back_reason)


@transaction.atomic
def tell_late_handovers(*, actor: Actor, now: datetime) -> int:
    """Journal each hand-over that nobody has taken over in time, once; return how many."""
    grace = timedelta(minutes=handover_table()["grace_minutes"])
    rows = Handover.objects.select_for_update(skip_locked=True).filter(
        changeover_at__lt=now - grace, changeover_at__gt=now - 2 * _LOOK_BACK, late_told_at=None
    )
    late = list(rows.exclude(state=HandoverState.DONE.value))
    for row in late:
        row.late_told_at = now
        row.save(update_fields=["late_told_at"])
        _tell(HandoverLate, row, actor, now, leaving=row.leaving_person, arriving=row.arriving_person)
    return len(late)


def _stands_in(person_id: UUID | None, name: str, reason: str, actor: Actor) -> str:
    """Return why somebody else than the roster says signs; nothing where it is the person itself."""
    if person_id is not None and actor.person_id == person_id:
        return ""
    said = checked("reason", reason, 200, shortest=0)
    if not said:
        raise ReasonToStandIn(name=name)
    return said


def _locked(handover_id: UUID, actor: Actor) -> Handover:
    row = Handover.objects.select_for_update().filter(id=handover_id).first()
    if row is None:
        raise NotFound(what="handover")
    rights.require_visible(actor, "duty.see", row.region, "handover")
    rights.require(actor, "duty.hand_over", row.region)
    return row


def _tell(event_class: type, row: Handover, actor: Actor, now: datetime, **more: object) -> None:
    head = {"subject": f"handover:{row.id}", "region": row.region, "organisation": row.organisation_name}
    event = event_class(**head, changeover=f"{in_china(row.changeover_at):%m-%d %H:%M}", **more)
    journal.announce(event, actor=actor, now=now)
