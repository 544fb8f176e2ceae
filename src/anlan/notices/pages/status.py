"""What notices say on the status line."""

from datetime import datetime

from django.utils.translation import gettext as _

from anlan.kernel.actors import Actor
from anlan.notices import api
from anlan.web.status import StatusItem


def status(actor: Actor, now: datetime) -> tuple[StatusItem, ...]:
    """Return how many notices the reader has not read."""
    count = api.unread_count(actor)
    if not count:
        return ()
    return (StatusItem(icon="mail", label=_("Notices to you"), value=str(count), tone="amber", url="/notices/"),)
