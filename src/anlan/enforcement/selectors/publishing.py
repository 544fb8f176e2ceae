"""What anybody may read of penalties, and the list of dishonest parties."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from anlan.enforcement.models import Case, CreditListing
from anlan.enforcement.selectors.cases import SEE
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.support import rights
from anlan.support.rows import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingRow:
    """A party in the list; ``state`` is standing, repaired or over."""

    id: UUID
    case_id: UUID
    region: str
    object_id: UUID | None
    party_name: str
    party_code: str
    reason: str
    listed_on: date
    until: date
    repair_from: date
    listed_by: str
    repaired_on: date | None
    repair: str
    state: str
    can_be_repaired: bool

    @property
    def id_text(self) -> str:
        """Return the id as a text, for names of dialogs."""
        return str(self.id)


def public_penalties(text: str = "") -> Rows[dict[str, Any]]:
    """Return the notices that stand, the newest decision first."""
    rows = Case.objects.filter(published_at__isnull=False, withdrawn_at=None, is_demo=False).only("published")
    if text:
        rows = rows.filter(published__party__icontains=text)
    return Rows(rows.order_by("-decided_at", "-id"), lambda found: [row.published for row in found])


def credit_list(actor: Actor, now: datetime, *, state: str = "") -> tuple[ListingRow, ...]:
    """Return the parties in the list that the actor sees, the newest first."""
    today = in_china(now).date()
    rows = CreditListing.objects.filter(rights.within(actor, SEE)).order_by("-listed_on", "-id")[:500]
    found = tuple(_row(row, today) for row in rows)
    return tuple(row for row in found if state in ("", row.state))


def credit_of(object_ids: list[UUID], now: datetime) -> dict[UUID, ListingRow]:
    """Return the entries that stand against enterprises; what is in this list is public by law."""
    today, found = in_china(now).date(), {}
    for row in CreditListing.objects.filter(object_id__in=object_ids, repaired_on=None, until__gte=today):
        if row.object_id is not None:
            found[row.object_id] = _row(row, today)
    return found


def listing_of_case(actor: Actor, case_id: UUID, now: datetime) -> ListingRow | None:
    """Return the newest entry that a case led to."""
    row = CreditListing.objects.filter(rights.within(actor, SEE), case_id=case_id).order_by("-listed_on").first()
    return _row(row, in_china(now).date()) if row else None


def _row(row: CreditListing, today: date) -> ListingRow:
    state = "repaired" if row.repaired_on else "over" if today > row.until else "standing"
    special = ("state", "can_be_repaired")
    same = {name: getattr(row, name) for name in ListingRow.__slots__ if name not in special}
    return ListingRow(**same, state=state, can_be_repaired=state == "standing" and today >= row.repair_from)
