"""The flow of a plan as a chart: when, who decides, which command post, which tasks after which, and when it ends."""

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from anlan.plans.domain.chart import Box, Chart, Line, Words, as_high, box_of, down, end_of
from anlan.plans.domain.text import PlanText, ResponseLevel, TaskTemplate

WIDE: Final = 960
NARROW: Final = 358
_GAP: Final = 36
_GUTTER: Final = 28
_STEP: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far a task is in a running response: ``state`` is done, moving, late or waiting; ``words`` say it."""

    state: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """The words that the reader's language puts around the plan's own."""

    when: str
    decides: str
    proposes: str
    signs: str
    ends: str
    administrative: str
    professional: str
    tasks: str
    after: str
    list_comma: str
    limit: Callable[[int], str] = field(repr=False)
    roles: Callable[[tuple[str, ...]], str] = field(repr=False)


def draw_level(
    level: ResponseLevel, phrases: Phrases, *, width: int, standing: Mapping[str, Standing] | None = None
) -> Chart:
    """Return the flow of one level; with ``standing`` by task key it shows a running response."""
    boxes: list[Box] = []
    for tone, words in _head(level, phrases):
        boxes.append(box_of(words, tone, at=(1, end_of(boxes) + (_GAP if boxes else 1)), width=width - 2))
    lines = [down(above, below) for above, below in itertools.pairwise(boxes)]
    post = boxes[-1]
    placed = _tasks(level.tasks, phrases, standing or {}, top=post.bottom + _GAP, width=width)
    lines += _between(level.tasks, placed, width)
    last = end_of([post, *placed.values()])
    end = box_of(_end(level, phrases), "end", at=(1, last + _GAP), width=width - 2)
    lines.append(Line(points=((post.middle, post.bottom), (post.middle, post.bottom + _GAP - 8))))
    lines.append(Line(points=((post.middle, last + 4), (post.middle, end.y))))
    every = (*boxes, *placed.values(), end)
    return Chart(name=f"level-{level.number}", width=width, height=end.bottom + 1, boxes=every, lines=tuple(lines))


def draw_plan(text: PlanText, phrases: Phrases, *, width: int) -> Chart:
    """Return all levels beside each other (one below the other where it is narrow): when, who, how much, until when."""
    columns = len(text.levels) if width >= WIDE else 1
    room = (width - _GUTTER * (columns - 1)) // columns
    boxes: list[Box] = []
    lines: list[Line] = []
    for number, level in enumerate(text.levels):
        x = (number % columns) * (room + _GUTTER)
        top = 1 if columns > 1 or not boxes else end_of(boxes) + 2 * _GAP
        stack: list[Box] = []
        for tone, words in _column(level, phrases):
            stack.append(box_of(words, tone, at=(x + 1, end_of(stack) + _GAP if stack else top), width=room - 2))
        lines += [down(above, below) for above, below in itertools.pairwise(stack)]
        boxes += stack
    return Chart(name="plan", width=width, height=end_of(boxes) + 1, boxes=tuple(boxes), lines=tuple(lines))


def layers_of(tasks: tuple[TaskTemplate, ...]) -> list[list[TaskTemplate]]:
    """Return the tasks in layers: each in the first one after all that it waits for."""
    depth: dict[str, int] = {}
    waiting = list(tasks)
    while waiting:
        ready = [task for task in waiting if all(key in depth for key in task.after)]
        for task in ready or waiting:
            depth[task.key] = 1 + max((depth.get(key, -1) for key in task.after), default=-1)
        waiting = [task for task in waiting if task.key not in depth]
    return [[task for task in tasks if depth[task.key] == layer] for layer in sorted(set(depth.values()))]


def _head(level: ResponseLevel, phrases: Phrases) -> list[tuple[str, Words]]:
    decides = (
        f"{phrases.proposes} {phrases.roles(level.proposed_by)}",
        f"{phrases.signs} {level.signer_post}",
    )
    return [
        ("when", Words(title=f"{level.name} {phrases.when}", lines=tuple(_item(each.text) for each in level.triggers))),
        ("decides", Words(title=phrases.decides, lines=decides)),
        ("post", Words(title=level.command_post.name, lines=_post_lines(level, phrases))),
    ]


def _post_lines(level: ResponseLevel, phrases: Phrases) -> tuple[str, ...]:
    """Return who leads, and the posts by headquarters, or the groups where the plan names no posts."""
    lines = [level.command_post.leader]
    sides = (("administrative", phrases.administrative), ("professional", phrases.professional), ("", ""))
    for side, name in sides:
        posts = [post.name for post in level.posts if post.side == side]
        if posts:
            lines.append(f"{name} {phrases.list_comma.join(posts)}".strip())
    if not level.posts and level.command_post.groups:
        lines.append(phrases.list_comma.join(level.command_post.groups))
    return tuple(lines)


def _column(level: ResponseLevel, phrases: Phrases) -> list[tuple[str, Words]]:
    tasks = Words(title=phrases.tasks.format(n=len(level.tasks)), lines=tuple(_item(each) for each in level.measures))
    return [
        (f"level-{level.number}", Words(title=level.name)),
        *_head(level, phrases),
        ("task", tasks),
        ("end", _end(level, phrases)),
    ]


def _end(level: ResponseLevel, phrases: Phrases) -> Words:
    return Words(title=phrases.ends, lines=(level.end_condition,) if level.end_condition else ())


def _item(text: str) -> str:
    return f"\u00b7 {text}"


def _tasks(
    tasks: tuple[TaskTemplate, ...],
    phrases: Phrases,
    standing: Mapping[str, Standing],
    *,
    top: int,
    width: int,
) -> dict[str, Box]:
    """Return a box for every task, by key: layer below layer, as many beside each other as there is room for."""
    columns = 3 if width >= WIDE else 1
    room = (width - _GUTTER * columns) // columns
    layers = layers_of(tasks)
    numbers = {task.key: number for number, task in enumerate((task for layer in layers for task in layer), start=1)}
    placed: dict[str, Box] = {}
    for layer in layers:
        for start in range(0, len(layer), columns):
            row = layer[start : start + columns]
            made = [
                box_of(
                    _task_words(task, numbers, phrases, standing.get(task.key)),
                    "task",
                    at=(_GUTTER + column * (room + _GUTTER), top),
                    width=room - 1,
                    state=standing[task.key].state if task.key in standing else "",
                )
                for column, task in enumerate(row)
            ]
            placed.update(zip((task.key for task in row), as_high(made), strict=True))
            top = end_of(placed.values()) + _GAP
    return placed


def _task_words(task: TaskTemplate, numbers: Mapping[str, int], phrases: Phrases, how: Standing | None) -> Words:
    waits = phrases.list_comma.join(str(numbers[key]) for key in task.after if key in numbers)
    return Words(
        title=f"{numbers[task.key]} {task.to_text}",
        aside=phrases.limit(task.within_minutes),
        lines=(task.text,),
        note=phrases.after.format(tasks=waits) if waits else "",
        state=how.words if how else "",
    )


def _between(tasks: tuple[TaskTemplate, ...], placed: Mapping[str, Box], width: int) -> list[Line]:
    """Return a line for every task that waits for another: through the gaps between rows and columns, over no box."""
    lines = []
    for number, task in enumerate(task for task in tasks if task.after):
        shift = number % 4 * _STEP
        for key in task.after:
            if key in placed:
                lines.append(_route(placed[key], placed[task.key], shift))
    return lines


def _route(source: Box, target: Box, shift: int) -> Line:
    """Return a line from the left part of a box's bottom, down the gutter left of the target, to the target's top."""
    gutter = target.x - _GUTTER + 5 + shift
    start, end = source.x + 24 + shift, target.x + 24 + shift
    below, above = source.bottom + 8 + shift, target.y - 14
    if below >= above:
        return Line(points=((start, source.bottom), (start, above), (end, above), (end, target.y)))
    return Line(
        points=(
            (start, source.bottom),
            (start, below),
            (gutter, below),
            (gutter, above),
            (end, above),
            (end, target.y),
        )
    )
