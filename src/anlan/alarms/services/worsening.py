"""An alarm follows how a thing of a register stands: raised where it became worse, eased where it became better."""

from datetime import datetime
from typing import Any

from django.db import transaction

from anlan.alarms.domain.worsening import Standing, fall_of, signal_of
from anlan.alarms.services.raising import ease_alarm, raise_alarm
from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue
from anlan.support import rights
from anlan.support.tables import load_table


@transaction.atomic
def follow_standing(*, told: Standing, actor: Actor, now: datetime) -> None:
    """Raise the alarm of a thing that became worse, ease that of one that became better; never close one."""
    rights.require(actor, "alarms.raise", told.region)
    family: dict[str, Any] = load_table("anlan.alarms", "families")["families"].get(told.family, {})
    if "least" not in family:
        raise InvalidValue(field="rule_family", value=told.family[:40], rule="known_family")
    signal, fall = signal_of(told, family), fall_of(told, family)
    if signal is not None:
        raise_alarm(signal=signal, actor=actor, now=now)
    if fall is not None:
        ease_alarm(fall=fall, actor=actor, now=now)
