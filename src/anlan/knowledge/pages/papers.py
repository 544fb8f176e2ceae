"""Putting a paper into the library, and editing a draft."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from anlan.kernel import clock
from anlan.knowledge import api, words
from anlan.knowledge.adapters.paper_lines import paper_lines
from anlan.knowledge.pages.library import part_words
from anlan.places import api as places
from anlan.support import rights
from anlan.support.documents.lines import MOST_BYTES
from anlan.web import sent
from anlan.web.auth import signed_in

WRITE = "knowledge.write"


@require_http_methods(["GET", "POST"])
@signed_in
def new_paper(request: HttpRequest) -> HttpResponse:
    """Take a law, a plan or a card from a file or from what is typed."""
    regions = writing_regions(request)
    if request.method == "POST":
        return redirect("knowledge:document", _taken(request))
    kinds = [(key, words.KIND_WORDS[key]) for key in api.WRITTEN_KINDS]
    return render(request, "knowledge/new.html", {"kinds": kinds, "regions": regions})


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
        "text": _as_text(passages),
    }
    return render(request, "knowledge/edit.html", context)


def writing_regions(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the regions where the reader may write, by name; refuse whoever may write nowhere."""
    held = rights.regions_of(request.actor, WRITE)
    if not held:
        rights.require(request.actor, WRITE, "")
    known = places.full_names(code for code in held if code)
    return [(code, known.get(code, code) if code else _("Everybody")) for code in held]


def _taken(request: HttpRequest) -> UUID:
    file = request.FILES.get("file")
    if file is not None:
        lines = paper_lines(file.read(MOST_BYTES + 1), file.name or "")
    else:
        lines = tuple(sent.text(request, "text").splitlines())
    new = api.NewDocument(
        kind=sent.text(request, "kind"),
        title=sent.text(request, "title"),
        region=sent.text(request, "region"),
        edition=sent.text(request, "edition"),
        origin=sent.text(request, "origin"),
        parts=(),
    )
    return api.import_paper(new=new, lines=lines, actor=request.actor, now=clock.now())


def _edit(request: HttpRequest, row: api.DocumentRow) -> None:
    by = {"document_id": row.id, "actor": request.actor, "now": clock.now()}
    if row.kind == "case":
        api.edit_case(words={key: sent.text(request, key) for key in api.case_parts()}, **by)
    else:
        api.edit_paper(text=sent.text(request, "text"), **by)


def _as_text(passages: tuple[api.PassageRow, ...]) -> str:
    """Return passages as the text from which they are read again."""
    lines, heading = [], ""
    for each in passages:
        if each.heading != heading:
            heading = each.heading
            lines.append(f"# {heading}")
        lines.append(f"{each.label} {each.text}" if each.label != heading[:40] else each.text)
    return "\n".join(lines)
