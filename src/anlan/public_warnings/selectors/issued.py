"""How many warnings were issued in a period."""

from datetime import datetime

from django.db.models import Count

from anlan.kernel.actors import Actor
from anlan.public_warnings.models import PublicWarning
from anlan.support import rights


def issued_levels(actor: Actor, region: str, since: datetime, until: datetime) -> dict[int, int]:
    """Return how many warnings of each level were issued from ``since`` until before ``until``; exercises never."""
    rows = PublicWarning.objects.filter(
        rights.within(actor, "public_warnings.see"),
        is_exercise=False,
        region__startswith=region,
        issued_at__gte=since,
        issued_at__lt=until,
    )
    return dict(rows.order_by().values_list("level").annotate(count=Count("id")))
