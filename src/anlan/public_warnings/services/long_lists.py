"""Long lists: the issuing does not wait for them; a job freezes them, all or nothing, and again after a kill."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from anlan.kernel import clock
from anlan.public_warnings.domain.channels import require_world
from anlan.public_warnings.domain.lanes import sending_rules
from anlan.public_warnings.models import PublicWarning, TargetList, Transmission
from anlan.public_warnings.services.targeting import is_longer_than, queue_targets
from anlan.support import jobs

FREEZE: Final = "public_warnings.freeze_list"
_PATIENCE: Final = timedelta(seconds=60)


class _Ended(Exception):
    """The warning was replaced or lifted while its list was being frozen."""


def queue_or_ask(transmission: Transmission, now: datetime) -> None:
    """Freeze and queue a short list at once; leave a long one to a job that starts after commit."""
    for entry in transmission.channels:
        require_world(entry["key"], is_exercise=transmission.is_exercise)
    if not is_longer_than(int(sending_rules()["list_by_job_from"]), transmission):
        queue_targets(transmission, now)
        return
    TargetList.objects.create(
        transmission=transmission, warning_id=transmission.warning_id, asked_real=clock.real_now()
    )
    jobs.defer(FREEZE, transmission_id=str(transmission.id))


@transaction.atomic
def freeze_list(*, transmission_id: UUID, now: datetime) -> int:
    """Freeze a long list and queue its messages; return how many stand on it.

    Nothing where another worker is at it or it is done. Nobody is told of a warning that has ended meanwhile.
    """
    waiting = TargetList.objects.select_for_update(skip_locked=True).filter(frozen_at=None)
    row = waiting.filter(transmission_id=transmission_id).first()
    if row is None:
        return 0
    count = 0
    try:
        with transaction.atomic():
            count = queue_targets(Transmission.objects.get(id=transmission_id), now)
            if PublicWarning.objects.select_for_update().get(id=row.warning_id).ended_at:
                raise _Ended
    except _Ended:
        count, row.is_void = 0, True
    row.frozen_at = now
    row.save()
    return count


def ring_for_lists() -> int:
    """Ring again for lists that nobody froze in time, as after a kill; return for how many."""
    real = clock.real_now()
    with transaction.atomic():
        late = TargetList.objects.select_for_update(skip_locked=True)
        rows = list(late.filter(frozen_at=None, asked_real__lt=real - _PATIENCE)[:10])
        for row in rows:
            jobs.defer(FREEZE, transmission_id=str(row.transmission_id))
        TargetList.objects.filter(transmission_id__in=[row.transmission_id for row in rows]).update(asked_real=real)
    return len(rows)
