"""The double-random draw: pools frozen first, then a public number, then what follows from both."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.kernel.regions import lineage, normalise
from anlan.supervision.domain.draws import ALGORITHM, digest, draw, pool_digest, pool_of, result_of, seed_of
from anlan.supervision.domain.errors import (
    DrawerIsFreezer,
    EntropyTooEarly,
    NothingToPlan,
    SourceIsPast,
    TooFewOfficers,
)
from anlan.supervision.domain.states import DrawAct, DrawState, InspectionKind, draw_after
from anlan.supervision.events import DrawSetAside, InspectionsDrawn, PoolsFrozen
from anlan.supervision.models import Draw, Officer, Recusal
from anlan.supervision.selectors.objects import KINDS, Subject, subjects_in
from anlan.supervision.selectors.tables import limits
from anlan.supervision.services.arranging import NewInspection, plan_inspection
from anlan.supervision.services.texts import checked_text
from anlan.support import journal, rights

_DRAW = "supervision.draw"
GRADES = ("red", "orange", "yellow", "blue", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDraw:
    """A draw to freeze: what is drawn from, percent of each grade, and the public number to come."""

    region: str
    department: str
    title: str
    source: str
    announced_at: datetime
    percents: Mapping[str, int]
    kinds: tuple[str, ...] = KINDS
    trade: str = ""
    redraw_of: UUID | None = None


@transaction.atomic
def freeze_pools(*, new: NewDraw, actor: Actor, now: datetime) -> UUID:
    """Freeze the objects of a region and the officers who may act there, before the public number can be known."""
    region = normalise(new.region)
    rights.require(actor, _DRAW, region)
    if new.announced_at <= now:
        raise SourceIsPast(at=in_china(new.announced_at).strftime("%Y-%m-%d %H:%M"))
    before = _set_aside_before(new.redraw_of, actor) if new.redraw_of else None
    secret = secrets.token_hex(32)
    frozen = _frozen(new, region, actor, secret)
    draw(pool_of(frozen), secret)  # an object without enough officers is refused now, not after the number is known
    row = Draw.objects.create(
        region=region,
        department=checked_text("department", new.department, most=80),
        title=checked_text("title", new.title, most=120),
        frozen=frozen,
        pool_digest=pool_digest(frozen),
        secret=secret,
        announced_at=new.announced_at,
        frozen_by_id=actor.id,
        frozen_by=actor.name,
        frozen_at=now,
        redraw_of=before,
    )
    event = PoolsFrozen(
        **_about(row),
        pool_digest=row.pool_digest,
        commitment=frozen["commitment"],
        objects=len(frozen["objects"]),
        officers=len(frozen["officers"]),
    )
    journal.announce(event, actor=actor, now=now)
    return row.id


@transaction.atomic
def draw_inspections(*, draw_id: UUID, entropy: str, actor: Actor, now: datetime) -> None:
    """Enter the public number, by somebody else than who froze the pools; everything else follows from it."""
    row = _locked(draw_id, actor)
    state = draw_after(DrawState(row.state), DrawAct.DRAW)
    if row.frozen_by_id == actor.id:
        raise DrawerIsFreezer
    if now < row.announced_at:
        raise EntropyTooEarly(at=in_china(row.announced_at).strftime("%Y-%m-%d %H:%M"))
    row.state, row.entropy = state.value, checked_text("entropy", entropy, most=120)
    row.seed = seed_of(row.pool_digest, row.secret, row.entropy)
    row.result = result_of(draw(pool_of(row.frozen), row.seed))
    row.drawn_by, row.drawn_at = actor.name, now
    row.save()
    event = InspectionsDrawn(**_about(row), seed=row.seed, objects=len(row.result))
    journal.announce(event, actor=actor, now=now)


@transaction.atomic
def set_draw_aside(*, draw_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Set a draw aside with the reason; it stays readable, and only then the same may be drawn anew."""
    row = _locked(draw_id, actor)
    row.state = draw_after(DrawState(row.state), DrawAct.SET_ASIDE).value
    row.reason = checked_text("reason", reason)
    row.save(update_fields=["state", "reason"])
    journal.announce(DrawSetAside(**_about(row), reason=row.reason), actor=actor, now=now)


