"""Pages for an old phone on a slow link: the style stands in the page itself, so that one request shows everything."""

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static

_SHEET = "web/css/tiny.css"


@cache
def _style() -> tuple[str, str]:
    """Return the style sheet and the mark by which the content security policy lets it in."""
    css = Path(str(finders.find(_SHEET))).read_text("utf-8").split("*/", 1)[1].strip()
    mark = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return css, f"'sha256-{mark}'"


def tiny_page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Return a page on ``web/base_tiny.html`` that needs no second request."""
    answer = render(request, template, context, status=status)
    css, mark = _style()
    link = f'<link rel="stylesheet" href="{static(_SHEET)}">'
    answer.content = answer.content.replace(link.encode(), f"<style>{css}</style>".encode(), 1)
    answer._csp_update = {"style-src": [mark]}  # type: ignore[attr-defined]
    return answer
