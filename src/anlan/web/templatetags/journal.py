"""Timelines: ``{% load journal %}{% for entry in entries %}{% journal_line entry %}{% endfor %}`` in a ``timeline``.

Each room writes its own lines: an entry of kind ``room.something_done`` is drawn by
``templates/room/timeline/something_done.html``, which gets ``entry`` and its payload as ``data`` and draws one
``timeline_entry``. A kind without a template is drawn by ``web/parts/timeline_unknown.html``.
"""

from functools import cache
from typing import Any

from django import template
from django.template.base import Template
from django.template.loader import select_template
from django.utils.safestring import SafeString

register = template.Library()


@cache
def _template_of(kind: str) -> Template:
    room, _, name = kind.partition(".")
    return select_template([f"{room}/timeline/{name}.html", "web/parts/timeline_unknown.html"])


@register.simple_tag
def journal_line(entry: Any) -> SafeString:
    """Draw a journal entry in its own room's words."""
    return _template_of(entry.kind).render({"entry": entry, "data": entry.payload})
