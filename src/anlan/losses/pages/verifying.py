"""Verification across departments, scores, and the release to the public."""

from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from anlan.kernel import clock
from anlan.losses import api
from anlan.places import api as places
from anlan.support import rights
from anlan.web import sent
from anlan.web.auth import signed_in
from anlan.web.files import word_file

_DONE = {
    "figure": gettext_lazy("The department's figure stands beside ours."),
    "agree": gettext_lazy("The agreed value stands."),
    "sign": gettext_lazy("Signed. A changed value needs a new signature."),
}


@require_GET
@signed_in
def agreement_page(request: HttpRequest, survey_id: UUID) -> HttpResponse:
    """Show our sums, the departments' figures and the agreed values beside each other."""
    survey = api.survey(request.actor, survey_id)
    found = api.agreement(request.actor, survey)
    table = api.loss_table(survey.table)
    rows = []
    for row in found.rows:
        one = table.indicators[row.indicator]
        theirs = [row.departments.get(each) for each in found.departments]
        said = [(each, _written(each.value, one) if each else "") for each in theirs]
        rows.append((row, one, _written(row.ours, one), said, _written(row.agreed.value, one) if row.agreed else ""))
    context = {
        "survey": survey,
        "tab": "agreement",
        "agreement": found,
        "rows": rows,
        "indicators": table.indicators.values(),
        "across": api.differences_across(request.actor, survey),
        "may_give": rights.may(request.actor, "losses.give_department_figure", survey.region),
        "may_agree": rights.may(request.actor, "losses.agree", survey.region),
        "may_sign": rights.may(request.actor, "losses.sign_agreement", survey.region),
    }
    return render(request, "losses/agreement.html", context)


@require_POST
@signed_in
def agreement_act(request: HttpRequest, survey_id: UUID, act: str) -> HttpResponse:
    """Give a department's figure, agree on a value, or sign."""
    if act not in _DONE:
        raise Http404
    about = {"survey_id": survey_id, "actor": request.actor, "now": clock.now()}
    words = {name: sent.text(request, name) for name in ("department", "indicator", "value", "source", "reason")}
    if act == "figure":
        figure = (words["indicator"], words["value"])
        api.give_department_figure(department=words["department"], figure=figure, source=words["source"], **about)
    elif act == "agree":
        api.agree_figure(indicator=words["indicator"], value=words["value"], reason=words["reason"], **about)
    else:
        api.sign_agreement(department=words["department"], **about)
    messages.success(request, str(_DONE[act]))
    return redirect("losses:agreement", survey_id)


@require_GET
@signed_in
def scores_page(request: HttpRequest, survey_id: UUID) -> HttpResponse:
    """Show how timely, complete and right each unit tells, the lowest score first."""
    survey = api.survey(request.actor, survey_id)
    seen = api.seen_in(request.actor, survey.region)
    region = request.GET.get("region") or (seen[0] if seen else survey.region)[:9]
    rows = api.board(request.actor, survey, region, clock.now()).rows
    places.names({row.region for row in rows})
    ranked = sorted(rows, key=lambda row: (row.score.total, row.region))
    context = {"survey": survey, "tab": "scores", "region": region, "rows": [(row, _parts(row)) for row in ranked]}
    return render(request, "losses/scores.html", context)


@require_GET
@signed_in
def release_page(request: HttpRequest, survey_id: UUID) -> HttpResponse:
    """Show the releases of a count, with the form of the next."""
    survey = api.survey(request.actor, survey_id)
    title, body = api.proposed_text(places.name(survey.region), survey.title, clock.now())
    context = {
        "survey": survey,
        "tab": "release",
        "releases": api.releases(request.actor, survey),
        "title": title,
        "body": body,
        "may_draft": rights.may(request.actor, "losses.draft_release", survey.region),
        "may_release": rights.may(request.actor, "losses.release", survey.region),
    }
    return render(request, "losses/release.html", context)


@require_POST
@signed_in
def draft(request: HttpRequest, survey_id: UUID) -> HttpResponse:
    """Draft a release."""
    words = {"title": sent.text(request, "title"), "body": sent.text(request, "body")}
    api.draft_release(survey_id=survey_id, **words, actor=request.actor, now=clock.now())
    messages.success(request, _("Drafted. Somebody else approves it."))
    return redirect("losses:release", survey_id)


@require_POST
@signed_in
def decide(request: HttpRequest, survey_id: UUID, release_id: UUID, act: str) -> HttpResponse:
    """Approve or refuse a release."""
    about = {"release_id": release_id, "actor": request.actor, "now": clock.now()}
    if act == "approve":
        api.approve_release(**about)
        messages.success(request, _("Released. Text, figures and document are frozen."))
    elif act == "refuse":
        api.refuse_release(reason=sent.text(request, "text"), **about)
        messages.success(request, _("Refused. The drafter sees the reason."))
    else:
        raise Http404
    return redirect("losses:release", survey_id)


@require_GET
@signed_in
def document(request: HttpRequest, release_id: UUID) -> HttpResponse:
    """Send the Word file of a release exactly as it was frozen."""
    content, name = api.released_document(request.actor, release_id)
    return word_file(content, name)


@require_GET
def public(request: HttpRequest) -> HttpResponse:
    """Show anybody what was released."""
    return render(request, "losses/public.html", {"releases": api.public_releases()})


def _written(value: Decimal | None, one: api.Indicator) -> str:
    return "" if value is None else api.plain(value, one)


def _parts(row: api.UnitRow) -> list[str]:
    parts = (row.score.timely, row.score.complete, row.score.right)
    return ["" if part is None else f"{100 * part:.0f}" for part in parts]
