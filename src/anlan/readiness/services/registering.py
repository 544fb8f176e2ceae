"""Registering many teams, stores and shelters at once; the same id again replaces what was there."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models, transaction

from anlan.kernel.actors import Actor
from anlan.kernel.regions import NATION, level_of
from anlan.readiness.domain.freshness import Trust, next_step_at
from anlan.readiness.domain.values import checked, first_expiry
from anlan.readiness.models import Force, Shelter, Store, Team
from anlan.readiness.selectors.registers import ladder, register
from anlan.readiness.services.opening import OpeningStock, close_books_of_demonstration, open_books
from anlan.support import rights
from anlan.support.registering import placed, put

_BATCH = 1000
_RIGHT = "readiness.register"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTeam:
    """A team to register."""

    id: UUID
    code: str
    name: str
    kind: str
    region: str
    longitude: float
    latitude: float
    members: int
    vehicles: int
    skills: list[str]
    readiness_minutes: int
    leader_id: UUID | None = None
    owner_id: UUID | None = None
    details: dict[str, Any] = field(default_factory=dict)
    confirmed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStore:
    """A store to register; its level is its region's."""

    id: UUID
    code: str
    name: str
    region: str
    longitude: float
    latitude: float
    keeper_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewShelter:
    """A shelter to register; ``area`` in m2."""

    id: UUID
    code: str
    name: str
    kind: str
    region: str
    longitude: float
    latitude: float
    capacity: int
    area: float
    is_indoor: bool = True
    has_water: bool = True
    has_power: bool = True
    has_medical: bool = False
    keeper_id: UUID | None = None
    owner_id: UUID | None = None
    details: dict[str, Any] = field(default_factory=dict)
    confirmed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewForce:
    """A force of any other register; ``details`` by the keys of its fields, ``confirmed_at`` where somebody did."""

    id: UUID
    register: str
    code: str
    name: str
    kind: str
    region: str
    longitude: float
    latitude: float
    details: dict[str, Any] = field(default_factory=dict)
    contact_id: UUID | None = None
    owner_id: UUID | None = None
    confirmed_at: datetime | None = None


def register_teams(new: Iterable[NewTeam], *, actor: Actor, is_demo: bool = False) -> int:
    """Register teams; return how many."""
    return _store(
        Team, [Team(**_registered("teams", each, is_demo=is_demo)) for each in new], actor, kept=("state", "note")
    )


def register_stores(
    new: Iterable[NewStore], stock: Iterable[OpeningStock], *, actor: Actor, now: datetime, is_demo: bool = False
) -> int:
    """Register stores with what they hold; return how many stores. What a store's ledger has stays as it is."""
    rows = [Store(**placed(each, is_demo=is_demo), level=int(level_of(each.region))) for each in new]
    with transaction.atomic():
        count = _store(Store, rows, actor)
        open_books(stock, actor=actor, is_demo=is_demo, now=now)
    return count


def register_shelters(new: Iterable[NewShelter], *, actor: Actor, is_demo: bool = False) -> int:
    """Register shelters; return how many. Open ones stay open."""
    rows = [Shelter(**_registered("shelters", each, is_demo=is_demo)) for each in new]
    return _store(Shelter, rows, actor, kept=("state", "occupants", "changed_at"))


def register_forces(new: Iterable[NewForce], *, actor: Actor, is_demo: bool = False) -> int:
    """Register forces of any register; return how many. What was reported of them stays."""
    rows = [Force(**_registered(each.register, each, is_demo=is_demo)) for each in new]
    return _store(Force, rows, actor, kept=("state", "note"))


@transaction.atomic
def remove_demonstration(*, actor: Actor) -> int:
    """Remove everything that is demonstration data; return how many rows."""
    rights.require(actor, _RIGHT, NATION)
    close_books_of_demonstration()
    return sum(model.objects.filter(is_demo=True).delete()[0] for model in (Force, Shelter, Store, Team))


@transaction.atomic
def _store(model: type[models.Model], rows: list[Any], actor: Actor, kept: tuple[str, ...] = ()) -> int:
    rights.require(actor, "readiness.register", NATION)
    return put(model, rows, kept)


def _registered(key: str, new: Any, *, is_demo: bool) -> dict[str, Any]:
    """Return the columns of an entry: its details read by its register, and the ladder from its last confirmation."""
    wanted, columns = register(key), placed(new, is_demo=is_demo)
    own = tuple(each for each in wanted.fields if not each.column)
    columns["details"] = checked(replace(wanted, fields=own), columns["details"])
    columns["expires_on"] = first_expiry(wanted, columns["details"])
    if at := columns["confirmed_at"]:
        columns["trust"] = Trust.CONFIRMED
        columns["next_step_at"] = next_step_at(ladder(), at, wanted.confirm_days, at)
    return columns
