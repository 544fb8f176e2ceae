"""The duty lists that match the address, and the making of one."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from anlan.enterprises import api as enterprises
from anlan.kernel import clock
from anlan.places import api as places
from anlan.safety_duties import api, words
from anlan.safety_duties.pages import reading
from anlan.support import rights
from anlan.web import sent
from anlan.web.auth import signed_in
from anlan.web.lists import Export, choices, csv_answer, page_of, wants_file

_DRAFT = "safety_duties.draft"
_MOST_FIRMS = 20


def _cells(row: api.ListRow) -> Iterable[object]:
    return (
        row.year,
        words.HOLDER_WORDS[row.holder_kind],
        row.holder,
        row.post,
        places.full_name(row.region),
        words.STATE_WORDS[row.state],
        "" if row.progress is None else float(row.progress),
        row.behind,
    )


_EXPORT = Export(
    name="duty-lists",
    heads=(
        gettext_lazy("Year"),
        gettext_lazy("Kind"),
        pgettext_lazy("safety_duties", "Holder"),
        gettext_lazy("Post"),
        gettext_lazy("Region"),
        gettext_lazy("State"),
        gettext_lazy("Score so far"),
        gettext_lazy("Duties behind"),
    ),
    cells=_cells,
)


@require_GET
@signed_in
def index(request: HttpRequest) -> HttpResponseBase:
    """Show the duty lists that match the address."""
    chosen = request.GET
    firm = chosen.get("enterprise", "")
    wanted = api.ListFilter(
        holder_kind=chosen.get("kind", ""),
        state=chosen.get("state", ""),
        year=reading.year_of(chosen.get("year", "")),
        text=chosen.get("q", "").strip()[:80],
        is_behind=chosen.get("behind") == "1",
        enterprise_id=sent.as_id("enterprise", firm) if firm else None,
        sort=chosen.get("sort", ""),
    )
    rows = api.lists(request.actor, wanted)
    if wants_file(request):
        return csv_answer(_EXPORT, rows)
    counts = api.list_counts(request.actor, api.ListFilter(holder_kind=wanted.holder_kind, year=wanted.year))
    context = {
        "page": page_of(request, rows, 30),
        "states": choices(words.STATE_WORDS, counts),
        "kinds": list(words.HOLDER_WORDS.items()),
        "years": [(str(year), str(year)) for year in api.years(request.actor)],
        "behinds": [("1", _("Behind"))],
        "may_draft": bool(rights.regions_of(request.actor, _DRAFT)),
        "sees_supervision": bool(rights.regions_of(request.actor, "safety_duties.see")),
    }
    return render(request, "safety_duties/list.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Choose whose list it is and from which template; an enterprise is found in the register first."""
    held = rights.regions_of(request.actor, _DRAFT)
    if not held:
        rights.require(request.actor, _DRAFT, "")
    if request.method == "POST":
        made = api.make_list(new=_new(request), actor=request.actor, now=clock.now())
        messages.success(request, _("The list is drafted. Adapt the duties to the place, then hand it in."))
        return redirect("safety_duties:list", made)
    year = clock.in_china(clock.now()).year
    kind = request.GET.get("kind", "")
    context: dict[str, object] = {
        "kind": kind if kind in words.HOLDER_WORDS else "leader",
        "kinds": list(words.HOLDER_WORDS.items()),
        "region": held[0],
        "years": (year, year + 1),
    }
    context["templates"] = [each for each in api.templates().values() if each.holder == context["kind"]]
    if context["kind"] == "enterprise":
        text = request.GET.get("q", "").strip()[:80]
        found = enterprises.enterprises(request.actor, enterprises.EnterpriseFilter(text=text)) if text else ()
        firm = request.GET.get("enterprise", "")
        context |= {"text": text, "found": found[:_MOST_FIRMS], "firm": _firm(request, firm) if firm else None}
    return render(request, "safety_duties/new.html", context)


def _firm(request: HttpRequest, firm: str) -> enterprises.Enterprise:
    return enterprises.enterprise(request.actor, sent.as_id("enterprise", firm))


def _new(request: HttpRequest) -> api.NewList:
    firm = sent.text(request, "enterprise")
    return api.NewList(
        holder_kind=sent.text(request, "holder_kind"),
        holder=sent.text(request, "holder"),
        region=sent.text(request, "region"),
        year=reading.whole(request, "year"),
        post=sent.text(request, "post"),
        template=sent.text(request, "template"),
        enterprise_id=sent.as_id("enterprise", firm) if firm else None,
    )
