"""Registering many enterprises and major hazards at once; the same id again replaces what was there."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models, transaction

from anlan.enterprises.domain.major_hazards import class_of
from anlan.enterprises.models import Enterprise, MajorHazard
from anlan.kernel.actors import Actor
from anlan.kernel.regions import NATION
from anlan.support import rights
from anlan.support.registering import placed, put
from anlan.support.tables import load_table

_COMPUTED = ("state", "risk_level", "standard_level", "next_end", "checks_since")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEnterprise:
    """An enterprise to register; ``code`` is its unified social credit code."""

    id: UUID
    code: str
    name: str
    industry: str
    region: str
    longitude: float
    latitude: float
    staff: int
    trade_class: str = ""
    scale: str = ""
    address: str = ""
    contact_id: UUID | None = None
    organisation_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMajorHazard:
    """A major hazard installation to register; its class follows from R."""

    id: UUID
    enterprise_id: UUID
    code: str
    name: str
    region: str
    longitude: float
    latitude: float
    substance: str
    quantity: float
    critical_quantity: float
    r_value: float


def register_enterprises(new: Iterable[NewEnterprise], *, actor: Actor, is_demo: bool = False) -> int:
    """Register enterprises; return how many."""
    return _store(Enterprise, [Enterprise(**placed(each, is_demo=is_demo)) for each in new], actor, kept=_COMPUTED)


def register_major_hazards(new: Iterable[NewMajorHazard], *, actor: Actor, is_demo: bool = False) -> int:
    """Register major hazard installations of registered enterprises; return how many."""
    bands = load_table("anlan.enterprises", "major_hazards")["major_hazard"]["band"]
    rows = [MajorHazard(**placed(each, is_demo=is_demo), hazard_class=class_of(each.r_value, bands)) for each in new]
    return _store(MajorHazard, rows, actor)


@transaction.atomic
def _store(model: type[models.Model], rows: list[Any], actor: Actor, kept: tuple[str, ...] = ()) -> int:
    rights.require(actor, "enterprises.register", NATION)
    return put(model, rows, kept)
