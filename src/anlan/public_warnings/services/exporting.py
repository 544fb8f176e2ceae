"""Taking a frozen list out as a file: an act with a reason, kept in the journal."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue
from anlan.public_warnings.events import TargetsExported
from anlan.public_warnings.selectors.targets import TargetFilter, TargetRow, target_file
from anlan.public_warnings.selectors.warnings import warning
from anlan.support import journal, rights

_LONGEST = 200


@transaction.atomic
def export_targets(
    *, warning_id: UUID, wanted: TargetFilter, reason: str, actor: Actor, now: datetime
) -> Iterator[TargetRow]:
    """Return all of a warning's list that match, addresses masked, and write down who took them and why."""
    row = warning(actor, warning_id)
    rights.require(actor, "public_warnings.export_targets", row.region)
    if not reason.strip():
        raise InvalidValue(field="reason", value="", rule="not_empty")
    event = TargetsExported(
        subject=row.subject,
        region=row.region,
        exercise=row.is_exercise,
        warning_id=warning_id,
        reason=" ".join(reason.split())[:_LONGEST],
    )
    journal.announce(event, actor=actor, now=now)
    return target_file(actor, warning_id, wanted)
