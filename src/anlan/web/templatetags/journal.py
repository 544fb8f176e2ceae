"""Timelines: ``{% load journal %}{% journal_lines entries %}`` in a ``timeline``.

Each room writes its own lines: an entry of kind ``room.something_done`` is drawn by
``templates/room/timeline/something_done.html``, which gets ``entry`` and its payload as ``data`` and draws one
``timeline_entry``. A kind without a template is drawn by ``web/parts/timeline_unknown.html``. Many entries of a kind
in one minute are folded where the room has ``something_done_run.html``, the words for ``count`` of them.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any, Final

from django import template
from django.template import TemplateDoesNotExist
from django.template.base import Template
from django.template.loader import get_template, select_template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()
_FOLDED_FROM: Final = 4


@cache
def _template_of(kind: str) -> Template:
    room, _, name = kind.partition(".")
    return select_template([f"{room}/timeline/{name}.html", "web/parts/timeline_unknown.html"])


@cache
def _run_of(kind: str) -> Template | None:
    room, _, name = kind.partition(".")
    try:
        return get_template(f"{room}/timeline/{name}_run.html")
    except TemplateDoesNotExist:
        return None


@register.simple_tag
def journal_line(entry: Any) -> SafeString:
    """Draw a journal entry in its own room's words."""
    return _template_of(entry.kind).render({"entry": entry, "data": entry.payload})


@register.simple_tag
def journal_lines(entries: Iterable[Any]) -> SafeString:
    """Draw journal entries, many of a kind in one minute as one line that opens."""
    return format_html_join("", "{}", ((_drawn(run),) for run in _runs(entries)))


def _runs(entries: Iterable[Any]) -> list[list[Any]]:
    """Return the entries as runs: those of a kind that folds, of one minute, together where the first one stands."""
    runs: dict[tuple[str, datetime] | int, list[Any]] = {}
    for position, entry in enumerate(entries):
        minute = entry.happened_at.replace(second=0, microsecond=0)
        runs.setdefault((entry.kind, minute) if _run_of(entry.kind) else position, []).append(entry)
    return list(runs.values())


def _drawn(run: list[Any]) -> SafeString:
    lines = format_html_join("", "{}", ((journal_line(entry),) for entry in run))
    words = _run_of(run[0].kind)
    if words is None or len(run) < _FOLDED_FROM:
        return lines
    what = words.render({"count": len(run)}).strip()
    drawn: SafeString = get_template("web/parts/timeline_run.html").render(
        {"entry": run[0], "what": what, "lines": lines}
    )
    return drawn
