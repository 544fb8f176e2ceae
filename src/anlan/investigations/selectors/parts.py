"""What belongs to one investigation: the group, limits, appraisals, causes, parties, measures, papers, evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from anlan.investigations.domain.clocks import Running
from anlan.investigations.models import Clock, Measure, Paper, Party
from anlan.investigations.selectors.facts import harm_of, running_of
from anlan.investigations.selectors.investigations import SEE, investigation_seen
from anlan.investigations.selectors.papers import drafts
from anlan.investigations.selectors.tables import limits, sections
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.errors import NotFound
from anlan.support import rights
from anlan.support.rows import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRow:
    """A limit of an investigation as it stands today; ``left`` is negative where it is over."""

    investigation_id: UUID
    title: str
    unit_name: str
    limit: str
    name: str
    source: str
    due_on: date
    state: str
    met_on: date | None
    is_paused: bool
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRow:
    """A measure as the list of all that are owed shows it."""

    id: UUID
    investigation_id: UUID
    title: str
    text: str
    owner: str
    due_on: date
    state: str
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Everything that was entered in an investigation, as rows to read."""

    members: tuple[Any, ...]
    appraisals: tuple[Any, ...]
    extensions: tuple[Any, ...]
    causes: tuple[Any, ...]
    parties: tuple[Any, ...]
    measures: tuple[Any, ...]
    educations: tuple[Any, ...]
    papers: tuple[Any, ...]
    evidence: tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOfParty:
    """What a case of enforcement begins with."""

    region: str
    title: str
    party_kind: str
    party_name: str
    party_code: str
    facts: str
    happened_at: datetime
    found_at: datetime
    officers: tuple[tuple[str, str], ...]
    object_id: UUID | None
    has_harm: bool
    source_id: str


def clocks_of(actor: Actor, investigation_id: UUID, now: datetime) -> tuple[ClockRow, ...]:
    """Return the limits of an investigation as they stand now."""
    row = investigation_seen(actor, investigation_id)
    today = in_china(now).date()
    return tuple(_clock(one, row.id, row.title, row.unit_name, today) for one in running_of(row, now))


def due_list(actor: Actor, now: datetime, *, state: str = "", limit: str = "") -> Rows[ClockRow]:
    """Return the limits not met yet in all investigations, the next last day first."""
    rows = Clock.objects.select_related("investigation").filter(
        rights.within(actor, SEE, "investigation__region"), met_on__isnull=True
    )
    exact = {"state": state, "limit": limit}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    today = in_china(now).date()
    return Rows(rows.order_by("due_on", "id"), lambda found: _due(found, today))


def due_count(actor: Actor) -> int:
    """Return how many limits are warned of or missed, up to a thousand."""
    rows = Clock.objects.filter(rights.within(actor, SEE, "investigation__region"), met_on__isnull=True)
    return rows.filter(state__in=("warned", "missed")).order_by()[:1000].count()


def measures_owed(actor: Actor, now: datetime, *, state: str = "", text: str = "") -> Rows[MeasureRow]:
    """Return the measures of all reports that were replied to, the next last day first."""
    rows = Measure.objects.select_related("investigation").filter(
        rights.within(actor, SEE, "investigation__region"), investigation__state__in=("approved", "assessed")
    )
    rows = rows.filter(state=state) if state else rows.filter(state__in=("open", "done", "failed"))
    if text:
        rows = rows.filter(text__icontains=text) | rows.filter(owner__icontains=text)
    today = in_china(now).date()
    return Rows(rows.order_by("due_on", "id"), lambda found: tuple(_measure(each, today) for each in found))


