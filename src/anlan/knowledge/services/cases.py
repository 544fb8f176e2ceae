"""Cases: written by hand or drafted from a closed incident, edited by their parts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib.gis.geos import Point
from django.db import transaction

from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue
from anlan.kernel.regions import normalise
from anlan.knowledge.domain.papers import Part
from anlan.knowledge.domain.states import DocumentAct, DocumentState, document_after
from anlan.knowledge.models import Case, Document
from anlan.knowledge.selectors.tables import case_parts
from anlan.knowledge.services.library import NewDocument, add_document
from anlan.knowledge.services.steps import WRITE, checked_text, locked_document, move, put_passages

_LONGEST: Final = 8000
_CHINA: Final = (73.0, 3.0, 136.0, 54.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCase:
    """A case: ``words`` are its parts by key; ``region`` is whose readers find it, empty for everybody."""

    title: str
    event_kind: str
    place_region: str
    happened_at: datetime
    words: Mapping[str, str]
    region: str = ""
    place_text: str = ""
    longitude: float | None = None
    latitude: float | None = None
    ended_at: datetime | None = None
    grade: int = 0
    figures: Mapping[str, float] = field(default_factory=dict)
    origin: str = ""
    timeline: tuple[dict[str, str], ...] = ()
    incident_id: UUID | None = None


@transaction.atomic
def add_case(*, new: NewCase, actor: Actor, now: datetime) -> UUID:
    """Put a case into the library as a draft."""
    _check(new, now)
    day = new.happened_at.date().isoformat()
    made = NewDocument(
        kind="case",
        title=new.title,
        parts=_parts(new.words),
        region=new.region,
        edition=day,
        origin=new.origin,
        key=f"incident:{new.incident_id}" if new.incident_id else None,
    )
    document_id = add_document(new=made, actor=actor, now=now)
    Case.objects.create(document_id=document_id, **_structured(new))
    return document_id


@transaction.atomic
def edit_case(*, document_id: UUID, words: Mapping[str, str], actor: Actor, now: datetime) -> None:
    """Write a draft case's parts anew."""
    row = locked_document(document_id, actor, WRITE)
    if row.kind != "case":
        raise InvalidValue(field="kind", value=row.kind, rule="chosen_from_the_list")
    document_after(DocumentState(row.state), DocumentAct.EDIT)
    put_passages(row, _parts(words))
    move(row, DocumentAct.EDIT, text="", actor=actor, now=now)


def is_in_library(incident_id: UUID) -> bool:
    """Tell whether an incident is a case already."""
    return Case.objects.filter(incident_id=incident_id).exists()


def open_draft_of(incident_id: UUID) -> Document | None:
    """Return the draft made of an incident, locked; nothing where there is none or it was published."""
    rows = Document.objects.select_for_update(of=("self",)).filter(case__incident_id=incident_id)
    return rows.filter(state=DocumentState.DRAFT.value).first()


def _check(new: NewCase, now: datetime) -> None:
    if new.event_kind not in incidents.event_kinds():
        raise InvalidValue(field="event_kind", value=new.event_kind[:20], rule="event_type_code")
    if not normalise(new.place_region):
        raise InvalidValue(field="place_region", value="", rule="not_empty")
    if new.happened_at > now:
        raise InvalidValue(field="happened_at", value=new.happened_at.isoformat(), rule="not_in_the_future")
    if new.ended_at is not None and new.ended_at < new.happened_at:
        raise InvalidValue(field="end_time", value=new.ended_at.isoformat(), rule="after_the_beginning")
    for name, value in new.figures.items():
        if name not in incidents.indicators() or value < 0:
            raise InvalidValue(field=name[:40], value=str(value), rule="zero_or_more")
    _check_place(new.longitude, new.latitude)


def _check_place(longitude: float | None, latitude: float | None) -> None:
    if (longitude is None) != (latitude is None):
        raise InvalidValue(field="longitude", value=str(longitude), rule="longitude_and_latitude")
    west, south, east, north = _CHINA
    if (
        longitude is not None
        and latitude is not None
        and not (west <= longitude <= east and south <= latitude <= north)
    ):
        raise InvalidValue(field="longitude", value=f"{longitude},{latitude}", rule="in_china")


def _structured(new: NewCase) -> dict[str, Any]:
    place = None
    if new.longitude is not None and new.latitude is not None:
        place = Point(new.longitude, new.latitude, srid=4326)
    return {
        "incident_id": new.incident_id,
        "event_kind": new.event_kind,
        "place_region": normalise(new.place_region),
        "place_text": checked_text("place", new.place_text, most=200, least=0),
        "location": place,
        "happened_at": new.happened_at,
        "ended_at": new.ended_at,
        "grade": new.grade,
        "figures": {name: float(value) for name, value in new.figures.items()},
        "timeline": list(new.timeline),
    }


def _parts(words: Mapping[str, str]) -> tuple[Part, ...]:
    """Return the passages of a case: its parts that say something, in the table's order."""
    found = []
    for key, name in case_parts().items():
        text = checked_text(key, words.get(key, ""), most=_LONGEST, least=0)
        if text:
            found.append(Part(name, name, text))
    if not found:
        raise InvalidValue(field="summary", value="", rule="not_empty")
    return tuple(found)
