"""What a drill scored, row by row, by the plan's own deadlines and only by what was measured.

Times are those of the drill's own clock: a pause counts for nobody.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from anlan.drills.domain.running import Run
from anlan.drills.domain.scripts import EYE, Expected

CRITERIA: Final = ("response", "receipt", "tasks", "calls", "reports", "actions")
MET, LATE, WRONG, MISSED, OPEN = "met", "late", "wrong", "missed", "open"
"""How a row came out; ``OPEN``: the drill ended before the limit did, so it counts neither way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """An entry of the journal as scoring reads it."""

    kind: str
    subject: str
    at: datetime
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """An order of the drill: ``ended_at`` where it was called off."""

    number: int
    to_label: str
    text: str
    is_planned: bool
    issued_at: datetime
    deadline: datetime
    received_at: datetime | None
    completed_at: datetime | None
    cancelled_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A released inject that expects something."""

    inject_id: UUID
    title: str
    released_at: datetime
    expected: Expected


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that a drill is scored by; ``limits`` are minutes for ``receipt`` and ``sign``."""

    run: Run
    facts: Sequence[Fact]
    tasks: Sequence[Task]
    asked: Sequence[Asked]
    limits: Mapping[str, float]
    expectations: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing that was judged: what, by which limit from where (``source``), what came of it and how long it took."""

    criterion: str
    what: str
    source: str
    outcome: str
    begun_at: datetime
    done_at: datetime | None = None
    limit_minutes: float | None = None
    took_minutes: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A criterion's share of what was met, 0 to 100; ``score`` is empty where nothing was measured."""

    criterion: str
    weight: int
    judged: int
    met: int
    late: int
    score: float | None


def rows_of(evidence: Evidence) -> tuple[Row, ...]:
    """Return everything that can be judged, in the order of the criteria and of time."""
    found = [
        *_responses(evidence),
        *_receipts(evidence),
        *_tasks(evidence),
        *_calls(evidence),
        *_reports(evidence),
        *_actions(evidence),
    ]
    return tuple(sorted(found, key=lambda row: (CRITERIA.index(row.criterion), row.begun_at)))


def marks_of(rows: Iterable[Row], table: Mapping[str, Any]) -> tuple[Mark, ...]:
    """Return the score of each criterion by the table's weights; what is late counts by its share."""
    rows = tuple(rows)
    return tuple(_mark(key, [row for row in rows if row.criterion == key], table) for key in CRITERIA)


def _mark(key: str, rows: Sequence[Row], table: Mapping[str, Any]) -> Mark:
    judged = [row for row in rows if row.outcome != OPEN]
    met, late = (sum(row.outcome == outcome for row in judged) for outcome in (MET, LATE))
    share = (met + late * table["late_share"]) / len(judged) if judged else None
    score = None if share is None else round(100 * share, 1)
    return Mark(criterion=key, weight=table["weights"][key], judged=len(judged), met=met, late=late, score=score)


def total_of(marks: Iterable[Mark]) -> float | None:
    """Return the weighted mean of the criteria that were measured; nothing where none was."""
    measured = [(mark.weight, mark.score) for mark in marks if mark.score is not None and mark.weight]
    weight = sum(weight for weight, _ in measured)
    return round(sum(part * score for part, score in measured) / weight, 1) if weight else None


def _judge(run: Run, begun: datetime, done: datetime | None, minutes: float | None) -> tuple[str, float | None]:
    """Return the outcome of what had to be done within minutes of the drill's time, and how long it took."""
    if done is not None and run.ended_at is not None and done > run.ended_at:
        done = None
    if done is None:
        end = run.ended_at or begun
        is_open = minutes is not None and run.between(begun, end) <= timedelta(minutes=minutes)
        return (OPEN if is_open else MISSED), None
    took = run.between(begun, done).total_seconds() / 60
    return (MET if minutes is None or took <= minutes else LATE), round(took, 1)


def _responses(evidence: Evidence) -> Iterable[Row]:
    """Judge each level that was proposed and not overtaken by the next proposal before anybody signed."""
    proposed = [fact for fact in evidence.facts if fact.kind == "command.response_proposed"]
    signed = [fact for fact in evidence.facts if fact.kind in ("command.response_started", "command.response_raised")]
    for number, fact in enumerate(proposed):
        following = [other for other in proposed[number + 1 :] if other.subject == fact.subject]
        until = following[0].at if following else None
        done = next((each for each in signed if each.subject == fact.subject and each.at >= fact.at), None)
        if until is not None and (done is None or done.at > until):
            continue
        limit = evidence.limits["sign"]
        outcome, took = _judge(evidence.run, fact.at, done.at if done else None, limit)
        if done and outcome in (MET, LATE) and done.payload["level"] != fact.payload["level"]:
            outcome = WRONG
        yield Row(
            criterion="response",
            what=f"{fact.payload.get('plan_title', '')} {5 - fact.payload['level']}",
            source="plan_trigger",
            outcome=outcome,
            begun_at=fact.at,
            done_at=done.at if done else None,
            limit_minutes=limit,
            took_minutes=took,
        )


