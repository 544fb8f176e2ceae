"""What every act on a warning shares: the locked row, its content, its events, who a person is."""

from uuid import UUID

import msgspec
from django.contrib.gis.geos import GEOSGeometry
from django.contrib.gis.geos import MultiPolygon as Shape
from django.contrib.gis.geos import Polygon as Piece
from shapely import from_wkb

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.kernel.levels import Level
from anlan.places import api as places
from anlan.public_warnings.domain import area as areas
from anlan.public_warnings.domain.content import DraftContent, seal
from anlan.public_warnings.domain.errors import AreaOutsideRegion
from anlan.public_warnings.domain.languages import translations_in
from anlan.public_warnings.domain.sources import outline_of, source_in
from anlan.public_warnings.models import PublicWarning, Sound
from anlan.support import rights

BY_HAND, BY_MACHINE = "hand", "machine"
_NEIGHBOURHOOD_DEGREES = 0.05


def locked(warning_id: UUID, actor: Actor) -> PublicWarning:
    """Return a warning's row, locked; refuse as if there were none where the actor may not see it."""
    warning = PublicWarning.objects.select_for_update().filter(id=warning_id).first()
    if warning is None:
        raise NotFound(what="warning")
    rights.require_visible(actor, "public_warnings.see", warning.region, what="warning")
    return warning


def keys_of(actor: Actor) -> list[str]:
    """Return the names by which an actor is the same one again: the account, and the person behind it."""
    return [actor.id] + ([f"person:{actor.person_id}"] if actor.person_id else [])


def is_among(actor: Actor, keys: list[str]) -> bool:
    """Tell whether the actor, by account or person, is named in ``keys``."""
    return not set(keys_of(actor)).isdisjoint(keys)


def void_signatures(warning: PublicWarning) -> None:
    """Take every signature off the row, not yet stored."""
    warning.signed_seal, warning.signer_name, warning.signer_keys, warning.signed_at = "", "", [], None
    warning.signatures = []


def content_of(warning: PublicWarning) -> DraftContent:
    """Return what the row says."""
    return DraftContent(
        kind=warning.event_code,
        level=Level(warning.level),
        headline=warning.headline,
        description=warning.description,
        instruction=warning.instruction,
        regions=tuple(warning.regions),
        effective=warning.effective,
        onset=warning.onset,
        expires=warning.expires,
        channels=tuple(warning.channels),
        polygons=tuple(tuple((x, y) for x, y in ring) for ring in warning.drawn_rings),
        translations=translations_in(warning.translations),
        area_source=source_in(warning.area_source),
    )


def put_content(warning: PublicWarning, content: DraftContent) -> None:
    """Write content and the area that follows from it into the row, not yet stored."""
    warning.event_code, warning.level = content.kind, int(content.level)
    for name in ("headline", "description", "instruction", "effective", "onset", "expires"):
        setattr(warning, name, getattr(content, name))
    warning.translations = msgspec.to_builtins(content.translations)
    warning.regions, warning.channels = list(content.regions), list(content.channels)
    warning.drawn_rings = [[list(point) for point in ring] for ring in content.polygons]
    warning.area_source = msgspec.to_builtins(content.area_source)
    found = area_of(content, warning.region)
    warning.area = Shape([Piece(ring) for ring in found.rings], srid=4326)
    warning.area_error_m = found.error_m


def area_of(content: DraftContent, region: str) -> areas.SimpleArea:
    """Return the area to send: as drawn, or the regions' own; refuse one that leaves the issuing unit's region."""
    for each in content.regions:
        if not each.startswith(region):
            raise AreaOutsideRegion(region=places.full_name(region))
    if not content.polygons:
        return areas.simplified(from_wkb(bytes(places.area_of(content.regions).wkb)))
    west, south, east, north = places.box_of(region)
    margin = _NEIGHBOURHOOD_DEGREES
    for ring in content.polygons:
        for x, y in ring:
            if not (west - margin <= x <= east + margin and south - margin <= y <= north + margin):
                raise AreaOutsideRegion(region=places.full_name(region))
    error_m = outline_of(content.area_source).error_m if content.area_source else 0
    return areas.SimpleArea(content.polygons, error_m)


def seal_of(warning: PublicWarning) -> str:
    """Return the digest of everything that a signature on this row vouches for, its stored area included."""
    shape: GEOSGeometry = warning.area
    return seal(
        content_of(warning),
        str(warning.id),
        warning.region,
        warning.message_kind,
        str(warning.follows_id or ""),
        str(warning.is_exercise),
        shape.hex.decode(),
        *(("retraction",) if warning.is_retraction else ()),
        *recorded(warning.id),
    )


def recorded(warning_id: UUID) -> tuple[str, ...]:
    """Return the digests of the sounds that a person recorded for a warning."""
    rows = Sound.objects.filter(warning_id=warning_id, source=BY_HAND).order_by("language")
    return tuple(rows.values_list("sha256", flat=True))


def named(warning: PublicWarning) -> dict[str, object]:
    """Return what every event of a warning says."""
    return {
        "subject": f"warning:{warning.id}",
        "region": warning.region,
        "incident_id": warning.incident_id,
        "exercise": warning.is_exercise,
        "warning_id": warning.id,
        "event_code": warning.event_code,
        "level": warning.level,
        "headline": warning.headline,
        "regions": tuple(warning.regions),
    }
