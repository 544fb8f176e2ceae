"""Past cases like an event, the most alike first, each with its reasons and what it taught."""

from dataclasses import dataclass
from uuid import UUID

from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.knowledge.domain.likeness import Event, Likeness, likeness
from anlan.knowledge.models import Passage
from anlan.knowledge.selectors.library import CaseRow, cases_for
from anlan.knowledge.selectors.tables import case_parts
from anlan.support.tables import load_table


@dataclass(frozen=True, slots=True)
class SimilarCase:
    """A case, how like it is and why, and its lessons with the passage's number; nothing where it taught nothing."""

    case: CaseRow
    likeness: Likeness
    lessons: str
    number: int

    @property
    def url(self) -> str:
        """Return the address of the lessons, or of the case."""
        return f"/knowledge/{self.case.document_id}/" + (f"#p{self.number}" if self.number else "")


def similar_cases(actor: Actor, event: Event, *, without: UUID | None = None, most: int = 5) -> tuple[SimilarCase, ...]:
    """Return the published cases most like an event; ``without``: the incident itself."""
    table = load_table("anlan.knowledge", "likeness")
    rows = [row for row in cases_for(actor) if without is None or row.incident_id != without]
    found = [(likeness(event, _event(row), table), row) for row in rows]
    alike = [pair for pair in found if pair[0].score >= table["least"]["score"]]
    alike.sort(key=lambda pair: (-pair[0].score, pair[1].title))
    lessons = _lessons([row.document_id for _, row in alike[:most]])
    return tuple(SimilarCase(row, how, *lessons.get(row.document_id, ("", 0))) for how, row in alike[:most])


def event_of_incident(actor: Actor, incident_id: UUID) -> Event:
    """Return an incident as it is compared with cases."""
    row = incidents.incident(actor, incident_id)
    totals = incidents.situation(actor, incident_id).totals
    has_place = row.longitude is not None and row.latitude is not None
    return Event(
        kind=row.event_kind,
        region=row.region,
        day=in_china(row.happened_at).date(),
        place=(row.longitude or 0.0, row.latitude or 0.0) if has_place else None,
        figures={key: float(total.value) for key, total in totals.items()},
    )


def _event(row: CaseRow) -> Event:
    has_place = row.longitude is not None and row.latitude is not None
    return Event(
        kind=row.event_kind,
        region=row.place_region,
        day=in_china(row.happened_at).date(),
        place=(row.longitude or 0.0, row.latitude or 0.0) if has_place else None,
        figures=row.figures,
    )


def _lessons(document_ids: list[UUID]) -> dict[UUID, tuple[str, int]]:
    rows = Passage.objects.filter(document_id__in=document_ids, label=case_parts()["lessons"])
    return {document: (text, number) for document, text, number in rows.values_list("document_id", "text", "number")}
