"""The ladder of escalation: when it climbs next, and what it has told to whom."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from django.db.models import QuerySet

from anlan.command.domain import accounting
from anlan.command.domain.escalation import Due, Rung, Standing, Trouble, dues, next_after, rungs_of
from anlan.command.domain.orders import OrderState
from anlan.command.models import Escalation, Order, TeamWatch
from anlan.kernel.actors import Actor
from anlan.support import rights, tables

_MOST = 100


@cache
def ladder() -> tuple[Rung, ...]:
    """Return the ladder in force."""
    return rungs_of(tables.load_table("anlan.command", "escalation"))


def dues_of_order(order: Order) -> tuple[Due, ...]:
    """Return the rungs that an order climbs as it stands; none after its incident was closed."""
    if order.rested_at is not None:
        return ()
    standing = Standing(
        state=OrderState(order.state),
        issued_at=order.issued_at,
        deadline=order.deadline,
        completed_at=order.completed_at,
    )
    return dues(standing.troubles(), ladder())


def dues_of_watch(watch: TeamWatch) -> tuple[Due, ...]:
    """Return the rungs that a watched team climbs as it stands."""
    found = accounting.troubles(accounting.WatchState(watch.state), due_at=watch.due_at, help_at=watch.help_at)
    return dues(found, ladder())


def given_to(row: Order | TeamWatch) -> set[tuple[str, datetime]]:
    """Return the rungs that were climbed for an order or a team, each with the moment from which it counted."""
    return set(row.escalations.values_list("rung", "since"))


def next_chase(row: Order | TeamWatch) -> datetime | None:
    """Return when the ladder climbs next for an order or a team, or nothing."""
    found = dues_of_order(row) if isinstance(row, Order) else dues_of_watch(row)
    return next_after(found, given_to(row)) if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationRow:
    """A rung that was climbed: what stays without an answer, who was told, who took it on."""

    id: UUID
    incident_id: UUID
    incident_title: str
    region: str
    is_exercise: bool
    order_id: UUID | None
    watch_id: UUID | None
    label: str
    trouble: Trouble
    since: datetime
    roles: tuple[str, ...]
    told_names: str
    at: datetime
    answered_by: str
    answered_at: datetime | None
    answer: str


def escalations_to(actor: Actor) -> tuple[EscalationRow, ...]:
    """Return the open rungs that told the actor, the latest first."""
    rows = _seen(actor).filter(answered_at=None, told__contains=[str(actor.id)])
    return tuple(_row(row) for row in rows[:_MOST])


def escalations_of(actor: Actor, incident_id: UUID) -> tuple[EscalationRow, ...]:
    """Return every rung that was climbed in an incident, as far as the actor may see it, the latest first."""
    return tuple(_row(row) for row in _seen(actor).filter(incident_id=incident_id)[:_MOST])


def escalations_about(actor: Actor, order_id: UUID) -> tuple[EscalationRow, ...]:
    """Return every rung that was climbed for an order, as far as the actor may see it, the latest first."""
    return tuple(_row(row) for row in _seen(actor).filter(order_id=order_id)[:_MOST])


def _seen(actor: Actor) -> "QuerySet[Escalation]":
    return Escalation.objects.filter(rights.within(actor, "command.see"))


def _row(row: Escalation) -> EscalationRow:
    special = ("trouble", "roles")
    same = {name: getattr(row, name) for name in EscalationRow.__slots__ if name not in special}
    return EscalationRow(trouble=Trouble(row.trouble), roles=tuple(row.roles), **same)
