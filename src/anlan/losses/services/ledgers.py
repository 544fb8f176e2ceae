"""Keeping the ledgers: persons and houses, what becomes known of them, and why figures differ."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from anlan.incidents import api as incidents
from anlan.kernel.actors import SYSTEM, Actor
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.kernel.regions import RegionLevel, at_level, lies_within, normalise
from anlan.losses.domain import errors
from anlan.losses.domain.ledgers import Grade, PersonAct, PersonState, person_after
from anlan.losses.events import (
    DifferenceExplained,
    HouseChanged,
    HouseRecorded,
    NameRevealed,
    PersonChanged,
    PersonRecorded,
)
from anlan.losses.models import HouseStep, LedgerExplanation, LedgerHouse, LedgerPerson, PersonStep, Survey
from anlan.losses.selectors.ledgers import differences_of, structures
from anlan.losses.services.surveys import checked_text, named
from anlan.support import journal, locks, rights
from anlan.support.pictures import picture_of

_KEEP = "losses.keep_ledger"
_MOST_ROOMS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """A person who died or is missing, with how that is known."""

    incident_id: UUID
    region: str
    name: str
    state: str = PersonState.MISSING.value
    sex: str = ""
    age: int | None = None
    place: str = ""
    evidence: str
    token: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHouse:
    """A household whose house is damaged; the photo as it was sent, empty where there is none."""

    incident_id: UUID
    region: str
    head: str
    address: str = ""
    persons: int
    structure: str
    grade: str
    rooms: int
    photo: bytes = b""
    token: UUID | None = None


@transaction.atomic
def record_person(*, new: NewPerson, actor: Actor, now: datetime) -> UUID:
    """Enter a person into the ledger; the same form counts once."""
    region, incident = _place(new.incident_id, new.region, actor)
    known = LedgerPerson.objects.filter(token=new.token).first() if new.token else None
    if known:
        return known.id
    if new.state not in (PersonState.MISSING, PersonState.DEAD):
        raise InvalidValue(field="state", value=new.state[:20], rule="missing_or_dead")
    if new.age is not None and not 0 <= new.age <= 130:
        raise InvalidValue(field="age", value=new.age, rule="0_to_130")
    person = LedgerPerson.objects.create(
        incident_id=incident.id,
        region=region,
        name=checked_text("name", new.name, most=40),
        sex=new.sex if new.sex in ("male", "female") else "",
        age=new.age,
        place=new.place.strip()[:200],
        state=new.state,
        token=new.token,
        recorded_by=actor.name,
        recorded_at=now,
        is_exercise=incident.is_exercise,
    )
    _known(person, checked_text("evidence", new.evidence), actor, now)
    journal.announce(PersonRecorded(**_about("person", person), state=person.state), actor=actor, now=now)
    return person.id


@transaction.atomic
def change_person(*, person_id: UUID, act: PersonAct, evidence: str, actor: Actor, now: datetime) -> None:
    """Write down what became known of a person, with the evidence."""
    person = _person(person_id, actor, _KEEP)
    before = person.state
    person.state = person_after(PersonState(person.state), act).value
    person.save(update_fields=["state"])
    _known(person, checked_text("evidence", evidence), actor, now)
    event = PersonChanged(**_about("person", person), before=before, state=person.state)
    journal.announce(event, actor=actor, now=now)


@transaction.atomic
def reveal_name(*, person_id: UUID, actor: Actor, now: datetime) -> str:
    """Return a person's full name to somebody who needs it, and write down who was shown it."""
    person = _person(person_id, actor, "losses.reveal_name")
    journal.announce(NameRevealed(**_about("person", person)), actor=actor, now=now)
    return person.name


@transaction.atomic
def record_house(*, new: NewHouse, actor: Actor, now: datetime) -> UUID:
    """Enter a damaged house into the ledger; a household stands in it once."""
    region, incident = _place(new.incident_id, new.region, actor)
    known = LedgerHouse.objects.filter(token=new.token).first() if new.token else None
    if known:
        return known.id
    head = checked_text("head", new.head, most=40)
    _check_house(new)
    locks.hold(f"losses:house:{incident.id}:{region}")
    same = LedgerHouse.objects.filter(incident_id=incident.id, region=region, head=head, is_withdrawn=False)
    if same.filter(address=new.address.strip()).exists():
        raise errors.HouseTwice(head=head)
    house = LedgerHouse.objects.create(
        incident_id=incident.id,
        region=region,
        head=head,
        address=new.address.strip()[:200],
        persons=new.persons,
        structure=new.structure,
        grade=new.grade,
        rooms=new.rooms,
        photo=new.photo or None,
        photo_type=_photo_type(new.photo),
        token=new.token,
        recorded_by=actor.name,
        recorded_at=now,
        is_exercise=incident.is_exercise,
    )
    event = HouseRecorded(**_about("house", house), grade=house.grade, rooms=house.rooms)
    journal.announce(event, actor=actor, now=now)
    return house.id


