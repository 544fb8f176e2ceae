"""What the decisions of this room are taken from: rows read as values."""

from datetime import date, datetime

from anlan.investigations.domain.clocks import Facts, Running, running
from anlan.investigations.domain.levels import Harm
from anlan.investigations.models import Investigation
from anlan.investigations.selectors.tables import limits
from anlan.kernel.clock import in_china


def day_of(moment: datetime | None) -> date | None:
    """Return the day of a moment in China."""
    return in_china(moment).date() if moment is not None else None


def harm_of(row: Investigation) -> Harm:
    """Return what the accident did."""
    return Harm(dead=row.dead, missing=row.missing, injured=row.injured, loss_yuan=row.loss_yuan)


def facts_of(row: Investigation) -> Facts:
    """Return what the limits of an investigation are counted from."""
    extensions: dict[str, int] = {}
    for limit, days in row.extensions.values_list("limit", "days"):
        extensions[limit] = extensions.get(limit, 0) + days
    return Facts(
        level=row.level,
        happened_on=in_china(row.happened_at).date(),
        submitted_on=day_of(row.submitted_at),
        approved_on=day_of(row.approved_at),
        assessed_on=day_of(row.assessed_at),
        extensions=extensions,
        appraisals=tuple(row.appraisals.values_list("first", "last")),
    )


def running_of(row: Investigation, now: datetime) -> tuple[Running, ...]:
    """Return the limits of an investigation as they stand now."""
    return running(facts_of(row), in_china(now).date(), limits().values())
