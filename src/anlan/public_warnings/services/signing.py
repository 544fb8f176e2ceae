"""The first signature, which is the review, and the way back to the author."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.public_warnings.domain.errors import ReasonMissing
from anlan.public_warnings.domain.signing import Step
from anlan.public_warnings.domain.states import WarningAct, WarningState, after
from anlan.public_warnings.events import WarningReturned, WarningSigned
from anlan.public_warnings.services.issuing import require_time_left
from anlan.public_warnings.services.powers import Ask, delegation_of, put_signature, require_power
from anlan.public_warnings.services.rows import locked, named, seal_of, void_signatures
from anlan.support import journal, rights

LONGEST_REASON = 500


@transaction.atomic
def sign_warning(*, warning_id: UUID, actor: Actor, now: datetime) -> WarningState:
    """Review a warning: vouch for exactly this text and area; who wrote any of it may not."""
    warning = locked(warning_id, actor)
    power = require_power(Ask(warning, Step.REVIEW, actor, now))
    state = after(WarningState(warning.state), WarningAct.SIGN)
    require_time_left(warning, now)
    warning.state = state
    warning.signer_keys, warning.signer_name, warning.signed_at = power.keys, actor.name, now
    warning.signed_seal = seal_of(warning)
    put_signature(warning, power)
    warning.save()
    event = WarningSigned(**named(warning), seal=warning.signed_seal, **delegation_of(power))
    journal.announce(event, actor=actor, now=now)
    return WarningState(warning.state)


@transaction.atomic
def return_warning(*, warning_id: UUID, reason: str, actor: Actor, now: datetime) -> WarningState:
    """Send a warning back to its author with a reason; a signature on it is void."""
    warning = locked(warning_id, actor)
    rights.require(actor, "public_warnings.return", warning.region)
    state = after(WarningState(warning.state), WarningAct.RETURN)
    reason = reason.strip()
    if not 1 <= len(reason) <= LONGEST_REASON:
        raise ReasonMissing()
    warning.state = state
    warning.return_reason, warning.returned_by = reason, actor.name
    void_signatures(warning)
    warning.save()
    journal.announce(WarningReturned(**named(warning), reason=reason), actor=actor, now=now)
    return WarningState(warning.state)
