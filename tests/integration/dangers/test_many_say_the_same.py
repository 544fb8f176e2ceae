"""Words that thousands of hidden dangers say are found as well as words of a few, in the same order."""

from datetime import timedelta

import pytest
from django.db import connection
from tests.factories.dangers import FOUND, INSPECTOR, a_danger

from anlan.dangers import api
from anlan.dangers.models import Danger

pytestmark = pytest.mark.django_db
COPIES = """
insert into dangers_danger ({names}) select {values} from dangers_danger t, generate_series(1, %s) s(n) where t.id = %s
"""


def copied(danger_id, number: int) -> None:
    """Store copies of a hidden danger, each found an hour before the last."""
    made = {
        "id": "gen_random_uuid()",
        "serial": "t.serial + n",
        "number": "'COPY-' || n",
        "found_at": "t.found_at - n * interval '1 hour'",
        "source_id": "''",
        "token": "null",
    }
    names = [field.column for field in Danger._meta.local_concrete_fields]
    values = ", ".join(made.get(name, f't."{name}"') for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        cursor.execute(COPIES.format(names=columns, values=values), [number, danger_id])


@pytest.mark.parametrize("copies", [api.MOST_COUNTED - 2, api.MOST_COUNTED - 1, api.MOST_COUNTED])
def test_the_newest_of_very_many_come_first_and_no_other_words_with_them(copies):
    copied(a_danger(title="the flange leaks"), copies)
    a_danger(title="the ladder is loose", now=FOUND + timedelta(days=1))
    found = api.dangers(INSPECTOR, api.DangerFilter(text="flange leaks"))
    assert len(found) == min(copies + 1, api.MOST_COUNTED)
    for page in (found[:3], found[20:23]):
        assert {row.title for row in page} == {"the flange leaks"}
    times = [row.found_at for row in found[:30]]
    assert times == [FOUND - timedelta(hours=n) for n in range(30)]
    assert len(api.dangers(INSPECTOR, api.DangerFilter(text="ladder"))) == 1
