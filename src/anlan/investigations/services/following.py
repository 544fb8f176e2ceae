"""After the reply: making it public, the look-back at the measures, and the archive."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from anlan.investigations.domain import errors
from anlan.investigations.domain.states import DECIDED, JUDGED, Act, PartyState, State
from anlan.investigations.models import Investigation
from anlan.investigations.selectors.papers import office_of
from anlan.investigations.selectors.tables import keep_years, levels_by_key, paper_words
from anlan.investigations.services.papers import make_paper
from anlan.investigations.services.steps import APPROVE, checked, locked, move, note
from anlan.kernel.actors import Actor
from anlan.kernel.checks import check
from anlan.kernel.clock import in_china

_MOST_YEARS = 100


@transaction.atomic
def publish_report(*, investigation_id: UUID, actor: Actor, now: datetime) -> None:
    """Make the outcome public: causes, measures, how many were pursued in which way; no natural person is named."""
    row = _decided(investigation_id, actor)
    if row.published_at is not None or row.withheld:
        raise errors.PublishedAlready
    row.published_at, row.published = now, public_text(row)
    row.save(update_fields=["published_at", "published"])
    note(row, "published", "", actor, now)


@transaction.atomic
def withhold_report(*, investigation_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Write down why the report is not made public: only what the law keeps secret."""
    row = _decided(investigation_id, actor)
    if row.published_at is not None or row.withheld:
        raise errors.PublishedAlready
    row.withheld = checked("reason", reason)
    row.save(update_fields=["withheld"])
    note(row, "withheld", row.withheld, actor, now)


@transaction.atomic
def assess(*, investigation_id: UUID, result: str, actor: Actor, now: datetime) -> None:
    """Look back at the measures, each of them judged; the result is public where the report is."""
    row = locked(investigation_id, actor, APPROVE)
    unjudged = row.measures.exclude(state__in=[state.value for state in JUDGED]).count()
    if State(row.state) is State.APPROVED and unjudged:
        raise errors.MeasuresUnjudged(count=unjudged)
    row.assessment, row.assessed_at = checked("result", result, most=5000), now
    if row.published_at is not None:
        row.published = public_text(row)
    move(row, Act.ASSESS, actor, now)
    make_paper(row, "assessment", "", actor, now)


@transaction.atomic
def archive(*, investigation_id: UUID, years: int | None, actor: Actor, now: datetime) -> None:
    """Lay the file down for so many years, once those held responsible were dealt with and those concerned taught."""
    row = locked(investigation_id, actor)
    waiting = row.parties.exclude(treatment="exempt").exclude(state=PartyState.CARRIED_OUT.value)
    names = waiting.values_list("name", flat=True)
    if State(row.state) is State.ASSESSED and names:
        raise errors.ProposalsOpen(names="; ".join(names))
    is_liable = row.nature == "liability" and State(row.state) is State.ASSESSED
    if is_liable and not row.educations.filter(withdrawn="").exists():
        raise errors.NobodyEducated
    check(years is None or 1 <= years <= _MOST_YEARS, "years", years, "1_to_100")
    row.keep_years, row.archived_at = years or keep_years(), now
    move(row, Act.ARCHIVE, actor, now)


def public_text(row: Investigation) -> dict[str, Any]:
    """Return what anybody reads: built from facts without a natural person's name."""
    words = paper_words()
    counted = row.parties.order_by().values_list("treatment").annotate(Count("id"))
    forms = words["public"]["treatments"]
    names = sorted({party.name for party in row.parties.filter(party_kind="person")}, key=len, reverse=True)

    def masked(text: str) -> str:
        for name in names:
            text = text.replace(name, words["mask"].format(surname=name[0]))
        return text

    return {
        "title": masked(row.title),
        "unit": row.unit_name,
        "happened_on": in_china(row.happened_at).date().isoformat(),
        "level": levels_by_key()[row.level].name,
        "nature": words["nature"][row.nature],
        "dead": row.dead,
        "missing": row.missing,
        "injured": row.injured,
        "loss_yuan": row.loss_yuan,
        "causes": [[cause.sort, masked(cause.text)] for cause in row.causes.all()],
        "treatments": [forms[treatment].format(count=count) for treatment, count in sorted(counted)],
        "measures": [[masked(each.text), each.owner, each.due_on.isoformat()] for each in row.measures.all()],
        "approved_on": in_china(row.approved_at).date().isoformat() if row.approved_at else "",
        "office": office_of(row, "reply"),
        "assessment": masked(row.assessment),
        "assessed_on": in_china(row.assessed_at).date().isoformat() if row.assessed_at else "",
    }


def _decided(investigation_id: UUID, actor: Actor) -> Investigation:
    row = locked(investigation_id, actor, APPROVE)
    if State(row.state) not in DECIDED:
        raise errors.NotDecidedYet
    return row
