"""Lists of self-checks, what was found, and which enterprises have not checked in time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from anlan.enterprises.domain.self_checks import Cycle, Item, last_begin, measure_items, template_items
from anlan.enterprises.domain.states import FirmState
from anlan.enterprises.models import Enterprise as Firm
from anlan.enterprises.models import RiskPoint
from anlan.enterprises.models import SelfCheck as Row
from anlan.enterprises.selectors.enterprises import Enterprise, read_enterprises
from anlan.enterprises.selectors.risks import layers
from anlan.enterprises.selectors.scope import own_organisations, seen_by
from anlan.kernel.actors import Actor
from anlan.kernel.clock import CHINA, in_china
from anlan.support.rows import Rows
from anlan.support.tables import load_table


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfCheck:
    """A list that was gone through; ``items`` have text, place, level, result and note."""

    id: UUID
    cycle: Cycle
    begins_on: date
    items: list[dict[str, Any]]
    failed: int
    done_at: datetime
    by_name: str


def check_items(enterprise_id: UUID, cycle: Cycle) -> list[Item]:
    """Return what an enterprise checks in a cycle: its trade's items, then the measures of its risk points."""
    trade = Firm.objects.values_list("industry", flat=True).get(id=enterprise_id)
    items = template_items(load_table("anlan.enterprises", "self_checks")["self_checks"]["item"], trade, cycle)
    levels = [level for level, layer in layers().items() if layer.cycle == cycle]
    points = RiskPoint.objects.filter(enterprise_id=enterprise_id, level__in=levels).order_by("-level", "name", "id")
    for point in points:
        items += measure_items(str(point.id), f"{point.place} {point.name}", point.level, point.measures)
    return items


def self_checks(enterprise_id: UUID, *, limit: int = 60) -> tuple[SelfCheck, ...]:
    """Return the latest self-checks of an enterprise that the caller may see."""
    rows = Row.objects.filter(enterprise_id=enterprise_id).order_by("-begins_on", "cycle")[:limit]
    return tuple(_check(row) for row in rows)


def self_check(enterprise_id: UUID, cycle: Cycle, begins_on: date) -> SelfCheck | None:
    """Return the self-check of a period, or nothing where none was done."""
    row = Row.objects.filter(enterprise_id=enterprise_id, cycle=cycle, begins_on=begins_on).first()
    return _check(row) if row else None


def firms_kept_by(actor: Actor) -> tuple[Enterprise, ...]:
    """Return the enterprises whose officer the actor is and that work."""
    organisations = own_organisations(actor)
    rows = seen_by(actor, Firm.objects.filter(organisation__in=organisations, state=FirmState.OPERATING))
    return read_enterprises(list(rows)) if organisations else ()


def unchecked(actor: Actor, cycle: Cycle, today: date, region: str = "") -> Rows[Enterprise]:
    """Return the working enterprises that have not gone through the list of the last period that is over."""
    begins_on = last_begin(cycle, today)
    done = Row.objects.filter(enterprise=OuterRef("pk"), cycle=cycle, begins_on=begins_on)
    rows = Firm.objects.filter(~Exists(done), state=FirmState.OPERATING, checks_since__lte=begins_on)
    return Rows(seen_by(actor, rows, region).order_by("-risk_level", "code"), read_enterprises)


def missed_checks(enterprise_ids: Iterable[UUID], today: date) -> dict[UUID, int]:
    """Return how many cycles' last period that is over each enterprise let pass without its check, whoever asks."""
    missed = dict.fromkeys(enterprise_ids, 0)
    for cycle in Cycle:
        begins_on = last_begin(cycle, today)
        done = Row.objects.filter(enterprise=OuterRef("pk"), cycle=cycle, begins_on=begins_on)
        firms = Firm.objects.filter(~Exists(done), id__in=list(missed), state=FirmState.OPERATING)
        for firm in firms.filter(checks_since__lte=begins_on).values_list("id", flat=True):
            missed[firm] += 1
    return missed


def self_check_days(enterprise_id: UUID, *, year: int) -> tuple[date, ...]:
    """Return on which days of a year an enterprise went through a list, each time once, whoever asks."""
    first, after = (datetime(each, 1, 1, tzinfo=CHINA) for each in (year, year + 1))
    rows = Row.objects.filter(enterprise_id=enterprise_id, done_at__gte=first, done_at__lt=after).order_by("done_at")
    return tuple(in_china(at).date() for at in rows.values_list("done_at", flat=True))


def _check(row: Row) -> SelfCheck:
    return SelfCheck(
        id=row.id,
        cycle=Cycle(row.cycle),
        begins_on=row.begins_on,
        items=row.items,
        failed=row.failed,
        done_at=row.done_at,
        by_name=row.by_name,
    )
