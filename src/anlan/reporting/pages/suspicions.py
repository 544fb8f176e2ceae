"""The list of suspicions of omission and delay, and what people decide there."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from anlan.kernel import clock
from anlan.reporting import api
from anlan.reporting.pages.reading import page_number, text
from anlan.reporting.words import SUSPICION_RULE_WORDS, SUSPICION_STATE_WORDS
from anlan.support import rights
from anlan.web.auth import signed_in

_SIZE = 30
_ACTS: Final[dict[str, tuple[Callable[..., None], object]]] = {
    "clear": (api.clear_suspicion, gettext_lazy("The suspicion is cleared.")),
    "enquire": (api.open_enquiry, gettext_lazy("The enquiry is open.")),
    "prove": (api.prove_suspicion, gettext_lazy("The finding is written down.")),
}


@require_GET
@signed_in
def suspicion_list(request: HttpRequest) -> HttpResponse:
    """Show the suspicions that match the address, with their reasons."""
    number = page_number(request)
    wanted = api.SuspicionFilter(
        rule=request.GET.get("rule", ""), state=request.GET.get("state", ""), text=request.GET.get("q", "").strip()
    )
    found = api.suspicions(request.actor, wanted, page=number, size=_SIZE)
    context = {
        "rows": [{"row": row, "acts": _acts(request, row), "key": str(row.id)} for row in found.rows],
        "page": Paginator(range(found.total), _SIZE).get_page(number),
        "rules": list(SUSPICION_RULE_WORDS.items()),
        "states": [(state.value, word) for state, word in SUSPICION_STATE_WORDS.items()],
    }
    return render(request, "reporting/suspicion_list.html", context)


def _acts(request: HttpRequest, row: api.SuspicionRow) -> tuple[str, ...]:
    may = rights.may(request.actor, "reporting.judge", row.region)
    return tuple(act.value for act in row.acts) if may else ()


@require_POST
@signed_in
def decide(request: HttpRequest, suspicion_id: UUID, act: str) -> HttpResponse:
    """Clear a suspicion, open an enquiry, or write down what it found."""
    if act not in _ACTS:
        raise Http404
    run, done = _ACTS[act]
    run(suspicion_id=suspicion_id, reason=text(request, "reason"), actor=request.actor, now=clock.now())
    messages.success(request, str(done))
    return redirect("/reports/suspicions/")
