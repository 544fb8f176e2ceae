"""One investigation: where it stands, its limits, group, findings, those responsible, measures, papers, history."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from anlan.investigations import api, words
from anlan.kernel import clock
from anlan.support import journal, rights
from anlan.web import sent
from anlan.web.auth import signed_in
from anlan.web.pictures import picture_answer

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
@signed_in
def investigation_page(request: HttpRequest, investigation_id: UUID) -> HttpResponse:
    """Show an investigation with everything that can be done in it."""
    actor, now = request.actor, clock.now()
    row = api.investigation(actor, investigation_id)
    parts = api.parts(actor, investigation_id)
    there = {each["seat"] for each in parts.members if each["recused_at"] is None}
    context = {
        "row": row,
        "parts": parts,
        "level": api.levels_by_key()[row.level],
        "reached_by": _reached_by(row),
        "may": {name: rights.may(actor, f"investigations.{name}", row.office) for name in ("handle", "approve")},
        "may_enforce": rights.may(actor, "enforcement.handle", row.region),
        "stages": _stages(row.state),
        "clocks": api.clocks_of(actor, investigation_id, now),
        "empty_seats": [each for key, each in api.seats().items() if key not in there and each["need"] != "optional"],
        "written": sum(bool(text) for text in row.sections.values()),
        "section_count": len(api.sections()),
        "history": journal.entries_about(f"investigation:{investigation_id}", limit=100),
        "today": clock.in_china(now),
        **_choices(),
    }
    return render(request, "investigations/investigation.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def report_page(request: HttpRequest, investigation_id: UUID) -> HttpResponse:
    """Write the report's sections; each begins with what was entered."""
    row = api.investigation(request.actor, investigation_id)
    if request.method == "POST":
        texts = {key: sent.text(request, f"s_{key}") for key in api.sections()}
        api.write_sections(investigation_id=investigation_id, texts=texts, actor=request.actor, now=clock.now())
        messages.success(request, _("The report is written. Whoever signed an earlier wording signs anew."))
        return redirect("investigations:investigation", investigation_id)
    rights.require(request.actor, "investigations.handle", row.office)
    context = {"row": row, "sections": api.section_texts(request.actor, investigation_id)}
    return render(request, "investigations/report.html", context)


@require_GET
@signed_in
def paper(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """Send a paper as it went out."""
    content, name = api.paper_file(request.actor, paper_id)
    named = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(content, content_type=_DOCX, headers={"Content-Disposition": named})


@require_GET
@signed_in
def picture(request: HttpRequest, investigation_id: UUID, evidence_id: UUID) -> HttpResponse:
    """Send a picture of the evidence."""
    return picture_answer(*api.evidence_picture(request.actor, investigation_id, evidence_id))


@require_GET
@signed_in
def of_incident(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Show on an incident's page what its investigation is, or the way to take it up."""
    row = api.investigation_of_incident(request.actor, incident_id)
    context = {
        "row": row,
        "incident_id": incident_id,
        "may_open": bool(rights.regions_of(request.actor, "investigations.handle")),
        "clocks": api.clocks_of(request.actor, row.id, clock.now()) if row else (),
    }
    return render(request, "investigations/of_incident.html", context)


def _reached_by(row: api.InvestigationRow) -> list[str]:
    """Return by which figures the accident has its level; none of them makes an ordinary one."""
    harm = api.Harm(dead=row.dead, missing=row.missing, injured=row.injured, loss_yuan=row.loss_yuan)
    found = api.graded(harm, api.levels())
    return [] if found.level is api.levels()[-1] else [str(words.BY_WORDS[key]) for key in found.by]


def _stages(state: str) -> list[tuple[str, str, bool]]:
    """Return the stages of an ordinary life with those that are done; handing up ends after the first."""
    at = words.STAGES.index(state) if state in words.STAGES else -1
    shown = [(key, str(words.STATE_WORDS[key]), number < at) for number, key in enumerate(words.STAGES)]
    return shown if at >= 0 else [*shown[:1], (state, str(words.STATE_WORDS[state]), False)]


def _choices() -> dict[str, Any]:
    return {
        "seats": [(key, each["name"]) for key, each in api.seats().items()],
        "roles": words.ROLE_WORDS.items(),
        "natures": words.NATURE_WORDS.items(),
        "cause_sorts": words.CAUSE_WORDS.items(),
        "party_kinds": words.PARTY_KIND_WORDS.items(),
        "liabilities": words.LIABILITY_WORDS.items(),
        "education_forms": words.EDUCATION_WORDS.items(),
        "treatments": words.TREATMENT_WORDS.items(),
    }
