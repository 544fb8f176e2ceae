"""Sites of special trades are looked at in turn; where an input changed, the colour is judged anew."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from anlan.dangers import api as dangers
from anlan.enterprises import api as enterprises
from anlan.kernel.actors import SYSTEM, Actor
from anlan.kernel.clock import in_china
from anlan.kernel.levels import Level
from anlan.major_hazards.domain.scoring import Assessment, Counted, SensorNow, assess
from anlan.major_hazards.domain.trades import bounds_of, level_of
from anlan.major_hazards.events import ColourChanged
from anlan.major_hazards.models import ColourChange, TradeSensor, TradeSite, Unit
from anlan.major_hazards.selectors.responsible import open_duty_counts
from anlan.major_hazards.selectors.trades import score_table, trade_kinds
from anlan.monitoring import api as monitoring
from anlan.support import journal

_Latest = dict[tuple[UUID, str], tuple[datetime, float]]


@transaction.atomic
def judge_sites(*, actor: Actor, now: datetime) -> int:
    """Look at the sites whose turn it is; write and tell what changed; return how many scores did."""
    looking = score_table()["looking"]
    due = TradeSite.objects.select_for_update(skip_locked=True, of=("self",)).filter(look_at__lte=now)
    rows = list(due.order_by("look_at")[: looking["batch"]])
    if not rows:
        return 0
    TradeSite.objects.filter(id__in=[row.id for row in rows]).update(
        look_at=now + timedelta(seconds=looking["seconds"])
    )
    sensors = _sensors(rows)
    counted = _counted(rows, in_china(now).date())
    latest = monitoring.latest_values(SYSTEM, {each.station_id for held in sensors.values() for each in held})
    return sum(
        _judge(row, _assessed(row, sensors.get(row.id, ()), counted[row.id], latest, now), actor, now) for row in rows
    )


def _assessed(
    row: TradeSite, sensors: Sequence[TradeSensor], counted: Counted, latest: _Latest, now: datetime
) -> Assessment:
    kind, table = trade_kinds()[row.kind], score_table()
    oldest = now - timedelta(hours=table["sensor"]["silent_hours"])
    found = []
    for each in sensors:
        item = kind.item(each.item)
        if item is None:
            continue
        at, value = latest.get((each.station_id, each.quantity_key), (None, None))
        heard = value if at and at >= oldest else None
        bounds = bounds_of(item, row.fields, each.limits)
        level = Level.NONE if heard is None else level_of(heard, bounds, rises=item.rises)
        found.append(
            SensorNow(
                item=item.key,
                label=each.label,
                station=each.station_code,
                value=heard,
                unit=item.unit,
                level=level,
                bound=bounds.get(level.colour),
            )
        )
    return assess(tuple(found), counted, table, merges=kind.merges)


def _judge(row: TradeSite, found: Assessment, actor: Actor, now: datetime) -> bool:
    points: list[dict[str, Any]] = [asdict(each) for each in found.points]
    if row.judged_at and (row.score, row.points) == (found.score, points):
        return False
    before = Level(row.level) if row.judged_at else Level.NONE
    row.level, row.score, row.points, row.judged_at = int(found.level), found.score, points, now
    row.save(update_fields=["level", "score", "points", "judged_at"])
    if before is found.level:
        return True
    ColourChange.objects.create(
        site=row, at=now, before=int(before), after=int(found.level), score=found.score, points=points
    )
    if not (before is Level.NONE and found.level is Level.BLUE):
        event = ColourChanged(
            subject=f"trade_site:{row.id}",
            region=row.region,
            site_id=row.id,
            enterprise_id=row.enterprise_id,
            name=row.name,
            before=int(before),
            after=int(found.level),
            score=found.score,
        )
        journal.announce(event, actor=actor, now=now)
    return True


def _sensors(rows: Sequence[TradeSite]) -> dict[UUID, list[TradeSensor]]:
    found: dict[UUID, list[TradeSensor]] = {}
    for each in TradeSensor.objects.filter(site__in=rows).order_by("item", "label", "id"):
        found.setdefault(each.site_id, []).append(each)
    return found


def _counted(rows: Sequence[TradeSite], today: date) -> dict[UUID, Counted]:
    """Return what dangers and management count, by site; they are those of its enterprise."""
    owners = {row.enterprise_id for row in rows}
    risks = dangers.open_counts(owners)
    papers = enterprises.people_with_certificates(owners)
    missed = enterprises.missed_checks(owners, today)
    units: dict[UUID, list[Unit]] = {}
    for unit in Unit.objects.filter(enterprise_id__in=owners, major_since__isnull=False):
        units.setdefault(unit.enterprise_id, []).append(unit)
    duties = open_duty_counts([unit.id for held in units.values() for unit in held], today)
    longest = timedelta(days=score_table()["management"]["inspected_within_days"])
    found = {}
    for row in rows:
        held = units.get(row.enterprise_id, [])
        count = risks[row.enterprise_id]
        found[row.id] = Counted(
            major=count.major,
            overdue=count.overdue,
            ordinary=count.ordinary,
            ungraded=count.ungraded,
            certificates=sum(bool(each.ends_on and each.ends_on < today) for each in papers[row.enterprise_id]),
            unit_dues=sum(bool(each.due_on and each.due_on < today) for each in held),
            self_checks=missed[row.enterprise_id],
            duties=sum(duties[each.id] for each in held),
            uninspected=int(row.inspected_on is None or today - row.inspected_on > longest),
        )
    return found
