"""The sound of a warning: brought and taken away on a draft, heard by those who sign, fetched by loudspeakers."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.public_warnings import api
from anlan.support import rights
from anlan.web.auth import signed_in

_LONGEST = 11 * 1024 * 1024


def sounds_context(actor: Actor, row: api.WarningRow) -> dict[str, Any]:
    """Return a warning's sounds with the names of their languages, and the languages that may still get one."""
    may_record = row.state in ("draft", "returned") and rights.may(actor, "public_warnings.draft", row.region)
    found = [{**asdict(each), "name": api.languages()[each.language].name} for each in api.sounds(row.id)]
    return {"sounds": found, "may_record": may_record, "sound_languages": api.languages().values()}


@require_POST
@signed_in
def keep(request: HttpRequest, warning_id: UUID) -> HttpResponse:
    """Keep a recording as the draft's sound, or take one away."""
    named = {"warning_id": warning_id, "language": request.POST.get("language", ""), "actor": request.actor}
    if request.POST.get("drop"):
        api.drop_sound(**named, now=clock.now())
    else:
        file = request.FILES.get("sound")
        api.keep_sound(**named, raw=file.read(_LONGEST) if file else b"", now=clock.now())
    return redirect("public_warnings:warning", warning_id)


@require_GET
@signed_in
def hear(request: HttpRequest, warning_id: UUID, language: str) -> HttpResponse:
    """Give a warning's sound to those who may see the warning."""
    return HttpResponse(api.warning_sound(request.actor, warning_id, language), content_type="audio/wav")


@require_GET
def fetch(request: HttpRequest, sha256: str) -> HttpResponse:
    """Give a sound that was sent, by its digest: it never changes, and anybody may hear what was sent."""
    answer = HttpResponse(api.sent_sound(sha256), content_type="audio/wav")
    answer["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer
