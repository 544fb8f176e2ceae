"""Whom an account keeps on top of the phone book."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.duty.models import Favourite
from anlan.kernel.actors import Actor
from anlan.people import api as people


@transaction.atomic
def mark_favourite(*, person_id: UUID, is_wanted: bool, actor: Actor, now: datetime) -> None:
    """Keep a person whom one may see on top, or not any more; an own setting, no entry of the journal."""
    people.visible_person(actor, person_id)
    if is_wanted:
        Favourite.objects.get_or_create(account_id=actor.id, person_id=person_id)
    else:
        Favourite.objects.filter(account_id=actor.id, person_id=person_id).delete()
