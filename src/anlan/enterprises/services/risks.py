"""Keeping risk points: judged, placed on the floor plan, taken out; the firm is as grave as its gravest point."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from anlan.enterprises.domain.errors import PictureUnreadable
from anlan.enterprises.domain.risks import RiskEntry, check_entry, checked_shape, judge
from anlan.enterprises.events import FloorPlanPut, FloorPlanReplaced, RiskPointKept, RiskPointPlaced, RiskPointRemoved
from anlan.enterprises.models import Enterprise, FloorPlan, RiskPoint
from anlan.enterprises.selectors.risks import accident_kinds, measure_kinds, methods
from anlan.enterprises.services.keeping import locked
from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.support import journal
from anlan.support.picture_notes import without_notes
from anlan.support.pictures import picture_of

_LONGEST_NAME = 80


@transaction.atomic
def add_risk_point(*, enterprise_id: UUID, entry: RiskEntry, actor: Actor, now: datetime) -> UUID:
    """Judge a unit of an enterprise as a risk point; return its id. From the first one on the firm checks itself."""
    firm = locked(enterprise_id, actor)
    row = RiskPoint(enterprise=firm)
    put_entry(row, entry, by=actor.name, at=now)
    row.save(force_insert=True)
    count_risks_anew(firm, now)
    journal.announce(RiskPointKept(**_head(row, firm), before={}, after=_told(row)), actor=actor, now=now)
    return row.id


@transaction.atomic
def change_risk_point(*, point_id: UUID, entry: RiskEntry, actor: Actor, now: datetime) -> None:
    """Judge a risk point anew or change its measures; what stays as it was is not journalled."""
    row, firm = _locked_point(point_id, actor)
    before = _told(row)
    put_entry(row, entry, by=actor.name, at=now)
    after = _told(row)
    if after == before:
        return
    row.save()
    count_risks_anew(firm, now)
    journal.announce(RiskPointKept(**_head(row, firm), before=before, after=after), actor=actor, now=now)


@transaction.atomic
def remove_risk_point(*, point_id: UUID, actor: Actor, now: datetime) -> None:
    """Take a risk point out: the unit stands no longer."""
    row, firm = _locked_point(point_id, actor)
    event = RiskPointRemoved(**_head(row, firm), before=_told(row))
    row.delete()
    count_risks_anew(firm, now)
    journal.announce(event, actor=actor, now=now)


@transaction.atomic
def place_risk_point(*, point_id: UUID, plan_id: UUID, shape: object, actor: Actor, now: datetime) -> None:
    """Put a risk point on a floor plan of its firm, as a point or as an area."""
    row, firm = _locked_point(point_id, actor)
    plan = FloorPlan.objects.filter(id=plan_id, enterprise=firm).defer("picture").first()
    if plan is None:
        raise NotFound(what="floor plan")
    row.plan, row.shape = plan, checked_shape(shape)
    row.save(update_fields=["plan", "shape"])
    journal.announce(RiskPointPlaced(**_head(row, firm), plan=plan.name), actor=actor, now=now)


@transaction.atomic
def put_floor_plan(*, enterprise_id: UUID, name: str, content: bytes, actor: Actor, now: datetime) -> UUID:
    """Keep a floor plan of an enterprise, a whole JPEG, PNG or WebP; return its id."""
    firm = locked(enterprise_id, actor)
    row = plan_row(firm, name.strip(), content, by=actor.name, at=now)
    row.save(force_insert=True)
    journal.announce(FloorPlanPut(**_firm_head(firm), plan_id=row.id, title=row.name), actor=actor, now=now)
    return row.id


@transaction.atomic
def replace_floor_plan(*, plan_id: UUID, content: bytes, keeps_marks: bool, actor: Actor, now: datetime) -> int:
    """Give a floor plan another picture; return how many marks were kept in their place, or taken off it.

    A mark lies in parts of the picture's width and height, so what is kept fits only a picture of the same ground.
    """
    owner = FloorPlan.objects.filter(id=plan_id).values_list("enterprise_id", flat=True).first()
    if owner is None:
        raise NotFound(what="floor plan")
    firm = locked(owner, actor)
    row = FloorPlan.objects.select_for_update().defer("picture").get(id=plan_id)
    new = plan_row(firm, row.name, content, by=actor.name, at=now)
    names = ("picture", "media_type", "width", "height", "put_at", "put_by")
    FloorPlan.objects.filter(id=plan_id).update(**{name: getattr(new, name) for name in names})
    placed = RiskPoint.objects.filter(plan=row)
    marks = placed.count() if keeps_marks else placed.update(plan=None, shape=[])
    told = {"plan_id": row.id, "title": row.name, "marks": marks, "are_kept": keeps_marks}
    journal.announce(FloorPlanReplaced(**_firm_head(firm), **told), actor=actor, now=now)
    return marks


def plan_row(firm: Enterprise, name: str, content: bytes, *, by: str, at: datetime) -> FloorPlan:
    """Return a floor plan to be stored, without the camera's notes; refuse what is no whole picture."""
    if not name or len(name) > _LONGEST_NAME:
        raise InvalidValue(field="Name of the floor plan", value=name[:20], rule="too_long" if name else "not_empty")
    found = picture_of(content)
    if found is None:
        raise PictureUnreadable()
    size = {"media_type": found.media_type, "width": found.width, "height": found.height}
    return FloorPlan(enterprise=firm, name=name, picture=without_notes(content), put_at=at, put_by=by[:80], **size)


