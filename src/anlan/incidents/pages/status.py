"""What the room says on the status line: incidents under way."""

from datetime import datetime

from django.utils.translation import gettext as _

from anlan.incidents import api
from anlan.kernel.actors import Actor
from anlan.web.status import StatusItem


def status(actor: Actor, now: datetime) -> tuple[StatusItem, ...]:
    """Return the open incident, or how many there are."""
    found = api.open_incidents(actor)
    if not found:
        return ()
    url = f"/incidents/{found[0].id}/" if len(found) == 1 else "/incidents/?state=open"
    label = found[0].title if len(found) == 1 else _("Incidents under way")
    value = "" if len(found) == 1 else str(len(found))
    return (StatusItem(icon="urgent", label=label, value=value, tone="amber", url=url),)
