"""What everyone may read without an account: warnings in force, one warning, the CAP feed."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from anlan.kernel import clock
from anlan.public_warnings import api
from anlan.public_warnings.pages.drafting import paper_of


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show the warnings in force, worst first, and the latest that are over."""
    now = clock.now()
    context = {"standing": api.public_warnings(now), "ended": api.public_ended(now), "now": now}
    return render(request, "public_warnings/public.html", context)


@require_safe
def one(request: HttpRequest, warning_id: UUID) -> HttpResponse:
    """Show one warning as it was sent."""
    sent = api.public_warning(warning_id)
    context = {"sent": sent, "paper": paper_of(sent), "holds": sent.holds_at(clock.now())}
    return render(request, "public_warnings/public_warning.html", context)


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Give the CAP messages as an Atom feed."""
    rows = api.cap_feed()
    context = {
        "rows": rows,
        "address": settings.ANLAN["ANLAN_PUBLIC_URL"],
        "updated": rows[0].sent_at if rows else clock.now(),
    }
    return render(request, "public_warnings/feed.xml", context, content_type="application/atom+xml")


@require_safe
def document(request: HttpRequest, identifier: str) -> HttpResponse:
    """Give one CAP message as the very bytes that were sent."""
    return HttpResponse(api.cap_document(identifier), content_type="application/cap+xml")
