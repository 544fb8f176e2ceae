"""Which level a plan calls for on given facts, and why."""

from dataclasses import dataclass

from anlan.kernel.levels import Level
from anlan.plans.domain.facts import Facts
from anlan.plans.domain.text import Condition, PlanText, ResponseLevel, Trigger


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A fact that reached its bound: the figure now and the bound."""

    fact: str
    figure: int
    at_least: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A trigger that is met, in the plan's words, with the figures that met it."""

    trigger: str
    text: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The worst level whose triggers are met, with every trigger of it that is; level NONE where none is."""

    level: Level
    reasons: tuple[Reason, ...]


def evaluate(text: PlanText, facts: Facts) -> Evaluation:
    """Return the worst level that the facts call for, and why."""
    for level in sorted(text.levels, key=lambda each: each.level, reverse=True):
        reasons = reasons_for(level, facts)
        if reasons:
            return Evaluation(level=level.level, reasons=reasons)
    return Evaluation(level=Level.NONE, reasons=())


def reasons_for(level: ResponseLevel, facts: Facts) -> tuple[Reason, ...]:
    """Return the triggers of one level that the facts meet."""
    return tuple(
        Reason(
            trigger=trigger.key,
            text=trigger.text,
            findings=tuple(_finding(need, facts) for need in trigger.needs),
        )
        for trigger in level.triggers
        if _is_met(trigger, facts)
    )


def _is_met(trigger: Trigger, facts: Facts) -> bool:
    return all(getattr(facts, need.fact) >= need.at_least for need in trigger.needs)


def _finding(need: Condition, facts: Facts) -> Finding:
    return Finding(fact=need.fact, figure=getattr(facts, need.fact), at_least=need.at_least)
