"""One inspection, and the acts on it at the desk."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from anlan.kernel import clock
from anlan.supervision import api
from anlan.support import rights
from anlan.web import sent
from anlan.web.auth import signed_in
from anlan.web.pictures import picture_answer

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_DONE = {
    "call-off": gettext_lazy("The visit is called off."),
    "order": gettext_lazy("The order is made and numbered."),
    "applied": gettext_lazy("Noted: the re-inspection is due."),
    "publish": gettext_lazy("The result stands on the public page."),
}


@require_GET
@signed_in
def inspection_page(request: HttpRequest, inspection_id: UUID) -> HttpResponse:
    """Show one inspection with all that came of it."""
    found = api.inspection(request.actor, inspection_id)
    row = found.row
    today = clock.in_china(clock.now()).date()
    may_inspect = rights.may(request.actor, "supervision.inspect", row.region)
    is_to_recheck = row.state in (api.InspectionState.ORDERED, api.InspectionState.UNFIXED)
    context = {
        "file": found,
        "row": row,
        "answers": _answers(found),
        "frees": _files_by_item(found),
        "rechecks": _rechecks(found),
        "today": today,
        "may_inspect": may_inspect,
        "may_recheck": may_inspect and is_to_recheck,
        "may_publish": row.recorded_at and not row.published_at and _may_publish(request, row.region),
        "public_text": _proposed(row),
        "tab": "",
    }
    return render(request, "supervision/inspection.html", context)


def _may_publish(request: HttpRequest, region: str) -> bool:
    return rights.may(request.actor, "supervision.publish", region)


def _proposed(row: api.InspectionRow) -> str:
    if not row.findings:
        return _("No problem was found.")
    if row.state == api.InspectionState.CLOSED:
        return _("%(count)s problems were found; all were put right.") % {"count": row.findings}
    return _("%(count)s problems were found; they are to be put right.") % {"count": row.findings}


def _answers(found: api.InspectionFile) -> list[tuple[object, str, str, tuple[api.EvidenceRow, ...]]]:
    """Return each item with its answer and its pictures."""
    said = {key: (verdict, text) for key, verdict, text, _days in found.record.answers} if found.record else {}
    pictures: dict[str, list[api.EvidenceRow]] = {}
    for each in found.evidence:
        if each.kind == api.FileKind.PHOTO and each.recheck_id is None:
            pictures.setdefault(each.item, []).append(each)
    return [(item, *said.get(item["key"], ("", "")), tuple(pictures.get(item["key"], ()))) for item in found.items]


def _files_by_item(found: api.InspectionFile) -> list[api.EvidenceRow]:
    """Return the files of the record that belong to no item."""
    of_record = [each for each in found.evidence if each.recheck_id is None]
    return [each for each in of_record if each.kind != api.FileKind.PHOTO or not each.item]


def _rechecks(found: api.InspectionFile) -> list[tuple[object, list[tuple[str, bool, str]], list[api.EvidenceRow]]]:
    """Return each re-inspection with what it said of each finding and its files."""
    rows = []
    for each in found.rechecks:
        said = [(text, is_fixed, rest[0] if rest else "") for _id, text, is_fixed, *rest in each.results]
        rows.append((each, said, [file for file in found.evidence if file.recheck_id == each.id]))
    return rows


@require_POST
@signed_in
def inspection_act(request: HttpRequest, inspection_id: UUID, act: str) -> HttpResponse:
    """Do one act on an inspection."""
    if act not in _DONE:
        raise Http404
    about = {"inspection_id": inspection_id, "actor": request.actor, "now": clock.now()}
    text = sent.text(request, "text")
    if act == "call-off":
        api.call_off(reason=text, **about)
    elif act == "order":
        api.order_rectification(**about)
    elif act == "applied":
        api.apply_for_recheck(**about)
    else:
        api.publish_result(text=text, **about)
    messages.success(request, str(_DONE[act]))
    return redirect("supervision:inspection", inspection_id)


@require_GET
@signed_in
def paper(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """Send a paper as it was frozen."""
    content, number = api.paper(request.actor, paper_id)
    named = content_disposition_header(as_attachment=True, filename=f"{number}.docx")
    return HttpResponse(content, content_type=_DOCX, headers={"Content-Disposition": named})


@require_GET
@signed_in
def evidence(request: HttpRequest, evidence_id: UUID) -> HttpResponse:
    """Send a picture, recording or signature of a record."""
    return picture_answer(*api.evidence(request.actor, evidence_id))
