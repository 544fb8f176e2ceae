"""The board of calls and the answers to them."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from anlan.kernel import clock
from anlan.public_warnings import api
from anlan.public_warnings.rest.door import router
from anlan.public_warnings.rest.shapes import VoiceIn


@router.get("/warnings/{uuid:warning_id}/calls")
def board(  # noqa: PLR0913 - one parameter per filter of the address
    request: HttpRequest,
    warning_id: UUID,
    show: str = "",
    township: str = "",
    text: str = "",
    page: int = 1,
    size: int = 60,
) -> Any:
    """Read the board of calls: figures, townships, one page of calls, the worst first."""
    wanted = api.CallFilter(show=show, township=township, text=text)
    return asdict(api.call_board(request.actor, warning_id, wanted, page=page, size=min(max(size, 1), 500)))


@router.get("/calls/mine")
def mine(request: HttpRequest) -> Any:
    """List the open calls that went to the person who asks."""
    return [asdict(row) for row in api.calls_to(request.actor)]


@router.get("/calls/{uuid:task_id}")
def read_call(request: HttpRequest, task_id: UUID) -> Any:
    """Read one call with every try."""
    row = api.call(request.actor, task_id)
    return {**asdict(row), "tries": [asdict(each) for each in api.tries(request.actor, task_id)]}


@router.post("/calls/{uuid:task_id}/confirm")
def confirm(request: HttpRequest, task_id: UUID) -> Any:
    """Confirm a call, by a person whom it went to."""
    return {"call_id": api.confirm_call(task_id=task_id, actor=request.actor, now=clock.now())}


@router.post("/calls/{uuid:task_id}/voice")
def voice(request: HttpRequest, task_id: UUID, body: VoiceIn) -> Any:
    """Write down a voice call; an answered one confirms the call."""
    spoken = api.VoiceCall(is_answered=body.is_answered, answered_by=body.answered_by, note=body.note)
    act = {"task_id": task_id, "voice": spoken, "actor": request.actor, "now": clock.now()}
    return {"state": api.record_voice_call(**act)}


@router.post("/confirm/{token}", auth=None)
def confirm_by_link(request: HttpRequest, token: str) -> Any:
    """Confirm a call by its link, once; the link is the right to do so."""
    return {"call_id": api.confirm_by_token(token=token, now=clock.now())}
