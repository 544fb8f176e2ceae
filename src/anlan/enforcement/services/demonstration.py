"""The demonstration's cases: marked when they are put in, and taken out as a whole."""

from uuid import UUID

from django.db import transaction

from anlan.enforcement.models import Case, CreditListing
from anlan.kernel.actors import Actor
from anlan.support import rights


def mark_demonstration(*, case_id: UUID, actor: Actor) -> None:
    """Mark a case as invented."""
    rights.require_platform(actor, "enforcement.handle")
    Case.objects.filter(id=case_id).update(is_demo=True)


@transaction.atomic
def remove_demonstration(*, actor: Actor) -> None:
    """Take the invented cases out with everything that belongs to them."""
    rights.require_platform(actor, "enforcement.handle")
    CreditListing.objects.filter(case__is_demo=True).delete()
    Case.objects.filter(is_demo=True).delete()
