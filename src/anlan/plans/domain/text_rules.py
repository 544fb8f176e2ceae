"""Which texts of plans hold together: every rule is refused by field and rule."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Final

from anlan.kernel.levels import Level
from anlan.kernel.regions import RegionLevel, level_of
from anlan.plans.domain.errors import PlanTextBroken
from anlan.plans.domain.facts import Facts
from anlan.plans.domain.text import (
    ADDRESSEES,
    CATEGORIES,
    ROLES,
    SECTIONS,
    SIDES,
    PlanText,
    ResponseLevel,
    TaskTemplate,
)

_LONGEST_MINUTES: Final = 7 * 24 * 60


def check(text: PlanText) -> PlanText:
    """Return a text that holds together; refuse one that does not by field and rule."""
    _need(bool(text.name and text.source and text.edition), "source", "name_source_and_edition")
    _need(text.category in CATEGORIES, "category", "known_category")
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
    _check_papers(text)
    return text


def broken_rule(text: PlanText, region: str) -> PlanTextBroken | None:
    """Return the first rule that a text breaks, for a form that is filled again; nothing where it holds together."""
    try:
        check_place(check(text), region)
    except PlanTextBroken as refusal:
        return refusal
    return None


def check_place(text: PlanText, region: str) -> PlanText:
    """Return a text whose category fits the region it is for; refuse a village's plan of a county."""
    level = level_of(region)
    fitting = {"township": level == RegionLevel.TOWNSHIP, "village": level == RegionLevel.VILLAGE}
    _need(fitting.get(text.category, True), "category", "category_fits_region")
    return text


def _check_papers(text: PlanText) -> None:
    _need({each.key for each in text.sections} <= set(SECTIONS), "sections", "known_section")
    for field in ("sections", "contacts", "cards", "annexes"):
        _need(_are_different(each.key for each in getattr(text, field)), field, "keys_once")
    _need(all(each.name or each.post for each in text.contacts), "contacts", "name_or_post")
    tasks = {task.key for level in text.levels for task in level.tasks}
    for card in text.cards:
        _need(bool(card.title and card.steps), f"cards {card.key}", "title_and_steps")
        _need(set(card.tasks) <= tasks, f"cards {card.key}", "known_task")


def _check_level(level: ResponseLevel) -> None:
    place = f"level {level.number}"
    _check_triggers(level, place)
    _need(bool(level.signed_by) and set(level.signed_by) <= set(ROLES), place, "signers_are_roles")
    others = {*level.proposed_by, *level.ended_by, *level.raised_by, *level.lowered_by}
    _need(others <= set(ROLES), place, "proposers_are_roles")
    keys = [task.key for task in level.tasks] + [trigger.key for trigger in level.triggers]
    _need(_are_different(keys), place, "keys_once")
    _need(_are_different(post.key for post in level.posts), place, "keys_once")
    for post in level.posts:
        _need(bool(post.name), f"{place} {post.key}", "post_has_name")
        _need(post.side in SIDES, f"{place} {post.key}", "known_side")
        _need(not post.holder.role or post.holder.role in ROLES, f"{place} {post.key}", "holder_is_a_role")
    for task in level.tasks:
        _need(task.to.who in ADDRESSEES, f"{place} {task.key}", "known_addressee")
        _need(1 <= task.within_minutes <= _LONGEST_MINUTES, f"{place} {task.key}", "within_a_week")
    _check_order(level.tasks, place)


def _check_triggers(level: ResponseLevel, place: str) -> None:
    known = {field.name for field in fields(Facts)}
    _need(bool(level.triggers), place, "has_triggers")
    for trigger in level.triggers:
        _need(bool(trigger.needs), f"{place} {trigger.key}", "has_conditions")
        _need(
            all(each.fact in known and each.at_least > 0 for each in trigger.needs),
            f"{place} {trigger.key}",
            "known_fact",
        )


def _check_order(tasks: tuple[TaskTemplate, ...], place: str) -> None:
    """Refuse a task that waits for an unknown one, or for itself by a ring."""
    waiting = {task.key: set(task.after) for task in tasks}
    for key, before in waiting.items():
        _need(before <= set(waiting), f"{place} {key}", "after_a_task_of_the_level")
    while free := {key for key, before in waiting.items() if not before}:
        waiting = {key: before - free for key, before in waiting.items() if key not in free}
    _need(not waiting, f"{place} {' '.join(sorted(waiting))}", "after_without_a_ring")


def _are_different(keys: Iterable[str]) -> bool:
    found = list(keys)
    return len(found) == len(set(found))


def _need(holds: object, field: str, rule: str) -> None:
    if not holds:
        raise PlanTextBroken(field=field, rule=rule)
