"""Acts on a document, as its page posts them."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.knowledge import api
from anlan.knowledge.pages.papers import sent_day
from anlan.web import sent
from anlan.web.auth import signed_in

Reader = Callable[[HttpRequest], dict[str, Any]]


def _reason(request: HttpRequest) -> dict[str, Any]:
    return {"reason": sent.text(request, "reason")}


def _repeal(request: HttpRequest) -> dict[str, Any]:
    day = sent_day(request, "repealed_from")
    if day is None:
        raise InvalidValue(field="repealed_from", value="", rule="written_day")
    return {"day": day, **_reason(request)}


def _nothing(_request: HttpRequest) -> dict[str, Any]:
    return {}


_ACTS: Final[dict[str, tuple[Callable[..., object], Reader, Any]]] = {
    "publish": (api.publish_document, _nothing, _("Everybody who reads the library finds it now.")),
    "withdraw": (api.withdraw_document, _reason, _("It is found no more.")),
    "repeal": (api.repeal_document, _repeal, _("It is out of force from that day.")),
    "reopen": (api.reopen_document, _nothing, _("It is a draft again.")),
}


@require_POST
@signed_in
def document_act(request: HttpRequest, document_id: UUID, act: str) -> HttpResponse:
    """Carry out one act and show the document again."""
    if act not in _ACTS:
        raise Http404
    service, reader, said = _ACTS[act]
    service(document_id=document_id, **reader(request), actor=request.actor, now=clock.now())
    messages.success(request, str(said))
    return redirect("knowledge:document", document_id)
