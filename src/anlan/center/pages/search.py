"""Search across the rooms."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from anlan.center.search import LONGEST, search
from anlan.web.auth import signed_in


@require_GET
@signed_in
def search_page(request: HttpRequest) -> HttpResponse:
    """Show what each room found."""
    text = request.GET.get("q", "").strip()[:LONGEST]
    return render(request, "center/search.html", {"text": text, "groups": search(request.actor, text)})
