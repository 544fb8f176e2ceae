"""Goods go to the people: what a household received, and not the same twice by mistake."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import AnlanError, ErrorClass, NotFound
from anlan.kernel.regions import lies_within
from anlan.people import api as people
from anlan.readiness.domain.ledger import AccountKind
from anlan.readiness.events import GoodsDistributed
from anlan.readiness.models import Posting, Store
from anlan.readiness.services import ledger
from anlan.readiness.services.ledger import Line, Paper
from anlan.readiness.services.requisitions import checked_lines, told
from anlan.readiness.services.stock import store_for_act
from anlan.support import journal
from anlan.support.tables import load_table

DISTRIBUTE = "readiness.distribute"
KIND = "distribution"


class AlreadyGiven(AnlanError):
    """The household received the same item lately: ``item``, ``days``."""

    code = "readiness.already_given"
    message = "This household has received %(item)s within the last %(days)s days. Give the reason to give it again."
    error_class = ErrorClass.CONFLICT


@dataclass(frozen=True, slots=True, kw_only=True)
class Handout:
    """What a household receives; ``again`` is the reason to give the same once more."""

    household_id: UUID
    lines: Sequence[tuple[str, Decimal]]
    again: str = ""
    token: str = ""


@transaction.atomic
def distribute(*, store_id: UUID, handout: Handout, actor: Actor, now: datetime) -> None:
    """Give goods of a store to a household of its region; the ledger names the household by its id."""
    store = store_for_act(store_id, actor, DISTRIBUTE)
    household = people.household(actor, handout.household_id)
    if not lies_within(household.region, store.region):
        raise NotFound(what="household", id=str(handout.household_id))
    lines = checked_lines(handout.lines)
    stock, given = ledger.account(AccountKind.STOCK, store), ledger.account(AccountKind.RECIPIENTS)
    ledger.lock((stock,))
    if ledger.is_known(actor, handout.token):
        return
    if not handout.again.strip():
        _refuse_again(household.id, lines, now)
    postings = [
        Line(lot_id, item, part, stock, given)
        for item, quantity in lines.items()
        for lot_id, part in ledger.picked(ledger.held_in(stock, item), ledger.known_item(item), quantity, now)
    ]
    paper = Paper(kind=KIND, reason=handout.again, party=household.code, party_id=household.id, token=handout.token)
    ledger.post(store, paper, postings, actor=actor, now=now)
    _announce(store, household, told(lines), actor=actor, now=now)


def repeat_days() -> int:
    """Return within how many days the same item to the same household asks for a reason."""
    return int(load_table("anlan.readiness", "supplies")["distribution"]["repeat_days"])


def _refuse_again(household_id: UUID, items: Iterable[str], now: datetime) -> None:
    since = now - timedelta(days=repeat_days())
    same = Posting.objects.filter(
        entry__kind=KIND, entry__party_id=household_id, entry__at__gte=since, item__in=list(items)
    ).first()
    if same is not None:
        raise AlreadyGiven(item=ledger.known_item(same.item).name, days=repeat_days())


def _announce(
    store: Store, household: people.Household, items: tuple[str, ...], *, actor: Actor, now: datetime
) -> None:
    event = GoodsDistributed(
        subject=f"store:{store.id}",
        region=household.region,
        store=store.name,
        household=str(household.id),
        items=items,
    )
    journal.announce(event, actor=actor, now=now)
