"""What stands in the ledgers, what they add up to, and where figures differ from them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Sum

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.losses.domain.ledgers import Difference, PersonState, differences, masked_name, person_acts
from anlan.losses.models import LedgerExplanation, LedgerHouse, LedgerPerson, Survey
from anlan.losses.selectors.totals import rolled_up
from anlan.support import rights
from anlan.support.tables import load_table


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A person of the ledger with the name masked, and what became known by which evidence."""

    id: UUID
    region: str
    name_masked: str
    sex: str
    age: int | None
    place: str
    state: str
    recorded_at: datetime
    steps: tuple[tuple[str, str, str, datetime], ...]
    acts: tuple[str, ...]

    @property
    def id_text(self) -> str:
        """Return the id as a text, for names of dialogs."""
        return str(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseRow:
    """A house of the ledger."""

    id: UUID
    region: str
    head: str
    address: str
    persons: int
    structure: str
    grade: str
    rooms: int
    has_photo: bool
    is_withdrawn: bool
    recorded_by: str
    recorded_at: datetime
    reasons: tuple[str, ...]
    may_change: bool

    @property
    def id_text(self) -> str:
        """Return the id as a text, for names of dialogs."""
        return str(self.id)


def structures() -> dict[str, str]:
    """Return the structures of houses by key."""
    return {row["key"]: row["name"] for row in load_table("anlan.losses", "ledgers")["structure"]}


def persons_of(actor: Actor, incident_id: UUID, region: str) -> tuple[PersonRow, ...]:
    """Return the persons of an incident's ledger in a region, as far as the actor sees them."""
    rows = LedgerPerson.objects.filter(
        rights.within(actor, "losses.see"), incident_id=incident_id, region__startswith=region
    )
    return tuple(_person(row, actor) for row in rows.prefetch_related("steps"))


def houses_of(actor: Actor, incident_id: UUID, region: str) -> tuple[HouseRow, ...]:
    """Return the houses of an incident's ledger in a region, as far as the actor sees them."""
    rows = LedgerHouse.objects.filter(
        rights.within(actor, "losses.see"), incident_id=incident_id, region__startswith=region
    )
    return tuple(_house(row, actor) for row in rows.defer("photo").prefetch_related("steps"))


def house_photo(actor: Actor, house_id: UUID) -> tuple[bytes, str]:
    """Return a house's photo and its media type."""
    row = LedgerHouse.objects.filter(rights.within(actor, "losses.see"), id=house_id).first()
    if row is None or not row.photo:
        raise NotFound(what="photo")
    return bytes(row.photo), row.photo_type


def ledger_counts(incident_id: UUID, region: str) -> dict[str, int]:
    """Return what the ledgers of a region add up to; the caller has checked the reader's right."""
    persons = LedgerPerson.objects.filter(
        incident_id=incident_id, region__startswith=region, state__in=(PersonState.DEAD, PersonState.MISSING)
    )
    found = dict(persons.order_by().values("state").annotate(count=Count("id")).values_list("state", "count"))
    houses = LedgerHouse.objects.filter(incident_id=incident_id, region__startswith=region, is_withdrawn=False)
    grouped = houses.order_by().values("grade").annotate(households=Count("id"), all_rooms=Sum("rooms"))
    for grade, households, rooms in grouped.values_list("grade", "households", "all_rooms"):
        found |= {f"{grade}_households": households, f"{grade}_rooms": rooms}
    return found


def differences_of(survey: Survey, region: str) -> tuple[Difference, ...]:
    """Return where a region's roll-up differs from the ledgers, with the explanation of just that difference."""
    if survey.incident_id is None:
        return ()
    ties = load_table("anlan.losses", "ledgers")["tie"]
    found = differences(rolled_up(survey.id, region), ledger_counts(survey.incident_id, region), ties)
    known = _explanations(survey, region)
    return tuple(replace(each, explanation=known.get((each.indicator, each.figure, each.ledger), "")) for each in found)


def ledger_differences(actor: Actor, survey_id: UUID, region: str) -> tuple[Difference, ...]:
    """Return where a region's figures differ from its ledgers, for somebody who sees the region."""
    rights.require_visible(actor, "losses.see", region, what="survey")
    survey = Survey.objects.filter(id=survey_id).first()
    if survey is None:
        raise NotFound(what="survey")
    return differences_of(survey, region)


def _explanations(survey: Survey, region: str) -> Mapping[tuple[object, ...], str]:
    rows = LedgerExplanation.objects.filter(survey=survey, region=region)
    return {(row.indicator, row.figure, row.ledger): row.text for row in rows}


def _person(row: LedgerPerson, actor: Actor) -> PersonRow:
    keeps = rights.may(actor, "losses.keep_ledger", row.region)
    return PersonRow(
        id=row.id,
        region=row.region,
        name_masked=masked_name(row.name),
        sex=row.sex,
        age=row.age,
        place=row.place,
        state=row.state,
        recorded_at=row.recorded_at,
        steps=tuple((step.state, step.evidence, step.by, step.at) for step in row.steps.all()),
        acts=tuple(act.value for act in person_acts(PersonState(row.state))) if keeps else (),
    )


def _house(row: LedgerHouse, actor: Actor) -> HouseRow:
    return HouseRow(
        id=row.id,
        region=row.region,
        head=masked_name(row.head),
        address=row.address,
        persons=row.persons,
        structure=structures()[row.structure],
        grade=row.grade,
        rooms=row.rooms,
        has_photo=bool(row.photo_type),
        is_withdrawn=row.is_withdrawn,
        recorded_by=row.recorded_by,
        recorded_at=row.recorded_at,
        reasons=tuple(step.reason for step in row.steps.all()),
        may_change=not row.is_withdrawn and rights.may(actor, "losses.keep_ledger", row.region),
    )
