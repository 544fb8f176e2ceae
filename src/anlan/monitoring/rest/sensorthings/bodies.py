"""Reads the bodies of requests, within limits."""

from typing import Any

import orjson
from django.http import HttpRequest

from anlan.monitoring.domain.errors import Malformed, TooLarge
from anlan.monitoring.selectors import rules
from anlan.support.tables import load_table


def body_of(request: HttpRequest) -> Any:
    """Return a body as JSON; refuse one that is too large, no JSON, or nested too deep."""
    limit = rules.limits()["message"]["largest_http_bytes"]
    declared = int(request.META.get("CONTENT_LENGTH") or 0)
    if declared > limit:
        raise TooLarge(size=declared, limit=limit)
    raw = request.read(limit + 1)
    if len(raw) > limit:
        raise TooLarge(size=f"> {limit}", limit=limit)
    try:
        body = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise Malformed(detail=str(error)) from error
    _check(body, load_table("anlan.monitoring", "sensorthings")["entities"]["deepest_json"])
    return body


def _check(body: Any, deepest: int) -> None:
    """Refuse what the tables cannot hold: endless nesting, and the character U+0000."""
    level, depth = [body], 0
    while level:
        depth += 1
        if depth > deepest:
            raise Malformed(detail=f"nested deeper than {deepest}")
        inner = []
        for each in level:
            if isinstance(each, dict):
                inner += [*each.keys(), *each.values()]
            elif isinstance(each, list):
                inner += each
            elif isinstance(each, str) and "\0" in each:
                raise Malformed(detail="the character U+0000")
        level = inner
