"""Questions about the three who answer for a unit."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from uuid import UUID

from anlan.major_hazards.domain.duties import Duty, Every, Role, open_duties, period_of
from anlan.major_hazards.models import DutyDone, Responsible
from anlan.support.tables import load_table


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A duty with its period of now, and who ticked it off when."""

    duty: Duty
    period: str
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class RoleRow:
    """One of the three: who it is, and the duties."""

    role: Role
    name: str
    post: str
    duties: tuple[DutyRow, ...]


@cache
def roles() -> tuple[Role, ...]:
    """Return the three roles with their duties."""
    table = load_table("anlan.major_hazards", "duties")
    return tuple(
        Role(
            each["key"],
            each["name"],
            tuple(Duty(duty["key"], Every(duty["every"]), duty["text"]) for duty in each["duties"]),
        )
        for each in table["role"]
    )


def roles_of(unit_id: UUID, day: date) -> tuple[RoleRow, ...]:
    """Return the three with their duties of the periods of a day; the caller has checked that it may be seen."""
    named = {row.role: row for row in Responsible.objects.filter(unit_id=unit_id)}
    periods = {period_of(day, every) for every in Every}
    ticks = DutyDone.objects.filter(unit_id=unit_id, period__in=periods)
    done = {(row.role, row.duty, row.period): row for row in ticks}
    found = []
    for role in roles():
        rows = []
        for duty in role.duties:
            period = period_of(day, duty.every)
            tick = done.get((role.key, duty.key, period))
            rows.append(DutyRow(duty, period, tick.by if tick else "", tick.at if tick else None))
        who = named.get(role.key)
        found.append(RoleRow(role, who.name if who else "", who.post if who else "", tuple(rows)))
    return tuple(found)


def open_duty_counts(unit_ids: list[UUID], day: date) -> dict[UUID, int]:
    """Return by unit how many duties of the periods of a day are not ticked off."""
    done: dict[UUID, set[tuple[str, str, str]]] = {unit_id: set() for unit_id in unit_ids}
    periods = {period_of(day, every) for every in Every}
    rows = DutyDone.objects.filter(unit_id__in=unit_ids, period__in=periods)
    for unit_id, role, duty, period in rows.values_list("unit_id", "role", "duty", "period"):
        done[unit_id].add((role, duty, period))
    return {unit_id: open_duties(roles(), ticked, day) for unit_id, ticked in done.items()}
