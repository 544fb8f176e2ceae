"""The templates of official documents: what an office writes by, and how it changes them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anlan.kernel import clock
from anlan.reporting import api
from anlan.reporting.pages.reading import content_in, text
from anlan.support import rights
from anlan.web.auth import signed_in


@require_GET
@signed_in
def template_list(request: HttpRequest) -> HttpResponse:
    """Show the template in use of every kind."""
    region = _office(request)
    context = {
        "region": region,
        "unit": api.unit_of(region),
        "rows": api.templates(request.actor, region),
        "offices": [(each, api.unit_of(each)) for each in _offices(request)],
    }
    return render(request, "reporting/template_list.html", context)


@require_GET
@signed_in
def template_page(request: HttpRequest, kind: str) -> HttpResponse:
    """Show a template, the paper it becomes, and its editions; ``edition`` shows an older one."""
    region = _office(request)
    editions = api.template_editions(request.actor, region, kind)
    wanted = request.GET.get("edition", "")
    row = next((each for each in editions if str(each.number) == wanted), editions[0])
    context = {
        "region": region,
        "unit": api.unit_of(region),
        "row": row,
        "is_newest": row is editions[0],
        "editions": editions,
        "placeholders": list(api.placeholders()),
        "paper": api.template_preview(request.actor, region, kind, row.content, clock.now()),
        "may_edit": rights.may(request.actor, "reporting.keep_templates", region),
    }
    return render(request, "reporting/template_page.html", context)


@require_POST
@signed_in
def preview_template(request: HttpRequest, kind: str) -> HttpResponse:
    """Show the paper that the form's template would become; nothing is stored."""
    paper = api.template_preview(request.actor, _office(request), kind, content_in(request), clock.now())
    return render(request, "reporting/paper.html", {"paper": paper})


@require_POST
@signed_in
def save_template(request: HttpRequest, kind: str) -> HttpResponse:
    """Keep the form as the office's new edition."""
    region = _office(request)
    act = {"region": region, "kind": kind, "content": content_in(request), "note": text(request, "note")}
    number = api.save_template(**act, actor=request.actor, now=clock.now())
    messages.success(request, _("Edition %(number)s is in use from now on.") % {"number": number})
    return redirect(f"/reports/papers/templates/{kind}/?region={region}")


def _office(request: HttpRequest) -> str:
    """Return the office that the address asks for, or the reader's own."""
    own = _offices(request)
    asked = request.POST.get("region") or request.GET.get("region", "")
    if asked:
        return asked
    if not own:
        raise Http404
    return own[0]


def _offices(request: HttpRequest) -> tuple[str, ...]:
    return tuple(region for region in rights.regions_of(request.actor, "reporting.see") if region)
