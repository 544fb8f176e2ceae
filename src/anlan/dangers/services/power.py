"""Stopping the power of a unit that does not obey (art. 70), with the notice that the law asks for, and ending it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.dangers.domain.dangers import checked_words
from anlan.dangers.domain.power import check_stop
from anlan.dangers.domain.states import DangerState, Grade
from anlan.dangers.events import PowerStopEnded, PowerStopOrdered
from anlan.dangers.models import PowerStop
from anlan.dangers.selectors import rules
from anlan.dangers.services.steps import keep, locked, tell
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound

_RIGHT = "dangers.stop_power"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStop:
    """Whom to tell, from when, and which decision the unit did not carry out."""

    supplier: str
    cut_at: datetime
    decision: str
    is_emergency: bool = False


@transaction.atomic
def order_power_stop(*, danger_id: UUID, new: NewStop, actor: Actor, now: datetime) -> UUID:
    """Notify the supplier and the unit; sooner than the law's hours only in an emergency."""
    danger = locked(danger_id, actor, _RIGHT)
    supplier, decision = checked_words("supplier", new.supplier, 120), checked_words("decision", new.decision, 500)
    check_stop(
        is_major=danger.grade == Grade.MAJOR,
        state=DangerState(danger.state),
        is_cut_off=danger.is_cut_off,
        hours=None if new.is_emergency else rules.power_hours(),
        lead=new.cut_at - now,
    )
    stop = PowerStop.objects.create(
        danger=danger,
        supplier=supplier,
        decision=decision,
        is_emergency=new.is_emergency,
        noticed_at=now,
        cut_at=new.cut_at,
        ordered_by=actor.name,
    )
    danger.is_cut_off = True
    danger.save(update_fields=["is_cut_off"])
    keep(danger, "stop_power", actor, now, f"{supplier} {decision}")
    told = {"supplier": supplier, "cut_at": new.cut_at, "is_emergency": new.is_emergency, "decision": decision}
    tell(PowerStopOrdered, danger, actor, now, **told)
    return stop.id


@transaction.atomic
def end_power_stop(*, danger_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Have the power given back, once the unit did what was decided."""
    danger = locked(danger_id, actor, _RIGHT)
    words = checked_words("reason", reason, 500)
    stop = danger.power_stops.select_for_update().filter(ended_at__isnull=True).first()
    if stop is None:
        raise NotFound(what="power_stop")
    stop.ended_by, stop.ended_at, stop.end_reason = actor.name, now, words
    stop.save()
    danger.is_cut_off = False
    danger.save(update_fields=["is_cut_off"])
    keep(danger, "give_power", actor, now, words)
    tell(PowerStopEnded, danger, actor, now, supplier=stop.supplier, reason=words)
