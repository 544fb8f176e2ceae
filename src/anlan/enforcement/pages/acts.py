"""Acts on a case, as its page posts them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from anlan.enforcement import api
from anlan.enforcement.pages.reading import amount_of, day_of
from anlan.kernel import clock
from anlan.web import sent
from anlan.web.auth import signed_in
from anlan.web.forms import typed_moment
from anlan.web.pictures import sent_picture


def _at(request: HttpRequest, name: str) -> datetime:
    return typed_moment(sent.text(request, name), name)


def _payment(request: HttpRequest) -> api.NewPayment:
    return api.NewPayment(on=day_of(request, "on"), amount=amount_of(request), receipt=sent.text(request, "receipt"))


def _evidence(request: HttpRequest) -> api.NewEvidence:
    _name, content = sent_picture(request)
    return api.NewEvidence(caption=sent.text(request, "caption"), taken_at=_at(request, "taken_at"), content=content)


Reader = Callable[[HttpRequest], dict[str, Any]]
_ACTS: Final[dict[str, tuple[Callable[..., object], Reader, Any]]] = {
    "ask-hearing": (api.ask_hearing, lambda r: {"asked_at": _at(r, "asked_at")}, _("The hearing is asked for.")),
    "waive": (api.waive_objection, lambda r: {"text": sent.text(r, "text")}, _("Written down.")),
    "pause": (
        api.pause_case,
        lambda r: {"sort": sent.text(r, "sort"), "reason": sent.text(r, "reason")},
        _("From tomorrow on the days do not count."),
    ),
    "resume": (api.resume_case, lambda r: {"sort": sent.text(r, "sort")}, _("From tomorrow on the days count again.")),
    "take-back": (api.take_back, lambda r: {"reason": sent.text(r, "reason")}, _("The case is investigated again.")),
    "evidence": (api.add_evidence, lambda r: {"new": _evidence(r)}, _("The picture stands in the file.")),
    "payment": (api.record_payment, lambda r: {"new": _payment(r)}, _("The payment is entered.")),
    "court": (api.record_court, lambda r: {"took_at": _at(r, "took_at")}, _("Written down.")),
    "execute": (api.confirm_execution, lambda r: {"text": sent.text(r, "text")}, _("The decision is carried out.")),
    "publish": (api.publish_penalty, lambda r: {"reason": sent.text(r, "reason")}, _("The penalty is public.")),
    "withdraw": (
        api.withdraw_publication,
        lambda r: {"reason": sent.text(r, "reason")},
        _("The penalty is no longer public."),
    ),
    "list": (api.list_party, lambda r: {"reason": sent.text(r, "reason")}, _("The party stands in the list.")),
}


@require_POST
@signed_in
def case_act(request: HttpRequest, case_id: UUID, act: str) -> HttpResponse:
    """Do one act on a case."""
    if act not in _ACTS:
        raise Http404
    do, read, done = _ACTS[act]
    do(case_id=case_id, **read(request), actor=request.actor, now=clock.now())
    messages.success(request, str(done))
    return redirect("enforcement:case", case_id)


@require_POST
@signed_in
def repair(request: HttpRequest, listing_id: UUID) -> HttpResponse:
    """Repair a party's credit."""
    reason = sent.text(request, "reason")
    api.repair_credit(listing_id=listing_id, reason=reason, actor=request.actor, now=clock.now())
    messages.success(request, str(_("The party left the list.")))
    return redirect("enforcement:credit")
