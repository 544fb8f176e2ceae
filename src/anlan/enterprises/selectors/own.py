"""An officer's own enterprises, for rooms that keep what happens at them."""

from uuid import UUID

from anlan.enterprises.models import Enterprise
from anlan.enterprises.selectors.scope import delivered_codes, delivers, own_organisations
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.kernel.regions import lies_within


def own_enterprises(actor: Actor) -> dict[UUID, str]:
    """Return the enterprises whose officer the actor is, with their names."""
    own = own_organisations(actor)
    if not own:
        return {}
    rows = Enterprise.objects.filter(organisation_id__in=own).order_by("code")
    return {row.id: row.name for row in rows if lies_within(row.region, own[row.organisation_id])}


def is_delivered_by(actor: Actor, enterprise_id: UUID | None) -> bool:
    """Tell whether the actor is the own system of an enterprise, by the code that its key names."""
    if enterprise_id is None or not delivered_codes(actor):
        return False
    row = Enterprise.objects.filter(id=enterprise_id).first()
    return row is not None and delivers(actor, row.code, row.region)


def region_of(enterprise_id: UUID) -> str:
    """Return where an enterprise lies, or say that there is none."""
    region = Enterprise.objects.filter(id=enterprise_id).values_list("region", flat=True).first()
    if region is None:
        raise NotFound(what="enterprise", id=str(enterprise_id))
    return region
