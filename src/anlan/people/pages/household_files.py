"""Households as files: a table uploaded, looked at and stored; the list taken out with a reason."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.people.domain.registry_table import words
from anlan.people.pages.households import filter_of
from anlan.people.services.exporting import export_households
from anlan.people.services.importing import LARGEST, preview, store_households, upload_households
from anlan.people.services.residents import EDIT
from anlan.support.rights import regions_of, require
from anlan.web.auth import signed_in
from anlan.web.lists import Export, csv_answer

_SHOWN = 20
_HEADS = (
    gettext_lazy("Household number"),
    gettext_lazy("Region"),
    gettext_lazy("Head of the household"),
    gettext_lazy("Address"),
    gettext_lazy("Persons"),
    gettext_lazy("Longitude"),
    gettext_lazy("Latitude"),
    gettext_lazy("What threatens it"),
    gettext_lazy("To be moved first"),
    gettext_lazy("Name of the person"),
    gettext_lazy("Phone"),
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def upload(request: HttpRequest) -> HttpResponse:
    """Show what a table must look like; take one. ``?format=csv`` gives an empty one with the columns' names."""
    if not regions_of(request.actor, EDIT):
        require(request.actor, EDIT, "")
    heads = [several[0] for several in words()["columns"].values()]
    if request.GET.get("format") == "csv":
        return csv_answer(Export("households", tuple(heads), lambda row: row), ())
    if request.method == "POST":
        file = request.FILES.get("file")
        if file is None:
            raise InvalidValue(field="file", value="", rule="not_empty")
        import_id = upload_households(
            name=file.name or "", raw=file.read(LARGEST + 1), actor=request.actor, now=clock.now()
        )
        return redirect("people:household_preview", import_id)
    return render(request, "people/household_import.html", {"tab": "households", "heads": heads})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def import_page(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Show what a table gives and every row that is refused; store it."""
    if request.method == "POST":
        households, residents = store_households(
            import_id=import_id,
            leave_out=request.POST.get("leave_out") == "on",
            actor=request.actor,
            now=clock.now(),
        )
        said = _("%(households)s households and %(residents)s residents are stored.")
        messages.success(request, said % {"households": households, "residents": residents})
        return redirect("people:households")
    name, table = preview(request.actor, import_id)
    context = {
        "tab": "households",
        "name": name,
        "table": table,
        "shown": table.households[:_SHOWN],
        "problems": [(each.row, _(each.field), _(each.rule)) for each in table.problems[:200]],
        "missing": [words()["columns"][key][0] for key in table.missing_columns],
    }
    return render(request, "people/household_preview.html", context)


@never_cache
@require_POST
@signed_in
def export(request: HttpRequest) -> HttpResponse:
    """Give the households that match as a file, numbers masked; the journal keeps who took it and why."""
    rows = export_households(
        wanted=filter_of(request.POST),
        reason=request.POST.get("reason", ""),
        actor=request.actor,
        now=clock.now(),
    )
    return csv_answer(Export("households", _HEADS, lambda row: row), rows)
