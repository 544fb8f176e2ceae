"""Jobs of the room."""

from uuid import UUID

from procrastinate.contrib.django import app

from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM
from anlan.kernel.later import later
from anlan.notices import api

gateway = later("anlan.notices.adapters.gateway")


@app.task(name="notices.send")
def send(notice_id: str) -> None:
    """Send a notice whose turn it is."""
    api.send_notice(notice_id=UUID(notice_id), texter=gateway.texter(), actor=SYSTEM, now=clock.now())
