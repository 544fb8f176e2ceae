"""What a contingency plan says, as data: levels with triggers, signers, command post, tasks and supplies.

The words themselves are Chinese and live in the plan's file; here are their places.
"""

from dataclasses import dataclass, fields
from typing import Final

from anlan.kernel.levels import Level
from anlan.plans.domain.errors import NoSuchLevel, PlanTextBroken
from anlan.plans.domain.facts import Facts

ADDRESSEES: Final = ("organisation", "townships", "villages", "team")
"""To whom a task goes: an organisation of the plan's region, those of the affected places, or a rescue team."""

ROLES: Final = ("duty_officer", "duty_leader", "commander")
_LONGEST_MINUTES: Final = 7 * 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One fact that must reach ``at_least`` a figure; the bound itself reaches it."""

    fact: str
    at_least: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A reason for a level: all its conditions together; ``text`` is how the plan words it."""

    key: str
    text: str
    needs: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """To whom a task goes: ``who`` of ``ADDRESSEES``; ``kind`` of organisation or team; ``branch`` of a department."""

    who: str
    kind: str = ""
    branch: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskTemplate:
    """A task that a level gives: to whom, what, within how many minutes, and what must come back."""

    key: str
    to: Addressee
    to_text: str
    text: str
    within_minutes: int
    needs_feedback: bool = True
    needs_photo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandPost:
    """The command post of a level: its name, who leads it, and its groups."""

    name: str
    leader: str
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A kind of supplies or forces that a level makes ready."""

    name: str
    quantity: int
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseLevel:
    """A response level: red is level I. Any one trigger calls for it; roles name who may propose, sign and end it."""

    level: Level
    name: str
    triggers: tuple[Trigger, ...]
    proposed_by: tuple[str, ...]
    signed_by: tuple[str, ...]
    ended_by: tuple[str, ...]
    signer_post: str
    command_post: CommandPost
    measures: tuple[str, ...]
    tasks: tuple[TaskTemplate, ...]
    resources: tuple[Resource, ...] = ()
    end_condition: str = ""

    @property
    def number(self) -> int:
        """Return the number that the law uses: 1 for red to 4 for blue."""
        return self.level.legal_number


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanText:
    """All that one edition of a plan says. ``kinds`` are event-type codes (12379); the first is the plan's own."""

    key: str
    name: str
    kinds: tuple[str, ...]
    edition: str
    source: str
    mark: str
    purpose: str
    levels: tuple[ResponseLevel, ...]

    def level(self, level: Level) -> ResponseLevel:
        """Return what the plan says of one level."""
        for each in self.levels:
            if each.level == level:
                return each
        raise NoSuchLevel(level=level.legal_number)


def check(text: PlanText) -> PlanText:
    """Return a text that holds together; refuse one that does not by field and rule."""
    _need(bool(text.name and text.source and text.edition), "source", "name_source_and_edition")
    _need(text.mark in ("verified", "doubtful"), "mark", "verified_or_doubtful")
    _need(bool(text.kinds), "kinds", "at_least_one")
    _need(
        [each.level for each in text.levels] == sorted({each.level for each in text.levels}, reverse=True),
        "levels",
        "worst_first_each_once",
    )
    _need(all(each.level != Level.NONE for each in text.levels) and bool(text.levels), "levels", "at_least_one")
    for level in text.levels:
        _check_level(level)
    return text


def _check_level(level: ResponseLevel) -> None:
    place = f"level {level.number}"
    known = {field.name for field in fields(Facts)}
    _need(bool(level.triggers), place, "has_triggers")
    for trigger in level.triggers:
        _need(bool(trigger.needs), f"{place} {trigger.key}", "has_conditions")
        _need(
            all(each.fact in known and each.at_least > 0 for each in trigger.needs),
            f"{place} {trigger.key}",
            "known_fact",
        )
    _need(bool(level.signed_by) and set(level.signed_by) <= set(ROLES), place, "signers_are_roles")
    _need(set(level.proposed_by) | set(level.ended_by) <= set(ROLES), place, "proposers_are_roles")
    keys = [task.key for task in level.tasks] + [trigger.key for trigger in level.triggers]
    _need(len(keys) == len(set(keys)), place, "keys_once")
    for task in level.tasks:
        _need(task.to.who in ADDRESSEES, f"{place} {task.key}", "known_addressee")
        _need(1 <= task.within_minutes <= _LONGEST_MINUTES, f"{place} {task.key}", "within_a_week")


def _need(holds: object, field: str, rule: str) -> None:
    if not holds:
        raise PlanTextBroken(field=field, rule=rule)
