"""A region's own ladders of calls: one person proposes, another approves; the table's holds where there is none."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, NotFound, TransitionNotAllowed
from anlan.kernel.levels import Level
from anlan.kernel.regions import RegionLevel, level_of, normalise
from anlan.public_warnings.domain.errors import LadderApproverIsProposer, LadderProposalOpen
from anlan.public_warnings.domain.ladders import Ladder, ladder_of
from anlan.public_warnings.events import LadderDecided, LadderProposed
from anlan.public_warnings.models import LadderEdition
from anlan.public_warnings.selectors.ladders import standing_ladder
from anlan.support import journal, rights

_LONGEST_REASON: Final = 300
_STATES: Final = {("proposed", "approve"): "approved", ("proposed", "refuse"): "refused"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderProposal:
    """A ladder for a region as plain data, or the way back to the table's, and why."""

    region: str
    group: str
    colour: str
    reason: str
    ladder: dict[str, Any] | None = None


@transaction.atomic
def propose_ladder(*, proposal: LadderProposal, actor: Actor, now: datetime) -> UUID:
    """Propose a ladder for a county or wider; it calls nobody before another person approves it."""
    region = normalise(proposal.region)
    if level_of(region) > RegionLevel.COUNTY:
        raise InvalidValue(field="region", value=region, rule="county_or_wider")
    rights.require_visible(actor, "public_warnings.see_ladders", region, what="ladder")
    rights.require(actor, "public_warnings.propose_ladder", region)
    place = {"region": region, "group": proposal.group, "colour": proposal.colour}
    rows = LadderEdition.objects.filter(**place)
    number = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
    edition = f"{region}-{proposal.group}-{proposal.colour}-{number}"
    row = LadderEdition(
        **place,
        number=number,
        ladder=_ladder(proposal, edition).data(),
        reason=_reason(proposal.reason),
        is_return_to_table=proposal.ladder is None,
        proposed_by=actor.id,
        proposed_by_person=actor.person_id,
        proposed_by_name=actor.name,
        proposed_at=now,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise LadderProposalOpen() from error
    told = LadderProposed(**_named(row), reason=row.reason)
    journal.announce(told, actor=actor, now=now)
    return row.id


def _ladder(proposal: LadderProposal, edition: str) -> Ladder:
    if proposal.ladder is None:
        return standing_ladder(proposal.group, Level[proposal.colour.upper()], proposal.region)
    own = {"group": proposal.group, "colour": proposal.colour, "edition": edition, "mark": "local"}
    return ladder_of({**proposal.ladder, **own, "source": proposal.reason.strip()[:_LONGEST_REASON]})


@transaction.atomic
def approve_ladder(*, edition_id: UUID, actor: Actor, now: datetime) -> None:
    """Approve another person's proposal; rounds that are planned from now on follow it."""
    row = _locked(edition_id, actor)
    same_person = actor.person_id is not None and actor.person_id == row.proposed_by_person
    if row.proposed_by == actor.id or same_person:
        raise LadderApproverIsProposer()
    _decide(row, "approve", "", actor, now)


@transaction.atomic
def refuse_ladder(*, edition_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Refuse a proposal, saying why."""
    reason = _reason(reason)
    _decide(_locked(edition_id, actor), "refuse", reason, actor, now)


def _locked(edition_id: UUID, actor: Actor) -> LadderEdition:
    row = LadderEdition.objects.select_for_update().filter(id=edition_id).first()
    if row is None:
        raise NotFound(what="ladder")
    rights.require_visible(actor, "public_warnings.see_ladders", row.region, what="ladder")
    rights.require(actor, "public_warnings.approve_ladder", row.region)
    return row


def _decide(row: LadderEdition, act: str, reason: str, actor: Actor, now: datetime) -> None:
    if (row.state, act) not in _STATES:
        raise TransitionNotAllowed(what="ladder", state=row.state, act=act)
    row.state = _STATES[row.state, act]
    row.decided_by_name, row.decided_at, row.decision_reason = actor.name, now, reason
    row.save(update_fields=["state", "decided_by_name", "decided_at", "decision_reason"])
    told = LadderDecided(**_named(row), is_approved=row.state == "approved", reason=reason)
    journal.announce(told, actor=actor, now=now)


def _named(row: LadderEdition) -> dict[str, Any]:
    return {
        "subject": f"ladder:{row.region}:{row.group}:{row.colour}",
        "region": row.region,
        "group": row.group,
        "colour": row.colour,
        "edition": str(row),
        "is_return_to_table": row.is_return_to_table,
    }


def _reason(text: str) -> str:
    text = text.strip()
    if not 1 <= len(text) <= _LONGEST_REASON:
        raise InvalidValue(field="reason", value=text[:40], rule="1_to_300_characters")
    return text
