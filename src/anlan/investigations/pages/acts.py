"""Acts on an investigation, as its page posts them; what is not the whole is named by the field ``target``."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from anlan.investigations import api
from anlan.investigations.pages.reading import day_of, harm_of, number_of, officers_of
from anlan.kernel import clock
from anlan.web import sent
from anlan.web.auth import signed_in
from anlan.web.pictures import sent_picture

Reader = Callable[[HttpRequest], dict[str, Any]]


def _texts(*names: str) -> Reader:
    return lambda request: {name: sent.text(request, name) for name in names}


def _member(request: HttpRequest) -> dict[str, Any]:
    given = _texts("name", "organisation", "seat", "role", "post")(request)
    return {"new": api.NewMember(**given, has_interest=sent.text(request, "has_interest") == "1")}


def _party(request: HttpRequest) -> dict[str, Any]:
    names = ("party_kind", "name", "code", "unit", "post", "liability", "facts", "treatment", "proposal", "basis")
    return {"new": api.NewParty(**_texts(*names)(request))}


def _appraisal(request: HttpRequest) -> dict[str, Any]:
    given = _texts("subject", "body")(request)
    return {"new": api.NewAppraisal(**given, first=day_of(request, "first"))}


def _evidence(request: HttpRequest) -> dict[str, Any]:
    _name, content = sent_picture(request)
    return {"caption": sent.text(request, "caption"), "content": content}


def _proof(request: HttpRequest) -> dict[str, Any]:
    _name, content = sent_picture(request)
    return {**_texts("proof")(request), "content": content}


def _education(request: HttpRequest) -> dict[str, Any]:
    _name, content = sent_picture(request)
    new = api.NewEducation(
        form=sent.text(request, "education_form"),
        held_on=day_of(request, "education_day"),
        persons=number_of(request, "education_persons"),
        content=content,
        **_texts("audience", "text")(request),
    )
    return {"new": new}


def _measure(request: HttpRequest) -> dict[str, Any]:
    return {**_texts("text", "owner")(request), "due_on": day_of(request, "due_on")}


def _extension(request: HttpRequest) -> dict[str, Any]:
    return {**_texts("limit", "reason")(request), "days": number_of(request, "days")}


def _years(request: HttpRequest) -> dict[str, Any]:
    return {"years": number_of(request, "years", 0) or None}


_REASON: Final = _texts("reason")
_ACTS: Final[dict[str, tuple[Callable[..., object], Reader, Any]]] = {
    "form": (api.form_group, _texts(), _("The group is set up; its notice lies among the papers.")),
    "hand-up": (api.hand_up, _REASON, _("The investigation is handed up.")),
    "harm": (
        api.restate_harm,
        lambda r: {"harm": harm_of(r), **_REASON(r)},
        _("The figures are stated anew; the level follows from them."),
    ),
    "member": (api.add_member, _member, _("The member is in the group.")),
    "appraisal": (api.begin_appraisal, _appraisal, _("Until the result comes the days do not count.")),
    "extend": (api.extend_limit, _extension, _("The limit is extended.")),
    "cause": (api.add_cause, _texts("sort", "text", "evidence"), _("The cause is entered.")),
    "nature": (api.set_nature, _texts("nature"), _("The nature of the accident is decided.")),
    "evidence": (api.add_evidence, _evidence, _("The picture stands in the evidence.")),
    "party": (api.add_party, _party, _("The responsible party is entered.")),
    "measure": (api.add_measure, _measure, _("The measure is proposed.")),
    "education": (api.hold_education, _education, _("The education is entered.")),
    "submit": (api.submit_report, _texts(), _("The report is handed in and frozen.")),
    "return": (api.return_report, _REASON, _("The report went back to the group.")),
    "approve": (api.approve_report, _texts("reply"), _("The reply is given; measures and proposals are due.")),
    "publish": (api.publish_report, _texts(), _("The outcome is public.")),
    "withhold": (api.withhold_report, _REASON, _("Written down: it is not made public.")),
    "assess": (api.assess, _texts("result"), _("The look-back is done.")),
    "archive": (api.archive, _years, _("The file is laid down.")),
}
_PARTS: Final[dict[str, tuple[Callable[..., object], str, Reader, Any]]] = {
    "recuse": (api.recuse_member, "member_id", _REASON, _("The member has left the group.")),
    "sign": (
        api.sign_report,
        "member_id",
        lambda r: {"on": day_of(r, "on"), **_texts("dissent")(r)},
        _("The signature is entered."),
    ),
    "end-appraisal": (
        api.end_appraisal,
        "appraisal_id",
        lambda r: {"last": day_of(r, "last"), **_texts("result")(r)},
        _("The result is entered; from tomorrow on the days count again."),
    ),
    "drop-cause": (api.drop_cause, "cause_id", _REASON, _("The cause is taken out.")),
    "drop-party": (api.drop_party, "party_id", _REASON, _("The party is taken out.")),
    "drop-measure": (api.drop_measure, "measure_id", _REASON, _("The measure is taken out.")),
    "withdraw-education": (api.withdraw_education, "education_id", _REASON, _("The education counts no more.")),
    "hand-over": (
        api.hand_over,
        "party_id",
        lambda r: {**_texts("receiver")(r), "officers": officers_of(r)},
        _("The proposal is handed over; its paper lies among the papers."),
    ),
    "carry-out": (api.carry_out, "party_id", _texts("result"), _("The result is entered.")),
    "prove": (api.prove_measure, "measure_id", _proof, _("The measure is reported as done.")),
    "judge": (
        api.judge_measure,
        "measure_id",
        lambda r: {"act": sent.text(r, "judgement"), **_texts("text")(r)},
        _("The measure is judged."),
    ),
}


@require_POST
@signed_in
def act_on(request: HttpRequest, investigation_id: UUID, act: str) -> HttpResponse:
    """Do one act on an investigation or on a part of it."""
    now = clock.now()
    if act in _ACTS:
        do, read, done = _ACTS[act]
        do(investigation_id=investigation_id, **read(request), actor=request.actor, now=now)
    elif act in _PARTS:
        do, name, read, done = _PARTS[act]
        target = sent.as_id("target", sent.text(request, "target"))
        do(**{name: target}, **read(request), actor=request.actor, now=now)
    else:
        raise Http404
    messages.success(request, str(done))
    return redirect("investigations:investigation", investigation_id)