@transaction.atomic
def change_house(*, house_id: UUID, grade: str, rooms: int, reason: str, actor: Actor, now: datetime) -> None:
    """Correct a house's grade and rooms with a reason; 0 rooms take the house out of the ledger."""
    house = LedgerHouse.objects.select_for_update().filter(id=house_id, is_withdrawn=False).first()
    if house is None:
        raise NotFound(what="house")
    rights.require(actor, _KEEP, house.region)
    _check_grade(grade, rooms, least=0)
    reason = checked_text("reason", reason)
    before = {"grade": house.grade, "rooms": house.rooms, "is_withdrawn": house.is_withdrawn}
    HouseStep.objects.create(house=house, **before, reason=reason, by=actor.name, at=now)
    house.grade, house.rooms, house.is_withdrawn = grade, rooms or house.rooms, rooms == 0
    house.save(update_fields=["grade", "rooms", "is_withdrawn"])
    event = HouseChanged(**_about("house", house), grade=grade, rooms=rooms, reason=reason)
    journal.announce(event, actor=actor, now=now)


@transaction.atomic
def explain_difference(*, survey_id: UUID, region: str, indicator: str, text: str, actor: Actor, now: datetime) -> None:
    """Say why a figure and its ledger differ as they do now."""
    survey = Survey.objects.filter(id=survey_id).first()
    if survey is None or not lies_within(region, survey.region):
        raise NotFound(what="survey")
    rights.require(actor, "losses.send_up", region)
    found = next((each for each in differences_of(survey, region) if each.indicator == indicator), None)
    if found is None:
        raise InvalidValue(field="indicator", value=indicator[:40], rule="one_that_differs")
    text = checked_text("explanation", text)
    LedgerExplanation.objects.create(
        survey=survey,
        region=region,
        indicator=indicator,
        figure=found.figure,
        ledger=found.ledger,
        text=text,
        by=actor.name,
        at=now,
    )
    event = DifferenceExplained(
        **named(survey) | {"region": region},
        indicator=indicator,
        figure=_plain(found.figure),
        ledger=_plain(found.ledger),
        explanation=text,
    )
    journal.announce(event, actor=actor, now=now)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _place(incident_id: UUID, region: str, actor: Actor) -> tuple[str, incidents.IncidentRow]:
    region = normalise(region)
    rights.require(actor, _KEEP, region)
    incident = incidents.incident(SYSTEM, incident_id)
    if not lies_within(region, at_level(incident.region, RegionLevel.COUNTY)):
        raise InvalidValue(field="region", value=region, rule="in_the_incidents_county")
    return region, incident


def _person(person_id: UUID, actor: Actor, right: str) -> LedgerPerson:
    person = LedgerPerson.objects.select_for_update().filter(id=person_id).first()
    if person is None or not rights.may(actor, "losses.see", person.region):
        raise NotFound(what="person")
    rights.require(actor, right, person.region)
    return person


def _known(person: LedgerPerson, evidence: str, actor: Actor, now: datetime) -> None:
    PersonStep.objects.create(person=person, state=person.state, evidence=evidence, by=actor.name, at=now)


def _check_house(new: NewHouse) -> None:
    _check_grade(new.grade, new.rooms, least=1)
    if new.structure not in structures():
        raise InvalidValue(field="structure", value=new.structure[:20], rule="chosen_from_the_list")
    if not 0 <= new.persons <= 100:
        raise InvalidValue(field="persons", value=new.persons, rule="0_to_100")


def _check_grade(grade: str, rooms: int, *, least: int) -> None:
    if grade not in tuple(Grade):
        raise InvalidValue(field="grade", value=grade[:20], rule="chosen_from_the_list")
    if not least <= rooms <= _MOST_ROOMS:
        raise InvalidValue(field="rooms", value=rooms, rule=f"{least}_to_{_MOST_ROOMS}")


def _photo_type(photo: bytes) -> str:
    if not photo:
        return ""
    picture = picture_of(photo)
    if picture is None:
        raise InvalidValue(field="photo", value="", rule="a_picture")
    return picture.media_type


def _about(what: str, row: LedgerPerson | LedgerHouse) -> dict[str, object]:
    return {
        "subject": f"ledger_{what}:{row.id}",
        "region": row.region,
        "incident_id": row.incident_id,
        "exercise": row.is_exercise,
    }
