"""Which counts there are, as far as a reader's own region reaches."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.kernel.regions import lies_within, lineage
from anlan.losses.domain.states import EntryState, Sort
from anlan.losses.models import Entry, Survey
from anlan.losses.selectors.tables import loss_table
from anlan.support import rights

SEE: Final = "losses.see"


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyRow:
    """A count and how far it is: townships asked, sent, waiting and accepted at the county."""

    id: UUID
    table: str
    table_name: str
    title: str
    region: str
    period: str
    incident_id: UUID | None
    asked: tuple[str, ...]
    begins_at: datetime
    opened_at: datetime
    opened_by: str
    closed_at: datetime | None
    is_exercise: bool
    waiting: int = 0
    accepted: int = 0
    told: int = 0

    @property
    def until(self) -> datetime | None:
        """Return when the count ended, or nothing while it runs."""
        return self.closed_at

    @property
    def missing(self) -> int:
        """Return how many asked townships have sent nothing."""
        return max(len(self.asked) - self.told, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyFilter:
    """What to list; empty fields filter nothing."""

    table: str = ""
    text: str = ""
    is_open: bool | None = None
    incident_id: UUID | None = None


def surveys(actor: Actor, wanted: SurveyFilter | None = None) -> tuple[SurveyRow, ...]:
    """Return the counts that match, open ones first, then the newest."""
    wanted = wanted or SurveyFilter()
    rows = _visible(actor)
    if wanted.table:
        rows = rows.filter(table=wanted.table)
    if wanted.text:
        rows = rows.filter(title__icontains=wanted.text)
    if wanted.is_open is not None:
        rows = rows.filter(closed_at__isnull=wanted.is_open)
    if wanted.incident_id:
        rows = rows.filter(incident_id=wanted.incident_id)
    found = list(rows.order_by("-opened_at", "-id")[:500])
    progress = _progress(found)
    return tuple(
        row_of(row, progress.get(row.id, (0, 0, 0))) for row in sorted(found, key=lambda row: row.closed_at is not None)
    )


def survey(actor: Actor, survey_id: UUID) -> SurveyRow:
    """Return one count, or refuse as if there were none."""
    row = _one(actor, survey_id)
    return row_of(row, _progress([row]).get(row.id, (0, 0, 0)))


def survey_told(actor: Actor, survey_id: UUID) -> SurveyRow:
    """Return one count without how far it is, for who tells figures: hundreds do at the same moment."""
    return row_of(_one(actor, survey_id))


def seen_in(actor: Actor, region: str) -> tuple[str, ...]:
    """Return the outermost regions inside ``region`` whose figures the actor sees."""
    held = rights.regions_of(actor, SEE)
    return tuple(dict.fromkeys(region if lies_within(region, each) else each for each in held if _meet(region, each)))


def _one(actor: Actor, survey_id: UUID) -> Survey:
    row = _visible(actor).filter(id=survey_id).first()
    if row is None:
        raise NotFound(what="survey")
    return row


def _meet(one: str, other: str) -> bool:
    return lies_within(one, other) or lies_within(other, one)


def _visible(actor: Actor) -> QuerySet[Survey]:
    """Return the counts in the reader's regions, and those of the counties around these."""
    around = {above for each in rights.regions_of(actor, SEE) for above in lineage(each)}
    return Survey.objects.filter(rights.within(actor, SEE) | Q(region__in=around))


def _progress(found: Iterable[Survey]) -> dict[UUID, tuple[int, int, int]]:
    """Return how many townships wait, are accepted, and have told at all, by count."""
    rows = Entry.objects.filter(survey__in=list(found), sort=Sort.SUM.value, receiver__regex="^[0-9]{6}$")
    waiting = Q(state__in=(EntryState.SENT.value, EntryState.ASKED.value))
    counted = rows.values("survey_id").annotate(
        waiting=Count("region", filter=waiting, distinct=True),
        accepted=Count("region", filter=Q(state=EntryState.ACCEPTED.value), distinct=True),
        told=Count("region", distinct=True),
    )
    return {
        survey_id: (waiting, accepted, told)
        for survey_id, waiting, accepted, told in counted.values_list("survey_id", "waiting", "accepted", "told")
    }


def row_of(row: Survey, progress: tuple[int, int, int] = (0, 0, 0)) -> SurveyRow:
    """Return a count as others see it."""
    return SurveyRow(
        id=row.id,
        table=row.table,
        table_name=loss_table(row.table).name,
        title=row.title,
        region=row.region,
        period=row.period,
        incident_id=row.incident_id,
        asked=tuple(row.asked),
        begins_at=row.begins_at,
        opened_at=row.opened_at,
        opened_by=row.opened_by,
        closed_at=row.closed_at,
        is_exercise=row.is_exercise,
        waiting=progress[0],
        accepted=progress[1],
        told=progress[2],
    )
