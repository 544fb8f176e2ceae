"""Fixtures that every tier shares."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import TransactionTestCase
from psycopg import sql

from anlan.kernel import clock
from anlan.kernel.actors import Actor, Grant
from anlan.places.selectors.naming import forget_names
from anlan.support import clock as shared_clock

KEPT = frozenset({ContentType._meta.db_table, Permission._meta.db_table, "spatial_ref_sys"})


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


@pytest.fixture(scope="session", autouse=True)
def tests_that_commit_are_cleaned_quickly() -> Iterator[None]:
    """Delete, after a test that commits, only what is there: to truncate two hundred tables takes a second or two.

    Rows that are never changed (journal, ledger, frozen transmissions) go too: the replica's role fires no trigger.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", _delete_what_is_there)
        yield


def _delete_what_is_there(_test: TransactionTestCase) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local session_replication_role = replica")
        cursor.execute(_rows_asked_for())
        for (table,) in cursor.fetchall():
            cursor.execute(sql.SQL("delete from {}").format(sql.Identifier(table)))


@cache
def _rows_asked_for() -> sql.Composed:
    ask = sql.SQL("select {} where exists (select 1 from {})")
    asked = (ask.format(sql.Literal(name), sql.Identifier(name)) for name in tables_cleaned())
    return sql.SQL(" union all ").join(asked)


def tables_cleaned() -> list[str]:
    """Return the tables that are emptied after a test that commits: Django's own, and those migrations make by hand."""
    made_by_django = set(connection.introspection.django_table_names(only_existing=True, include_views=False))
    by_hand = [model._meta.db_table for model in apps.get_models() if not model._meta.managed]
    with connection.cursor() as cursor:
        cursor.execute("select relname from pg_class where relkind in ('r', 'p') and relname = any(%s)", [by_hand])
        return sorted((made_by_django | {name for (name,) in cursor.fetchall()}) - KEPT)
