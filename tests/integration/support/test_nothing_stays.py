"""What a test that commits leaves behind is deleted from every table, whoever made it."""

import pytest
from django.db import connection
from tests.conftest import KEPT, tables_cleaned

pytestmark = pytest.mark.django_db

_OF_MIGRATIONS = {"django_migrations"}
_TABLES = """
select relname from pg_class where relkind in ('r', 'p') and not relispartition
    and relnamespace = 'public'::regnamespace
"""


def test_every_table_is_cleaned_after_a_test_that_commits():
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        tables = {name for (name,) in cursor.fetchall()}
    assert tables - set(tables_cleaned()) == KEPT | _OF_MIGRATIONS
