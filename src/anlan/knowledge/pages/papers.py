"""Putting a paper into the library, and editing a draft."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.knowledge import api, words
from anlan.knowledge.adapters.paper_lines import paper_lines
from anlan.knowledge.pages.library import part_words
from anlan.places import api as places
from anlan.support import rights
from anlan.support.documents.lines import MOST_BYTES
from anlan.web import sent
from anlan.web.auth import signed_in

WRITE = "knowledge.write"
_SHOWN = 400


@require_http_methods(["GET", "POST"])
@signed_in
def new_paper(request: HttpRequest) -> HttpResponse:
    """Take a law, a plan or a card from a file or from what is typed."""
    regions = writing_regions(request)
    if request.method == "POST":
        return redirect("knowledge:document", _taken(request))
    return render(request, "knowledge/new.html", {"kinds": _kinds(), "regions": regions, "sent": {"kind": "law"}})


@require_POST
@signed_in
def check_paper(request: HttpRequest) -> HttpResponse:
    """Show how a paper is read, its articles and where they do not follow each other; nothing is stored."""
    regions = writing_regions(request)
    lines = api.unbroken(_lines(request))
    parts = api.parts_of(lines)
    labels, faults = api.labels_of(parts), api.faults_of(parts)
    context = {
        "kinds": _kinds(),
        "regions": regions,
        "sent": {**request.POST.dict(), "text": "\n".join(lines)},
        "parts": parts[:_SHOWN],
        "part_count": len(parts),
        "labels": labels,
        "faults": [(each, words.FAULTS_OF_ARTICLES[each.why]) for each in faults],
    }
    is_part = "HX-Request" in request.headers
    return render(request, "knowledge/reading.html" if is_part else "knowledge/new.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def edit_page(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """Edit a draft's words; a case by its parts."""
    row = api.document(request.actor, document_id)
    rights.require(request.actor, WRITE, row.region)
    if request.method == "POST":
        _edit(request, row)
        messages.success(request, _("The draft is kept."))
        return redirect("knowledge:document", document_id)
    passages = api.passages(request.actor, document_id)
    written = part_words(passages)
    context = {
        "row": row,
        "parts": [(key, name, written[key]) for key, name in api.case_parts().items()],
        "text": api.text_of(api.Part(each.label, each.heading, each.text) for each in passages),
    }
    return render(request, "knowledge/edit.html", context)


def writing_regions(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the regions where the reader may write, by name; refuse whoever may write nowhere."""
    held = rights.regions_of(request.actor, WRITE)
    if not held:
        rights.require(request.actor, WRITE, "")
    known = places.full_names(code for code in held if code)
    return [(code, known.get(code, code) if code else _("Everybody")) for code in held]


def _kinds() -> list[tuple[str, str]]:
    return [(key, str(words.KIND_WORDS[key])) for key in api.WRITTEN_KINDS]


def _lines(request: HttpRequest) -> tuple[str, ...]:
    file = request.FILES.get("file")
    if file is not None:
        return paper_lines(file.read(MOST_BYTES + 1), file.name or "")
    return tuple(sent.text(request, "text").splitlines())


def _taken(request: HttpRequest) -> UUID:
    new = api.NewDocument(
        kind=sent.text(request, "kind"),
        title=sent.text(request, "title"),
        region=sent.text(request, "region"),
        edition=sent.text(request, "edition"),
        origin=sent.text(request, "origin"),
        in_force_from=sent_day(request, "in_force_from"),
        repealed_from=sent_day(request, "repealed_from"),
        parts=(),
    )
    is_excerpt = bool(sent.text(request, "is_excerpt"))
    return api.import_paper(new=new, lines=_lines(request), is_excerpt=is_excerpt, actor=request.actor, now=clock.now())


def sent_day(request: HttpRequest, name: str) -> date | None:
    """Return the day that a field holds, nothing where it is empty, or refuse what is no day."""
    text = sent.text(request, name)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise InvalidValue(field=name, value=text[:20], rule="written_day") from error


def _edit(request: HttpRequest, row: api.DocumentRow) -> None:
    by = {"document_id": row.id, "actor": request.actor, "now": clock.now()}
    if row.kind == "case":
        api.edit_case(words={key: sent.text(request, key) for key in api.case_parts()}, **by)
    else:
        days = (sent_day(request, "in_force_from"), sent_day(request, "repealed_from"))
        api.edit_paper(text=sent.text(request, "text"), days=days, **by)
