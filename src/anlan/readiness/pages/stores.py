"""Stores: the list, a store's stock and ledger, and its movements."""

from decimal import Decimal
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from anlan.kernel import clock
from anlan.kernel.ids import new_id
from anlan.places import api as places
from anlan.readiness import api
from anlan.readiness import words as labels
from anlan.readiness.pages import reserves, supply_labels
from anlan.readiness.pages.listing import know_names, region_choices
from anlan.support.rights import may
from anlan.web.auth import signed_in
from anlan.web.lists import Export, csv_answer, page_of, wants_file

_Total = tuple[api.Item, Decimal, Decimal, Decimal]
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
    group = api.classes().get(row.item.national_class, "")
    return (row.item.code, group, row.item.name, row.item.unit, float(row.quantity), float(row.floor))


STOCK_EXPORT = Export(
    "stock",
    (_("Code"), _("National class"), _("Item"), _("Unit of count"), _("In stock"), _("Floor")),
    _stock_cells,
)


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
    promised = api.reserve_totals(request.actor, clock.in_china(clock.now()).date(), wanted.region)
    context = {
        "page": page,
        "tab": "stores",
        "lines": [(row, labels.STORE_LEVELS[str(row.level)]) for row in page],
        "levels": labels.choices(labels.STORE_LEVELS, api.store_counts(request.actor, _only_region(wanted))),
        "regions": region_choices(request.actor),
        "totals": _by_group(
            [
                (item, totals.get(code, Decimal(0)), *promised.get(code, (Decimal(0), Decimal(0))))
                for code, item in api.items().items()
                if code in totals or code in promised
            ]
        ),
        "item": api.items().get(wanted.item),
    }
    return render(request, "readiness/stores.html", context)


@signed_in
def store_page(request: HttpRequest, store_id: UUID) -> HttpResponse:
    """Show one store's stock and ledger, or its stock as a file."""
    row = api.store(request.actor, store_id)
    stock = api.stock_of(store_id)
    today = clock.in_china(clock.now()).date()
    if wants_file(request):
        return csv_answer(STOCK_EXPORT, stock)
    page = page_of(request, api.movements_of(store_id, request.GET.get("item", "")))
    context = {
        "tab": "stores",
        "store": row,
        "map": places.map_round(row.longitude, row.latitude, row.name, "building-warehouse"),
        "level": labels.STORE_LEVELS[str(row.level)],
        "stock": stock,
        "call_ups": reserves.shown(request, api.open_call_ups(store_id)),
        "page": page,
        "movements": [(each, supply_labels.ENTRIES[each.kind]) for each in page],
        "lots": [(each, api.is_expired(each.expires_on, today)) for each in api.lots_of(store_id)],
        "items": list(api.items().values()),
        "moves_in": [(kind, word) for kind, word in supply_labels.MOVES.items() if kind in api.INWARD],
        "moves_out": [(kind, word) for kind, word in supply_labels.MOVES.items() if kind not in api.INWARD],
        "item": api.items().get(request.GET.get("item", "")),
        "form_token": new_id().hex,
        "may_set": may(request.actor, "readiness.set_norms", row.region),
        "may_ask": may(request.actor, "readiness.request_supplies", row.region),
        "may_distribute": may(request.actor, "readiness.distribute", row.region),
        "may_move": may(request.actor, "readiness.move_stock", row.region),
    }
    return render(request, "readiness/store.html", context)


def _only_region(wanted: api.StoreFilter) -> api.StoreFilter:
    return api.StoreFilter(region=wanted.region)


def _by_group(totals: list[_Total]) -> list[tuple[str, list[_Total]]]:
    names: dict[str, Any] = api.groups()
    return [(names[group], list(found)) for group, found in groupby(totals, key=lambda total: total[0].group)]
