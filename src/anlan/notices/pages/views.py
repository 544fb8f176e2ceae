"""What the reader was told as a named person."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from anlan.kernel import clock
from anlan.notices import api
from anlan.web.auth import signed_in
from anlan.web.lists import page_of


@never_cache
@require_GET
@signed_in
def index(request: HttpRequest) -> HttpResponse:
    """Show the reader's own notices, the latest first."""
    only_unread = request.GET.get("unread") == "1"
    rows = api.own_notices(request.actor, only_unread=only_unread, text=request.GET.get("q", "").strip()[:80])
    context = {
        "page": page_of(request, rows, 30),
        "unreads": [("1", _("Not read"), api.unread_count(request.actor))],
        "is_person": request.actor.person_id is not None,
    }
    return render(request, "notices/list.html", context)


@require_POST
@signed_in
def read(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Note that a notice was read, and go to what it is about."""
    return redirect(api.read_notice(notice_id=notice_id, actor=request.actor, now=clock.now()))
