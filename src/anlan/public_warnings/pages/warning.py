"""One warning: its paper, who wrote and signed it, what may be done, and what became of it once sent."""

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from anlan.kernel import clock
from anlan.public_warnings import api
from anlan.public_warnings.pages.areas import shown_map
from anlan.public_warnings.pages.drafting import paper_of
from anlan.public_warnings.pages.sounds import sounds_context
from anlan.support import journal, rights
from anlan.web.auth import signed_in


@require_GET
@signed_in
def warning_page(request: HttpRequest, warning_id: UUID) -> HttpResponse:
    """Show a warning; one that was sent is shown as it was sent."""
    row = api.warning(request.actor, warning_id)
    sent = api.transmission(request.actor, warning_id) if row.was_sent else None
    shown = sent or row
    geojson = json.dumps(sent.area) if sent else row.area
    acts = api.acts_open_to(request.actor, row, clock.now())
    context: dict[str, Any] = {
        "warning": row,
        "sent": sent,
        "mark": api.signature_mark(sent) if sent else None,
        "paper": paper_of(shown),
        "map": shown_map(geojson, int(row.level), row.event_name),
        "acts": acts,
        "reach": api.reach_of(row.regions) if row.is_open else None,
        "listed": listed_of(row) if row.is_open else None,
        "may_review_after": api.may_review_after(request.actor, row, clock.now()),
        "chain": api.chain_of(request.actor, row, clock.now()),
        "versions": api.versions(request.actor, warning_id),
        "followers": api.followers(request.actor, warning_id),
        "origins": api.origins_of(request.actor, warning_id),
        "entries": journal.entries_about(row.subject, limit=60),
        "now": clock.now(),
        "is_over": row.expires <= clock.now(),
        "has_calls": row.was_sent and row.message_kind != "cancel",
        **sounds_context(request.actor, row),
        **_sent_context(request, row),
    }
    return render(request, "public_warnings/warning.html", context)


def listed_of(row: api.WarningRow) -> api.ListPreview:
    """Return who would be on the list of a draft if it were issued now."""
    return api.preview_list(row.area, row.regions, row.channels, is_exercise=row.is_exercise)


def _sent_context(request: HttpRequest, row: api.WarningRow) -> dict[str, Any]:
    """Return how the channels of a warning stand, where it was sent."""
    if not row.was_sent:
        return {}
    return {
        "results": api.channel_results(request.actor, row.id),
        "may_see_letters": rights.may(request.actor, "public_warnings.see_deliveries", row.region),
    }


@require_GET
@signed_in
def results(request: HttpRequest, warning_id: UUID) -> HttpResponse:
    """Show how the channels stand now."""
    row = api.warning(request.actor, warning_id)
    context = {"warning": row, **_sent_context(request, row)}
    return render(request, "public_warnings/results.html", context)


@require_GET
@signed_in
def cap(request: HttpRequest, warning_id: UUID) -> HttpResponse:
    """Give the CAP message as the very bytes that were sent."""
    sent = api.transmission(request.actor, warning_id)
    answer = HttpResponse(sent.cap_xml, content_type="application/cap+xml")
    answer["Content-Disposition"] = f'attachment; filename="{sent.identifier}.xml"'
    return answer
