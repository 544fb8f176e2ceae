"""Which enterprises an asker may see and keep: those of the regions, and an officer's own firm."""

from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet

from anlan.enterprises.models import Enterprise
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotAllowed, NotFound
from anlan.kernel.regions import lies_within
from anlan.people import api as people
from anlan.support.rights import may, roles_by_right, within

READ: Final = "enterprises.read"
KEEP: Final = "enterprises.keep"
DELIVER: Final = "enterprises.deliver"
_KEEP_OWN: Final = "enterprises.keep_own"


def own_organisations(actor: Actor) -> dict[UUID, str]:
    """Return the organisations whose officer the actor is, each with the region of the grant."""
    grants = [grant for grant in actor.grants if grant.role in roles_by_right()[_KEEP_OWN]]
    if not grants:
        return {}
    person = people.persons_by_id([actor.person_id]).get(actor.person_id) if actor.person_id else None
    at_home = person.organisation_id if person else None
    found = {(grant.organisation_id or at_home): grant.region for grant in grants}
    return {organisation: region for organisation, region in found.items() if organisation is not None}


def delivered_codes(actor: Actor) -> dict[str, str]:
    """Return the credit codes of the enterprises whose own system the actor is, each with the region of the grant."""
    roles = roles_by_right()[DELIVER]
    return {grant.code: grant.region for grant in actor.grants if grant.role in roles and grant.code}


def delivers(actor: Actor, code: str, region: str) -> bool:
    """Tell whether the actor is the own system of the enterprise of a code, and answers for it in ``region``."""
    granted = delivered_codes(actor).get(code)
    return granted is not None and lies_within(region, granted)


def seen_by(actor: Actor, rows: QuerySet[Any], region: str = "", *, of: str = "") -> QuerySet[Any]:
    """Return the rows that the actor may see, and in ``region`` where one is named.

    ``of`` is the way from a row to its enterprise (``enterprise__``), empty for enterprises themselves.
    """
    condition = within(actor, READ, f"{of}region")
    own = own_organisations(actor) if condition else {}
    for organisation, granted in own.items():
        condition |= Q(**{f"{of}organisation_id": organisation, f"{of}region__startswith": granted})
    for code, granted in delivered_codes(actor).items() if condition else ():
        condition |= Q(**{f"{of}code": code, f"{of}region__startswith": granted})
    return rows.filter(condition, **({f"{of}region__startswith": region} if region else {}))


def _is_own(actor: Actor, row: Enterprise) -> bool:
    granted = own_organisations(actor).get(row.organisation_id) if row.organisation_id else None
    return granted is not None and lies_within(row.region, granted)


def require_seen(actor: Actor, row: Enterprise) -> None:
    """Refuse as if the enterprise did not exist where the actor may not see it."""
    if not (may(actor, READ, row.region) or may_keep(actor, row)):
        raise NotFound(what="enterprise")


def may_keep(actor: Actor, row: Enterprise) -> bool:
    """Tell whether the actor keeps the file of this enterprise."""
    return may(actor, KEEP, row.region) or delivers(actor, row.code, row.region) or _is_own(actor, row)


def require_keeper(actor: Actor, row: Enterprise) -> None:
    """Refuse unless the actor keeps the file of this enterprise; one that is not seen does not exist."""
    require_seen(actor, row)
    if not may_keep(actor, row):
        raise NotAllowed(right=KEEP, region=row.region)
