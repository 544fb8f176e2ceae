"""What of the supplies asks for somebody: the list by kind, as a page or a file."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from anlan.kernel import clock
from anlan.places import api as places
from anlan.readiness import api
from anlan.readiness.pages.listing import know_names
from anlan.readiness.words import Labels
from anlan.web.auth import signed_in
from anlan.web.lists import Export, csv_answer, page_of, wants_file

KINDS: Final[Labels] = {
    "expired": _("Past their date"),
    "urgent": _("Expire within 30 days"),
    "soon": _("Expire within 90 days"),
    "low": _("Below the floor"),
    "over": _("Above the ceiling"),
    "lent": _("Lent out"),
    "owed": _("Borrowed"),
    "contract": _("Contracts that end within 90 days"),
}
HINTS: Final[Labels] = {
    "expired": _("Write them off or give them back: they are never issued."),
    "urgent": _("Issue or rotate them out now; the platform takes them first."),
    "soon": _("Plan their rotation: use them in drills or relief and buy new ones."),
    "low": _("Ask for supplies or buy what is missing."),
    "over": _("Send what is too much to stores that lack it."),
    "lent": _("Ask for them back when they are due."),
    "owed": _("Give them back when they are due."),
    "contract": _("Renew the contract or find another supplier: after its last day nothing can be called up."),
}


def _cells(row: api.AttentionRow) -> tuple[object, ...]:
    """Return a line of the file."""
    return (
        row.store,
        places.full_name(row.region),
        row.item.code,
        row.item.name,
        row.lot_code,
        float(row.quantity),
        float(row.floor),
        float(row.ceiling),
        row.expires_on,
        row.party,
        row.due_on,
    )


EXPORT = Export(
    "supplies",
    (
        _("Warehouse"),
        _("Region"),
        _("Code"),
        _("Item"),
        _("Label"),
        _("Amount"),
        _("Floor"),
        _("Ceiling"),
        _("Expires on"),
        _("Other side"),
        _("A loan is due on"),
    ),
    _cells,
)


@signed_in
def attention_page(request: HttpRequest) -> HttpResponse:
    """Show what asks for somebody, one kind at a time."""
    today = clock.in_china(clock.now()).date()
    counts = api.attention_counts(request.actor, today)
    first = next((kind for kind in api.ATTENTION_KINDS if counts[kind]), "expired")
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else first
    rows = api.attention(request.actor, kind, today, request.GET.get("q", "").strip())
    if wants_file(request):
        return csv_answer(EXPORT, rows)
    page = page_of(request, rows)
    know_names(page)
    context = {
        "tab": "attention",
        "page": page,
        "kind": kind,
        "kinds": [(each, word, counts[each]) for each, word in KINDS.items()],
        "hint": HINTS[kind],
        "today": today,
    }
    return render(request, "readiness/attention.html", context)
