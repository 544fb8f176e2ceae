"""Search across the rooms: each answers with what the reader may see."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from anlan.alarms import api as alarms
from anlan.enterprises import api as enterprises
from anlan.incidents import api as incidents
from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.knowledge import api as knowledge
from anlan.monitoring import api as monitoring
from anlan.people import api as people
from anlan.places import api as places

LONGEST: Final = 60
_MOST: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One thing found: its title, where it is, a word more, and its page."""

    title: str
    place: str = ""
    more: str = ""
    url: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class HitGroup:
    """What one room found."""

    name: str
    icon: str
    hits: tuple[Hit, ...]


def search(actor: Actor, text: str) -> tuple[HitGroup, ...]:
    """Return what each room found for ``text``; rooms that found nothing are left out."""
    wanted = text.strip()[:LONGEST]
    if not wanted:
        return ()
    return tuple(group for group in _groups(actor, wanted) if group.hits)


def _groups(actor: Actor, text: str) -> Iterator[HitGroup]:
    yield HitGroup(_("Incidents"), "urgent", _incidents(actor, text))
    yield HitGroup(_("Alarms"), "bell-ringing", _alarms(actor, text))
    yield HitGroup(_("Enterprises"), "building-factory-2", _enterprises(actor, text))
    yield HitGroup(_("Places"), "map-pin", _places(text))
    yield HitGroup(_("Stations"), "cloud-rain", _stations(actor, text))
    yield HitGroup(_("People"), "users", _people(actor, text))
    yield HitGroup(_("Knowledge"), "school", _knowledge(actor, text))


def _incidents(actor: Actor, text: str) -> tuple[Hit, ...]:
    rows = incidents.incidents(actor, incidents.IncidentFilter(text=text), size=_MOST).rows
    names = places.full_names(row.region for row in rows)
    return tuple(
        Hit(
            title=row.title,
            place=names[row.region],
            more=row.number,
            url=f"/incidents/{row.id}/",
            level=row.grade,
        )
        for row in rows
    )


def _alarms(actor: Actor, text: str) -> tuple[Hit, ...]:
    rows = alarms.alarms(actor, alarms.AlarmFilter(text=text), size=_MOST).rows
    names = places.full_names(row.region for row in rows)
    return tuple(
        Hit(
            title=alarms.alarm_title(row.rule_family, row.level),
            place=names[row.region],
            more=f"{row.number} {row.station_label}",
            url=f"/alarms/{row.id}/",
            level=row.level,
        )
        for row in rows
    )


def _enterprises(actor: Actor, text: str) -> tuple[Hit, ...]:
    rows = enterprises.enterprises(actor, enterprises.EnterpriseFilter(text=text))[:_MOST]
    names = places.full_names(row.region for row in rows)
    return tuple(
        Hit(
            title=row.name,
            place=names[row.region],
            more=row.code,
            url=f"/enterprises/{row.id}/",
            level=row.risk_level,
        )
        for row in rows
    )


def _places(text: str) -> tuple[Hit, ...]:
    rows = places.search(text, limit=_MOST)
    names = places.full_names(row.code for row in rows)
    return tuple(Hit(title=row.name, place=names[row.code], more=row.code, url=f"/places/{row.code}/") for row in rows)


def _stations(actor: Actor, text: str) -> tuple[Hit, ...]:
    wanted = monitoring.StationFilter(text=text, sort="name")
    rows = monitoring.station_slice(actor, wanted, number=1, size=_MOST, now=clock.now()).rows
    names = places.full_names(row.region for row in rows)
    return tuple(
        Hit(title=row.name, place=names[row.region], more=row.code, url=f"/stations/{row.id}/", level=row.level)
        for row in rows
    )


def _people(actor: Actor, text: str) -> tuple[Hit, ...]:
    rows = people.search_people(actor, text, limit=_MOST)
    names = places.full_names(row.region for row in rows)
    return tuple(
        Hit(
            title=row.name,
            place=names[row.region],
            more=f"{row.organisation_name} {row.post}",
            url=f"/people/{row.id}/",
        )
        for row in rows
    )


def _knowledge(actor: Actor, text: str) -> tuple[Hit, ...]:
    """Return the passages that say all of it; those that say some of it are for the library's own page."""
    answer = knowledge.search(actor, text, most=_MOST, on=in_china(clock.now()).date())
    if not answer.has_all:
        return ()
    return tuple(
        Hit(title=f"{each.document.title} {each.label}".strip(), more=each.text[:60], url=each.url)
        for each in answer.found
    )
