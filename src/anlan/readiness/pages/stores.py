"""Stores: the list, a store's stock and ledger, and its movements."""

from decimal import Decimal, InvalidOperation
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.places import api as places
from anlan.readiness import api
from anlan.readiness.pages import labels
from anlan.readiness.pages.listing import know_names, region_choices
from anlan.support.rights import may
from anlan.web.auth import signed_in
from anlan.web.lists import Export, csv_answer, page_of, wants_file

_FIELDS = ("level", "region", "item", "sort")


def _cells(row: api.Store) -> tuple[object, ...]:
    """Return a store's line of the file."""
    return (
        row.code,
        row.name,
        labels.STORE_LEVELS[str(row.level)],
        places.full_name(row.region),
        row.keeper.name if row.keeper else "",
        row.item_count,
        row.low_count,
        row.longitude,
        row.latitude,
    )


EXPORT = Export(
    "stores",
    (
        _("Code"),
        _("Name"),
        _("Level"),
        _("Region"),
        _("Keeper"),
        _("Items"),
        _("Items below their floor"),
        _("Longitude"),
        _("Latitude"),
    ),
    _cells,
)


def _stock_cells(row: api.StockRow) -> tuple[object, ...]:
    """Return a stock line of the file."""
    return (row.item.code, row.item.name, row.item.unit, float(row.quantity), float(row.floor))


STOCK_EXPORT = Export("stock", (_("Code"), _("Item"), _("Unit of count"), _("In stock"), _("Floor")), _stock_cells)


@signed_in
def stores_page(request: HttpRequest) -> HttpResponse:
    """Show the stores that the reader may see, as a page or as a file."""
    wanted = api.StoreFilter(
        text=request.GET.get("q", "").strip(), **{name: request.GET.get(name, "") for name in _FIELDS}
    )
    rows = api.stores(request.actor, wanted)
    if wants_file(request):
        return csv_answer(EXPORT, rows)
    page = page_of(request, rows)
    know_names(page)
    totals = api.totals(request.actor, wanted.region)
    context = {
        "page": page,
        "tab": "stores",
        "lines": [(row, labels.STORE_LEVELS[str(row.level)]) for row in page],
        "levels": labels.choices(labels.STORE_LEVELS, api.store_counts(request.actor, _only_region(wanted))),
        "regions": region_choices(request.actor),
        "totals": _by_group([(item, totals[code]) for code, item in api.items().items() if code in totals]),
        "item": api.items().get(wanted.item),
    }
    return render(request, "readiness/stores.html", context)


@signed_in
def store_page(request: HttpRequest, store_id: UUID) -> HttpResponse:
    """Show one store's stock and ledger, or its stock as a file."""
    row = api.store(request.actor, store_id)
    stock = api.stock_of(store_id)
    if wants_file(request):
        return csv_answer(STOCK_EXPORT, stock)
    context = {
        "tab": "stores",
        "store": row,
        "map": places.map_round(row.longitude, row.latitude, row.name, "building-warehouse"),
        "level": labels.STORE_LEVELS[str(row.level)],
        "stock": stock,
        "movements": [(each, labels.MOVES[each.kind], each.kind in api.INWARD) for each in api.movements_of(store_id)],
        "items": list(api.items().values()),
        "moves_in": [(kind, word) for kind, word in labels.MOVES.items() if kind in api.INWARD],
        "moves_out": [(kind, word) for kind, word in labels.MOVES.items() if kind not in api.INWARD],
        "may_move": may(request.actor, "readiness.move_stock", row.region),
    }
    return render(request, "readiness/store.html", context)


@signed_in
@require_POST
def move(request: HttpRequest, store_id: UUID) -> HttpResponse:
    """Bring stock in or take it out."""
    kind = request.POST.get("kind", "")
    if kind not in list(api.MoveKind):
        raise InvalidValue(field="kind", value=kind[:20], rule="known")
    moved = api.Move(
        item=request.POST.get("item", ""),
        kind=api.MoveKind(kind),
        quantity=_quantity(request.POST.get("quantity", "")),
        reason=request.POST.get("reason", "").strip()[:300],
        document=request.POST.get("document", "").strip()[:60],
    )
    balance = api.move_stock(store_id=store_id, move=moved, actor=request.actor, now=clock.now())
    item = api.items()[moved.item]
    told = {"item": item.name, "balance": f"{balance.normalize():f}", "unit": item.unit}
    messages.success(request, gettext("Recorded. %(item)s: %(balance)s %(unit)s in stock.") % told)
    return redirect("readiness:store", store_id)


def _quantity(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise InvalidValue(field="quantity", value=text[:20], rule="number") from error


def _only_region(wanted: api.StoreFilter) -> api.StoreFilter:
    return api.StoreFilter(region=wanted.region)


def _by_group(totals: list[tuple[api.Item, Decimal]]) -> list[tuple[str, list[tuple[api.Item, Decimal]]]]:
    names: dict[str, Any] = api.groups()
    return [(names[group], list(found)) for group, found in groupby(totals, key=lambda pair: pair[0].group)]
