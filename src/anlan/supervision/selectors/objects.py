"""What is inspected: enterprises and hazard sites of the registry, with what is known of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from anlan.enterprises import api as enterprises
from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue
from anlan.risks import api as risks
from anlan.supervision.domain.frequency import Standing
from anlan.supervision.selectors.tables import frequency_table, trade_of

ENTERPRISE: Final = "enterprise"
SITE: Final = "site"
KINDS: Final = (ENTERPRISE, SITE)


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
        return _enterprise(enterprises.enterprise(actor, object_id))
    if kind == SITE:
        return _site(risks.site(actor, object_id))
    raise InvalidValue(field="object_kind", value=kind[:20], rule="chosen_from_the_list")


def subjects_in(actor: Actor, region: str, kinds: tuple[str, ...] = KINDS) -> Iterator[Subject]:
    """Return the objects of a region; hazard sites that were written off are none."""
    if ENTERPRISE in kinds:
        wanted = enterprises.EnterpriseFilter(region=region)
        yield from (_enterprise(each) for each in enterprises.enterprises(actor, wanted))
    if SITE in kinds:
        for each in risks.sites(actor, risks.SiteFilter(region=region)):
            if each.state != risks.SiteState.ELIMINATED:
                yield _site(each)


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
