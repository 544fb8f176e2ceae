"""Evidence on the alarm's page: what forms bring, and pictures."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from anlan.alarms import api
from anlan.alarms.pages.reading import text
from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.web.auth import signed_in
from anlan.web.forms import typed_moment
from anlan.web.pictures import picture_answer, sent_picture


@require_POST
@signed_in
def add(request: HttpRequest, alarm_id: UUID) -> HttpResponse:
    """Add the camera, call, picture or remark of the form."""
    kind = text(request, "kind")
    if kind not in set(api.EvidenceKind):
        raise InvalidValue(field="kind", value=kind[:20], rule="known_kind")
    name, content = sent_picture(request)
    happened_at = text(request, "happened_at")
    evidence = api.Evidence(
        kind=api.EvidenceKind(kind),
        text=text(request, "text"),
        url=text(request, "url"),
        person=text(request, "person"),
        phone=text(request, "phone"),
        content=content,
        name=name,
        happened_at=typed_moment(happened_at, "happened_at") if happened_at else None,
    )
    api.add_evidence(alarm_id=alarm_id, evidence=evidence, actor=request.actor, now=clock.now())
    return redirect(f"/alarms/{alarm_id}/#evidence")


@require_GET
@signed_in
def picture(request: HttpRequest, evidence_id: UUID) -> HttpResponse:
    """Send a picture to who may see its alarm."""
    return picture_answer(*api.picture(request.actor, evidence_id))
