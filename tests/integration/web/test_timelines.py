"""Every journalled event is drawn in the words of its room, and many of a minute are folded."""

import importlib
import inspect
import pkgutil
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.template.loader import get_template

import anlan
from anlan.kernel.clock import CHINA
from anlan.kernel.events import DomainEvent
from anlan.web.templatetags.journal import journal_lines

NIGHT = datetime(2020, 6, 27, 3, 30, tzinfo=CHINA)


def _kinds():
    rooms = [name for _, name, is_package in pkgutil.iter_modules(anlan.__path__) if is_package]
    for room in sorted(rooms):
        if importlib.util.find_spec(f"anlan.{room}.events") is None:
            continue
        for _, kind in inspect.getmembers(importlib.import_module(f"anlan.{room}.events"), inspect.isclass):
            if issubclass(kind, DomainEvent) and kind.kind.startswith(f"{room}."):
                yield kind.kind


def an_overdue(number, at=NIGHT):
    payload = {"number": number, "to_label": "Fire brigade", "order_id": str(number)}
    return SimpleNamespace(kind="command.order_overdue", happened_at=at, actor_name="", payload=payload, region="")


@pytest.mark.parametrize("kind", sorted(set(_kinds())))
def test_every_event_has_a_line_of_its_own(kind):
    room, _, name = kind.partition(".")
    if room == "kernel":
        return
    assert get_template(f"{room}/timeline/{name}.html")


def test_three_late_orders_of_a_minute_stand_each_alone(at):
    at(NIGHT)
    assert "<details" not in journal_lines([an_overdue(number) for number in range(3)])


def test_four_late_orders_of_a_minute_are_one_line_that_opens(at):
    at(NIGHT)
    drawn = journal_lines([an_overdue(number) for number in range(4)])
    assert drawn.count("<details") == 1
    assert drawn.count("<li") == 5


def test_late_orders_of_two_minutes_are_not_folded_together(at):
    at(NIGHT)
    other = NIGHT - timedelta(minutes=1)
    drawn = journal_lines([an_overdue(1), an_overdue(2), an_overdue(3), an_overdue(4, other), an_overdue(5, other)])
    assert "<details" not in drawn
    assert drawn.count("<li") == 5
