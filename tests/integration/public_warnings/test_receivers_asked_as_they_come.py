"""Receivers that are read from the database one after another are queued, and nobody waits for ever."""

import pytest
from tests.factories.public_warnings import NIGHT, an_issued

from anlan.people.models import Person
from anlan.public_warnings.domain.lanes import Lane
from anlan.public_warnings.models import Delivery, Transmission
from anlan.public_warnings.services.addressees import Receiver
from anlan.public_warnings.services.queueing import queue_receivers

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(20)]


def test_every_next_receiver_may_ask_the_database(ground):
    sent = Transmission.objects.get(warning_id=an_issued(channels=("public_page",)))

    def asked():
        for number in range(3):
            assert Person.objects.count() == 6
            yield Receiver(f"system {number}", f"https://{number}.example/")

    queue_receivers(sent, "webhook", asked(), lane=Lane.NOTICE, now=NIGHT)
    assert Delivery.objects.filter(warning_id=sent.warning_id, channel="webhook").count() == 3
