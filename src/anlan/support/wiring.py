"""Which workflow runs on which event, and which act runs on every tick; ``config`` fills both at start."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from anlan.kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class Workflow:
    """One arrow between stages: ``run(event, actor=..., now=...)`` on every event of ``event_class``."""

    name: str
    event_class: type[DomainEvent]
    run: Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Tick:
    """An act that looks at the clock: ``run(actor=..., now=...)``, called about once a second."""

    name: str
    run: Callable[..., Any]


_workflows: dict[str, Workflow] = {}
_by_kind: dict[str, tuple[Workflow, ...]] = {}
_ticks: list[Tick] = []


def wire_workflow(workflow: Workflow) -> None:
    """Register a workflow; a second one of the same name replaces it."""
    _workflows[workflow.name] = workflow
    kind = workflow.event_class.kind
    others = tuple(each for each in _by_kind.get(kind, ()) if each.name != workflow.name)
    _by_kind[kind] = (*others, workflow)


def wire_tick(tick: Tick) -> None:
    """Register an act that runs on every tick; a second one of the same name replaces it."""
    _ticks[:] = [each for each in _ticks if each.name != tick.name] + [tick]


def workflows_of(kind: str) -> tuple[Workflow, ...]:
    """Return the workflows that run on events of ``kind``."""
    return _by_kind.get(kind, ())


def workflow_named(name: str) -> Workflow:
    """Return the workflow ``name``."""
    return _workflows[name]


def ticks() -> tuple[Tick, ...]:
    """Return the acts that run on every tick."""
    return tuple(_ticks)
