"""Entering what was done, taking an entry back, answering a notice, and an entry's picture."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anlan.kernel import clock
from anlan.safety_duties import api
from anlan.safety_duties.pages import reading
from anlan.support.pictures import MOST_BYTES
from anlan.web import sent
from anlan.web.auth import signed_in


@require_POST
@signed_in
def done(request: HttpRequest, list_id: UUID, item_id: UUID) -> HttpResponse:
    """Enter that something owed was done."""
    file = request.FILES.get("picture")
    new = api.NewRecord(
        item_id=item_id,
        day=reading.day(request, "day"),
        text=sent.text(request, "what"),
        amount=reading.whole(request, "amount"),
        picture=file.read(MOST_BYTES + 1) if file else b"",
        token=sent.token(request),
    )
    api.record_duty(new=new, actor=request.actor, now=clock.now())
    messages.success(request, _("Entered. It counts in the part of the year in which its day lies."))
    return redirect("safety_duties:list", list_id)


@require_POST
@signed_in
def withdraw(request: HttpRequest, list_id: UUID, record_id: UUID) -> HttpResponse:
    """Take an entry back."""
    reason = sent.text(request, "reason")
    api.withdraw_record(record_id=record_id, reason=reason, actor=request.actor, now=clock.now())
    messages.success(request, _("The entry is taken back; it counts no more."))
    return redirect("safety_duties:list", list_id)


@require_POST
@signed_in
def answer(request: HttpRequest, list_id: UUID, notice_id: UUID) -> HttpResponse:
    """Answer a notice."""
    said = sent.text(request, "answer")
    api.answer_notice(notice_id=notice_id, answer=said, actor=request.actor, now=clock.now())
    messages.success(request, _("The answer stands beside the notice."))
    return redirect("safety_duties:list", list_id)


@require_GET
@signed_in
def picture(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Show an entry's picture."""
    found = api.entry_picture(request.actor, record_id)
    if found is None:
        raise Http404
    content, media_type = found
    return HttpResponse(content, content_type=media_type)
