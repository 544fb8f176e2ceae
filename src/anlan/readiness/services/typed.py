"""Acts by what was typed in a form: the texts become details in the transaction of the act."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.readiness.domain.force_table import Texts
from anlan.readiness.selectors.registers import register, rows_of
from anlan.readiness.services.confirming import propose_change
from anlan.readiness.services.entries import change_force, enter_force, locked
from anlan.readiness.services.importing import details_from


@transaction.atomic
def enter_typed(*, register_key: str, texts: Texts, actor: Actor, now: datetime) -> UUID:
    """Enter a force by what was typed."""
    wanted = register(register_key)
    details = details_from(wanted, rows_of(wanted).model(), texts, actor, now)
    return enter_force(register_key=register_key, details=details, actor=actor, now=now)


@transaction.atomic
def change_typed(*, register_key: str, entry_id: UUID, texts: Texts, actor: Actor, now: datetime) -> tuple[str, ...]:
    """Change a force by what was typed; return the words of what changed."""
    wanted = register(register_key)
    details = details_from(wanted, locked(wanted, entry_id, actor), texts, actor, now)
    return change_force(register_key=register_key, entry_id=entry_id, details=details, actor=actor, now=now)


@transaction.atomic
def propose_typed(*, register_key: str, entry_id: UUID, texts: Texts, reason: str, actor: Actor, now: datetime) -> UUID:
    """Propose what was typed as a change of a force; the person in charge and the owner stay."""
    wanted = register(register_key)
    told = {key: text for key, text in texts.items() if key not in ("owner", "contact", "phone")}
    details = details_from(wanted, locked(wanted, entry_id, actor), told, actor, now)
    return propose_change(
        register_key=register_key, entry_id=entry_id, details=details, reason=reason, actor=actor, now=now
    )
