"""What stores held and how it moved becomes entries of the ledger; its floor becomes a norm."""

from collections import defaultdict
from decimal import Decimal

from django.db import migrations
from django.utils import timezone

_SIDES = {
    "purchase": ("supplier", "stock"),
    "donation": ("donor", "stock"),
    "return": ("elsewhere", "stock"),
    "transfer_in": ("elsewhere", "stock"),
    "surplus": ("counting", "stock"),
    "opening": ("opening", "stock"),
    "issue": ("stock", "used"),
    "lend": ("stock", "elsewhere"),
    "transfer_out": ("stock", "elsewhere"),
    "scrap": ("stock", "scrapped"),
    "shortage": ("stock", "counting"),
}


def carry_over(apps, schema_editor) -> None:
    """Enter every stock row as an opening, followed by the movements after it."""
    stock, movement = apps.get_model("readiness", "Stock"), apps.get_model("readiness", "Movement")
    norm = apps.get_model("readiness", "Norm")
    writer = _Writer(apps)
    moves = defaultdict(list)
    for row in movement.objects.order_by("at", "id"):
        moves[row.store_id, row.item].append(row)
    for row in stock.objects.select_related("store").order_by("id"):
        norm.objects.create(store=row.store, item=row.item, floor=row.floor)
        own, first = _history(moves[row.store_id, row.item], row.quantity)
        at = own[0].at if own else timezone.now()
        lot = writer.lot(row.item, row.expires_on)
        if first > 0:
            writer.enter(row.store, lot, "opening", first, {"reason": "opening stock", "by_name": "system", "at": at})
        for each in own:
            said = {"reason": each.reason, "document": each.document, "by_name": each.by_name, "at": each.at}
            writer.enter(row.store, lot, each.kind, each.quantity, said)


def _history(moves, quantity):
    """Return the movements with the stock before them; none where they do not lead to what is there."""
    first = held = quantity - sum((_signed(each) for each in moves), Decimal(0))
    for each in moves:
        if held < 0:
            break
        held += _signed(each)
    return (moves, first) if min(first, held) >= 0 and held == quantity else ([], quantity)


def _signed(movement) -> Decimal:
    return movement.quantity if _SIDES[movement.kind][1] == "stock" else -movement.quantity


class _Writer:
    """Writes entries with their accounts and batches."""

    def __init__(self, apps) -> None:
        self.account_rows = apps.get_model("readiness", "Account")
        self.lots = apps.get_model("readiness", "Lot")
        self.entries = apps.get_model("readiness", "Entry")
        self.postings = apps.get_model("readiness", "Posting")

    def lot(self, item, expires_on):
        """Return the one batch of an item with this expiry."""
        code = f"{item}-0" if expires_on is None else f"{item}-{expires_on:%y%m%d}"
        return self.lots.objects.get_or_create(item=item, expires_on=expires_on, defaults={"code": code})[0]

    def enter(self, store, lot, kind, quantity, said) -> None:
        """Enter one movement."""
        entry = self.entries.objects.create(store=store, kind=kind, is_demo=store.is_demo, by_id="", **said)
        source, target = (self._account(side, store) for side in _SIDES[kind])
        self.postings.objects.create(
            entry=entry, lot=lot, item=lot.item, quantity=quantity, source=source, target=target
        )

    def _account(self, kind, store):
        own = store if kind == "stock" else None
        sign = 1 if kind == "stock" else 0
        return self.account_rows.objects.get_or_create(kind=kind, store=own, party="", defaults={"sign": sign})[0]


class Migration(migrations.Migration):
    """Carries the stock over."""

    dependencies = [("readiness", "0003_ledger_is_append_only")]
    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
