"""Subscriptions to warnings by browser: made, changed and ended by the browser itself; nobody is named.

No journal entry tells of them: what a reader at home wants to know is no business of the platform's record.
"""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction

from anlan.places import api as places
from anlan.public_warnings.domain.push import (
    NewSubscription,
    NoSuchSubscription,
    TooManyRequests,
    checked,
)
from anlan.public_warnings.models import PushPlace, PushSubscription
from anlan.public_warnings.selectors.subscriptions import digest_of

_MOST_IN_TOTAL_PER_HOUR: Final = 20_000
_HOUR: Final = timedelta(hours=1)


@transaction.atomic
def subscribe(*, wanted: NewSubscription, now: datetime) -> PushSubscription:
    """Store or replace a browser's subscription; refuse keys, hosts and places that cannot be."""
    wanted = checked(wanted, settings.ANLAN["ANLAN_PUSH_HOSTS"])
    for region in wanted.regions:
        places.division(region)
    if PushSubscription.objects.filter(subscribed_at__gt=now - _HOUR).count() >= _MOST_IN_TOTAL_PER_HOUR:
        raise TooManyRequests()
    row, _ = PushSubscription.objects.update_or_create(
        digest=digest_of(wanted.endpoint),
        defaults={
            "endpoint": wanted.endpoint,
            "p256dh": wanted.p256dh,
            "auth": wanted.auth,
            "language": wanted.language,
            "subscribed_at": now,
        },
    )
    row.places.exclude(region__in=wanted.regions).delete()
    places_wanted = [PushPlace(subscription=row, region=region) for region in wanted.regions]
    PushPlace.objects.bulk_create(places_wanted, ignore_conflicts=True)
    return row


@transaction.atomic
def unsubscribe(*, endpoint: str) -> None:
    """Forget a browser entirely."""
    if not PushSubscription.objects.filter(digest=digest_of(endpoint)).delete()[0]:
        raise NoSuchSubscription()


@transaction.atomic
def forget_endpoint(*, endpoint: str) -> None:
    """Forget a browser that its push service no longer knows; nothing happens where it is forgotten already."""
    PushSubscription.objects.filter(digest=digest_of(endpoint)).delete()
