"""Taking the demonstration's matters out again."""

from django.db import transaction
from django.db.models import Q

from anlan.intake.models import Alike, Forwarding, Matter, MatterPicture, Reward


@transaction.atomic
def remove_matters_of(*, sender_id: str) -> int:
    """Delete what one sender sent, as the command that removes the demonstration does; return how many."""
    own = Matter.objects.filter(sender_id=sender_id)
    Alike.objects.filter(Q(later__in=own) | Q(earlier__in=own)).delete()
    Reward.objects.filter(matter__in=own).delete()
    Forwarding.objects.filter(matter__in=own).delete()
    MatterPicture.objects.filter(matter__in=own).delete()
    Matter.objects.filter(merged_into__in=own).update(merged_into=None, state="taken")
    own.update(merged_into=None)
    return own.delete()[0]
