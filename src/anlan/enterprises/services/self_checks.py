"""Recording what an enterprise checked by itself; what fails is announced item by item."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from anlan.enterprises.domain.self_checks import (
    Answer,
    CheckedAlready,
    Cycle,
    Item,
    NothingToCheck,
    Result,
    answered,
    begin_of,
)
from anlan.enterprises.domain.states import FirmState
from anlan.enterprises.events import SelfCheckDone, SelfCheckFailed
from anlan.enterprises.models import Enterprise, SelfCheck
from anlan.enterprises.selectors.self_checks import check_items
from anlan.enterprises.services.keeping import locked
from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.support import journal


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSelfCheck:
    """A list that was gone through: its answers by item, when it was done, and the form's token."""

    enterprise_id: UUID
    cycle: Cycle
    answers: Mapping[str, Answer]
    done_at: datetime
    token: UUID | None = None


@transaction.atomic
def record_self_check(*, new: NewSelfCheck, actor: Actor, now: datetime) -> UUID:
    """Keep a self-check in the period in which it was done; the same form again gives the same."""
    firm = locked(new.enterprise_id, actor)
    if firm.state != FirmState.OPERATING:
        raise NothingToCheck(name=firm.name)
    begins_on = begin_of(new.cycle, clock.in_china(new.done_at).date())
    before = SelfCheck.objects.filter(enterprise=firm, cycle=new.cycle, begins_on=begins_on).first()
    if before is not None:
        if new.token is not None and before.token == new.token:
            return before.id
        raise CheckedAlready(by=before.by_name)
    found = answered(check_items(firm.id, new.cycle), new.answers)
    failures = [(item, answer) for item, answer in found if answer.result == Result.FAILED]
    row = SelfCheck.objects.create(
        enterprise=firm,
        cycle=new.cycle,
        begins_on=begins_on,
        items=[asdict(item) | asdict(answer) for item, answer in found],
        failed=len(failures),
        done_at=new.done_at,
        by_name=actor.name[:80],
        token=new.token,
    )
    head = _head(firm, row)
    done = SelfCheckDone(**head, items=len(found), failed=len(failures))
    events = [done, *(_failed(head, firm, new, each) for each in failures)]
    journal.announce_all(events, actor=actor, now=now)
    return row.id


def _head(firm: Enterprise, row: SelfCheck) -> dict[str, Any]:
    return {
        "subject": f"enterprises.enterprise:{firm.id}",
        "region": firm.region,
        "enterprise_id": firm.id,
        "name": firm.name,
        "check_id": row.id,
        "cycle": row.cycle,
    }


def _failed(head: dict[str, Any], firm: Enterprise, new: NewSelfCheck, failure: tuple[Item, Answer]) -> SelfCheckFailed:
    item, answer = failure
    return SelfCheckFailed(
        **head,
        item=item.key,
        text=item.text,
        place=item.place,
        level=item.level,
        note=answer.note,
        longitude=firm.location.x,
        latitude=firm.location.y,
        found_at=new.done_at,
    )
