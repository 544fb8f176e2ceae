"""Owners say that entries hold or propose changes; somebody else accepts them; who says nothing is asked again."""

from collections import Counter
from collections.abc import Sequence
from copy import copy
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.kernel.regions import RegionLevel, at_level, level_of
from anlan.readiness.domain.entries import (
    ChangeAct,
    ChangeIsOpen,
    ChangeState,
    EntryHasMoved,
    JudgeIsProposer,
    NothingChanged,
    NotTheOwner,
    ReasonMissing,
    after,
)
from anlan.readiness.domain.freshness import next_step_at, trust_at
from anlan.readiness.domain.registers import Register
from anlan.readiness.events import ForceChangeJudged, ForceChangeProposed, ForcesConfirmed, OwnersAsked
from anlan.readiness.models import ForceChange
from anlan.readiness.selectors.changes import is_answerable
from anlan.readiness.selectors.registers import ladder, register, registers, rows_of
from anlan.readiness.selectors.scope import READ, seen_by
from anlan.readiness.services import entries
from anlan.readiness.services.entries import KEEP, EntryDetails, changed_words, locked, state_of, subject_of
from anlan.support import journal, rights

_NAMED: Final = 20
_STEPS_AT_ONCE: Final = 2000


@transaction.atomic
def confirm_forces(*, register_key: str, ids: Sequence[UUID], actor: Actor, now: datetime) -> int:
    """Note that entries hold as they stand; return how many. One that the actor may not answer for refuses all."""
    wanted = register(register_key)
    rows = list(seen_by(actor, rows_of(wanted)).select_for_update().filter(id__in=set(ids)))
    if len(rows) != len(set(ids)) or not rows:
        raise NotFound(what="entry")
    for row in rows:
        _require_answerable(wanted, row, actor)
        entries.confirm(wanted, row, actor, now)
        row.save(update_fields=["confirmed_at", "confirmed_by", "trust", "next_step_at"])
    for region, found in _by_region(rows).items():
        event = ForcesConfirmed(
            subject=subject_of(wanted, found[0].id) if len(found) == 1 else f"register:{wanted.key}",
            region=region,
            register=wanted.key,
            register_name=wanted.name,
            count=len(found),
            names=tuple(row.name for row in found[:_NAMED]),
        )
        journal.announce(event, actor=actor, now=now)
    return len(rows)


@transaction.atomic
def propose_change(
    *, register_key: str, entry_id: UUID, details: EntryDetails | None, reason: str, actor: Actor, now: datetime
) -> UUID:
    """Keep what an owner wants changed until a keeper judges it; without details the entry is to be taken out."""
    wanted = register(register_key)
    row = locked(wanted, entry_id, actor)
    _require_answerable(wanted, row, actor)
    if not reason.strip():
        raise ReasonMissing()
    if ForceChange.objects.filter(entry_id=entry_id, state=ChangeState.PROPOSED).exists():
        raise ChangeIsOpen()
    before = state_of(wanted, row)
    then = _written(wanted, row, details) if details else {}
    fields = changed_words(wanted, before, then) if details else ()
    if details and not fields:
        raise NothingChanged()
    change = ForceChange.objects.create(
        register=wanted.key,
        entry_id=row.id,
        entry_name=row.name,
        region=row.region,
        is_removal=details is None,
        before=before,
        after=then,
        reason=reason.strip()[:300],
        proposed_by=actor.id,
        proposed_by_name=actor.name[:80],
        proposed_at=now,
    )
    event = ForceChangeProposed(
        subject=subject_of(wanted, row.id),
        region=row.region,
        register=wanted.key,
        register_name=wanted.name,
        name=row.name,
        is_removal=change.is_removal,
        fields=fields,
        reason=change.reason,
    )
    journal.announce(event, actor=actor, now=now)
    return change.id


@transaction.atomic
def judge_change(*, change_id: UUID, act: ChangeAct, answer: str, actor: Actor, now: datetime) -> None:
    """Accept a proposed change, which takes effect, or return it with a reason; never one's own."""
    change = ForceChange.objects.select_for_update().filter(id=change_id).first()
    if change is None:
        raise NotFound(what="force_change", id=str(change_id))
    rights.require_visible(actor, READ, change.region, "force_change")
    rights.require(actor, KEEP, change.region)
    change.state = after(ChangeState(change.state), act)
    if change.proposed_by == actor.id:
        raise JudgeIsProposer()
    if act is ChangeAct.RETURN and not answer.strip():
        raise ReasonMissing()
    wanted = register(change.register)
    if act is ChangeAct.ACCEPT:
        _carry_out(wanted, change, actor, now)
    change.judged_by_name, change.judged_at, change.answer = actor.name[:80], now, answer.strip()[:300]
    change.save()
    event = ForceChangeJudged(
        subject=subject_of(wanted, change.entry_id),
        region=change.region,
        register=wanted.key,
        register_name=wanted.name,
        name=change.entry_name,
        is_accepted=act is ChangeAct.ACCEPT,
        answer=change.answer,
    )
    journal.announce(event, actor=actor, now=now)


@transaction.atomic
def ask_owners(*, actor: Actor, now: datetime) -> None:
    """Let entries that nobody confirmed take the steps of the ladder; tell it once for each county and register."""
    taken: Counter[tuple[str, str, str]] = Counter()
    for wanted in registers().values():
        due = rows_of(wanted).filter(next_step_at__lte=now).order_by("next_step_at")[:_STEPS_AT_ONCE]
        for row in due.select_for_update(skip_locked=True):
            row.trust = trust_at(ladder(), row.confirmed_at, wanted.confirm_days, now)
            row.next_step_at = next_step_at(ladder(), row.confirmed_at, wanted.confirm_days, now)
            row.save(update_fields=["trust", "next_step_at"])
            taken[wanted.key, _county(row.region), row.trust] += 1
    for (key, region, trust), count in taken.items():
        event = OwnersAsked(
            subject=f"register:{key}",
            region=region,
            register=key,
            register_name=registers()[key].name,
            trust=trust,
            count=count,
        )
        journal.announce(event, actor=actor, now=now)


def _carry_out(wanted: Register, change: ForceChange, actor: Actor, now: datetime) -> None:
    row = locked(wanted, change.entry_id, actor)
    if state_of(wanted, row) != change.before:
        raise EntryHasMoved()
    if change.is_removal:
        entries.put_retirement(wanted, row, change.reason, actor, now)
        return
    rights.require(actor, KEEP, change.after["region"])
    entries.put_change(wanted, row, EntryDetails(**_with_ids(change.after)), actor, now)


def _with_ids(state: dict[str, Any]) -> dict[str, Any]:
    ids = {name: UUID(state[name]) if state[name] else None for name in ("contact_id", "owner_id")}
    return {**state, **ids}


def _written(wanted: Register, row: Any, details: EntryDetails) -> dict[str, Any]:
    """Return what an entry would be after a change that is only proposed."""
    draft = copy(row)
    entries.write(wanted, draft, details)
    return state_of(wanted, draft)


def _require_answerable(wanted: Register, row: Any, actor: Actor) -> None:
    if not is_answerable(actor, row.region, row.owner_id, getattr(row, f"{wanted.contact}_id")):
        raise NotTheOwner()


def _by_region(rows: Sequence[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.region, []).append(row)
    return found


def _county(region: str) -> str:
    return at_level(region, RegionLevel.COUNTY) if level_of(region) > RegionLevel.COUNTY else region
