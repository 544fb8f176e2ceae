"""Who holds the command of an incident, and the record of its handing over."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from anlan.command.domain.handovers import HandoverState
from anlan.command.domain.responses import RUNNING
from anlan.command.models import Handover, Order, Response
from anlan.command.selectors.evacuation import evacuation_table
from anlan.command.selectors.orders import order_counts
from anlan.incidents import api as incidents
from anlan.kernel.actors import SYSTEM, Actor
from anlan.kernel.regions import lineage
from anlan.support import rights

_LONGEST_LIST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverRow:
    """An offer to hand the command over, and its answer; ``brief`` is the situation as it was when it was offered."""

    id: UUID
    incident_id: UUID
    region: str
    from_region: str
    to_region: str
    state: HandoverState
    reason: str
    brief: dict[str, Any]
    offered_by_id: str
    offered_by: str
    offered_at: datetime
    answered_by: str
    answered_at: datetime | None
    answer_note: str
    is_exercise: bool


def holder_of(incident_id: UUID, region: str) -> str:
    """Return the region whose level holds the command of an incident: its own until another level took it over."""
    accepted = Handover.objects.filter(incident_id=incident_id, state=HandoverState.ACCEPTED.value)
    last = accepted.order_by("-answered_at", "-id").values_list("to_region", flat=True).first()
    return region if last is None else last


def handovers_of(actor: Actor, incident_id: UUID) -> tuple[HandoverRow, ...]:
    """Return the record of an incident's handing over, the newest first; both levels keep it."""
    rows = Handover.objects.filter(rights.within(actor, "command.see"), incident_id=incident_id)
    return tuple(_row(row) for row in rows.order_by("-offered_at", "-id"))


def may_answer(actor: Actor, region: str) -> bool:
    """Tell whether the actor speaks for exactly this level: a right over it from above does not do."""
    roles = rights.roles_by_right()["command.hand_over"]
    return actor.is_system or any(grant.role in roles and grant.region == region for grant in actor.grants)


def levels_over(incident_region: str, holder: str) -> tuple[str, ...]:
    """Return the regions to which the command may be handed, the nearest first."""
    return tuple(region for region in lineage(incident_region) if region and region != holder)


def brief_of(incident_id: UUID, now: datetime) -> dict[str, Any]:
    """Return what the next commander must know at once, as plain values that no longer change."""
    situation = incidents.situation(SYSTEM, incident_id)
    counts = order_counts(SYSTEM, incident_id, now)
    known = incidents.indicators()
    running = Response.objects.filter(incident_id=incident_id, state__in=[state.value for state in RUNNING]).first()
    undone = Order.objects.filter(incident_id=incident_id, state__in=("issued", "received", "in_progress"))
    table = evacuation_table(SYSTEM, incident_id)
    return {
        "response": {"plan": running.plan_title, "level": running.level} if running else None,
        "figures": [
            {"name": known[key].name, "value": str(total.value.normalize()), "unit": known[key].unit}
            for key, total in situation.totals.items()
        ],
        "orders": {"total": counts.total, "done": counts.done, "late": counts.overdue},
        "undone": [
            {"number": row.number, "to": row.to_label, "text": row.text, "deadline": row.deadline.isoformat()}
            for row in undone.order_by("deadline")[:_LONGEST_LIST]
        ],
        "evacuation": {"planned": table.planned.persons, "moved": table.moved.persons},
    }


def _row(row: Handover) -> HandoverRow:
    same = {name: getattr(row, name) for name in HandoverRow.__slots__ if name != "state"}
    return HandoverRow(state=HandoverState(row.state), **same)
