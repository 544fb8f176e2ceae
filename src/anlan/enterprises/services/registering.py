"""Registering many enterprises at once; the same id again replaces what was there."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models, transaction

from anlan.enterprises.models import Enterprise
from anlan.kernel.actors import Actor
from anlan.kernel.regions import NATION
from anlan.support import rights
from anlan.support.registering import placed, put

_COMPUTED = ("state", "risk_level", "standard_level", "next_end", "checks_since", "gravest_hazard")


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


def register_enterprises(new: Iterable[NewEnterprise], *, actor: Actor, is_demo: bool = False) -> int:
    """Register enterprises; return how many."""
    return _store(Enterprise, [Enterprise(**placed(each, is_demo=is_demo)) for each in new], actor, kept=_COMPUTED)


def note_gravest_hazard(*, enterprise_id: UUID, hazard_class: int | None) -> None:
    """Keep the class of an enterprise's gravest major hazard; the room that reckons it has checked who may."""
    Enterprise.objects.filter(id=enterprise_id).exclude(gravest_hazard=hazard_class).update(gravest_hazard=hazard_class)


@transaction.atomic
def _store(model: type[models.Model], rows: list[Any], actor: Actor, kept: tuple[str, ...] = ()) -> int:
    rights.require(actor, "enterprises.register", NATION)
    return put(model, rows, kept)
