"""R reckoned anew and kept with its date, whoever or whatever changed the stock."""

from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from anlan.enterprises import api as enterprises
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.errors import NotFound
from anlan.major_hazards.domain.dues import next_due
from anlan.major_hazards.domain.units import NOT_MAJOR, Cause, Result, result_of
from anlan.major_hazards.events import ClassChanged, UnitChanged
from anlan.major_hazards.models import Reckoning, Unit
from anlan.major_hazards.selectors.tables import rules
from anlan.major_hazards.selectors.units import READ
from anlan.science.major_hazard.identify import Held, shown
from anlan.support import journal, rights

KEEP = "major_hazards.keep"


def locked(unit_id: UUID, actor: Actor) -> Unit:
    """Return a unit that the actor may keep, locked until the end of the transaction."""
    row = Unit.objects.select_for_update().filter(id=unit_id).first()
    if row is None:
        raise NotFound(what="unit", id=str(unit_id))
    rights.require_visible(actor, READ, row.region, "unit")
    rights.require(actor, KEEP, row.region)
    return row


def result_now(unit: Unit) -> Result:
    """Return what the stored stock makes of a unit."""
    held = [
        Held(substance=each.substance, classes=tuple(each.classes.split()), quantity=each.quantity)
        for each in unit.stock.all()
    ]
    return result_of(held, unit.people)


def reckon(unit: Unit, cause: Cause, *, actor: Actor, now: datetime) -> bool:
    """Reckon a locked unit; where it amounts to something else write the history and tell another class."""
    result = result_now(unit)
    figures = (Decimal(shown(result.s)), None if result.r is None else Decimal(shown(result.r)))
    if unit.reckoned_at and (unit.s, unit.r, unit.gravity) == (*figures, result.gravity) and cause is not Cause.PEOPLE:
        return False
    before, is_first = unit.gravity, unit.reckoned_at is None
    unit.s, unit.r = figures
    unit.alpha = None if result.alpha is None else Decimal(shown(result.alpha))
    unit.gravity, unit.reckoned_at = result.gravity, now
    if not result.is_major:
        unit.major_since = None
    elif unit.major_since is None:
        unit.major_since = in_china(now).date()
    set_due(unit)
    unit.save()
    Reckoning.objects.create(
        unit=unit,
        at=now,
        cause=cause.value,
        by=actor.name,
        people=unit.people,
        s=unit.s,
        r=unit.r,
        alpha=unit.alpha,
        gravity=unit.gravity,
        lines=[asdict(line) for line in result.lines],
    )
    note_gravest(unit.enterprise_id)
    if before != unit.gravity and not (is_first and unit.gravity == NOT_MAJOR):
        _tell_class(unit, before, cause, actor, now)
    return True


def note_gravest(enterprise_id: UUID) -> None:
    """Let the enterprise's entry bear the class of its gravest unit; one that waits for people counts as none yet."""
    graded = Unit.objects.filter(enterprise_id=enterprise_id, gravity__in=(1, 2, 3, 4))
    gravest = graded.order_by("gravity").values_list("gravity", flat=True).first()
    enterprises.note_gravest_hazard(enterprise_id=enterprise_id, hazard_class=gravest)


def set_due(unit: Unit) -> None:
    """Put down what a unit owes next; what is owed anew is told anew."""
    table = rules()
    due = next_due(
        major_since=unit.major_since,
        identified_on=unit.identified_on,
        filed_on=unit.filed_on,
        years=table["identification"]["years"],
        filing_days=table["filing"]["days"],
    )
    after = (due.what.value, due.on) if due else ("", None)
    if after != (unit.due_what, unit.due_on):
        unit.due_what, unit.due_on = after
        unit.due_told = False


def tell(unit: Unit, change: str, text: str, *, actor: Actor, now: datetime) -> None:
    """Write into the journal what was changed of a unit by hand."""
    event = UnitChanged(
        subject=f"unit:{unit.id}", region=unit.region, unit_id=unit.id, name=unit.name, change=change, text=text
    )
    journal.announce(event, actor=actor, now=now)


def _tell_class(unit: Unit, before: int, cause: Cause, actor: Actor, now: datetime) -> None:
    event = ClassChanged(
        subject=f"unit:{unit.id}",
        region=unit.region,
        unit_id=unit.id,
        enterprise_id=unit.enterprise_id,
        name=unit.name,
        before=before,
        after=unit.gravity,
        s=f"{unit.s.normalize():f}",
        r="" if unit.r is None else f"{unit.r.normalize():f}",
        cause=cause.value,
    )
    journal.announce(event, actor=actor, now=now)