@transaction.atomic
def plan_drawn(*, draw_id: UUID, planned_for: date, actor: Actor, now: datetime) -> int:
    """Plan a visit to every drawn object by its drawn officers; done again, nothing is planned twice."""
    row = _locked(draw_id, actor)
    if row.state != DrawState.DRAWN:
        draw_after(DrawState(row.state), DrawAct.DRAW)
        raise InvalidValue(field="state", value=row.state, rule="drawn_first")
    kinds = {each["id"]: each["kind"] for each in row.frozen["objects"]}
    for each in row.result:
        new = NewInspection(
            id=uuid5(row.id, each["object"]),
            kind=InspectionKind.PLANNED,
            object_kind=kinds[each["object"]],
            object_id=UUID(each["object"]),
            planned_for=planned_for,
            officers=tuple(map(UUID, each["officers"])),
            department=row.department,
            draw_id=row.id,
        )
        plan_inspection(new=new, actor=actor, now=now)
    return len(row.result)


def _frozen(new: NewDraw, region: str, actor: Actor, secret: str) -> dict[str, Any]:
    """Return what is published at the freeze: everything but the secret, which its digest binds."""
    found = [each for each in subjects_in(actor, region, new.kinds) if not new.trade or each.trade == new.trade]
    if not found:
        raise NothingToPlan
    objects = sorted((_object(each) for each in found), key=lambda each: each["id"])
    officers = _able(region, in_china(new.announced_at).date())
    return {
        "algorithm": ALGORITHM,
        "objects": objects,
        "officers": [{"id": str(each.id), "name": each.name, "certificate": each.certificate} for each in officers],
        "conflicts": _conflicts(officers, objects),
        "wanted": _wanted(objects, new.percents),
        "officers_each": limits("officers")["least"],
        "source": {"name": checked_text("source", new.source, most=200), "announced_at": new.announced_at.isoformat()},
        "commitment": digest(secret),
    }


def _object(each: Subject) -> dict[str, str]:
    return {"id": str(each.id), "kind": each.kind, "name": each.name, "grade": each.standing.colour or "none"}


def _able(region: str, day: date) -> list[Officer]:
    rows = Officer.objects.filter(is_active=True, valid_until__gte=day, region__in=lineage(region)).order_by("id")
    found = list(rows)
    least = limits("officers")["least"]
    if len(found) < least:
        raise TooFewOfficers(needed=least, found=len(found), names="-")
    return found


def _conflicts(officers: Iterable[Officer], objects: list[dict[str, str]]) -> list[dict[str, str]]:
    known = {each["id"] for each in objects}
    rows = Recusal.objects.filter(officer__in=list(officers)).order_by("officer_id", "object_id")
    return [
        {"officer": str(row.officer_id), "object": str(row.object_id), "reason": row.reason}
        for row in rows
        if str(row.object_id) in known
    ]


def _wanted(objects: list[dict[str, str]], percents: Mapping[str, int]) -> dict[str, int]:
    wanted = {}
    for grade in GRADES:
        percent = percents.get(grade, 0)
        if not 0 <= percent <= 100:
            raise InvalidValue(field="percent", value=str(percent), rule="0_to_100")
        of_grade = sum(each["grade"] == grade for each in objects)
        if of_grade and percent:
            wanted[grade] = ceil(of_grade * percent / 100)
    if not wanted:
        raise NothingToPlan
    return wanted


def _set_aside_before(draw_id: UUID, actor: Actor) -> Draw:
    """Return the draw that is done anew: it must have been set aside, and be redrawn by no other."""
    row = _locked(draw_id, actor)
    if row.state != DrawState.VOID or hasattr(row, "redrawn"):
        raise InvalidValue(field="redraw_of", value=row.state, rule="set_aside_first")
    return row


def _locked(draw_id: UUID, actor: Actor) -> Draw:
    row = Draw.objects.select_for_update().filter(id=draw_id).first()
    if row is None or not (rights.may(actor, "supervision.see", row.region) or rights.may(actor, _DRAW, row.region)):
        raise NotFound(what="draw")
    rights.require(actor, _DRAW, row.region)
    return row


def _about(row: Draw) -> dict[str, Any]:
    return {"subject": f"draw:{row.id}", "region": row.region, "draw_id": row.id, "title": row.title}