def _receipts(evidence: Evidence) -> Iterable[Row]:
    for task in evidence.tasks:
        limit = evidence.limits["receipt"]
        outcome, took = _judge(evidence.run, task.issued_at, task.received_at, limit)
        yield Row(
            criterion="receipt",
            what=f"{task.number} {task.to_label}",
            source="receipt_limit",
            outcome=outcome,
            begun_at=task.issued_at,
            done_at=task.received_at,
            limit_minutes=limit,
            took_minutes=took,
        )


def _tasks(evidence: Evidence) -> Iterable[Row]:
    for task in evidence.tasks:
        ended = evidence.run.ended_at
        if task.cancelled_at is not None and (ended is None or task.cancelled_at < ended):
            continue
        limit = round((task.deadline - task.issued_at).total_seconds() / 60, 1)
        outcome, took = _judge(evidence.run, task.issued_at, task.completed_at, limit)
        yield Row(
            criterion="tasks",
            what=f"{task.number} {task.to_label}: {task.text[:60]}",
            source="plan_task" if task.is_planned else "order",
            outcome=outcome,
            begun_at=task.issued_at,
            done_at=task.completed_at,
            limit_minutes=limit,
            took_minutes=took,
        )


def _calls(evidence: Evidence) -> Iterable[Row]:
    """Judge each region's call: confirmed before its ladder climbed is in time, after that late."""
    by_task: dict[str, list[Fact]] = {}
    for fact in evidence.facts:
        if fact.kind in ("public_warnings.call_made", *_CALL_ENDS):
            by_task.setdefault(str(fact.payload["task_id"]), []).append(fact)
    for facts in by_task.values():
        made = facts[0]
        confirmed = next((each for each in facts if each.kind == _CALL_ENDS[0]), None)
        climbed = next((each for each in facts if each.kind == _CALL_ENDS[1]), None)
        is_late = bool(confirmed and climbed and climbed.at <= confirmed.at)
        outcome, took = _judge(evidence.run, made.at, confirmed.at if confirmed else None, None)
        yield Row(
            criterion="calls",
            what=f"{made.payload.get('post', '')} {made.payload.get('person_name', '')}".strip(),
            source="call_ladder",
            outcome=LATE if is_late and outcome == MET else outcome,
            begun_at=made.at,
            done_at=confirmed.at if confirmed else None,
            took_minutes=took,
        )


_CALL_ENDS: Final = ("public_warnings.call_confirmed", "public_warnings.call_escalated")


def _reports(evidence: Evidence) -> Iterable[Row]:
    """Judge each legal clock that began in the drill by when its report went out."""
    met = {fact.payload["clock_id"]: fact for fact in evidence.facts if fact.kind == "reporting.clock_met"}
    for fact in evidence.facts:
        if fact.kind != "reporting.clock_started":
            continue
        done = met.get(fact.payload["clock_id"])
        due = datetime.fromisoformat(str(fact.payload["due_at"]))
        limit = round((due - fact.at).total_seconds() / 60, 1)
        outcome, took = _judge(evidence.run, fact.at, done.at if done else None, limit)
        yield Row(
            criterion="reports",
            what=str(fact.payload["stage"]),
            source="report_clock",
            outcome=outcome,
            begun_at=fact.at,
            done_at=done.at if done else None,
            limit_minutes=limit,
            took_minutes=took,
        )


def _actions(evidence: Evidence) -> Iterable[Row]:
    for asked in evidence.asked:
        wanted = asked.expected
        if not wanted.what or wanted.what == EYE:
            continue
        rule = evidence.expectations[wanted.what]
        done = next((each for each in evidence.facts if _answers(each, asked, rule)), None)
        limit = float(wanted.within_minutes)
        outcome, took = _judge(evidence.run, asked.released_at, done.at if done else None, limit)
        yield Row(
            criterion="actions",
            what=f"{asked.title}: {wanted.text}" if wanted.text else asked.title,
            source="script",
            outcome=outcome,
            begun_at=asked.released_at,
            done_at=done.at if done else None,
            limit_minutes=limit,
            took_minutes=took,
        )


def _answers(fact: Fact, asked: Asked, rule: Mapping[str, Any]) -> bool:
    """Tell whether an entry is what an inject asked for."""
    if fact.kind not in rule["kinds"] or fact.at < asked.released_at:
        return False
    if rule.get("matches") == "level":
        return int(fact.payload["level"]) >= asked.expected.level
    words = asked.expected.words
    return not words or any(words in value for value in fact.payload.values() if isinstance(value, str))
