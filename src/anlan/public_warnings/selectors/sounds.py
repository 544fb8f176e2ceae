"""Questions about sounds: a warning's own, and one by its digest."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.public_warnings.models import Sound, Transmission
from anlan.public_warnings.selectors.warnings import warning


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundRow:
    """A sound without its bytes."""

    language: str
    source: str
    seconds: float
    size: int
    sha256: str
    kept_by: str
    kept_at: datetime


_COLUMNS = ("language", "source", "seconds", "size", "sha256", "kept_by", "kept_at")


def sounds(warning_id: UUID) -> tuple[SoundRow, ...]:
    """Return a warning's sounds by language."""
    rows = Sound.objects.filter(warning_id=warning_id).order_by("language").values(*_COLUMNS)
    return tuple(SoundRow(**row) for row in rows)


def sound_of(identifier: str, language: str) -> SoundRow | None:
    """Return the sound of what was sent under this identifier, or nothing where there is none."""
    warning_id = Transmission.objects.filter(identifier=identifier).values_list("warning_id", flat=True).first()
    row = Sound.objects.filter(warning_id=warning_id, language=language).values(*_COLUMNS).first()
    return SoundRow(**row) if row else None


def warning_sound(actor: Actor, warning_id: UUID, language: str) -> bytes:
    """Return a sound of a warning that the actor may see."""
    row = Sound.objects.filter(warning_id=warning(actor, warning_id).id, language=language).first()
    if row is None:
        raise NotFound(what="sound")
    return bytes(row.raw)


def sent_sound(sha256: str) -> bytes:
    """Return the sound of that digest if it belongs to a warning that was sent; anybody may hear what was sent."""
    for row in Sound.objects.filter(sha256=sha256):
        if Transmission.objects.filter(warning_id=row.warning_id).exists():
            return bytes(row.raw)
    raise NotFound(what="sound")
