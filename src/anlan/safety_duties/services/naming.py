"""Who is told where a list falls behind: the holder's own person and the leader above."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, TransitionNotAllowed
from anlan.notices import api as notices
from anlan.people import api as people
from anlan.safety_duties.domain.states import ListState
from anlan.safety_duties.events import FellBehind, PersonsNamed
from anlan.safety_duties.models import DutyList
from anlan.safety_duties.selectors.lists import about_notice
from anlan.safety_duties.services.drafting import DRAFT
from anlan.safety_duties.services.texts import about, locked
from anlan.support import journal


class ToldAs(StrEnum):
    """As what a person is told of a list."""

    HOLDER = "holder"
    LEADER = "leader"


@transaction.atomic
def name_person(*, list_id: UUID, role: str, person_id: UUID | None, actor: Actor, now: datetime) -> None:
    """Name who is told as the holder or as the leader above, or nobody; the same person is not named for both."""
    row = locked(list_id, actor, DRAFT)
    if row.state == ListState.CLOSED:
        raise TransitionNotAllowed(what="duty_list", state=row.state, act="change")
    if role not in tuple(ToldAs):
        raise InvalidValue(field="told_as", value=role[:20], rule="chosen_from_the_list")
    if person_id is not None:
        people.visible_person(actor, person_id)
        other = row.leader_person_id if role == ToldAs.HOLDER else row.holder_person_id
        if other == person_id:
            raise InvalidValue(field="told_person", value="", rule="not_holder_and_leader_at_once")
    setattr(row, f"{role}_person_id", person_id)
    row.save(update_fields=[f"{role}_person_id"])
    names = people.persons_by_id({row.holder_person_id, row.leader_person_id} - {None})
    called = [names[each].name if each in names else "" for each in (row.holder_person_id, row.leader_person_id)]
    event = PersonsNamed(**about(row), holder_name=called[0], leader_name=called[1])
    journal.announce(event, actor=actor, now=now)


def tell_behind(row: DutyList, fallen: Iterable[FellBehind], *, actor: Actor, now: datetime) -> None:
    """Tell the named persons of each duty that fell behind."""
    persons = tuple(each for each in (row.holder_person_id, row.leader_person_id) if each)
    notes = [
        notices.Note(
            kind="duty_behind",
            about=about_notice(each.notice_id),
            subject=each.subject,
            region=row.region,
            url=f"/safety-duties/{row.id}/",
            persons=persons,
            facts={name: str(getattr(each, name)) for name in ("holder", "year", "duty", "until", "done", "owed")},
        )
        for each in fallen
    ]
    if notes and persons:
        notices.tell_persons(notes=notes, actor=actor, now=now)
