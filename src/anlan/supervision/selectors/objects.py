"""What is inspected: enterprises and hazard sites of the registry, with what is known of each."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db.models import Count

from anlan.dangers import api as dangers
from anlan.enterprises import api as enterprises
from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.errors import InvalidValue
from anlan.risks import api as risks
from anlan.supervision.domain.frequency import Standing
from anlan.supervision.models import CreditMark, Penalty
from anlan.supervision.selectors.tables import frequency_table, trade_of

ENTERPRISE: Final = "enterprise"
SITE: Final = "site"
KINDS: Final = (ENTERPRISE, SITE)
BAD: Final = "bad"
_STEP: Final = 500
_COLOURS: Final = ("", "blue", "yellow", "orange", "red")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """An object that can be inspected."""

    kind: str
    id: UUID
    name: str
    region: str
    trade: str
    longitude: float
    latitude: float
    standing: Standing


def subject(actor: Actor, kind: str, object_id: UUID) -> Subject:
    """Return an object of the registry, or refuse as if there were none."""
    if kind == ENTERPRISE:
        return _known([_enterprise(enterprises.enterprise(actor, object_id))])[0]
    if kind == SITE:
        return _known([_site(risks.site(actor, object_id))])[0]
    raise InvalidValue(field="object_kind", value=kind[:20], rule="chosen_from_the_list")


def subjects_in(actor: Actor, region: str, kinds: tuple[str, ...] = KINDS) -> Iterator[Subject]:
    """Return the objects of a region with what is known of them; closed firms and sites written off are none."""
    several: list[Subject] = []
    for each in _registered(actor, region, kinds):
        several.append(each)
        if len(several) == _STEP:
            yield from _known(several)
            several = []
    yield from _known(several)


def _registered(actor: Actor, region: str, kinds: tuple[str, ...]) -> Iterator[Subject]:
    if ENTERPRISE in kinds:
        wanted = enterprises.EnterpriseFilter(region=region)
        for firm in enterprises.enterprises(actor, wanted):
            if firm.state is not enterprises.FirmState.CLOSED:
                yield _enterprise(firm)
    if SITE in kinds:
        for each in risks.sites(actor, risks.SiteFilter(region=region)):
            if each.state != risks.SiteState.ELIMINATED:
                yield _site(each)


def _known(several: list[Subject]) -> list[Subject]:
    """Return objects with their open hidden dangers, penalties and credit."""
    ids = [each.id for each in several]
    counts, penalties, listed = dangers.open_counts(ids), penalties_of(ids), listed_among(ids)
    none = dangers.Counts()
    return [
        replace(
            each,
            standing=replace(
                each.standing,
                major_dangers=counts.get(each.id, none).major,
                overdue_dangers=counts.get(each.id, none).overdue,
                penalties=penalties.get(each.id, 0),
                credit=BAD if each.id in listed else "",
            ),
        )
        for each in several
    ]


def penalties_of(object_ids: list[UUID]) -> dict[UUID, int]:
    """Return how many penalties were decided against objects within the days that count."""
    since = in_china(clock.now()).date() - timedelta(days=frequency_table()["penalty_days"])
    rows = Penalty.objects.filter(object_id__in=object_ids, decided_on__gte=since).order_by()
    return dict(rows.values_list("object_id").annotate(count=Count("case_id")))


def listed_among(object_ids: list[UUID]) -> frozenset[UUID]:
    """Return the objects whose party is listed as dishonest today; the last day of the listing counts."""
    today = in_china(clock.now()).date()
    rows = CreditMark.objects.filter(object_id__in=object_ids, until__gte=today, is_repaired=False)
    return frozenset(rows.values_list("object_id", flat=True))


def find_subjects_in(actor: Actor, region: str, kind: str) -> list[Subject]:
    """Return the objects of one kind in a region."""
    return list(subjects_in(actor, region, (kind,)))


def find_subjects(actor: Actor, text: str, *, limit: int = 12) -> list[Subject]:
    """Return objects whose name or code holds a text."""
    firms = enterprises.enterprises(actor, enterprises.EnterpriseFilter(text=text))[:limit]
    sites = risks.sites(actor, risks.SiteFilter(text=text))[:limit]
    return [*map(_enterprise, firms), *map(_site, sites)]


def _enterprise(row: enterprises.Enterprise) -> Subject:
    return Subject(
        kind=ENTERPRISE,
        id=row.id,
        name=row.name,
        region=row.region,
        trade=trade_of(row.industry),
        longitude=row.longitude,
        latitude=row.latitude,
        standing=Standing(colour=_COLOURS[row.risk_level], hazard_class=row.gravest or 0),
    )


def _site(row: risks.Site) -> Subject:
    return Subject(
        kind=SITE,
        id=row.id,
        name=row.name,
        region=row.region,
        trade="hazard_site",
        longitude=row.longitude,
        latitude=row.latitude,
        standing=Standing(colour=frequency_table()["site_colour"].get(row.state, "")),
    )
