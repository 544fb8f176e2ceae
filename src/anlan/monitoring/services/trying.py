"""Trying a rule on history: the alarms that it would have raised, beside those that were told."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue
from anlan.kernel.later import later
from anlan.kernel.levels import Level
from anlan.kernel.regions import normalise
from anlan.monitoring.domain.compiling import Ruling
from anlan.monitoring.domain.definition import RuleDefinition, check, data_of, definition_of
from anlan.monitoring.domain.engine.moves import Move
from anlan.monitoring.domain.errors import TrialTooLarge
from anlan.monitoring.domain.judging import Unit
from anlan.monitoring.events import ThresholdReached
from anlan.monitoring.models import RuleTrial, Series
from anlan.monitoring.selectors import rules
from anlan.monitoring.selectors.compiling import sites_of, units_for
from anlan.monitoring.selectors.trials import reading_count, readings_in_chunks
from anlan.support import jobs, journal
from anlan.support.rights import require

judging = later("anlan.monitoring.domain.engine.engine")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST_DELAY = timedelta(days=1)
_State = RuleTrial.State


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialRequest:
    """Which definition to try on the readings of which region and time."""

    definition: RuleDefinition
    region: str
    since: datetime
    until: datetime


def start_trial(*, wanted: TrialRequest, actor: Actor, now: datetime) -> UUID:
    """Try a rule on history: at once where little is to be read, else by the jobs process; return the trial's id."""
    trial = _begun(wanted, actor, now)
    if trial.readings <= rules.limits()["trials"]["at_once"]:
        run_trial(trial_id=trial.id, now=now)
    return trial.id


@transaction.atomic
def _begun(wanted: TrialRequest, actor: Actor, now: datetime) -> RuleTrial:
    region = normalise(wanted.region)
    require(actor, "monitoring.try_rule", region)
    check(wanted.definition, rules.vocabulary())
    limits = rules.limits()["trials"]
    until = min(wanted.until, now)
    if not timedelta() < until - wanted.since <= timedelta(days=limits["most_days"]):
        raise InvalidValue(field="since", value=wanted.since.isoformat(), rule="a_period_of_a_year_at_most")
    units = _units(wanted.definition, region, now)
    count = reading_count(_series(units), _warm_from(units, wanted.since), until, most=limits["most_readings"])
    if count > limits["most_readings"]:
        raise TrialTooLarge(limit=limits["most_readings"])
    trial = RuleTrial.objects.create(
        region=region,
        definition=data_of(wanted.definition),
        since=wanted.since,
        until=until,
        readings=count,
        requested_by=actor.id,
        requested_by_name=actor.name,
        requested_at=now,
    )
    if count > limits["at_once"]:
        jobs.defer("monitoring.run_trial", trial_id=str(trial.id))
    return trial


def run_trial(*, trial_id: UUID, now: datetime) -> None:
    """Reckon a trial that waits, noting how far it has come; a second call for the same trial changes nothing."""
    if not RuleTrial.objects.filter(id=trial_id, state=_State.WAITING).update(state=_State.RUNNING):
        return
    trial = RuleTrial.objects.get(id=trial_id)
    try:
        trial.result = _reckoned(trial, now)
    except BaseException:
        RuleTrial.objects.filter(id=trial_id).update(state=_State.FAILED)
        raise
    trial.state, trial.progress = _State.DONE, 100
    trial.save(update_fields=["state", "progress", "result"])


def _reckoned(trial: RuleTrial, now: datetime) -> dict[str, Any]:
    definition = definition_of(trial.definition)
    units = _units(definition, trial.region, now)
    engine = judging.Engine(units)
    begin = _warm_from(units, trial.since)
    moves: list[Move] = []
    for end, readings in readings_in_chunks(_series(units), begin, trial.until):
        moves += [move for move in engine.judge(readings) if move.is_rise and _at(move) > trial.since]
        done = int(100 * (end - begin) / (trial.until - begin))
        RuleTrial.objects.filter(id=trial.id).update(progress=min(done, 99))
    return _result(moves, trial, definition) | {"judged": len({unit.series for unit in units})}


def _units(definition: RuleDefinition, region: str, now: datetime) -> list[Unit]:
    ruling = Ruling(definition=definition, edition="trial", region="", is_on=True)
    local = rules.local_values(now).by_region if definition.local_values else {}
    return units_for(ruling, sites_of(definition, region), local)


def _series(units: list[Unit]) -> list[int]:
    return sorted({clause.series for unit in units for case in unit.cases for clause in case.clauses})


def _warm_from(units: list[Unit], since: datetime) -> datetime:
    """Return from when on readings are needed so that all windows and durations are full at ``since``."""
    longest = max(
        (
            clause.window_minutes + clause.hold_minutes
            for unit in units
            for case in unit.cases
            for clause in case.clauses
        ),
        default=0,
    )
    return since - timedelta(minutes=longest)


def _at(move: Move) -> datetime:
    return _EPOCH + timedelta(microseconds=move.time)


def _result(moves: list[Move], trial: RuleTrial, definition: RuleDefinition) -> dict[str, Any]:
    series = Series.objects.select_related("station").in_bulk({move.unit.series for move in moves})
    judged = Series.objects.in_bulk({move.clause.series for move in moves})
    by_station: dict[tuple[str, str], Counter[int]] = {}
    for move in moves:
        key = (series[move.unit.series].station.name, move.unit.region)
        by_station.setdefault(key, Counter())[int(move.level)] += 1
    listed = moves[: rules.limits()["trials"]["most_listed"]]
    return {
        "alarms": [_alarm(move, series[move.unit.series], judged[move.clause.series]) for move in listed],
        "by_level": dict(Counter(int(move.level) for move in moves)),
        "by_station": [
            [name, region, dict(counts)]
            for (name, region), counts in sorted(by_station.items(), key=lambda each: -sum(each[1].values()))
        ],
        "told": _told(definition.id, trial),
    }


def _alarm(move: Move, series: Series, judged: Series) -> dict[str, Any]:
    return {
        "at": _at(move).isoformat(),
        "station": series.station.name,
        "station_id": str(series.station_id),
        "region": move.unit.region,
        "level": int(move.level),
        "quantity": judged.quantity,
        "window_minutes": move.clause.window_minutes,
        "value": round(move.value, 4),
        "threshold": round(move.clause.threshold, 4),
        "unit": judged.unit,
    }


def _told(family: str, trial: RuleTrial) -> dict[int, int]:
    """Return how often the rule in force was really told of in that time, by level."""
    counts: Counter[int] = Counter()
    until = trial.until + _LONGEST_DELAY
    for entry in journal.entries_between(ThresholdReached.kind, trial.region, trial.since, until):
        observed = datetime.fromisoformat(entry["observed_at"])
        if entry["rule"] == family and trial.since < observed <= trial.until:
            counts[int(entry["level"])] += 1
    return {int(level): counts[level] for level in Level if counts[level]}
