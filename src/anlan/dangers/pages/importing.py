"""Taking over an existing ledger of hidden dangers: an upload, and every row that is wrong."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from anlan.dangers import api
from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.support.rights import regions_of, require
from anlan.support.row_import.columns import LARGEST
from anlan.support.row_import.telling import told
from anlan.web.auth import signed_in
from anlan.web.lists import Export, csv_answer

_RIGHT = "dangers.import"
_SHOWN = 200


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def import_page(request: HttpRequest) -> HttpResponseBase:
    """Show what a ledger must look like, and take one; ``?format=csv`` gives the empty table."""
    if not regions_of(request.actor, _RIGHT):
        require(request.actor, _RIGHT, "")
    if request.GET.get("format") == "csv":
        heads = tuple(each.label for each in api.import_columns())
        return csv_answer(Export("dangers", heads, tuple), ())
    if request.method == "POST":
        return _take(request)
    return render(request, "dangers/import.html", {})


def _take(request: HttpRequest) -> HttpResponse:
    file = request.FILES.get("file")
    if file is None:
        raise InvalidValue(field="file", value="", rule="not_empty")
    raw = file.read(LARGEST + 1)
    done = api.import_dangers(name=file.name or "", raw=raw, actor=request.actor, now=clock.now())
    if done.problems:
        context = {
            "count": len(done.problems),
            "problems": [(each, told(each)) for each in done.problems[:_SHOWN]],
        }
        return render(request, "dangers/import.html", context, status=400)
    said = gettext("%(entered)s hidden dangers taken over, %(known)s had been before.")
    messages.success(request, said % {"entered": done.entered, "known": done.known})
    return redirect("dangers:dangers")
