"""Where the voice gateway tells what happened to its calls."""

import json
from typing import Any

from django.http import HttpRequest

from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.public_warnings import api
from anlan.public_warnings.rest.door import router

_LONGEST = 4096


@router.post("/warnings/voice/notices", auth=None)
def take_notice(request: HttpRequest) -> Any:
    """Take a key or the end of a call; the signature in the request's head is the right to tell it."""
    signed = api.SignedNotice(
        body=request.body[: _LONGEST + 1],
        timestamp=request.headers.get("Anlan-Timestamp", ""),
        signature=request.headers.get("Anlan-Signature", ""),
    )
    try:
        told = json.loads(signed.body) if len(signed.body) <= _LONGEST else None
    except (ValueError, RecursionError) as error:
        raise InvalidValue(field="notice", value="", rule="notice_of_a_call") from error
    return {"outcome": api.take_voice_notice(signed=signed, told=told, now=clock.now())}
