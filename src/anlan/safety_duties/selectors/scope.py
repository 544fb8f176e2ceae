"""Whose lists an asker sees: those of the regions, and of the firm whose officer they are."""

from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from anlan.enterprises import api as enterprises
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.safety_duties.models import DutyList
from anlan.support import rights

SEE: Final = "safety_duties.see"
REPORT: Final = "safety_duties.report"


def own_firms(actor: Actor) -> dict[UUID, str]:
    """Return the enterprises for which the actor enters what was done."""
    held = rights.regions_of(actor, "safety_duties.report_own")
    return enterprises.own_enterprises(actor) if held and not actor.is_system else {}


def visible(actor: Actor) -> QuerySet[DutyList]:
    """Return the lists that the actor may see; drafts of a firm's list are not the firm's yet."""
    condition = rights.within(actor, SEE)
    own = own_firms(actor)
    if own:
        condition |= Q(enterprise_id__in=own) & Q(state__in=("filed", "closed"))
    return DutyList.objects.filter(condition)


def require_seen(actor: Actor, row: DutyList | None) -> DutyList:
    """Return the list, or refuse as if there were none."""
    if row is None or not (rights.may(actor, SEE, row.region) or row.enterprise_id in own_firms(actor)):
        raise NotFound(what="duty_list")
    return row


def may_report(actor: Actor, region: str, enterprise_id: UUID | None) -> bool:
    """Tell whether the actor enters what was done on a list."""
    return rights.may(actor, REPORT, region) or (enterprise_id is not None and enterprise_id in own_firms(actor))
