"""What an order still asks for before it may be called done."""

from anlan.command.domain.orders import UNDONE, Given
from anlan.command.models import FeedbackPhoto, Order, OrderFeedback

_UNDONE = [state.value for state in UNDONE]


def given_for(order: Order) -> Given:
    """Return what has been given for an order, and the undone orders that stand in its way, by number."""
    told = OrderFeedback.objects.filter(order=order)
    return Given(
        feedbacks=told.count(),
        photos=FeedbackPhoto.objects.filter(feedback__order=order).count(),
        places=told.exclude(place=None).count(),
        parts=tuple(order.parts.filter(state__in=_UNDONE).values_list("number", flat=True)),
        waits_for=tuple(order.waits_for.filter(state__in=_UNDONE).values_list("number", flat=True)),
    )
