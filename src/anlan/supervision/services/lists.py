"""Own editions of check lists: made by one person, in force once another has approved them."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound, TransitionNotAllowed
from anlan.kernel.regions import normalise
from anlan.supervision.domain.errors import ApproverIsAuthor
from anlan.supervision.domain.lists import items_from
from anlan.supervision.events import ListEditionApproved, ListEditionMade
from anlan.supervision.models import ListEdition
from anlan.supervision.selectors.lists import check_list
from anlan.supervision.services.texts import checked_text
from anlan.support import journal, locks, rights


@transaction.atomic
def make_edition(*, trade: str, region: str, text: str, note: str, actor: Actor, now: datetime) -> UUID:
    """Make the next edition of a region's check list; visits that are planned already keep theirs."""
    region = normalise(region)
    rights.require(actor, "supervision.edit_lists", region)
    items = items_from(text, check_list(trade, region).items)
    locks.hold(f"supervision:list:{trade}:{region}")
    same = ListEdition.objects.filter(trade=trade, region=region)
    row = ListEdition.objects.create(
        trade=trade,
        region=region,
        number=(same.aggregate(last=Max("number"))["last"] or 0) + 1,
        items=items,
        note=checked_text("note", note),
        made_by_id=actor.id,
        made_by=actor.name,
        made_at=now,
    )
    journal.announce(ListEditionMade(**_about(row)), actor=actor, now=now)
    return row.id


@transaction.atomic
def approve_edition(*, edition_id: UUID, actor: Actor, now: datetime) -> None:
    """Put an edition in force that somebody else made."""
    row = ListEdition.objects.select_for_update().filter(id=edition_id).first()
    if row is None or not rights.may(actor, "supervision.see", row.region):
        raise NotFound(what="edition")
    rights.require(actor, "supervision.approve", row.region)
    if row.approved_at is not None:
        raise TransitionNotAllowed(what="list_edition", state="approved", act="approve")
    if row.made_by_id == actor.id:
        raise ApproverIsAuthor
    row.approved_by, row.approved_at = actor.name, now
    row.save(update_fields=["approved_by", "approved_at"])
    journal.announce(ListEditionApproved(**_about(row)), actor=actor, now=now)


def _about(row: ListEdition) -> dict[str, object]:
    return {"subject": f"check_list:{row.id}", "region": row.region, "trade": row.trade, "number": row.number}
