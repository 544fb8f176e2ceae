"""What the registers know around a plan, read for the consistency check; each question is asked once in a run."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec
from django.db.models import Q

from anlan.access import api as access
from anlan.kernel.actors import SYSTEM
from anlan.kernel.clock import in_china
from anlan.kernel.regions import RegionLevel, level_of, lineage
from anlan.people import api as people
from anlan.places import api as places
from anlan.plans.domain.clocks import ClockState
from anlan.plans.domain.consistency import Surroundings, Upper
from anlan.plans.domain.states import PlanState
from anlan.plans.domain.text import ROLES, Addressee, PlanText
from anlan.plans.models import PlanClock, PlanEdition
from anlan.public_warnings import api as warnings
from anlan.readiness import api as readiness

_LOOK_BACK: Final = timedelta(days=90)
_FOLLOWERS: Final = ("township", "village")


@dataclass
class Registers:
    """The registers as one run of the check reads them: what many plans ask for is read once.

    ``now`` is the platform's time.
    """

    now: datetime
    _kept: dict[tuple[Any, ...], Any] = field(default_factory=dict)

    def around(self, row: PlanEdition, text: PlanText) -> Surroundings:
        """Return the surroundings of one edition."""
        addressees = {task.to for level in text.levels for task in level.tasks} | {
            Addressee(who="organisation", kind=post.holder.kind, branch=post.holder.branch)
            for level in text.levels
            for post in level.posts
            if post.holder.kind
        }
        uppers = self._uppers(row, text)
        return Surroundings(
            on=in_china(self.now).date(),
            addressees={to: self._once(self._answering, row.region, to) for to in addressees},
            roles=self._once(self._roles, row.region),
            titles=self._once(self._titles, row.region) if _names_titles(text) else frozenset(),
            numbers=_numbers(text, row.region),
            failed=warnings.given_up_numbers(_phones(text), since=self.now - _LOOK_BACK),
            stock=self._once(self._stock, row.region),
            teams=self._once(self._teams, row.region),
            uppers=uppers,
            missed=_missed(row),
            twins=_twins(row),
            wants_upper=bool(text.upper) or text.category in _FOLLOWERS,
        )

    def _once(self, ask: Any, *asked: Any) -> Any:
        key = (ask.__name__, *asked)
        if key not in self._kept:
            self._kept[key] = ask(*asked)
        return self._kept[key]

    def _answering(self, region: str, to: Addressee) -> int:
        if to.who == "organisation":
            found = people.organisations_in([region], kind=to.kind, branch=to.branch)
            return len(people.reachable({each.id for each in found}))
        if to.who == "team":
            return self._once(self._teams, region).get(to.kind, 0)
        level = RegionLevel.TOWNSHIP if to.who == "townships" else RegionLevel.VILLAGE
        if level_of(region) >= level:
            return 1
        return self._once(self._below, region, level)

    def _below(self, region: str, level: RegionLevel) -> int:
        return len(places.descendant_codes(region, level))

    def _roles(self, region: str) -> frozenset[str]:
        return frozenset(role for role in ROLES if access.people_in_roles((role,), region, limit=1))

    def _titles(self, region: str) -> frozenset[tuple[str, str, str]]:
        return people.held_posts(region)

    def _stock(self, region: str) -> dict[str, int]:
        return {item: int(total) for item, total in readiness.totals(SYSTEM, region).items()}

    def _teams(self, region: str) -> dict[str, int]:
        return readiness.team_counts(SYSTEM, "kind", readiness.TeamFilter(region=region))

    def _uppers(self, row: PlanEdition, text: PlanText) -> tuple[Upper, ...]:
        """Return the nearest plan above of the same key, and the one that the plan names."""
        regions = lineage(row.region)
        above = Q(key=row.key, region__in=[region for region in regions if region != row.region])
        if text.upper:
            above |= Q(key=text.upper, region__in=regions)
        rows = PlanEdition.objects.filter(above, state=PlanState.IN_FORCE).exclude(id=row.id).order_by("region")
        nearest = {found.key: found for found in rows}
        return tuple(Upper(name=found.name, text=msgspec.convert(found.text, PlanText)) for found in nearest.values())


def _names_titles(text: PlanText) -> bool:
    return any(post.holder.title and post.holder.kind for level in text.levels for post in level.posts)


def _phones(text: PlanText) -> set[str]:
    return {contact.phone for contact in text.contacts if contact.phone}


def _numbers(text: PlanText, region: str) -> dict[str, str]:
    named = [each for each in text.contacts if each.name and each.phone]
    if not named:
        return {}
    standing = people.standing_of_numbers({(each.name, each.phone) for each in named}, region)
    return {each.key: standing[each.name, each.phone] for each in named}


def _missed(row: PlanEdition) -> dict[str, Any]:
    clocks = PlanClock.objects.filter(edition=row, state=ClockState.MISSED)
    return {clock.kind: in_china(clock.due_at).date() for clock in clocks}


def _twins(row: PlanEdition) -> tuple[str, ...]:
    """Return other plans in force of the region and category whose first event code is the same."""
    rows: Iterable[PlanEdition] = PlanEdition.objects.filter(
        region=row.region, state=PlanState.IN_FORCE, category=row.category, owner=row.owner, kinds__0=row.kinds[0]
    ).exclude(id=row.id)
    return tuple(sorted(other.name for other in rows))
