"""What investigations say on the status line."""

from datetime import datetime

from django.utils.translation import gettext as _

from anlan.investigations import api
from anlan.kernel.actors import Actor
from anlan.support import rights
from anlan.web.status import StatusItem


def status(actor: Actor, now: datetime) -> tuple[StatusItem, ...]:
    """Return how many limits end soon or were missed, to those who handle investigations."""
    if not rights.regions_of(actor, "investigations.handle"):
        return ()
    count = api.due_count(actor)
    if not count:
        return ()
    url = "/investigations/due/"
    return (StatusItem(icon="search", label=_("Investigation limits"), value=str(count), tone="amber", url=url),)
