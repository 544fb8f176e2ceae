"""What is inspected: enterprises and hazard sites of the registry, with what is known of each."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from anlan.dangers import api as dangers
from anlan.enterprises import api as enterprises
from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue
from anlan.risks import api as risks
from anlan.supervision.domain.frequency import Standing
from anlan.supervision.selectors.tables import frequency_table, trade_of

ENTERPRISE: Final = "enterprise"
SITE: Final = "site"
KINDS: Final = (ENTERPRISE, SITE)
_STEP: Final = 500


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
    """Return the objects of a region with what is known of them; hazard sites that were written off are none."""
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
        yield from (_enterprise(each) for each in enterprises.enterprises(actor, wanted))
    if SITE in kinds:
        for each in risks.sites(actor, risks.SiteFilter(region=region)):
            if each.state != risks.SiteState.ELIMINATED:
                yield _site(each)


def _known(several: list[Subject]) -> list[Subject]:
    """Return objects with their open hidden dangers counted."""
    counts = dangers.open_counts(each.id for each in several)
    return [
        replace(
            each,
            standing=replace(
                each.standing, major_dangers=counts[each.id].major, overdue_dangers=counts[each.id].overdue
            ),
        )
        if each.id in counts
        else each
        for each in several
    ]


def find_subjects(actor: Actor, text: str, *, limit: int = 12) -> list[Subject]:
    """Return objects whose name or code holds a text."""
    firms = enterprises.enterprises(actor, enterprises.EnterpriseFilter(text=text))[:limit]
    sites = risks.sites(actor, risks.SiteFilter(text=text))[:limit]
    return [*map(_enterprise, firms), *map(_site, sites)]


def _enterprise(row: enterprises.Enterprise) -> Subject:
    hazard_class = row.gravest or 0
    return Subject(
        kind=ENTERPRISE,
        id=row.id,
        name=row.name,
        region=row.region,
        trade=trade_of(row.industry),
        longitude=row.longitude,
        latitude=row.latitude,
        standing=Standing(hazard_class=hazard_class),
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
