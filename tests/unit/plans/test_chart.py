"""A flow chart: every task once, below what it waits for; no box lies on another, no text leaves its box."""

from itertools import combinations

import pytest

from anlan.plans.domain.chart import SIZE, Words, box_of, width_of, wrapped
from anlan.plans.domain.files import shipped_keys, shipped_plan
from anlan.plans.domain.flow import NARROW, WIDE, Phrases, Standing, draw_level, draw_plan, layers_of

PHRASES = Phrases(
    when="when",
    decides="decides",
    proposes="proposes",
    signs="signs",
    ends="ends",
    administrative="administrative",
    professional="professional",
    tasks="{n} tasks",
    after="after {tasks}",
    list_comma=", ",
    limit=lambda minutes: f"{minutes} min",
    roles=", ".join,
)
LEVELS = [(key, level) for key in shipped_keys() for level in shipped_plan(key).levels]


def said(box):
    return "".join(text.text for text in box.texts)


def lies_on(one, other):
    beside = one.x + one.width <= other.x or other.x + other.width <= one.x
    return not beside and one.y < other.bottom and other.y < one.bottom


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize(("key", "level"), LEVELS, ids=lambda each: getattr(each, "name", each))
def test_a_level_is_drawn_with_every_trigger_and_task_and_nothing_over_anything(key, level, width):
    chart = draw_level(level, PHRASES, width=width)
    everything = "".join(said(box) for box in chart.boxes)
    for words in (*(each.text for each in level.triggers), *(each.text for each in level.tasks), level.signer_post):
        assert words in everything
    assert sum(box.tone == "task" for box in chart.boxes) == len(level.tasks)
    assert not any(lies_on(one, other) for one, other in combinations(chart.boxes, 2))
    assert all(box.x > 0 and box.x + box.width <= width and box.bottom <= chart.height for box in chart.boxes)
    for box in chart.boxes:
        for text in box.texts:
            room = box.width - 20 + SIZE  # a closing mark may hang over by one letter
            assert width_of(text.text) * SIZE <= room
            assert box.y < text.y <= box.bottom


@pytest.mark.parametrize(("key", "level"), LEVELS, ids=lambda each: getattr(each, "name", each))
def test_a_task_stands_in_a_layer_after_all_that_it_waits_for(key, level):
    layer = {task.key: number for number, tasks in enumerate(layers_of(level.tasks)) for task in tasks}
    assert set(layer) == {task.key for task in level.tasks}
    assert all(layer[before] < layer[task.key] for task in level.tasks for before in task.after)


def test_no_line_runs_through_a_task():
    for _, level in LEVELS:
        chart = draw_level(level, PHRASES, width=WIDE)
        tasks = [box for box in chart.boxes if box.tone == "task"]
        for line in chart.lines:
            for (x1, y1), (x2, y2) in zip(line.points, line.points[1:], strict=False):
                for box in tasks:
                    across = max(min(x1, x2), box.x + 1) < min(max(x1, x2), box.x + box.width - 1) or (
                        x1 == x2 and box.x < x1 < box.x + box.width
                    )
                    along = max(min(y1, y2), box.y + 1) < min(max(y1, y2), box.bottom - 1) or (
                        y1 == y2 and box.y < y1 < box.bottom
                    )
                    assert not (across and along)


@pytest.mark.parametrize(("width", "columns"), [(WIDE, 4), (NARROW, 1)])
def test_the_whole_plan_stands_side_by_side_or_one_below_the_other(width, columns):
    chart = draw_plan(shipped_plan("hazmat", "P"), PHRASES, width=width)
    assert len({box.x for box in chart.boxes}) == columns
    assert not any(lies_on(one, other) for one, other in combinations(chart.boxes, 2))


def test_a_running_response_shows_how_far_each_task_is():
    level = shipped_plan("hazmat").levels[0]
    first = level.tasks[0].key
    chart = draw_level(level, PHRASES, width=WIDE, standing={first: Standing(state="late", words="2 of 3 late")})
    (late,) = [box for box in chart.boxes if box.state]
    assert (late.state, late.texts[-2].text) == ("late", "2 of 3 late")
    assert [text.text for text in late.texts if text.part == "state"] == ["2 of 3 late"]


def test_a_line_never_begins_with_a_closing_mark():
    text = "\u6c34" * 9 + "\uff0c" + "\u6c34" * 5
    assert wrapped(text, 9 * SIZE) == ["\u6c34" * 9 + "\uff0c", "\u6c34" * 5]


def test_a_box_is_as_high_as_its_words_need():
    one = box_of(Words(title="a"), "task", at=(0, 0), width=200)
    two = box_of(Words(title="a", lines=("b",)), "task", at=(0, 0), width=200)
    assert two.height - one.height == 19
