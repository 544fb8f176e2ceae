"""The room's tables as values."""

from datetime import date
from functools import cache
from typing import Any

from anlan.duty import api as duty
from anlan.enforcement.domain.credit import ClosureRule, closure_rule_from
from anlan.enforcement.domain.discretion import Discretion, discretion_from
from anlan.enforcement.domain.kinds import Kind, kinds_from
from anlan.enforcement.domain.limits import Limit, limits_from
from anlan.enforcement.domain.money import Thresholds, thresholds_from
from anlan.support.tables import load_table

_ROOM = "anlan.enforcement"


@cache
def document_kinds() -> dict[str, Kind]:
    """Return the kinds of documents by key."""
    return kinds_from(load_table(_ROOM, "kinds"))


@cache
def limits() -> tuple[Limit, ...]:
    """Return the limits of time."""
    return limits_from(load_table(_ROOM, "limits"))


@cache
def limits_by_key() -> dict[str, Limit]:
    """Return the limits by key."""
    return {limit.key: limit for limit in limits()}


@cache
def amounts() -> Thresholds:
    """Return the amounts of money that the law knows."""
    return thresholds_from(load_table(_ROOM, "money"))


@cache
def discretion() -> Discretion:
    """Return the discretion table in use."""
    return discretion_from(load_table(_ROOM, "discretion"))


@cache
def closure_rule() -> ClosureRule:
    """Return when there is ground to close an enterprise."""
    return closure_rule_from(load_table(_ROOM, "credit"))


def credit_table() -> dict[str, Any]:
    """Return the terms of the lists."""
    return load_table(_ROOM, "credit")


def fields() -> dict[str, Any]:
    """Return what documents hold: fields, longest texts, spans of days."""
    return load_table(_ROOM, "fields")


def paper_words() -> dict[str, Any]:
    """Return the words of papers."""
    return load_table(_ROOM, "papers")


def works(day: date) -> bool:
    """Tell whether a day is a working day by the State Council's calendar."""
    return duty.state_calendar().kind_of(day) is duty.DayKind.WORKDAY


def is_doubtful(day: date) -> bool:
    """Tell whether the holidays of the day's year were not verified."""
    return duty.state_calendar().is_doubtful(day)
