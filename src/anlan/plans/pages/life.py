"""The acts of a plan's life, each a post from the plan's page or the page of clocks."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.plans.services import filing, reviewing
from anlan.plans.services.drafting import discard_plan, revise_plan
from anlan.web.auth import signed_in


def _said(request: HttpRequest, field: str) -> str:
    return request.POST.get(field, "").strip()


def _named(request: HttpRequest, plan_id: UUID) -> dict[str, Any]:
    return {"plan_id": plan_id, "actor": request.actor, "now": clock.now()}


def _done(request: HttpRequest, word: str, plan_id: UUID) -> HttpResponse:
    messages.success(request, word)
    return redirect("plans:plan", plan_id)


@require_POST
@signed_in
def submit(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Hand a draft in for review."""
    reviewing.submit_plan(**_named(request, plan_id))
    return _done(request, gettext("The draft waits for another person's review."), plan_id)


@require_POST
@signed_in
def review(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Pass a draft, with an opinion where there is one."""
    reviewing.review_plan(opinion=_said(request, "opinion"), **_named(request, plan_id))
    return _done(request, gettext("The review is passed; a third person approves."), plan_id)


@require_POST
@signed_in
def send_back(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Send a draft back to its author with the reason."""
    reviewing.return_plan(opinion=_said(request, "opinion"), **_named(request, plan_id))
    return _done(request, gettext("The draft is back with its author."), plan_id)


@require_POST
@signed_in
def approve(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Put a reviewed draft into force."""
    reviewing.approve_plan(**_named(request, plan_id))
    return _done(request, gettext("The edition is in force from now on."), plan_id)


@require_POST
@signed_in
def abolish(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Put an edition out of force."""
    reviewing.abolish_plan(reason=_said(request, "reason"), **_named(request, plan_id))
    return _done(request, gettext("The edition is abolished."), plan_id)


@require_POST
@signed_in
def discard(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Throw a draft away."""
    discard_plan(**_named(request, plan_id))
    return _done(request, gettext("The draft is discarded."), plan_id)


@require_POST
@signed_in
def revise(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Draft the next edition from the one in force and open its parts."""
    if not (edition := _said(request, "edition")):
        raise InvalidValue(field="edition", value="", rule="not_empty")
    draft = revise_plan(edition=edition, **_named(request, plan_id))
    return redirect("plans:edit", draft)


@require_POST
@signed_in
def file(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """File an edition with the government above."""
    filing.file_plan(receiver=_said(request, "receiver"), number=_said(request, "number"), **_named(request, plan_id))
    return _done(request, gettext("The plan is filed; the answer is due within five working days."), plan_id)


@require_POST
@signed_in
def answer(request: HttpRequest, filing_id: UUID) -> HttpResponse:
    """Accept a filing or send it back."""
    filing.answer_filing(
        filing_id=filing_id,
        is_accepted=_said(request, "answer") == "accept",
        reason=_said(request, "reason"),
        actor=request.actor,
        now=clock.now(),
    )
    messages.success(request, gettext("The filing is answered."))
    return redirect("plans:clocks")


@require_POST
@signed_in
def evaluate(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Note an evaluation."""
    found = tuple(request.POST.getlist("situations"))
    filing.evaluate_plan(found=found, note=_said(request, "note"), **_named(request, plan_id))
    return _done(request, gettext("The evaluation is noted."), plan_id)


@require_POST
@signed_in
def drill(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Note a drill."""
    typed = _said(request, "held_on")
    try:
        held_on = forms.DateField().clean(typed)
    except forms.ValidationError:
        raise InvalidValue(field="held_on", value=typed[:40], rule="written_day") from None
    held = filing.Drill(held_on=held_on, form=_said(request, "form"), note=_said(request, "note"))
    filing.note_drill(drill=held, **_named(request, plan_id))
    return _done(request, gettext("The drill is noted; the next one is due by the clock."), plan_id)
