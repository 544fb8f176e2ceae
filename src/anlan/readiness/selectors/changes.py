"""Changes that owners propose, and what owners are asked to confirm."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.kernel.regions import lies_within
from anlan.readiness.domain.entries import ChangeState
from anlan.readiness.domain.freshness import Trust
from anlan.readiness.domain.registers import Register
from anlan.readiness.models import ForceChange as Row
from anlan.readiness.selectors.entries import Entry, read
from anlan.readiness.selectors.registers import register as register_named
from anlan.readiness.selectors.registers import registers, rows_of
from anlan.readiness.selectors.scope import READ, seen_by
from anlan.support.rights import lies_in, may, regions_of, require_visible, within
from anlan.support.rows import Rows

KEEP, CONFIRM = "readiness.register", "readiness.confirm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change that an owner proposes: ``before`` and ``after`` hold all that may change."""

    id: UUID
    register: str
    entry_id: UUID
    entry_name: str
    region: str
    is_removal: bool
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    reason: str
    proposed_by: str
    proposed_by_name: str
    proposed_at: datetime
    state: str
    judged_by_name: str
    judged_at: datetime | None
    answer: str


def changes(actor: Actor, state: str = ChangeState.PROPOSED) -> Rows[Change]:
    """Return the changes proposed in the reader's regions, the latest first."""
    return Rows(Row.objects.filter(within(actor, READ), state=state), _changes)


def change(actor: Actor, change_id: UUID) -> Change:
    """Return one proposed change, or say that there is none where the actor may not see it."""
    row = Row.objects.filter(id=change_id).first()
    if row is None:
        raise NotFound(what="force_change", id=str(change_id))
    require_visible(actor, READ, row.region, "force_change")
    return _changes([row])[0]


def open_change_of(entry_id: UUID) -> Change | None:
    """Return the change of an entry that waits to be judged."""
    found = _changes(list(Row.objects.filter(entry_id=entry_id, state=ChangeState.PROPOSED)[:1]))
    return found[0] if found else None


def kept_regions(actor: Actor) -> tuple[str, ...]:
    """Return the regions whose registers the actor keeps."""
    return regions_of(actor, KEEP)


def may_answer(actor: Actor, entry: Entry) -> bool:
    """Tell whether the actor may say that an entry holds: its keeper, its owner or the person in charge of it."""
    return is_answerable(
        actor, entry.region, entry.owner.id if entry.owner else None, entry.contact.id if entry.contact else None
    )


def is_answerable(actor: Actor, region: str, owner_id: UUID | None, contact_id: UUID | None) -> bool:
    """Tell whether the actor may say that an entry of this region, owner and person in charge holds."""
    if may(actor, KEEP, region):
        return True
    if not may(actor, CONFIRM, region):
        return False
    owned = any(
        grant.organisation_id == owner_id and lies_within(region, grant.region) for grant in actor.grants if owner_id
    )
    return owned or (contact_id is not None and contact_id == actor.person_id)


def due_rows(actor: Actor, register: Register) -> "QuerySet[Any]":
    """Return the rows of a register that the actor is asked to confirm."""
    owners = {grant.organisation_id for grant in actor.grants if grant.organisation_id}
    mine = Q(owner__in=owners)
    if actor.person_id is not None:
        mine |= Q(**{register.contact: actor.person_id})
    answered = (mine & within(actor, CONFIRM)) | lies_in(regions_of(actor, KEEP))
    return seen_by(actor, rows_of(register)).exclude(trust=Trust.CONFIRMED).filter(answered)


def due_entries(actor: Actor, register_key: str) -> Rows[Entry]:
    """Return the entries of a register that the actor is asked to confirm, those longest unconfirmed first."""
    wanted = register_named(register_key)
    rows = due_rows(actor, wanted).order_by(F("confirmed_at").asc(nulls_first=True), "code")
    return Rows(rows, lambda found: read(wanted, found))


def due_counts(actor: Actor) -> dict[str, int]:
    """Return how many entries of each register the actor is asked to confirm."""
    return {key: due_rows(actor, each).count() for key, each in registers().items()}


def change_counts(actor: Actor) -> dict[str, int]:
    """Return how many proposed changes the reader sees in each state."""
    rows = Row.objects.filter(within(actor, READ)).order_by().values_list("state")
    return dict(rows.annotate(count=Count("id")))


def _changes(rows: Sequence[Row]) -> tuple[Change, ...]:
    names = Change.__dataclass_fields__
    return tuple(Change(**{name: getattr(row, name) for name in names}) for row in rows)
