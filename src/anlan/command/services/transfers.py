"""Transfer cards: made for a danger zone, ticked household by household, closed by the order to return."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.command.domain.errors import HouseholdsMissing, ReturnNotOrdered
from anlan.command.domain.orders import moment_told
from anlan.command.domain.responses import checked_text
from anlan.command.domain.transfers import MoveAct, MoveState, NewCard, after, check_card
from anlan.command.events import HouseholdTicked, ReturnOrdered, TransferCardMade, TransferEvent
from anlan.command.models import TransferCard, TransferHousehold, TransferTick
from anlan.command.selectors.transfers import may_tick
from anlan.command.services.steps import Press
from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound
from anlan.kernel.regions import RegionLevel, at_level, lies_within
from anlan.people import api as people
from anlan.readiness import api as readiness
from anlan.support import journal, locks, rights

_LONGEST_NOTE = 300


@transaction.atomic
def make_card(*, card: NewCard, actor: Actor, now: datetime) -> UUID:
    """Make a danger zone's card with the households that the registry names there now; the same token makes it once."""
    incident = incidents.incident(actor, card.incident_id)
    rights.require(actor, "command.set_evacuation", card.region)
    check_card(card)
    if not lies_within(card.region, at_level(incident.region, RegionLevel.PREFECTURE)):
        raise InvalidValue(field="region", value=card.region, rule="in_the_incidents_prefecture")
    locks.hold(f"command:transfers:{incident.id}")
    known = card.token and TransferCard.objects.filter(token=card.token).first()
    if known:
        return known.id
    shelter = readiness.shelter(actor, card.shelter_id)
    responsible = people.visible_person(actor, card.responsible_id) if card.responsible_id else None
    row = TransferCard.objects.create(
        incident_id=incident.id,
        incident_title=incident.title,
        is_exercise=incident.is_exercise,
        token=card.token,
        region=card.region,
        zone=card.zone.strip(),
        danger=card.danger.strip(),
        route=card.route.strip(),
        shelter_id=shelter.id,
        shelter_name=shelter.name,
        responsible_id=responsible.id if responsible else None,
        responsible_name=responsible.name if responsible else "",
        made_by=actor.name,
        made_at=now,
    )
    listed = _list_households(row, only_first=card.only_first)
    persons = sum(each.persons for each in listed)
    _announce(TransferCardMade, row, actor, now, households=len(listed), persons=persons, shelter=row.shelter_name)
    return row.id


def _list_households(card: TransferCard, *, only_first: bool) -> list[TransferHousehold]:
    """List those who are on no other card of the incident; who needs help goes first."""
    on_cards = TransferHousehold.objects.filter(incident_id=card.incident_id).values_list("household_id", flat=True)
    taken = set(on_cards)
    found = people.household_names((card.region,), to_move_first=only_first)
    rows = [
        TransferHousehold(
            card=card,
            incident_id=card.incident_id,
            household_id=each.id,
            region=each.region,
            number=number,
            head_name=each.head_name,
            address=each.address,
            persons=each.persons,
            goes_first=each.is_to_move_first,
        )
        for number, each in enumerate((each for each in found if each.id not in taken), 1)
    ]
    if not rows:
        raise HouseholdsMissing
    return TransferHousehold.objects.bulk_create(rows)


@transaction.atomic
def tick_household(
    *, household_id: UUID, act: MoveAct, actor: Actor, now: datetime, press: Press | None = None, note: str = ""
) -> MoveState:
    """Say how a household of a card is; the same press counts once, and a return needs the order to return."""
    row = TransferHousehold.objects.select_for_update(of=("self",)).filter(id=household_id)
    household = row.select_related("card").first()
    if household is None or not may_tick(actor, household.card, see=True):
        raise NotFound(what="household")
    if not may_tick(actor, household.card):
        raise NotAllowed(right="command.tick_households", region=household.card.region)
    press = press or Press()
    if press.token is not None and household.ticks.filter(token=press.token).exists():
        return MoveState(household.state)
    if len(note) > _LONGEST_NOTE:
        raise InvalidValue(field="note", value=note[:40], rule="at_most_300_characters")
    if act is MoveAct.RETURN and household.card.return_at is None:
        raise ReturnNotOrdered(zone=household.card.zone)
    tick(household, act, actor=actor, now=now, press=press, note=note)
    return MoveState(household.state)


def tick(
    household: TransferHousehold, act: MoveAct, *, actor: Actor, now: datetime, press: Press, note: str = ""
) -> None:
    """Tick a locked household, keep the tick and announce how far the card is."""
    household.state = after(MoveState(household.state), act).value
    card = household.card
    happened_at = moment_told(press.at, issued_at=card.made_at, now=now)
    household.note, household.by_name, household.at = note.strip(), actor.name, happened_at
    household.save()
    TransferTick.objects.create(
        household=household,
        token=press.token,
        act=act.value,
        note=household.note,
        by_name=actor.name,
        happened_at=happened_at,
        told_at=now,
    )
    moved = card.households.filter(state=MoveState.MOVED.value).count()
    more = {"head_name": household.head_name, "act": act.value, "moved": moved, "households": card.households.count()}
    _announce(HouseholdTicked, card, actor, now, **more)


@transaction.atomic
def order_return(*, card_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Order the return to a danger zone and say why it is safe; ordering it again changes nothing."""
    card = TransferCard.objects.select_for_update().filter(id=card_id).first()
    if card is None or not may_tick(actor, card, see=True):
        raise NotFound(what="transfer_card")
    incident = incidents.incident(actor, card.incident_id)
    rights.require(actor, "command.order_return", incident.region)
    if card.return_at is not None:
        return
    reason = checked_text("reason", reason)
    if len(reason) > 500:
        raise InvalidValue(field="reason", value=reason[:40], rule="1_to_500_characters")
    card.return_by, card.return_at, card.return_reason = actor.name, now, reason
    card.save(update_fields=["return_by", "return_at", "return_reason"])
    _announce(ReturnOrdered, card, actor, now, reason=reason)


def _announce(kind: type[TransferEvent], card: TransferCard, actor: Actor, now: datetime, **more: object) -> None:
    event = kind(
        subject=f"transfer_card:{card.id}",
        region=card.region,
        incident_id=card.incident_id,
        exercise=card.is_exercise,
        card_id=card.id,
        zone=card.zone,
        **more,
    )
    journal.announce(event, actor=actor, now=now)
