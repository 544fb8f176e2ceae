"""Acts on the directory: adding and changing people, revealing a phone, assigning duties."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.kernel.later import later
from anlan.kernel.regions import level_of
from anlan.people import events
from anlan.people.domain.errors import NameNotValid, PersonHasNoPhone, PostNotValid
from anlan.people.domain.kinds import check_duty
from anlan.people.domain.phones import checked
from anlan.people.models import Organisation, Person, Responsibility
from anlan.support import journal
from anlan.support.rights import require, require_visible

pypinyin = later("pypinyin")

_LONGEST_NAME, _LONGEST_POST = 40, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDetails:
    """What is kept of a person besides organisation and region; a phone of ``None`` stays as it is."""

    name: str
    post: str = ""
    phone: str | None = ""
    has_2g_phone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A duty to be taken over: which, in which role and rank, for which region."""

    duty: str
    role: str
    rank: str
    region: str


def initials_of(name: str) -> str:
    """Return the pinyin initials by which a name is found, in lower case."""
    return "".join(pypinyin.lazy_pinyin(name, style=pypinyin.Style.FIRST_LETTER)).lower()[:_LONGEST_NAME]


@transaction.atomic
def add_person(
    *, details: PersonDetails, region: str, organisation_id: UUID | None, actor: Actor, now: datetime
) -> UUID:
    """Enter a person in the directory of a region; return the id."""
    level_of(region)
    require(actor, "people.edit", region)
    organisation = Organisation.objects.filter(id=organisation_id).first() if organisation_id else None
    if organisation_id and organisation is None:
        raise NotFound(what="organisation")
    if organisation is not None:
        require_visible(actor, "people.see", organisation.region, "organisation")
    kept = _checked(details)
    person = Person.objects.create(
        name=kept.name,
        initials=initials_of(kept.name),
        post=kept.post,
        phone=kept.phone or "",
        has_2g_phone=kept.has_2g_phone,
        region=region,
        organisation=organisation,
    )
    event = events.PersonAdded(
        subject=events.person_subject(person.id), region=region, name=person.name, post=person.post
    )
    journal.announce(event, actor=actor, now=now)
    return person.id


@transaction.atomic
def edit_person(*, person_id: UUID, details: PersonDetails, actor: Actor, now: datetime) -> tuple[str, ...]:
    """Change name, post or phone of a person; return which fields changed. An empty change is no act."""
    person = _lock(person_id, actor)
    require(actor, "people.edit", person.region)
    kept = _checked(details)
    wanted = {"name": kept.name, "post": kept.post, "phone": kept.phone, "has_2g_phone": kept.has_2g_phone}
    changed = tuple(field for field, value in wanted.items() if value is not None and getattr(person, field) != value)
    if not changed:
        return ()
    for field in changed:
        setattr(person, field, wanted[field])
    person.initials = initials_of(person.name)
    person.save(update_fields=[*changed, "initials"])
    event = events.PersonChanged(
        subject=events.person_subject(person.id),
        region=person.region,
        name=person.name,
        post=person.post,
        fields=changed,
    )
    journal.announce(event, actor=actor, now=now)
    return changed


@transaction.atomic
def reveal_phone(*, person_id: UUID, actor: Actor, now: datetime) -> str:
    """Return a person's phone number to somebody who must call, and write down who was shown it."""
    person = _lock(person_id, actor)
    require(actor, "people.reveal_phone", person.region)
    if not person.phone:
        raise PersonHasNoPhone(person_id=person.id)
    event = events.PhoneRevealed(subject=events.person_subject(person.id), region=person.region, name=person.name)
    journal.announce(event, actor=actor, now=now)
    return person.phone


@transaction.atomic
def assign_responsibility(*, person_id: UUID, assignment: Assignment, actor: Actor, now: datetime) -> None:
    """Let a person answer for a region in a duty; the present holder is relieved at the same moment."""
    check_duty(assignment.duty, assignment.role, assignment.rank)
    level_of(assignment.region)
    person = _lock(person_id, actor)
    require(actor, "people.edit", assignment.region)
    present = Responsibility.objects.select_for_update().filter(
        duty=assignment.duty,
        role=assignment.role,
        rank=assignment.rank,
        region=assignment.region,
        valid_to=None,
    )
    if present.filter(person=person).exists():
        return
    present.update(valid_to=now)
    Responsibility.objects.create(
        person=person,
        duty=assignment.duty,
        role=assignment.role,
        rank=assignment.rank,
        region=assignment.region,
        valid_from=now,
    )
    event = events.ResponsibilityAssigned(
        subject=events.person_subject(person.id),
        region=assignment.region,
        name=person.name,
        duty=assignment.duty,
        role=assignment.role,
        rank=assignment.rank,
    )
    journal.announce(event, actor=actor, now=now)


def _lock(person_id: UUID, actor: Actor) -> Person:
    person = Person.objects.select_for_update().filter(id=person_id).first()
    if person is None:
        raise NotFound(what="person")
    require_visible(actor, "people.see", person.region, "person")
    return person


def _checked(details: PersonDetails) -> PersonDetails:
    name, post = details.name.strip(), details.post.strip()
    if not 1 <= len(name) <= _LONGEST_NAME:
        raise NameNotValid(name=name)
    if len(post) > _LONGEST_POST:
        raise PostNotValid(post=post)
    phone = None if details.phone is None else checked(details.phone)
    return PersonDetails(name=name, post=post, phone=phone, has_2g_phone=details.has_2g_phone)
