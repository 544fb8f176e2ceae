"""What anybody may read: results of inspections."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from anlan.supervision import api


@require_GET
def results(request: HttpRequest) -> HttpResponse:
    """Show published results, found by the object's name."""
    text = request.GET.get("q", "").strip()[:80]
    return render(request, "supervision/public.html", {"rows": api.published(text=text), "text": text})
