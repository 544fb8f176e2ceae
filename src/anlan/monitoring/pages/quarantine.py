"""What was refused: by reason, with its bytes, to be replayed or discarded."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.monitoring import api
from anlan.monitoring.adapters.publisher import bus
from anlan.monitoring.pages import words
from anlan.support.rights import regions_of, require
from anlan.web.auth import signed_in

_PER_PAGE = 50
_BYTES_PER_ROW = 16
_MOST_HEX_ROWS = 256
_RIGHT = "monitoring.handle_quarantine"


class _Rows:
    """The refused messages as a paginator reads them: only the page that is shown."""

    def __init__(self, actor: Actor, state: str, reason: str) -> None:
        self._ask = lambda start, size: api.quarantine_page(actor, state=state, reason=reason, start=start, size=size)

    @cached_property
    def counted(self) -> api.QuarantinePage:
        return self._ask(0, 0)

    def __len__(self) -> int:
        return self.counted.total

    def __getitem__(self, part: slice) -> list[tuple[api.QuarantineRow, object, str]]:
        rows = self._ask(part.start, part.stop - part.start).rows
        return [
            (row, words.REASONS.get(row.reason, row.reason), words.refusal_detail(row.reason, row.detail))
            for row in rows
        ]


@signed_in
def quarantine_page(request: HttpRequest) -> HttpResponse:
    """List what was refused."""
    _require(request.actor)
    state, reason = request.GET.get("state", "held"), request.GET.get("reason", "")
    rows = _Rows(request.actor, state if state in words.HELD_STATES else "", reason)
    held = rows.counted.held_by_reason
    context = {
        "page": Paginator(rows, _PER_PAGE).get_page(request.GET.get("page")),
        "reasons": [(code, words.REASONS.get(code, code), messages_) for code, messages_, _readings in held],
        "states": [*words.HELD_STATES.items()],
        "held": sum(messages_ for _code, messages_, _readings in held),
        "readings": sum(readings for _code, _messages, readings in held),
        "state_words": words.HELD_STATES,
        "reason": reason if reason in words.REASONS else "",
        "reason_word": words.REASONS.get(reason, reason),
        "held_for_reason": next((held_ for code, held_, _readings in held if code == reason), 0),
        "at_once": api.replayed_at_once(),
    }
    return render(request, "monitoring/quarantine.html", context)


@signed_in
def quarantined_page(request: HttpRequest, quarantine_id: UUID) -> HttpResponse:
    """Show one refused message with its bytes."""
    row = api.quarantined(request.actor, quarantine_id)
    context = {
        "row": row,
        "reason": words.REASONS.get(row.reason, row.reason),
        "detail": words.refusal_detail(row.reason, row.detail),
        "remedy": words.REMEDIES.get(row.reason, ""),
        "state": words.HELD_STATES[row.state],
        "tone": words.HELD_TONES[row.state],
        "text": _text(row.raw),
        "hex_rows": _hex_rows(row.raw),
        "is_whole": len(row.raw) == row.size,
    }
    return render(request, "monitoring/quarantined.html", context)


@signed_in
@require_POST
def replay(request: HttpRequest, quarantine_id: UUID) -> HttpResponse:
    """Send a refused message to the intake once more."""
    api.replay_quarantined(quarantine_id=quarantine_id, bus=bus(), actor=request.actor, now=clock.now())
    messages.success(request, _("Sent to the intake once more. What it refuses again comes back here."))
    return redirect("monitoring:quarantine")


@signed_in
@require_POST
def replay_all(request: HttpRequest) -> HttpResponse:
    """Send what is held for a reason to the intake once more."""
    reason = request.POST.get("reason", "")
    count = api.replay_all(reason=reason, bus=bus(), actor=request.actor, now=clock.now())
    said = ngettext(
        "%(count)s message was sent to the intake once more.",
        "%(count)s messages were sent to the intake once more.",
        count,
    )
    messages.success(request, said % {"count": count})
    return redirect(f"{reverse('monitoring:quarantine')}?{urlencode({'reason': reason})}")


@signed_in
@require_POST
def discard(request: HttpRequest, quarantine_id: UUID) -> HttpResponse:
    """Discard a refused message."""
    note = request.POST.get("note", "")
    api.discard_quarantined(quarantine_id=quarantine_id, note=note, actor=request.actor, now=clock.now())
    messages.success(request, _("Discarded. The note is kept in the journal."))
    return redirect("monitoring:quarantine")


def _require(actor: Actor) -> None:
    if not regions_of(actor, _RIGHT):
        require(actor, _RIGHT, "")


def _text(raw: bytes) -> str:
    """Return the bytes as text where they are text, else nothing."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _hex_rows(raw: bytes) -> list[tuple[str, str, str]]:
    """Return the first bytes in rows of offset, hexadecimal and what is printable."""
    rows = []
    for start in range(0, min(len(raw), _BYTES_PER_ROW * _MOST_HEX_ROWS), _BYTES_PER_ROW):
        part = raw[start : start + _BYTES_PER_ROW]
        shown = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in part)
        rows.append((f"{start:06x}", part.hex(" "), shown))
    return rows
