"""Entering and changing hazard sites: by hand one by one, by a survey all at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.contrib.gis.geos import MultiPolygon, Point
from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import AnlanError, ErrorClass, InvalidValue, NotFound
from anlan.kernel.events import DomainEvent
from anlan.kernel.regions import level_of
from anlan.risks.domain.kinds import class_of, grade_names, graver, kind_of
from anlan.risks.domain.sites import SiteIsEliminated, SiteState
from anlan.risks.events import SiteChanged, SiteRegistered, site_subject, told
from anlan.risks.models import HazardSite
from anlan.risks.selectors.columns import labels_of
from anlan.risks.selectors.scope import READ
from anlan.support import journal, rights
from anlan.support.row_import.changes import Change, compare

KEEP: Final = "risks.keep"
COLUMNS: Final = (
    "name",
    "kind",
    "region",
    "threatened_persons",
    "threatened_households",
    "found_on",
    "threatens",
    "warning_signal",
    "route",
    "shelter",
)


class CodeIsTaken(AnlanError):
    """Another site has the code: ``code``."""

    code = "risks.code_is_taken"
    message = "The code %(code)s belongs to another site."
    error_class = ErrorClass.CONFLICT


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteDetails:
    """What is kept of a site; ``grade`` counts only where the kind's class does not follow from the persons."""

    code: str
    name: str
    kind: str
    region: str
    longitude: float
    latitude: float
    grade: str = ""
    threatened_persons: int = 0
    threatened_households: int = 0
    found_on: date | None = None
    threatens: str = ""
    warning_signal: str = ""
    route: str = ""
    shelter: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    area: MultiPolygon | None = None


@transaction.atomic
def keep_site(*, details: SiteDetails, site_id: UUID | None = None, actor: Actor, now: datetime) -> UUID:
    """Enter a site, or change one; what changed is journalled field by field, nothing where nothing changed."""
    row = _row(site_id, actor)
    rights.require(actor, KEEP, details.region)
    if row.pk and row.name:
        rights.require(actor, KEEP, row.region)
    if HazardSite.objects.filter(code=details.code).exclude(id=row.id).exists():
        raise CodeIsTaken(code=details.code)
    event = apply(row, details)
    if event is None:
        return row.id
    row.save()
    journal.announce(event, actor=actor, now=now)
    return row.id


@transaction.atomic
def keep_sites(*, pairs: Iterable[tuple[HazardSite, SiteDetails]], actor: Actor, now: datetime) -> int:
    """Enter and change many sites at once; return how many changed. The caller has checked the rights row by row."""
    new: list[HazardSite] = []
    old: list[HazardSite] = []
    events: list[DomainEvent] = []
    for row, details in pairs:
        is_new = not row.name
        event = apply(row, details)
        if event is not None:
            (new if is_new else old).append(row)
            events.append(event)
    HazardSite.objects.bulk_create(new, batch_size=1000)
    HazardSite.objects.bulk_update(old, (*COLUMNS, "code", "location", "grade", "facts", "area"), batch_size=1000)
    journal.announce_all(events, actor=actor, now=now)
    return len(events)


def apply(row: HazardSite, details: SiteDetails) -> SiteRegistered | SiteChanged | None:
    """Put details on a row; return the event that tells of it, nothing where they are what the row says already."""
    check(details)
    is_new = not row.name
    changes = changes_of(row, details)
    if not is_new and not changes and (details.area is None or details.area == row.area):
        return None
    kind, grade = kind_of(details.kind), row.grade
    for name in (*COLUMNS, "code"):
        setattr(row, name, getattr(details, name))
    row.grade = class_of(kind, details.grade, details.threatened_persons)
    row.location = Point(details.longitude, details.latitude, srid=4326)
    known = {key: value for key, value in details.facts.items() if value not in (None, "")}
    row.facts = {each.key: known[each.key] for each in kind.fields if each.key in known}
    row.area = details.area or row.area
    named = {"subject": site_subject(row.id), "region": row.region, "name": row.name}
    if is_new:
        return SiteRegistered(**named, code=row.code, site_kind=row.kind)
    written = tuple((each.field, each.before, each.after) for each in changes)
    return SiteChanged(**named, changes=written, told=told(written), graver=graver(kind, grade, row.grade))


def changes_of(row: HazardSite, details: SiteDetails) -> tuple[Change, ...]:
    """Return what the details change of a registered site, field by field, in words that people read."""
    if not row.name:
        return ()
    kind = kind_of(details.kind)
    grade = class_of(kind, details.grade, details.threatened_persons)
    before = _told(row.kind, row.grade, row.facts, (row.location.x, row.location.y))
    after = _told(details.kind, grade, details.facts, (details.longitude, details.latitude))
    before |= {name: getattr(row, name) for name in COLUMNS if name != "kind"}
    after |= {name: getattr(details, name) for name in COLUMNS if name != "kind"}
    return compare(labels_of(kind), before | {"code": row.code}, after | {"code": details.code})


def check(details: SiteDetails) -> None:
    """Refuse details that no site can have."""
    kind_of(details.kind)
    for name in ("code", "name"):
        if not getattr(details, name).strip():
            raise InvalidValue(field=name, value="", rule="not_empty")
    level_of(details.region)
    for name in ("threatened_persons", "threatened_households"):
        if getattr(details, name) < 0:
            raise InvalidValue(field=name, value=str(getattr(details, name)), rule="not_negative")
    if not (-180 <= details.longitude <= 180 and -90 <= details.latitude <= 90):
        raise InvalidValue(field="longitude", value=f"{details.longitude}, {details.latitude}", rule="on_earth")


def lock(site_id: UUID, actor: Actor) -> HazardSite:
    """Return the site for a change; one that the actor may not see does not exist for it."""
    site = HazardSite.objects.select_for_update().filter(id=site_id).first()
    if site is None:
        raise NotFound(what="site", id=str(site_id))
    rights.require_visible(actor, READ, site.region, "site")
    return site


def lock_open(site_id: UUID, actor: Actor) -> HazardSite:
    """Return a site that still threatens for a change."""
    site = lock(site_id, actor)
    if site.state == SiteState.ELIMINATED:
        raise SiteIsEliminated(site=site.code)
    return site


def rows_by_code(codes: Sequence[str]) -> dict[str, HazardSite]:
    """Return the registered sites of some codes, locked for a change."""
    return {row.code: row for row in HazardSite.objects.select_for_update().filter(code__in=codes)}


def _row(site_id: UUID | None, actor: Actor) -> HazardSite:
    return lock_open(site_id, actor) if site_id else HazardSite()


def _told(kind: str, grade: str, facts: dict[str, Any], place: tuple[float, float]) -> dict[str, Any]:
    known = {"kind": kind_of(kind).name, "grade": grade_names().get(grade, grade)}
    return {**known, "longitude": round(place[0], 6), "latitude": round(place[1], 6), **facts}
