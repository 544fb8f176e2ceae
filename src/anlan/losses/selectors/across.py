"""Relations between figures of different tables of the same incident or year."""

from dataclasses import dataclass
from decimal import Decimal

from anlan.kernel.actors import Actor
from anlan.losses.domain.tables import Indicator
from anlan.losses.models import Survey
from anlan.losses.selectors.surveys import SurveyRow
from anlan.losses.selectors.tables import across, loss_table
from anlan.losses.selectors.totals import rolled_up
from anlan.support import rights


@dataclass(frozen=True, slots=True, kw_only=True)
class AcrossRow:
    """A figure of one table that is above one of another, where it should be at most that."""

    lower_table: str
    lower: Indicator
    lower_value: Decimal
    upper_table: str
    upper: Indicator
    upper_value: Decimal


def differences_across(actor: Actor, survey: SurveyRow) -> tuple[AcrossRow, ...]:
    """Return where the county's figures of this table do not fit those of another one."""
    rights.require_visible(actor, "losses.see", survey.region, what="survey")
    rows = Survey.objects.filter(incident_id=survey.incident_id, region=survey.region, period=survey.period)
    sums = {row.table: rolled_up(row.id, row.region) for row in rows}
    found = []
    for rule in across():
        (low_table, low), (high_table, high) = rule["lower"], rule["upper"]
        if survey.table not in (low_table, high_table):
            continue
        lower, upper = sums.get(low_table, {}).get(low), sums.get(high_table, {}).get(high)
        if lower is not None and upper is not None and lower > upper:
            found.append(
                AcrossRow(
                    lower_table=loss_table(low_table).name,
                    lower=loss_table(low_table).indicators[low],
                    lower_value=lower,
                    upper_table=loss_table(high_table).name,
                    upper=loss_table(high_table).indicators[high],
                    upper_value=upper,
                )
            )
    return tuple(found)
