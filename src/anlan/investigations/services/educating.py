"""Teaching those concerned by the accident: what was held, for whom, with its proof."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from anlan.investigations.domain.states import OVER, State
from anlan.investigations.models import Education, Investigation
from anlan.investigations.services.evidence import prove_by_picture
from anlan.investigations.services.steps import checked, chosen, locked, note
from anlan.kernel.actors import Actor
from anlan.kernel.checks import check
from anlan.kernel.clock import in_china
from anlan.kernel.errors import NotFound, TransitionNotAllowed

FORMS: Final = ("meeting", "class", "film", "notice", "visit")
_MOST_PERSONS: Final = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEducation:
    """What was held: in which form, on which day, for whom and how many, what was said; perhaps a picture."""

    form: str
    held_on: date
    audience: str
    persons: int
    text: str
    content: bytes = b""


@transaction.atomic
def hold_education(*, investigation_id: UUID, new: NewEducation, actor: Actor, now: datetime) -> UUID:
    """Enter that people concerned were taught by the accident, at any time until the file is laid down."""
    row = _open(investigation_id, actor)
    is_in = in_china(row.happened_at).date() <= new.held_on <= in_china(now).date()
    check(is_in, "education_day", new.held_on.isoformat(), "between_accident_and_now")
    check(1 <= new.persons <= _MOST_PERSONS, "education_persons", new.persons, "1_to_1000000")
    held = Education.objects.create(
        investigation=row,
        form=chosen("education_form", new.form, FORMS),
        held_on=new.held_on,
        audience=checked("audience", new.audience, most=200),
        persons=new.persons,
        text=checked("text", new.text, most=2000),
        by=actor.name[:80],
        at=now,
    )
    if new.content:
        prove_by_picture(held, row, new.content, actor, now)
    note(row, "education_held", f"{held.held_on.isoformat()} {held.audience}", actor, now)
    return held.id


@transaction.atomic
def withdraw_education(*, education_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Take an education back that was entered wrongly; it stays readable with the reason and counts no more."""
    known = Education.objects.filter(id=education_id).first()
    if known is None:
        raise NotFound(what="education")
    row = _open(known.investigation_id, actor)
    held = Education.objects.select_for_update().get(id=education_id)
    if held.withdrawn:
        raise TransitionNotAllowed(what="education", state="withdrawn", act="withdraw")
    held.withdrawn, held.withdrawn_by = checked("reason", reason), actor.name[:80]
    held.save(update_fields=["withdrawn", "withdrawn_by"])
    note(row, "education_withdrawn", f"{held.held_on.isoformat()} {held.withdrawn}", actor, now)


def _open(investigation_id: UUID, actor: Actor) -> Investigation:
    row = locked(investigation_id, actor)
    if State(row.state) in OVER:
        raise TransitionNotAllowed(what="investigation", state=row.state, act="educate")
    return row