def parts(actor: Actor, investigation_id: UUID) -> Parts:
    """Return everything that was entered in an investigation."""
    row = investigation_seen(actor, investigation_id)
    return Parts(
        members=tuple(row.members.values()),
        appraisals=tuple(row.appraisals.values()),
        extensions=tuple(row.extensions.values()),
        causes=tuple(row.causes.values()),
        parties=tuple(row.parties.values()),
        measures=tuple(row.measures.values()),
        educations=tuple(row.educations.values()),
        papers=tuple(row.papers.values("id", "sort", "number", "about", "made_by", "made_at")),
        evidence=tuple(row.evidence.values("id", "caption", "added_by", "added_at", "measure_id", "education_id")),
    )


def section_texts(actor: Actor, investigation_id: UUID) -> tuple[tuple[str, str, str, bool], ...]:
    """Return key, name and text of a report's sections; a proposed text where none was written, marked so."""
    row = investigation_seen(actor, investigation_id)
    proposed = drafts(row)
    return tuple(
        (key, name, row.sections.get(key) or proposed[key], not row.sections.get(key))
        for key, name in sections().items()
    )


def paper_file(actor: Actor, paper_id: UUID) -> tuple[bytes, str]:
    """Return a paper as it went out, with a name for the file."""
    paper = Paper.objects.select_related("investigation").filter(id=paper_id).first()
    if paper is None:
        raise NotFound(what="paper")
    rights.require_visible(actor, SEE, paper.investigation.region, what="paper")
    return bytes(paper.file), f"{paper.number}.docx"


def evidence_picture(actor: Actor, investigation_id: UUID, evidence_id: UUID) -> tuple[bytes, str]:
    """Return a picture of the evidence with its media type."""
    found = investigation_seen(actor, investigation_id).evidence.filter(id=evidence_id).first()
    if found is None:
        raise NotFound(what="evidence")
    return bytes(found.picture), found.media_type


def case_of_party(actor: Actor, party_id: UUID) -> CaseOfParty:
    """Return what a case of enforcement against a responsible party begins with."""
    party = Party.objects.select_related("investigation").filter(id=party_id).first()
    if party is None or party.handed_over_at is None:
        raise NotFound(what="responsible_party")
    row = party.investigation
    rights.require_visible(actor, SEE, row.region, what="responsible_party")
    is_unit_itself = party.party_kind == "unit" and party.name == row.unit_name
    return CaseOfParty(
        region=row.region,
        title=row.title,
        party_kind=party.party_kind,
        party_name=party.name,
        party_code=party.code or (row.unit_code if is_unit_itself else ""),
        facts=f"{party.facts}\n{party.proposal}\n{party.basis}",
        happened_at=row.happened_at,
        found_at=party.handed_over_at,
        officers=tuple((name, number) for name, number in party.officers),
        object_id=row.object_id if is_unit_itself else None,
        has_harm=not harm_of(row).is_without_casualties,
        source_id=f"investigation:{row.id}",
    )


def _clock(one: Running, investigation_id: UUID, title: str, unit: str, today: date) -> ClockRow:
    return ClockRow(
        investigation_id=investigation_id,
        title=title,
        unit_name=unit,
        limit=one.limit.key,
        name=one.limit.name,
        source=one.limit.source,
        due_on=one.due_on,
        state=one.state(today).value,
        met_on=one.met_on,
        is_paused=one.is_paused,
        left=(one.due_on - today).days,
    )


def _due(found: Sequence[Clock], today: date) -> tuple[ClockRow, ...]:
    return tuple(
        ClockRow(
            investigation_id=row.investigation_id,
            title=row.investigation.title,
            unit_name=row.investigation.unit_name,
            limit=row.limit,
            name=limits()[row.limit].name,
            source=limits()[row.limit].source,
            due_on=row.due_on,
            state=row.state,
            met_on=row.met_on,
            is_paused=row.is_paused,
            left=(row.due_on - today).days,
        )
        for row in found
    )


def _measure(row: Measure, today: date) -> MeasureRow:
    given = {name: getattr(row, name) for name in ("id", "investigation_id", "text", "owner", "due_on", "state")}
    return MeasureRow(**given, title=row.investigation.title, left=(row.due_on - today).days)
