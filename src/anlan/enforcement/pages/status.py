"""What enforcement says on the status line."""

from datetime import datetime

from django.utils.translation import gettext as _

from anlan.enforcement import api
from anlan.kernel.actors import Actor
from anlan.support import rights
from anlan.web.status import StatusItem


def status(actor: Actor, now: datetime) -> tuple[StatusItem, ...]:
    """Return how many limits of cases end soon or were missed, to those who handle cases."""
    if not rights.regions_of(actor, "enforcement.handle"):
        return ()
    count = api.due_count(actor)
    if not count:
        return ()
    item = StatusItem(icon="gavel", label=_("Case limits"), value=str(count), tone="amber", url="/enforcement/due/")
    return (item,)
