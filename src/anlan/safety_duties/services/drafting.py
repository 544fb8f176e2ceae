"""Making a list from a template, and keeping its duties until it is handed in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from anlan.enterprises import api as enterprises
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.errors import InvalidValue, NotFound, TransitionNotAllowed
from anlan.kernel.regions import normalise
from anlan.safety_duties.domain import errors
from anlan.safety_duties.domain.rhythm import Rhythm
from anlan.safety_duties.domain.states import TO_EDIT, Holder
from anlan.safety_duties.events import ListMade
from anlan.safety_duties.models import DutyItem, DutyList
from anlan.safety_duties.selectors.tables import evidences, template_edition, templates
from anlan.safety_duties.services.texts import about, checked_number, checked_text, locked
from anlan.support import journal, locks, rights

DRAFT: Final = "safety_duties.draft"
_MOST_DUTIES: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class NewList:
    """A list to make: whose, of which year, from which template; none: an empty one."""

    holder_kind: str
    holder: str
    region: str
    year: int
    post: str = ""
    template: str = ""
    enterprise_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDuty:
    """A duty to enter: ``target`` times in each part of the year, or a percentage where the records tell a share."""

    text: str
    measure: str
    rhythm: str
    target: int
    weight: int
    basis: str = ""
    proof: str = ""
    evidence: str = ""
    due: date | None = None


@transaction.atomic
def make_list(*, new: NewList, actor: Actor, now: datetime) -> UUID:
    """Draft a holder's list of a year from a template."""
    if new.template and (new.template not in templates() or templates()[new.template].holder != new.holder_kind):
        raise InvalidValue(field="template", value=new.template[:40], rule="chosen_from_the_list")
    shipped = templates()[new.template] if new.template else None
    row = _made(new, shipped.post if shipped and not new.post else new.post, actor, now)
    duties = [_shipped(each, new.year) for each in shipped.items] if shipped else []
    put_duties(row, duties)
    journal.announce(ListMade(**about(row), duties=len(duties)), actor=actor, now=now)
    return row.id


def put_duties(row: DutyList, duties: Iterable[NewDuty]) -> None:
    """Enter checked duties behind those that stand on a list."""
    first = (row.items.aggregate(last=Max("place"))["last"] or 0) + 1
    made = [DutyItem(list=row, place=place, **checked(each, row)) for place, each in enumerate(duties, first)]
    if row.items.count() + len(made) > _MOST_DUTIES:
        raise InvalidValue(field="duties", value=str(len(made)), rule="at_most_100")
    DutyItem.objects.bulk_create(made)


def checked(new: NewDuty, row: DutyList) -> dict[str, Any]:
    """Return a duty's fields, or refuse what cannot be reckoned."""
    if new.rhythm not in tuple(Rhythm):
        raise InvalidValue(field="rhythm", value=new.rhythm[:20], rule="chosen_from_the_list")
    told = evidences().get(new.evidence)
    if new.evidence and (told is None or row.holder_kind not in told.kinds):
        raise InvalidValue(field="evidence", value=new.evidence[:30], rule="one_for_this_holder")
    is_share = told is not None and told.is_share
    if is_share and new.rhythm != Rhythm.YEARLY:
        raise InvalidValue(field="rhythm", value=new.rhythm, rule="yearly_for_a_share")
    is_once = new.rhythm == Rhythm.YEARLY and not is_share
    if new.due and not (is_once and new.due.year == row.year):
        raise InvalidValue(field="due", value=new.due.isoformat(), rule="of_the_year_and_only_for_yearly")
    return {
        "text": checked_text("duty", new.text, most=300),
        "measure": checked_text("measure", new.measure, most=200),
        "basis": checked_text("basis", new.basis, most=200, least=0),
        "proof": checked_text("proof", new.proof, most=200, least=0),
        "evidence": new.evidence,
        "rhythm": new.rhythm,
        "target": checked_number("target", new.target, 1, 100 if is_share else 1000),
        "weight": checked_number("weight", new.weight, 1, 100),
        "due": new.due,
    }


@transaction.atomic
def add_duty(*, list_id: UUID, new: NewDuty, actor: Actor, now: datetime) -> None:
    """Enter a duty on a list that is not handed in."""
    put_duties(_to_edit(list_id, actor), [new])


@transaction.atomic
def change_duty(*, item_id: UUID, new: NewDuty, actor: Actor, now: datetime) -> None:
    """Change a duty of a list that is not handed in."""
    item = DutyItem.objects.filter(id=item_id).first()
    if item is None:
        raise NotFound(what="duty_list")
    row = _to_edit(item.list_id, actor)
    DutyItem.objects.filter(id=item_id).update(**checked(new, row))


@transaction.atomic
def drop_duty(*, item_id: UUID, actor: Actor, now: datetime) -> None:
    """Take a duty off a list that is not handed in."""
    item = DutyItem.objects.filter(id=item_id).first()
    if item is None:
        raise NotFound(what="duty_list")
    _to_edit(item.list_id, actor)
    item.delete()


def _to_edit(list_id: UUID, actor: Actor) -> DutyList:
    row = locked(list_id, actor, DRAFT)
    if row.state not in TO_EDIT:
        raise TransitionNotAllowed(what="duty_list", state=row.state, act="change")
    return row


def _made(new: NewList, post: str, actor: Actor, now: datetime) -> DutyList:
    if new.holder_kind not in tuple(Holder):
        raise InvalidValue(field="holder_kind", value=new.holder_kind[:20], rule="chosen_from_the_list")
    this_year = in_china(now).year
    if new.year not in (this_year, this_year + 1):
        raise InvalidValue(field="year", value=str(new.year), rule="this_year_or_the_next")
    holder, region = _holder(new, actor)
    rights.require(actor, DRAFT, region)
    post = checked_text("post", post, most=80, least=0)
    named = {"holder_kind": new.holder_kind, "holder": holder, "post": post, "region": region, "year": new.year}
    locks.hold(f"safety_duties:list:{region}:{new.year}:{holder}")
    if DutyList.objects.filter(**named).exists():
        raise errors.ListExists(holder=holder, year=new.year)
    return DutyList.objects.create(
        **named,
        enterprise_id=new.enterprise_id,
        template=new.template,
        edition=template_edition() if new.template else "",
        made_by_id=actor.id,
        made_by=actor.name,
        made_at=now,
    )


def _holder(new: NewList, actor: Actor) -> tuple[str, str]:
    """Return the holder's name and region; an enterprise's are those of the register."""
    if new.holder_kind != Holder.ENTERPRISE:
        if new.enterprise_id:
            raise InvalidValue(field="enterprise", value=str(new.enterprise_id), rule="only_for_an_enterprise")
        return checked_text("duty_holder", new.holder, most=80), normalise(new.region)
    if new.enterprise_id is None:
        raise InvalidValue(field="enterprise", value="", rule="not_empty")
    firm = enterprises.enterprise(actor, new.enterprise_id)
    return firm.name[:80], firm.region


def _shipped(row: Mapping[str, Any], year: int) -> NewDuty:
    due = date.fromisoformat(f"{year}-{row['due']}") if "due" in row else None
    return NewDuty(**{name: value for name, value in row.items() if name != "due"}, due=due)
