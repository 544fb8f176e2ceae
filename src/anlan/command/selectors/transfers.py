"""Transfer cards with their households, and who is in a shelter."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from anlan.command.domain.transfers import MoveState
from anlan.command.models import ShelterStay, TransferCard, TransferHousehold
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.support import rights
from anlan.support.rows import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRow:
    """A danger zone's card with how far it is."""

    id: UUID
    incident_id: UUID
    incident_title: str
    is_exercise: bool
    region: str
    zone: str
    danger: str
    route: str
    shelter_id: UUID
    shelter_name: str
    responsible_name: str
    return_by: str
    return_at: datetime | None
    return_reason: str
    households: int
    persons: int
    moved: int
    moved_persons: int
    first_left: int

    @property
    def key(self) -> str:
        """Return the id as text."""
        return str(self.id)

    @property
    def path(self) -> str:
        """Return the card's page on the phone."""
        return f"/tasks/transfers/{self.id}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferRow:
    """A household of a card."""

    id: UUID
    number: int
    head_name: str
    address: str
    persons: int
    goes_first: bool
    state: MoveState
    note: str
    by_name: str
    at: datetime | None

    @property
    def path(self) -> str:
        """Return where ticks of it are sent."""
        return f"/tasks/households/{self.id}/"

    @property
    def is_open(self) -> bool:
        """Tell whether it still has to be moved."""
        return self.state not in (MoveState.MOVED, MoveState.RETURNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class StayRow:
    """Somebody in a shelter."""

    id: UUID
    name: str
    persons: int
    came_at: datetime
    came_by: str
    left_at: datetime | None
    left_to: str


def may_tick(actor: Actor, card: TransferCard, *, see: bool = False) -> bool:
    """Tell whether the actor ticks a card's households (or, with ``see``, may know of the card)."""
    if actor.person_id is not None and card.responsible_id == actor.person_id:
        return True
    return rights.may(actor, "command.see" if see else "command.tick_households", card.region)


def cards_of(actor: Actor, incident_id: UUID) -> Rows[CardRow]:
    """Return an incident's cards that the actor may see, by place."""
    return Rows(_counted(_seen(actor).filter(incident_id=incident_id)), lambda rows: [_card(row) for row in rows])


def own_cards(actor: Actor, *, limit: int = 20) -> tuple[CardRow, ...]:
    """Return the cards that the actor answers for or ticks, with somebody left to move first."""
    ticked = rights.within(actor, "command.tick_households")
    rows = TransferCard.objects.filter(_own(actor) | ticked if ticked else ticked).filter(return_at=None)
    return tuple(_card(row) for row in _counted(rows).order_by("-made_at")[:limit])


def card(actor: Actor, card_id: UUID) -> CardRow:
    """Return one card, or refuse as if there were none."""
    row = _counted(_seen(actor).filter(id=card_id)).first()
    if row is None:
        raise NotFound(what="transfer_card")
    return _card(row)


def households_of(actor: Actor, card_id: UUID) -> Rows[TransferRow]:
    """Return a card's households: still to be moved before the others, those who need help first."""
    card(actor, card_id)
    rows = TransferHousehold.objects.filter(card_id=card_id)
    done = Q(state__in=[MoveState.MOVED.value, MoveState.RETURNED.value])
    rows = rows.annotate(done=Count("id", filter=done)).order_by("done", "-goes_first", "number")
    return Rows(rows, lambda found: [_household(row) for row in found])


def expected_in(actor: Actor, incident_id: UUID, shelter_id: UUID) -> tuple[TransferRow, ...]:
    """Return the households whose cards lead to a shelter and who are in none yet; those who need help first."""
    rows = TransferHousehold.objects.filter(
        card__in=_seen(actor).filter(incident_id=incident_id, shelter_id=shelter_id)
    )
    rows = rows.exclude(state=MoveState.RETURNED.value).exclude(stays__left_at=None, stays__id__isnull=False)
    return tuple(_household(row) for row in rows.order_by("-goes_first", "number")[:500])


def stays_in(actor: Actor, shelter_id: UUID) -> Rows[StayRow]:
    """Return who is in a shelter, the latest first, as far as the actor may see it."""
    rows = ShelterStay.objects.filter(rights.within(actor, "command.see"), shelter_id=shelter_id)
    return Rows(rows.filter(left_at=None).order_by("-came_at", "-id"), lambda found: [_stay(row) for row in found])


def counts_by_township(actor: Actor, incident_id: UUID) -> dict[str, tuple[int, int, int, int, datetime | None]]:
    """Return households and persons on an incident's cards and moved of them, with the last tick, by township."""
    rows = TransferHousehold.objects.filter(card__in=_seen(actor).filter(incident_id=incident_id))
    found: dict[str, tuple[int, int, int, int, datetime | None]] = {}
    for region, persons, state, at in rows.values_list("region", "persons", "state", "at"):
        households, people, moved, moved_people, last = found.get(region[:9], (0, 0, 0, 0, None))
        is_moved = state == MoveState.MOVED
        last = max((each for each in (last, at) if each), default=None)
        here = (households + 1, people + persons, moved + is_moved, moved_people + persons * is_moved, last)
        found[region[:9]] = here
    return found


def _own(actor: Actor) -> Q:
    return Q(responsible_id=actor.person_id) if actor.person_id else Q(pk__in=[])


def _seen(actor: Actor) -> "QuerySet[TransferCard]":
    scope = rights.within(actor, "command.see")
    return TransferCard.objects.filter(scope | _own(actor) if scope else scope)


def _counted(rows: "QuerySet[TransferCard]") -> "QuerySet[TransferCard]":
    moved = Q(households__state=MoveState.MOVED.value)
    first = Q(households__goes_first=True) & ~Q(households__state__in=[MoveState.MOVED.value, MoveState.RETURNED.value])
    return rows.annotate(
        household_count=Count("households"),
        person_count=Sum("households__persons", default=0),
        moved_count=Count("households", filter=moved),
        moved_persons=Sum("households__persons", filter=moved, default=0),
        first_left=Count("households", filter=first),
    )


_COUNTS = {"households": "household_count", "persons": "person_count", "moved": "moved_count"}


def _card(row: TransferCard) -> CardRow:
    return CardRow(**{name: getattr(row, _COUNTS.get(name, name)) for name in CardRow.__slots__})


def _household(row: TransferHousehold) -> TransferRow:
    same = {name: getattr(row, name) for name in TransferRow.__slots__ if name != "state"}
    return TransferRow(state=MoveState(row.state), **same)


def _stay(row: ShelterStay) -> StayRow:
    return StayRow(**{name: getattr(row, name) for name in StayRow.__slots__})
