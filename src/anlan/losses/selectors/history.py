"""A unit's history: every entry with its figures, notes and steps; nothing is left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.kernel.regions import RegionLevel, level_of
from anlan.losses.domain.states import EntryAct, EntryState, Sort, acts_in
from anlan.losses.models import Entry
from anlan.losses.selectors.surveys import SurveyRow
from anlan.losses.selectors.totals import figures_of
from anlan.support import rights


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One step of an entry."""

    act: str
    state: str
    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRow:
    """A figure that strikes, with its explanation where there is one."""

    id: int
    rule: str
    indicator: str
    value: Decimal
    against: Decimal
    explanation: str
    explained_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """An entry with everything that happened to it; ``acts`` are those the reader may do now."""

    id: UUID
    region: str
    sort: str
    receiver: str
    version: int
    state: str
    as_of: datetime
    entered_at: datetime
    entered_by: str
    post: str
    source: str
    is_zero: bool
    reason: str
    parts: int
    figures: Mapping[str, Decimal]
    before: Mapping[str, Decimal]
    notes: tuple[NoteRow, ...]
    steps: tuple[StepRow, ...]
    acts: frozenset[str]

    @property
    def id_text(self) -> str:
        """Return the id as a text, for names of dialogs."""
        return str(self.id)

    @property
    def open_notes(self) -> int:
        """Return how many striking figures are not explained."""
        return sum(not note.explanation for note in self.notes)


def history(actor: Actor, survey: SurveyRow, region: str, *, newest: int | None = None) -> tuple[EntryRow, ...]:
    """Return a region's entries, its own and its sums, the newest first; with ``newest`` so many at most.

    The oldest of these are not compared with what was told before them.
    """
    rights.require_visible(actor, "losses.see", region, what="unit")
    rows = list(
        Entry.objects.filter(survey_id=survey.id, region=region)
        .prefetch_related("notes", "steps")
        .order_by("-as_of", "-version", "sort")[:newest]
    )
    figures = figures_of(rows)
    return tuple(_row(actor, entry, _before(entry, rows), figures) for entry in rows)


def entry_place(actor: Actor, entry_id: UUID) -> tuple[UUID, str, str]:
    """Return an entry's survey, region and receiver, for the way back after an act."""
    row = Entry.objects.filter(id=entry_id).values_list("survey_id", "region", "receiver").first()
    if row is None or not rights.may(actor, "losses.see", row[1]):
        raise NotFound(what="entry")
    return row


def _before(entry: Entry, rows: list[Entry]) -> Entry | None:
    older = [
        each for each in rows if each.sort == entry.sort and (each.as_of, each.version) < (entry.as_of, entry.version)
    ]
    return older[0] if older else None


def _row(actor: Actor, entry: Entry, before: Entry | None, figures: Mapping[UUID, Mapping[str, Decimal]]) -> EntryRow:
    return EntryRow(
        id=entry.id,
        region=entry.region,
        sort=entry.sort,
        receiver=entry.receiver,
        version=entry.version,
        state=entry.state,
        as_of=entry.as_of,
        entered_at=entry.entered_at,
        entered_by=entry.entered_by,
        post=entry.post,
        source=entry.source,
        is_zero=entry.is_zero,
        reason=entry.reason,
        parts=len(entry.parts),
        figures=figures[entry.id],
        before=figures[before.id] if before else {},
        notes=tuple(
            NoteRow(
                id=note.id,
                rule=note.rule,
                indicator=note.indicator,
                value=note.value,
                against=note.against,
                explanation=note.explanation,
                explained_by=note.explained_by,
            )
            for note in entry.notes.all()
        ),
        steps=tuple(
            StepRow(act=step.act, state=step.state, text=step.text, by=step.by, at=step.at)
            for step in entry.steps.all()
        ),
        acts=_acts(actor, entry),
    )


def _acts(actor: Actor, entry: Entry) -> frozenset[str]:
    possible = acts_in(EntryState(entry.state))
    judges = rights.may(actor, "losses.judge", entry.receiver)
    tells = rights.may(actor, "losses.enter", entry.region)
    judging = {EntryAct.ACCEPT, EntryAct.RETURN, EntryAct.ASK} if judges else set()
    return frozenset(act.value for act in possible & (judging | ({EntryAct.EXPLAIN} if tells else set())))


def is_village(region: str) -> bool:
    """Tell whether a region is a village, which has figures of its own only."""
    return level_of(region) is RegionLevel.VILLAGE


def last_figures(survey_id: UUID, region: str) -> dict[str, Decimal]:
    """Return what a place itself told last, for its form to begin with; the caller has checked the reader's right."""
    row = (
        Entry.objects.filter(survey_id=survey_id, region=region, sort=Sort.OWN.value)
        .order_by("-as_of", "-version")
        .first()
    )
    return figures_of([row])[row.id] if row else {}
