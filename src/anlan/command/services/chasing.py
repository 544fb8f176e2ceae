"""Climbing the ladder: telling those whom an unanswered order or a silent team is escalated to, once per rung."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Manager
from django.utils.translation import gettext as _

from anlan.access import api as access
from anlan.command.domain.errors import AlreadyAnswered
from anlan.command.domain.escalation import Due
from anlan.command.domain.responses import checked_text
from anlan.command.events import Escalated, EscalationAnswered
from anlan.command.models import Escalation, Order, TeamWatch
from anlan.command.selectors.escalation import dues_of_order, dues_of_watch, given_to, next_chase
from anlan.incidents import api as incidents
from anlan.kernel.actors import SYSTEM, Actor
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound
from anlan.support import journal, rights

_AT_A_TIME: Final = 100
_LONGEST_LABEL: Final = 160
_LONGEST_ANSWER: Final = 500


@transaction.atomic
def climb_ladder(*, actor: Actor, now: datetime) -> int:
    """Tell whoever is to be told by now, each rung once; return how many rungs were climbed."""
    climbed = 0
    for order in _to_chase(Order.objects, now):
        climbed += _climb(order, dues_of_order(order), {"order": order}, actor, now)
    for watch in _to_chase(TeamWatch.objects, now):
        climbed += _climb(watch, dues_of_watch(watch), {"watch": watch}, actor, now)
    return climbed


def _to_chase(rows: Manager, now: datetime) -> tuple[Order, ...] | tuple[TeamWatch, ...]:
    rows = rows.select_for_update(skip_locked=True).filter(chase_at__lte=now)
    return tuple(rows.order_by("chase_at")[:_AT_A_TIME])


def _climb(
    row: Order | TeamWatch, found: tuple[Due, ...], about: dict[str, Order | TeamWatch], actor: Actor, now: datetime
) -> int:
    given = given_to(row)
    climbed = [due for due in found if due.at <= now and (due.rung.key, due.since) not in given]
    for due in climbed:
        _tell(row, due, about, actor, now)
    row.chase_at = next_chase(row)
    row.save(update_fields=["chase_at"])
    return len(climbed)


def _tell(row: Order | TeamWatch, due: Due, about: dict[str, Order | TeamWatch], actor: Actor, now: datetime) -> None:
    incident = incidents.incident(SYSTEM, row.incident_id)
    told = _nearest(access.people_in_roles(due.rung.tells, incident.region))
    label = f"{row.number} {row.to_label}" if isinstance(row, Order) else row.team_name
    stored = Escalation.objects.create(
        **about,
        incident_id=row.incident_id,
        incident_title=row.incident_title,
        region=row.region,
        is_exercise=row.is_exercise,
        label=label[:_LONGEST_LABEL],
        rung=due.rung.key,
        trouble=due.rung.on.value,
        since=due.since,
        roles=list(due.rung.tells),
        told=[str(holder.user_id) for holder in told],
        told_names=" ".join(holder.name for holder in told)[:300],
        at=now,
    )
    event = Escalated(
        subject=_subject(stored),
        region=row.region,
        incident_id=row.incident_id,
        exercise=row.is_exercise,
        escalation_id=stored.id,
        label=stored.label,
        trouble=stored.trouble,
        since=due.since,
        told=tuple(holder.name for holder in told),
    )
    journal.announce(event, actor=actor, now=now)


def _nearest(holders: tuple[access.RightHolder, ...]) -> tuple[access.RightHolder, ...]:
    """Return, role by role, those of the nearest region: the county's own officer, not the province's as well."""
    nearest: dict[str, int] = {}
    for holder in holders:
        nearest[holder.role] = max(nearest.get(holder.role, 0), len(holder.region))
    return tuple(holder for holder in holders if len(holder.region) == nearest[holder.role])


def _subject(row: Escalation) -> str:
    return f"order:{row.order_id}" if row.order_id else f"team_watch:{row.watch_id}"


@transaction.atomic
def answer_escalation(*, escalation_id: UUID, answer: str, actor: Actor, now: datetime) -> None:
    """Take on what the ladder told and say what is done about it; the same person again changes nothing."""
    row = Escalation.objects.select_for_update().filter(id=escalation_id).first()
    if row is None or not rights.may(actor, "command.see", row.region):
        raise NotFound(what="escalation")
    if actor.id not in row.told and not rights.may(actor, "command.verify_orders", row.region):
        raise NotAllowed(right="command.verify_orders", region=row.region)
    if row.answered_by == actor.name:
        return
    if row.answered_at is not None:
        raise AlreadyAnswered(by=row.answered_by)
    answer = checked_text("answer", answer)
    if len(answer) > _LONGEST_ANSWER:
        raise InvalidValue(field="answer", value=answer[:40], rule="1_to_500_characters")
    _take_on(row, answer, actor, now)


@transaction.atomic
def rest_orders(*, incident_id: UUID, actor: Actor, now: datetime) -> int:
    """Remind nobody of a closed incident's orders any more and take their reminders on; return how many those were.

    A team that is still in danger is watched on: its reminders stay.
    """
    Order.objects.filter(incident_id=incident_id, rested_at=None).update(rested_at=now, chase_at=None)
    rows = Escalation.objects.select_for_update().filter(incident_id=incident_id, answered_at=None)
    told = tuple(rows.exclude(order=None).order_by("at", "id"))
    for row in told:
        _take_on(row, _("The incident was closed."), actor, now)
    return len(told)


def _take_on(row: Escalation, answer: str, actor: Actor, now: datetime) -> None:
    row.answered_by, row.answered_at, row.answer = actor.name, now, answer
    row.save(update_fields=["answered_by", "answered_at", "answer"])
    event = EscalationAnswered(
        subject=_subject(row),
        region=row.region,
        incident_id=row.incident_id,
        exercise=row.is_exercise,
        escalation_id=row.id,
        label=row.label,
        answer=answer,
    )
    journal.announce(event, actor=actor, now=now)
