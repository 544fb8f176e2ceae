"""One case: where it stands, its limits, documents, penalty, payments, evidence and history."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from anlan.enforcement import api, words
from anlan.enforcement.pages.reading import amount_of
from anlan.kernel import clock
from anlan.support import journal, rights
from anlan.support.documents import can_make_pdf
from anlan.web import sent
from anlan.web.auth import signed_in
from anlan.web.errors import sentence
from anlan.web.pictures import picture_answer

_MONEY = ("served", "enforcing", "executed", "closed")


@require_GET
@signed_in
def case_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show a case with everything that can be done in it."""
    actor, now = request.actor, clock.now()
    row = api.case(actor, case_id)
    choices = [(each, sentence(each.refusal) if each.refusal else "") for each in api.choices(actor, case_id)]
    may = {name: rights.may(actor, f"enforcement.{name}", row.region) for name in ("handle", "approve", "publish")}
    open_pauses = {each.sort for each in api.pauses(actor, case_id) if each.last is None}
    context = {
        "row": row,
        "may": may,
        "stages": _stages(row.state),
        "clocks": api.clocks_of(actor, case_id, now),
        "documents": api.documents(actor, case_id),
        "choices": choices,
        "owed": api.owed(actor, case_id, now) if row.state in _MONEY else None,
        "payments": api.payments(actor, case_id),
        "pauses": api.pauses(actor, case_id),
        "open_pauses": sorted(open_pauses - {"hearing"}),
        "pause_choices": [(key, words.PAUSE_WORDS[key]) for key in api.PAUSES if key not in open_pauses],
        "evidence": api.evidence(actor, case_id),
        "closure": api.closure_of(actor, case_id, now) if row.party_kind == "unit" else None,
        "listing": api.listing_of_case(actor, case_id, now),
        "history": journal.entries_about(f"case:{case_id}", limit=100),
        "has_pdf": can_make_pdf(),
        "is_public": row.published_at is not None and row.withdrawn_at is None,
        "may_publish": may["publish"] and row.published_at is None and row.state in _MONEY,
        "today": clock.in_china(now),
    }
    return render(request, "enforcement/case.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def penalty_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show what the discretion table proposes, with its reasons; fix the penalty."""
    row = api.case(request.actor, case_id)
    if request.method == "POST":
        new = api.NewPenalty(
            violation=sent.text(request, "violation"),
            situation=sent.text(request, "situation"),
            factors=tuple(request.POST.getlist("factor")),
            amount=amount_of(request),
            measures=tuple(request.POST.getlist("measure")),
            reason=sent.text(request, "reason"),
        )
        api.fix_penalty(case_id=case_id, new=new, actor=request.actor, now=clock.now())
        messages.success(request, _("The penalty is fixed. Documents drafted from now on hold it."))
        return redirect("enforcement:case", case_id)
    table = api.discretion()
    violation, _sep, situation = request.GET.get("case", "").partition(":")
    factors = [key for key in request.GET.getlist("factor") if key in table.factors]
    proposal = api.proposed(table, violation, situation, row.party_kind, factors)
    context = {
        "row": row,
        "table": table,
        "cases": _cases(row.party_kind),
        "chosen": f"{violation}:{situation}",
        "factors": factors,
        "proposal": proposal,
        "measures": [(key, words.MEASURE_WORDS[key]) for key in api.MEASURES],
    }
    return render(request, "enforcement/penalty.html", context)


@require_GET
@signed_in
def case_file(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Send the whole file of a case as one PDF."""
    content, name = api.case_file_pdf(request.actor, case_id, clock.now())
    named = content_disposition_header(as_attachment=False, filename=name)
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": named})


@require_GET
@signed_in
def picture(request: HttpRequest, case_id: UUID, evidence_id: UUID) -> HttpResponse:
    """Send a picture of the file."""
    return picture_answer(*api.evidence_picture(request.actor, case_id, evidence_id))


def _stages(state: str) -> list[tuple[str, str, bool]]:
    """Return the stages of an ordinary life with those that are done; other ends stand at the last place."""
    at = words.STAGES.index(state) if state in words.STAGES else -1
    shown = [(key, str(words.STATE_WORDS[key]), number < at) for number, key in enumerate(words.STAGES)]
    return shown if at >= 0 else [*shown[:1], (state, str(words.STATE_WORDS[state]), False)]


def _cases(party: str) -> list[tuple[str, str, str, str]]:
    return [
        (f"{violation.key}:{situation.key}", violation.name, situation.name, violation.article)
        for violation in api.discretion().violations.values()
        for situation in violation.situations.values()
        if party in situation.amounts
    ]
