"""The doorbells of the counting and of partners."""

from uuid import UUID

from procrastinate.contrib.django import app

from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM
from anlan.kernel.later import later
from anlan.public_warnings import api

partners = later("anlan.public_warnings.adapters.partners")


@app.task(name="public_warnings.count_coverage")
def count_coverage(warning_id: str) -> None:
    """Count what a warning's messages came to."""
    api.count_coverage(warning_id=UUID(warning_id), now=clock.now())


@app.task(name="public_warnings.freeze_list")
def freeze_list(transmission_id: str) -> None:
    """Freeze the long list of a transmission and queue its messages."""
    api.freeze_list(transmission_id=UUID(transmission_id), now=clock.now())


@app.task(name="public_warnings.poll_partner")
def poll_partner(partner_id: str) -> None:
    """Fetch what a partner has that is new."""
    api.poll_partner(partner_id=UUID(partner_id), fetcher=partners.partner_fetcher(), actor=SYSTEM, now=clock.now())
