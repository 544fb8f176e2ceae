"""What monitoring says on the status line."""

from datetime import datetime

from django.utils.translation import gettext as _

from anlan.kernel.actors import Actor
from anlan.monitoring import api
from anlan.support.rights import regions_of
from anlan.web.status import StatusItem


def status(actor: Actor, now: datetime) -> tuple[StatusItem, ...]:
    """Return how many stations are silent, and how many refused messages wait for somebody."""
    items = []
    silent, total = api.silence_counts(actor, now=now)
    if silent:
        value = _("%(silent)s of %(total)s") % {"silent": silent, "total": total}
        items.append(
            StatusItem(
                icon="antenna", label=_("Silent stations"), value=value, tone="amber", url="/stations/?state=silent"
            )
        )
    if regions_of(actor, "monitoring.handle_quarantine") and (held := api.held_count(actor)):
        items.append(
            StatusItem(icon="archive", label=_("Quarantine"), value=str(held), tone="amber", url="/quarantine/")
        )
    return tuple(items)
