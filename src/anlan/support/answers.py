"""Acts that may be sent twice and happen once: the answer is stored with the act and given again.

A phone or a program that lost the answer sends the same act with the same ``Idempotency-Key``. The key is claimed in
the transaction of the act, so either both are there or neither; a second request waits for the first to end.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db import transaction

from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.kernel.errors import AnlanError, ErrorClass
from anlan.support.models import AnsweredRequest

LONGEST_KEY: Final = 80
KEPT_FOR: Final = timedelta(days=7)
_FIRST_REFUSAL: Final = 400


class KeyUsedOtherwise(AnlanError):
    """The key came before with another address: ``key``."""

    code = "support.key_used_otherwise"
    message = "This key was used for another request. Send a new one."
    error_class = ErrorClass.CONFLICT


@dataclass(frozen=True, slots=True)
class Answer:
    """What an act answered."""

    status: int
    content_type: str
    body: bytes


def answer_once(*, actor: Actor, key: str, address: str, act: Callable[[], Answer]) -> Answer:
    """Return the answer of ``act``, carried out now or, where the actor sent the key before, then.

    A refusal stores nothing, so the same key may be tried again.
    """
    with transaction.atomic():
        claimed = AnsweredRequest(actor_id=actor.id, key=key, address=address, answered_at=clock.real_now())
        AnsweredRequest.objects.bulk_create([claimed], ignore_conflicts=True)
        stored = AnsweredRequest.objects.select_for_update().get(actor_id=actor.id, key=key)
        if stored.address != address:
            raise KeyUsedOtherwise(key=key)
        if stored.status is not None:
            return Answer(stored.status, stored.content_type, bytes(stored.body))
        answer = act()
        if answer.status >= _FIRST_REFUSAL:
            transaction.set_rollback(True)
            return answer
        stored.status, stored.content_type, stored.body = answer.status, answer.content_type, answer.body
        stored.save(update_fields=["status", "content_type", "body"])
        return answer


def forget_old_answers() -> int:
    """Forget answers older than a week; return how many."""
    return AnsweredRequest.objects.filter(answered_at__lt=clock.real_now() - KEPT_FOR).delete()[0]
