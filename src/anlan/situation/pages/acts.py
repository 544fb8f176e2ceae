"""Acts on a judgement report, as its page posts them."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from anlan.kernel import clock
from anlan.situation import api
from anlan.web import sent
from anlan.web.auth import signed_in

Reader = Callable[[HttpRequest], dict[str, Any]]


def _texts(request: HttpRequest) -> dict[str, Any]:
    begun = "text_"
    texts = {key.removeprefix(begun): sent.text(request, key) for key in request.POST if key.startswith(begun)}
    return {"texts": texts}


def _nothing(_request: HttpRequest) -> dict[str, Any]:
    return {}


_ACTS: Final[dict[str, tuple[Callable[..., object], Reader, Any]]] = {
    "write": (api.write_report, _texts, _("The draft is kept.")),
    "redraft": (api.redraft_report, _nothing, _("The records were read anew.")),
    "submit": (api.submit_report, _nothing, _("Handed in: another person signs it.")),
    "return": (api.return_report, lambda r: {"reason": sent.text(r, "reason")}, _("Given back to its writers.")),
    "sign": (api.sign_report, _nothing, _("Signed: it has its number and changes no more.")),
    "discard": (api.discard_report, _nothing, _("Put aside.")),
}


@require_POST
@signed_in
def report_act(request: HttpRequest, report_id: UUID, act: str) -> HttpResponse:
    """Carry out one act and show the report again."""
    if act not in _ACTS:
        raise Http404
    service, reader, said = _ACTS[act]
    service(report_id=report_id, **reader(request), actor=request.actor, now=clock.now())
    messages.success(request, str(said))
    return redirect("situation:report", report_id)
