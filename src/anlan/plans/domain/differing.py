"""What differs between two texts of a plan: by part, entry and field, so that a person can read it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Final

from anlan.plans.domain.text import PlanText, ResponseLevel

BASICS: Final = (
    "name",
    "edition",
    "category",
    "kinds",
    "purpose",
    "source",
    "mark",
    "owner",
    "upper",
    "hazards",
    "bases",
)
LEVEL_BASICS: Final = (
    "name",
    "proposed_by",
    "signed_by",
    "raised_by",
    "lowered_by",
    "ended_by",
    "signer_post",
    "end_condition",
    "command_post",
)
_LISTS: Final = ("sections", "contacts", "cards", "annexes")
_LEVEL_LISTS: Final = ("triggers", "posts", "measures", "tasks", "resources")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One entry that differs: ``part`` of the plan, ``level`` 1 to 4 or 0, the entry's ``name``.

    ``before`` and ``after`` hold the fields that differ; both where it changed, one where it came or went.
    """

    part: str
    level: int
    name: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]

    @property
    def change(self) -> str:
        """Tell whether the entry is new, gone or changed."""
        if self.before and self.after:
            return "changed"
        return "new" if self.after else "gone"


def differences(before: PlanText, after: PlanText) -> tuple[Difference, ...]:
    """Return all that differs, in the order of the plan: basics, levels from the worst, then the papers."""
    return tuple(_differences(before, after))


def _differences(before: PlanText, after: PlanText) -> Iterator[Difference]:
    yield from _entry("basics", 0, "", _fields(before, BASICS), _fields(after, BASICS))
    old = {level.level: level for level in before.levels}
    new = {level.level: level for level in after.levels}
    for level in sorted({*old, *new}, reverse=True):
        yield from _level(level.legal_number, old.get(level), new.get(level))
    for part in _LISTS:
        yield from _entries(part, 0, getattr(before, part), getattr(after, part))


def _level(number: int, before: ResponseLevel | None, after: ResponseLevel | None) -> Iterator[Difference]:
    yield from _entry("level", number, "", _fields(before, LEVEL_BASICS), _fields(after, LEVEL_BASICS))
    for part in _LEVEL_LISTS:
        yield from _entries(part, number, getattr(before, part, ()), getattr(after, part, ()))


def _entries(part: str, level: int, before: tuple[Any, ...], after: tuple[Any, ...]) -> Iterator[Difference]:
    old, new = _by_name(before), _by_name(after)
    for name in (*old, *(name for name in new if name not in old)):
        yield from _entry(part, level, name, old.get(name, {}), new.get(name, {}))


def _entry(
    part: str, level: int, name: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Difference]:
    differing = [key for key in (*before, *(key for key in after if key not in before)) if _differ(key, before, after)]
    if differing:
        yield Difference(
            part=part,
            level=level,
            name=name,
            before={key: before[key] for key in differing if key in before},
            after={key: after[key] for key in differing if key in after},
        )


def _differ(key: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    return before.get(key) != after.get(key)


def _by_name(entries: tuple[Any, ...]) -> dict[str, Mapping[str, Any]]:
    """Return entries by what tells them apart: their key, their name, or for plain words the words themselves."""
    return {
        entry if isinstance(entry, str) else str(getattr(entry, "key", "") or entry.name): _entry_fields(entry)
        for entry in entries
    }


def _entry_fields(entry: Any) -> Mapping[str, Any]:
    return {"text": entry} if isinstance(entry, str) else _fields(entry, tuple(each.name for each in fields(entry)))


def _fields(of: Any, names: tuple[str, ...]) -> Mapping[str, Any]:
    if of is None or not is_dataclass(of):
        return {}
    return {name: getattr(of, name) for name in names if getattr(of, name) not in ("", (), 0, False, None)}
