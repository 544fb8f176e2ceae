"""Taking households out as a file: an act with a reason, kept in the journal."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue
from anlan.people import events
from anlan.people.domain.phones import masked
from anlan.people.models import Household
from anlan.people.selectors.households import HouseholdFilter, visible
from anlan.support import journal
from anlan.support.rights import regions_of, require

_RIGHT = "people.export_residents"
_STEP = 2000


@transaction.atomic
def export_households(*, wanted: HouseholdFilter, reason: str, actor: Actor, now: datetime) -> Iterator[list[object]]:
    """Return the rows of all households that match, numbers masked, and write down who took them and why.

    A household in which nobody is entered has one row too, without a name.
    """
    held = regions_of(actor, _RIGHT)
    if not held or wanted.region:
        require(actor, _RIGHT, wanted.region)
    if not reason.strip():
        raise InvalidValue(field="reason", value="", rule="not_empty")
    rows = visible(actor, wanted, right=_RIGHT)
    event = events.ResidentsExported(
        subject="households",
        region=wanted.region or held[0],
        reason=" ".join(reason.split())[:200],
        households=rows.count(),
        is_masked=True,
    )
    journal.announce(event, actor=actor, now=now)
    return _rows(rows)


def _rows(homes: "QuerySet[Household]") -> Iterator[list[object]]:
    for home in homes.order_by("region", "id").prefetch_related("residents").iterator(chunk_size=_STEP):
        first = "1" if home.is_to_move_first else "0"
        for person in sorted(home.residents.all(), key=lambda each: each.name) or (None,):
            at = person.location if person else home.location
            place = (at.x, at.y) if at else (None, None)
            household = (home.code, home.region, home.head_name, home.address, home.persons, *place, home.hazard, first)
            yield [*household, *((person.name, masked(person.phone)) if person else ("", ""))]
