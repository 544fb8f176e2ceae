"""The list of cases, the due list, the list of dishonest parties, and the opening of a case."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from anlan.enforcement import api, words
from anlan.enforcement.pages.beginning import from_enterprise, from_inspection
from anlan.kernel import clock
from anlan.kernel.regions import RegionLevel
from anlan.places import api as places
from anlan.support import rights
from anlan.web import sent
from anlan.web.auth import signed_in
from anlan.web.forms import typed_moment
from anlan.web.lists import Export, choices, csv_answer, page_of, wants_file

HANDLE = "enforcement.handle"
_OFFICERS = 4
_PER_PAGE = 30


@require_GET
@signed_in
def case_list(request: HttpRequest) -> HttpResponse:
    """Show the cases that match the address, or send them as a file."""
    chosen = request.GET
    thing = chosen.get("object", "")
    wanted = api.CaseFilter(
        object_id=sent.as_id("object", thing) if thing else None,
        state=chosen.get("state", ""),
        procedure=chosen.get("procedure", ""),
        text=chosen.get("q", "").strip(),
        sort=chosen.get("sort", "-opened"),
    )
    rows = api.cases(request.actor, wanted)
    if wants_file(request):
        return csv_answer(_export(), rows)
    page = page_of(request, rows, _PER_PAGE)
    places.names({row.region for row in page.object_list})
    context = {
        "page": page,
        "tab": "cases",
        "states": choices(words.STATE_WORDS, api.state_counts(request.actor)),
        "procedures": list(words.PROCEDURE_WORDS.items()),
        "may_open": bool(rights.regions_of(request.actor, HANDLE)),
    }
    template = "enforcement/list_body.html" if "HX-Request" in request.headers else "enforcement/list.html"
    return render(request, template, context)


@require_GET
@signed_in
def due_page(request: HttpRequest) -> HttpResponse:
    """Show the limits that run in all cases, the next last day first."""
    state, limit = request.GET.get("state", ""), request.GET.get("limit", "")
    page = page_of(request, api.due_list(request.actor, clock.now(), state=state, limit=limit), _PER_PAGE)
    states = [(key, words.CLOCK_WORDS[key]) for key in ("warned", "missed")]
    limits = [(each.key, each.name) for each in api.limits_by_key().values() if each.runs]
    context = {"page": page, "tab": "due", "states": states, "limits": limits}
    return render(request, "enforcement/due.html", context)


@require_GET
@signed_in
def credit_page(request: HttpRequest) -> HttpResponse:
    """Show the list of seriously dishonest parties."""
    rows = api.credit_list(request.actor, clock.now(), state=request.GET.get("state", ""))
    context = {"rows": rows, "tab": "credit", "states": list(words.LISTING_WORDS.items())}
    return render(request, "enforcement/credit.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def new_case(request: HttpRequest) -> HttpResponse:
    """Take up a clue as a case."""
    rights.require_somewhere(request.actor, HANDLE)
    if request.method == "POST":
        return redirect("enforcement:case", api.open_case(new=_sent(request), actor=request.actor, now=clock.now()))
    chosen = _begun(request)
    named = [*chosen.get("officers", ()), *[("", "")] * _OFFICERS][:_OFFICERS]
    context = {
        "regions": _regions(request),
        "officers": [(number, *pair) for number, pair in enumerate(named, start=1)],
        "parties": words.PARTY_WORDS.items(),
        "procedures": words.PROCEDURE_WORDS.items(),
        "sources": [(key, words.SOURCE_WORDS[key]) for key in api.SOURCES],
        "today": clock.in_china(clock.now()),
        "chosen": chosen,
    }
    return render(request, "enforcement/new.html", context)


@require_GET
def public_page(request: HttpRequest) -> HttpResponse:
    """Show anybody the penalties that are public."""
    text = request.GET.get("q", "").strip()
    return render(request, "enforcement/public.html", {"page": page_of(request, api.public_penalties(text), 20)})


def _begun(request: HttpRequest) -> dict[str, Any]:
    """Return what the form begins with, by the inspection or the enterprise that the address names."""
    inspection, enterprise = request.GET.get("inspection", ""), request.GET.get("enterprise", "")
    if inspection:
        return from_inspection(request.actor, sent.as_id("inspection", inspection))
    return from_enterprise(request.actor, sent.as_id("enterprise", enterprise)) if enterprise else {}


def _sent(request: HttpRequest) -> api.NewCase:
    given = {name: sent.text(request, name) for name in _TEXTS}
    object_id = sent.text(request, "object_id")
    pairs = [(sent.text(request, f"officer_{n}"), sent.text(request, f"number_{n}")) for n in range(1, _OFFICERS + 1)]
    return api.NewCase(
        **given,
        object_id=_id(object_id),
        ended_at=typed_moment(sent.text(request, "ended_at"), "ended_at"),
        found_at=typed_moment(sent.text(request, "found_at"), "found_at"),
        officers=tuple(pair for pair in pairs if any(pair)),
        has_harm=sent.text(request, "has_harm") == "1",
        has_major_danger=sent.text(request, "has_major_danger") == "1",
        token=sent.token(request),
    )


_TEXTS = (
    "region",
    "title",
    "party_kind",
    "party_name",
    "party_code",
    "party_address",
    "party_person",
    "clue",
    "procedure",
    "source",
    "source_id",
)


def _id(text: str) -> UUID | None:
    return sent.as_id("object_id", text) if text else None


def _regions(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the counties and townships where the reader handles cases."""
    held = rights.regions_of(request.actor, HANDLE)
    codes = {code for region in held if region for code in places.descendant_codes(region, RegionLevel.COUNTY)}
    codes |= {region for region in held if len(region) >= 6}
    known = places.full_names(codes)
    return sorted((code, known.get(code, code)) for code in codes)


def _export() -> Export:
    heads = (_("Title"), _("Party"), _("State"), _("Procedure"), _("Fine (yuan)"), _("Opened at"), _("Decided at"))
    return Export("cases", heads, _cells)


def _cells(row: api.CaseRow) -> list[object]:
    days = [clock.in_china(at).strftime("%Y-%m-%d") if at else "" for at in (row.opened_at, row.decided_at)]
    fine = float(row.fine) if row.fine is not None else ""
    words_of = (words.STATE_WORDS[row.state], words.PROCEDURE_WORDS[row.procedure])
    return [row.title, row.party_name, *(str(each) for each in words_of), fine, *days]