def put_entry(row: RiskPoint, entry: RiskEntry, *, by: str, at: datetime) -> None:
    """Write what is said of a risk point into its row, judged by its method."""
    check_entry(entry, accidents=accident_kinds(), measures=measure_kinds())
    method = methods().get(entry.method)
    if method is None:
        raise InvalidValue(field="Method", value=entry.method[:20], rule="chosen_from_the_list")
    judged = judge(method, entry.factors)
    row.name, row.place, row.owner = entry.name, entry.place, entry.owner
    row.accidents, row.method = list(entry.accidents), entry.method
    row.factors = {each.key: entry.factors[each.key] for each in method.factors}
    row.score, row.level = judged.score, judged.level
    row.measures = {kind: entry.measures[kind] for kind in measure_kinds() if entry.measures.get(kind)}
    row.changed_at, row.changed_by = at, by[:80]


def _locked_point(point_id: UUID, actor: Actor) -> tuple[RiskPoint, Enterprise]:
    owner = RiskPoint.objects.filter(id=point_id).values_list("enterprise_id", flat=True).first()
    if owner is None:
        raise NotFound(what="risk point")
    firm = locked(owner, actor)
    row = RiskPoint.objects.select_for_update().filter(id=point_id).first()
    if row is None:
        raise NotFound(what="risk point")
    return row, firm


def count_risks_anew(firm: Enterprise, now: datetime) -> None:
    """Write on the enterprise how grave its gravest risk point is, and since when it checks itself."""
    level = RiskPoint.objects.filter(enterprise=firm).aggregate(most=Max("level"))["most"]
    firm.risk_level = level or 0
    if level and firm.checks_since is None:
        firm.checks_since = clock.in_china(now).date()
    firm.save(update_fields=["risk_level", "checks_since"])


def _told(row: RiskPoint) -> dict[str, Any]:
    names = ("name", "place", "owner", "accidents", "method", "factors", "level", "measures")
    return {name: getattr(row, name) for name in names} | {"score": f"{row.score.normalize():f}"}


def _firm_head(firm: Enterprise) -> dict[str, Any]:
    return {
        "subject": f"enterprises.enterprise:{firm.id}",
        "region": firm.region,
        "enterprise_id": firm.id,
        "name": firm.name,
    }


def _head(row: RiskPoint, firm: Enterprise) -> dict[str, Any]:
    return _firm_head(firm) | {"point_id": row.id, "title": row.name, "level": row.level}
