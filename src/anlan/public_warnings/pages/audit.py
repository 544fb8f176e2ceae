"""What the auditor of calls found, and when he looked last."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from anlan.public_warnings import api
from anlan.public_warnings.pages.listing import whole
from anlan.public_warnings.words import FLAW_WORDS
from anlan.support import heartbeats
from anlan.web.auth import signed_in


@require_GET
@signed_in
def audit(request: HttpRequest) -> HttpResponse:
    """Show what is or was wrong with calls, newest first."""
    number = whole(request.GET.get("page", "1"), 1)
    show = request.GET.get("show", "open")
    wanted = api.AuditFilter(show=show, flaw=request.GET.get("flaw", ""), warning_id=_id(request.GET.get("warning")))
    found = api.audit_findings(request.actor, wanted, page=number)
    context = {
        "rows": found.rows,
        "page": Paginator(range(found.total), api.AUDIT_PAGE).get_page(number),
        "show": show,
        "shows": [("open", _("Wrong now")), ("settled", _("Settled")), ("all", _("All"))],
        "flaws": list(FLAW_WORDS.items()),
        "looked_at": heartbeats.last_beat(api.AUDITOR),
    }
    return render(request, "public_warnings/audit.html", context)


def _id(text: str | None) -> UUID | None:
    """Return an id out of the address; none where it is none."""
    try:
        return UUID(text or "")
    except ValueError:
        return None
