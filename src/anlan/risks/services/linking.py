"""Who answers for a site, whom it threatens by name, and which stations measure there."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue
from anlan.people import api as people
from anlan.risks.domain.kinds import roles
from anlan.risks.events import SiteChanged, site_subject, told
from anlan.risks.models import HazardSite, SiteDuty, SiteHousehold, SiteStation
from anlan.risks.services.sites import KEEP, lock_open
from anlan.support import journal, rights
from anlan.support.tables import load_table


@transaction.atomic
def set_duties(*, site_id: UUID, holders: Mapping[str, Iterable[UUID]], actor: Actor, now: datetime) -> None:
    """Name who answers for a site in each role; the first patrol person is the one to whom patrols are assigned."""
    site = lock_open(site_id, actor)
    rights.require(actor, KEEP, site.region)
    wanted = {(role, person) for role, persons in holders.items() for person in persons}
    if not {role for role, _ in wanted} <= roles().keys():
        raise InvalidValue(field="role", value=", ".join(sorted(holders)), rule="known")
    known = people.persons_by_id(person for _, person in wanted)
    if len(known) < len({person for _, person in wanted}):
        raise InvalidValue(field="person", value="", rule="chosen_from_the_list")
    before = set(SiteDuty.objects.filter(site=site).values_list("role", "person_id"))
    if wanted == before:
        return
    SiteDuty.objects.filter(site=site).delete()
    SiteDuty.objects.bulk_create(SiteDuty(site=site, role=role, person_id=person) for role, person in sorted(wanted))
    walkers = sorted(person for role, person in wanted if role == "patrol")
    site.monitor_id = site.monitor_id if site.monitor_id in walkers else next(iter(walkers), None)
    site.save(update_fields=["monitor"])
    named = known | people.persons_by_id(person for _, person in before)
    changes = tuple(
        (name, _names(named, before, role), _names(named, wanted, role))
        for role, name in roles().items()
        if _names(named, before, role) != _names(named, wanted, role)
    )
    _tell(site, changes, actor, now)


@transaction.atomic
def set_households(*, site_id: UUID, household_ids: Iterable[UUID], actor: Actor, now: datetime) -> int:
    """Name the households that a site threatens; return how many. They must be registered in the site's township."""
    site = lock_open(site_id, actor)
    rights.require(actor, KEEP, site.region)
    wanted = set(household_ids)
    heads = {each.id: each.head_name for each in people.household_names([site.region[:9]])}
    if not wanted <= heads.keys():
        raise InvalidValue(field="household", value="", rule="chosen_from_the_list")
    before = set(SiteHousehold.objects.filter(site=site).values_list("household_id", flat=True))
    if wanted == before:
        return len(wanted)
    SiteHousehold.objects.filter(site=site, household_id__in=before - wanted).delete()
    SiteHousehold.objects.bulk_create(SiteHousehold(site=site, household_id=each) for each in sorted(wanted - before))
    _tell(site, ((_word("households"), str(len(before)), str(len(wanted))),), actor, now)
    return len(wanted)


@transaction.atomic
def set_stations(*, site_id: UUID, stations: Mapping[UUID, str], actor: Actor, now: datetime) -> None:
    """Say by which stations a site is measured: their names by id, as the room that keeps stations tells them."""
    site = lock_open(site_id, actor)
    rights.require(actor, KEEP, site.region)
    before = dict(SiteStation.objects.filter(site=site).values_list("station_id", "name"))
    if before == stations:
        return
    SiteStation.objects.filter(site=site).delete()
    SiteStation.objects.bulk_create(SiteStation(site=site, station_id=key, name=name) for key, name in stations.items())
    _tell(site, ((_word("stations"), ", ".join(before.values()), ", ".join(stations.values())),), actor, now)


def _word(link: str) -> str:
    return str(load_table("anlan.risks", "columns")["links"][link])


def _names(known: Mapping[UUID, people.Person], pairs: set[tuple[str, UUID]], role: str) -> str:
    return ", ".join(sorted(known[person].name for each, person in pairs if each == role and person in known))


def _tell(site: HazardSite, changes: tuple[tuple[str, str, str], ...], actor: Actor, now: datetime) -> None:
    event = SiteChanged(
        subject=site_subject(site.id), region=site.region, name=site.name, changes=changes, told=told(changes)
    )
    journal.announce(event, actor=actor, now=now)
