"""Fixtures that every tier shares."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.db import connection

from anlan.kernel import clock
from anlan.kernel.actors import Actor, Grant
from anlan.places.selectors.naming import forget_names
from anlan.support import clock as shared_clock


@pytest.fixture(autouse=True)
def own_clock(settings) -> Iterator[None]:
    """Give each test real time until it says otherwise; reading the shared clock would be a query of its own.

    Whether a replay runs is asked once in a test, so that no count of queries hangs on how long it took.
    """
    settings.CLOCK_SETTING_SECONDS = 3600
    shared_clock.refresh()
    before = clock._source[0]
    clock.use(clock.real_now)
    yield
    clock.use(before)


@pytest.fixture(autouse=True)
def status_line_is_asked_anew(settings) -> None:
    """Let every page ask the rooms, so that no test sees what another moment said."""
    settings.STATUS_LINE_SECONDS = 0


@pytest.fixture(autouse=True)
def names_of_places_are_asked_anew(settings) -> None:
    """Let no test see the names of places that another one has put into this process's memory.

    Within a test they are kept, so that no count of queries hangs on how long it took.
    """
    settings.PLACE_NAMES_SECONDS = 3600
    forget_names()


@pytest.fixture
def at() -> Iterator[Callable[[datetime], None]]:
    """Set the platform's clock to an instant for one test."""
    before = clock._source[0]
    yield lambda instant: clock.use(lambda: instant)
    clock.use(before)


@pytest.fixture
def actor_with() -> Callable[..., Actor]:
    """Return an actor that holds one role in one region."""

    def make(role: str, region: str = "5134", name: str = "") -> Actor:
        name = name or f"{role} of {region}"
        return Actor(id=name, name=name, grants=(Grant(role, region),))

    return make


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: object) -> None:
    """Let test runs empty the journal and the ledger between tests that commit; nothing else may."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("alter table support_journalentry disable trigger journal_is_never_emptied")
        cursor.execute("alter table readiness_entry disable trigger entries_are_never_emptied")
        cursor.execute("alter table readiness_posting disable trigger postings_are_never_emptied")
