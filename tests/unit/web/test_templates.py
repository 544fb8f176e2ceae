"""The frames and parts render, in Chinese, without a database."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

from anlan.kernel.actors import NOBODY
from anlan.kernel.levels import Level

WEB = Path(__file__).parents[3] / "src" / "anlan" / "web"
SPRITE = set(re.findall(r'<symbol id="([\w-]+)"', (WEB / "static/web/icons.svg").read_text()))


def draw(source: str, **values: object) -> str:
    request = RequestFactory().get("/list/?level=red&page=2")
    return Template(source).render(Context({"request": request, **values}))


@pytest.mark.parametrize("level", list(Level))
def test_a_level_is_shown_by_colour_word_and_icon(level):
    drawn = draw("{% level_badge level %}", level=level)
    words = ["无级别", "蓝色", "黄色", "橙色", "红色"]
    assert f'data-level="{level.colour}"' in drawn
    assert words[level] in drawn
    assert "/icons." in drawn


def test_every_icon_that_a_template_names_is_in_the_sprite():
    used = set()
    for path in WEB.parent.rglob("*.html"):
        used |= set(re.findall(r'{% icon "([\w-]+)"', path.read_text()))
    assert used - SPRITE == set()


@pytest.mark.parametrize(
    ("left", "pace"),
    [
        (timedelta(minutes=31), "calm"),
        (timedelta(minutes=30), "amber"),
        (timedelta(minutes=12, seconds=1), "amber"),
        (timedelta(minutes=12), "red"),
        (timedelta(seconds=1), "red"),
        (timedelta(0), "late"),
        (timedelta(seconds=-1), "late"),
    ],
)
def test_a_countdown_is_calm_above_half_amber_above_a_fifth_then_red_then_late(at, left, pace):
    now = datetime(2020, 6, 26, 16, 0, tzinfo=UTC)
    at(now)
    drawn = draw("{% countdown end start %}", end=now + left, start=now + left - timedelta(hours=1))
    assert f'data-pace="{pace}"' in drawn
    assert ("超时" in drawn) == (pace == "late")


def test_a_moment_is_written_in_china_time_with_its_age(at):
    at(datetime(2020, 6, 26, 19, 53, tzinfo=UTC))
    drawn = draw("{% moment then True %}", then=datetime(2020, 6, 26, 19, 30, tzinfo=UTC))
    assert "06-27 03:30" in drawn
    assert "23 分钟前" in drawn


def test_a_chip_keeps_the_other_filters_and_starts_paging_anew():
    drawn = draw("{% filter_chips 'state' 'State' options %}", options=[("open", "Open", 3)])
    assert "?level=red&amp;state=open" in drawn
    assert "page=2" not in drawn


def test_texts_are_escaped_in_every_part():
    drawn = draw("{% state_pill evil %}{% person_chip evil evil %}{% empty evil %}{% number evil evil %}", evil="<b>")
    assert "<b>" not in drawn


@pytest.mark.parametrize("frame", ["desk", "document", "phone", "bare"])
def test_a_frame_renders_for_a_stranger(frame, at):
    at(datetime(2020, 6, 26, 16, 0, tzinfo=UTC))
    request = RequestFactory().get("/")
    request.actor = NOBODY
    from anlan.kernel.clock import now
    from anlan.web.shell import Pace, Shell

    shell = Shell(request)
    shell.__dict__.update(pace=Pace(), rooms=(), status=(), now=now())
    drawn = render_to_string(f"web/base_{frame}.html", {"shell": shell, "actor": NOBODY, "messages": []})
    assert "安澜" in drawn
