"""What the texts mean that phones sent back: answers to calls."""

from datetime import datetime
from typing import Final

from django.db import transaction

from anlan.public_warnings.domain.calling import Answer
from anlan.public_warnings.models import InboundText
from anlan.public_warnings.services.confirming import answer_call

_AT_ONCE: Final = 200


def read_replies(*, now: datetime) -> int:
    """Take texts that phones sent as answers to their calls, each once; return how many were read."""
    read = 0
    waiting = InboundText.objects.filter(handled_at=None).order_by("received_at")
    for key in waiting.values_list("id", flat=True)[:_AT_ONCE]:
        read += _read(key, now)
    return read


@transaction.atomic
def _read(key: int, now: datetime) -> int:
    text = InboundText.objects.select_for_update(skip_locked=True).filter(id=key, handled_at=None).first()
    if text is None:
        return 0
    answer_call(to=text.address, answer=text.text, via=Answer.SMS, now=now)
    text.handled_at = now
    text.save(update_fields=["handled_at"])
    return 1
