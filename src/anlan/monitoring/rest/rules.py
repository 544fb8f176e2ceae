"""Rules in the API: what stands in a region, one rule with its editions, proposing, trying on history."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.kernel.regions import normalise
from anlan.monitoring.domain.compiling import Ruling
from anlan.monitoring.domain.definition import data_of, definition_of
from anlan.monitoring.selectors import rulebook, trials
from anlan.monitoring.services.rules import RuleProposal, propose_rule
from anlan.monitoring.services.trying import TrialRequest, start_trial
from anlan.support.rights import require_visible
from anlan.web.auth import signed_in_api

router = Router(tags=["monitoring"], auth=signed_in_api)
_TRIED_DAYS = 30


class RuleOut(Schema):
    """A rule as it stands in a region; ``definition`` is complete, what has its usual value is left out."""

    family: str
    title: str
    hazard: str
    edition: str
    region: str
    is_on: bool
    definition: dict[str, Any]


class RuleEditionOut(Schema):
    """An edition of a rule."""

    id: UUID
    family: str
    region: str
    number: int
    state: str
    change: str
    is_on: bool
    is_in_force: bool
    reason: str
    effective_from: datetime
    proposed_by_name: str
    settled_by_name: str
    definition: dict[str, Any]


class RuleDetailOut(RuleOut):
    """A rule with its editions, the newest first."""

    editions: list[RuleEditionOut]


class ProposalIn(Schema):
    """A definition to propose for a region, why, and from when."""

    region: str
    definition: dict[str, Any]
    reason: str
    effective_from: datetime | None = None
    is_on: bool = True


class TrialIn(Schema):
    """A definition to try on the stored readings of a region and time; without times the last 30 days."""

    region: str
    definition: dict[str, Any]
    since: datetime | None = None
    until: datetime | None = None


class TrialAlarmOut(Schema):
    """An alarm that the rule would have raised; ``level`` 1 blue to 4 red."""

    at: datetime
    station: str
    region: str
    level: int
    quantity: str
    window_minutes: int
    value: float
    threshold: float
    unit: str


class TrialOut(Schema):
    """A trial: ``state`` waiting, running, done or failed; counts by level, the first alarms."""

    id: UUID
    state: str
    progress: int
    readings: int
    since: datetime
    until: datetime
    would_be: dict[int, int]
    really_told: dict[int, int]
    alarms: list[TrialAlarmOut]


@router.get("/rules", response=list[RuleOut], summary="Rules as they stand in a region")
def list_rules(request: HttpRequest, region: str = "") -> list[dict[str, Any]]:
    """Return every rule as it stands in a region."""
    region = _visible(request, region)
    return [_rule(row.ruling) for row in rulebook.rule_list(request.actor, region, now=clock.now())]


@router.post("/rules/trials", response=TrialOut, summary="Try a rule on history")
def try_rule(request: HttpRequest, trial: TrialIn) -> dict[str, Any]:
    """Try a definition; where much is to be read the answer is a waiting trial to ask for again."""
    now = clock.now()
    until = _aware(trial.until, "until") or now
    wanted = TrialRequest(
        definition=definition_of(trial.definition),
        region=trial.region,
        since=_aware(trial.since, "since") or until - timedelta(days=_TRIED_DAYS),
        until=until,
    )
    return _trial(trials.trial(request.actor, start_trial(wanted=wanted, actor=request.actor, now=now)))


@router.get("/rules/trials/{trial_id}", response=TrialOut, summary="One trial")
def read_trial(request: HttpRequest, trial_id: UUID) -> dict[str, Any]:
    """Return a trial as it stands."""
    return _trial(trials.trial(request.actor, trial_id))


@router.post("/rules/proposals", response={201: RuleEditionOut}, summary="Propose a rule")
def propose(request: HttpRequest, proposal: ProposalIn) -> Any:
    """Propose a definition; another person approves it on its page."""
    now = clock.now()
    wanted = RuleProposal(
        region=proposal.region,
        definition=definition_of(proposal.definition),
        reason=proposal.reason,
        effective_from=_aware(proposal.effective_from, "effective_from") or now,
        is_on=proposal.is_on,
    )
    edition = propose_rule(proposal=wanted, actor=request.actor, now=now)
    return Status(201, _edition(rulebook.rule_edition(request.actor, edition, now=now)))


@router.get("/rules/{family}", response=RuleDetailOut, summary="One rule with its editions")
def read_rule(request: HttpRequest, family: str, region: str = "") -> dict[str, Any]:
    """Return a rule as it stands in a region, with its editions."""
    now = clock.now()
    region = _visible(request, region)
    ruling = rulebook.standing(family, region, now=now)
    if ruling is None:
        raise NotFound(what="rule")
    editions = rulebook.rule_editions(request.actor, family, region, now=now)
    return _rule(ruling) | {"editions": [_edition(each) for each in editions]}


def _visible(request: HttpRequest, region: str) -> str:
    region = normalise(region)
    if region:
        require_visible(request.actor, "monitoring.read", region, "region")
    return region


def _aware(instant: datetime | None, field: str) -> datetime | None:
    if instant is not None and instant.tzinfo is None:
        raise InvalidValue(field=field, value=instant.isoformat(), rule="with_a_time_zone")
    return instant


def _rule(ruling: Ruling) -> dict[str, Any]:
    definition = ruling.definition
    return {
        "family": definition.id,
        "title": definition.title,
        "hazard": definition.hazard,
        "edition": ruling.edition,
        "region": ruling.region,
        "is_on": ruling.is_on,
        "definition": data_of(definition),
    }


def _edition(row: rulebook.RuleEditionRow) -> dict[str, Any]:
    names = [name for name in RuleEditionOut.model_fields if name != "definition"]
    return {name: getattr(row, name) for name in names} | {"definition": data_of(row.definition)}


def _trial(found: trials.Trial) -> dict[str, Any]:
    result = found.result
    return {
        "id": found.id,
        "state": found.state,
        "progress": found.progress,
        "readings": found.readings,
        "since": found.since,
        "until": found.until,
        "would_be": {int(level): count for level, count in result.by_level.items()} if result else {},
        "really_told": {int(level): count for level, count in result.told.items()} if result else {},
        "alarms": list(result.alarms) if result else [],
    }
