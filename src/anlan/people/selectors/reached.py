"""How many of the registered residents of some places were reached by messages or heard a loudspeaker."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from anlan.people.models import Device, Resident
from anlan.support.rights import lies_in


@dataclass(frozen=True, slots=True)
class Reached:
    """The registered residents of a place and those of them that were reached, each counted once."""

    registered: int
    reached: int


def residents_reached(regions: Iterable[str], told: QuerySet[Any], sounded: Collection[str]) -> dict[str, Reached]:
    """Return registered and reached residents by their own region.

    ``told`` are the ids of residents that a message reached, ``sounded`` the addresses of the devices that spoke; a
    device reaches who lives on the ground that it covers, one without known ground reaches nobody.
    """
    rows = Resident.objects.filter(lies_in(regions), is_exercise=False)
    reached = Q(id__in=told)
    if sounded:
        devices = Device.objects.filter(address__in=list(sounded), is_exercise=False)
        reached |= Q(Exists(devices.filter(covers__covers=OuterRef("location"))))
    counted = rows.order_by().values("region").annotate(all=Count("id"), reached=Count("id", filter=reached))
    return {row["region"]: Reached(row["all"], row["reached"]) for row in counted}
