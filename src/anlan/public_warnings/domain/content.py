"""What a warning says: its fields, the rules they keep, and the seal of exactly what was signed."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

import msgspec

from anlan.kernel.levels import Level
from anlan.public_warnings.domain.channels import require_world
from anlan.public_warnings.domain.errors import BadContent
from anlan.public_warnings.domain.languages import (
    MAIN_LANGUAGE,
    TRANSLATED_FIELDS,
    Translation,
    field_name,
    tidy_translations,
    wrong_translations,
)
from anlan.public_warnings.domain.sources import AreaSource, words_of

LONGEST: Final = {"headline": 120, "description": 2000, "instruction": 2000}
LONGEST_VALIDITY: Final = timedelta(days=7)
MOST_REGIONS: Final = 400
_LATER_FIELDS: Final = frozenset({"translations", "area_source"})
_FORBIDDEN: Final = frozenset(chr(code) for code in range(32) if chr(code) not in "\n\r\t")


class MessageKind(StrEnum):
    """What a warning does: it starts, replaces or lifts."""

    ALERT = "alert"
    UPDATE = "update"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftContent:
    """What a warning says. ``polygons`` are outer rings of (longitude, latitude); none: the regions' own area.

    Where ``area_source`` says where the outline comes from, the polygons follow from it.
    """

    kind: str
    level: Level
    headline: str
    description: str
    instruction: str
    regions: tuple[str, ...]
    effective: datetime
    expires: datetime
    channels: tuple[str, ...]
    onset: datetime | None = None
    polygons: tuple[tuple[tuple[float, float], ...], ...] = ()
    translations: tuple[Translation, ...] = ()
    area_source: AreaSource | None = None

    @property
    def main_text(self) -> Translation:
        """Return the texts in the main language."""
        return Translation(MAIN_LANGUAGE, self.headline, self.description, self.instruction)


def tidy(content: DraftContent) -> DraftContent:
    """Return the content with trimmed texts and each region and channel once, in a fixed order."""
    return DraftContent(
        kind=content.kind,
        level=content.level,
        headline=content.headline.strip(),
        description=content.description.strip().replace("\r\n", "\n"),
        instruction=content.instruction.strip().replace("\r\n", "\n"),
        regions=_outermost(content.regions),
        effective=content.effective.astimezone(UTC),
        expires=content.expires.astimezone(UTC),
        channels=tuple(sorted(set(content.channels))),
        onset=content.onset.astimezone(UTC) if content.onset else None,
        polygons=content.polygons,
        translations=tidy_translations(content.translations),
        area_source=content.area_source,
    )


def _outermost(regions: tuple[str, ...]) -> tuple[str, ...]:
    """Return the regions without those that lie in another of them."""
    kept: list[str] = []
    for region in sorted(set(regions)):
        if not any(region.startswith(outer) for outer in kept):
            kept.append(region)
    return tuple(kept)


def require_complete(content: DraftContent, *, is_exercise: bool) -> None:
    """Refuse by name the first field that breaks a rule."""
    for field, value, rule in _findings(content):
        raise BadContent(field=field, value=value, rule=rule)
    for channel in content.channels:
        require_world(channel, is_exercise=is_exercise)


def _findings(content: DraftContent) -> Iterator[tuple[str, str, str]]:
    yield from _wrong_texts(content)
    yield from wrong_translations(content.translations)
    if content.level is Level.NONE:
        yield "level", content.level.colour, "red_orange_yellow_or_blue"
    if not 1 <= len(content.regions) <= MOST_REGIONS:
        yield "regions", str(len(content.regions)), f"1_to_{MOST_REGIONS}"
    if not content.channels:
        yield "channels", "", "at_least_one"
    if not content.effective < content.expires <= content.effective + LONGEST_VALIDITY:
        yield "expires", content.expires.isoformat(), "after_effective_and_within_7_days"
    if content.onset is not None and content.onset > content.expires:
        yield "onset", content.onset.isoformat(), "not_after_expires"


def _wrong_texts(content: DraftContent) -> Iterator[tuple[str, str, str]]:
    for field, longest in LONGEST.items():
        text = getattr(content, field)
        if not text:
            yield field, "", "not_empty"
        if len(text) > longest:
            yield field, f"{len(text)}", f"at_most_{longest}_characters"
        if _FORBIDDEN & set(text):
            yield field, repr(text[:20]), "no_control_characters"


def seal(content: DraftContent, *bound_to: str) -> str:
    """Return the SM3 digest of the content and of what it is bound to (warning, region, message kind, exercise).

    Fields that came with a later edition count where they say something, so that older seals still hold.
    """
    fields = msgspec.to_builtins(content)
    said = {name: value for name, value in fields.items() if value or name not in _LATER_FIELDS}
    raw = msgspec.json.encode([said, list(bound_to)], order="sorted")
    return hashlib.new("sm3", raw).hexdigest()


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that differs between two versions: runs of text marked ``same``, ``removed`` or ``added``."""

    field: str
    runs: tuple[tuple[str, str], ...]


def changes(old: DraftContent, new: DraftContent) -> tuple[FieldChange, ...]:
    """Return what differs from one version to the next, character by character, since Chinese has no spaces."""
    before, after = shown(old), shown(new)
    fields = [*after, *(field for field in before if field not in after)]
    pairs = ((field, before.get(field, ""), after.get(field, "")) for field in fields)
    return tuple(FieldChange(field, _runs(was, then)) for field, was, then in pairs if was != then)


def shown(content: DraftContent) -> dict[str, str]:
    """Return the fields as texts that can be compared."""
    return {
        "headline": content.headline,
        "description": content.description,
        "instruction": content.instruction,
        "kind": content.kind,
        "level": content.level.colour,
        "regions": " ".join(content.regions),
        "polygons": f"{sum(len(ring) for ring in content.polygons)}",
        "area_source": words_of(content.area_source),
        "effective": content.effective.isoformat(timespec="minutes"),
        "expires": content.expires.isoformat(timespec="minutes"),
        "channels": " ".join(content.channels),
        **{
            field_name(field, each.language): getattr(each, field)
            for each in content.translations
            for field in TRANSLATED_FIELDS
        },
    }


def _runs(old: str, new: str) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for tag, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(("same", old[start:end]))
            continue
        if end > start:
            found.append(("removed", old[start:end]))
        if new_end > new_start:
            found.append(("added", new[new_start:new_end]))
    return tuple(found)
