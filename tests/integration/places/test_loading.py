"""Bringing an edition of a list into force."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import NotAllowed
from anlan.kernel.regions import RegionLevel
from anlan.places import api
from anlan.places.domain.editions import ChangeKind, DivisionList, Row, Standing
from anlan.places.models import Division, DivisionChange, Edition
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 6, 1, tzinfo=UTC)
UPPER = DivisionList(
    source="upper",
    edition=date(2023, 6, 30),
    within="",
    levels=(RegionLevel.PROVINCE, RegionLevel.COUNTY),
    rows=(Row("51", "四川省"), Row("5134", "凉山彝族自治州"), Row("513425", "会理县"), Row("513433", "冕宁县")),
)
LOWER = DivisionList(
    source="lower",
    edition=date(2023, 6, 30),
    within="",
    levels=(RegionLevel.TOWNSHIP, RegionLevel.VILLAGE),
    rows=(Row("513433101", "甲镇"), Row("513433101201", "一村"), Row("513433102", "乙镇"), Row("513433102201", "二村")),
)
LATER = date(2024, 6, 30)


def load(divisions: DivisionList, actor=SYSTEM) -> api.Loaded:
    return api.load_divisions(divisions=divisions, actor=actor, now=NOW, progress=lambda *_: None)


def in_force() -> dict[str, str]:
    return dict(Division.objects.filter(valid_to=None).values_list("code", "name"))


def test_a_first_list_has_no_known_beginning_and_changes_nothing():
    loaded = load(UPPER)

    assert (loaded.first_listed, loaded.changes) == (4, ())
    assert set(Division.objects.values_list("valid_from", "valid_to")) == {(None, None)}
    assert in_force() == {row.code: row.name for row in UPPER.rows}


def test_the_same_list_again_changes_nothing():
    load(UPPER)

    again = load(UPPER)

    assert again.is_repeated
    assert (Division.objects.count(), Edition.objects.count()) == (4, 1)
    assert JournalEntry.objects.filter(kind="places.divisions_loaded").count() == 1


def test_a_newer_list_ends_and_begins_divisions_on_its_day():
    load(UPPER)
    rows = (*UPPER.rows[:2], Row("513402", "会理市"), UPPER.rows[3])

    loaded = load(replace(UPPER, edition=LATER, rows=rows))

    assert [(c.kind, c.old, c.new) for c in loaded.changes] == [(ChangeKind.RECODED, "513425", "513402")]
    assert Division.objects.get(code="513425").valid_to == LATER
    assert Division.objects.get(code="513402").valid_from == LATER
    assert DivisionChange.objects.get().old_name == "会理县"


def test_a_renamed_division_keeps_its_earlier_name_in_history():
    load(UPPER)
    load(LOWER)

    load(replace(LOWER, edition=LATER, rows=(Row("513433101", "丙镇"), *LOWER.rows[1:])))

    assert [(row.name, row.valid_from, row.valid_to) for row in api.history("513433101")] == [
        ("丙镇", LATER, None),
        ("甲镇", None, LATER),
    ]
    assert api.name("513433101") == "丙镇"
    assert api.changes("513433101")[0].kind == ChangeKind.RENAMED


def test_a_merged_township_is_still_called_by_its_last_name():
    load(UPPER)
    load(LOWER)
    rows = (Row("513433102", "乙镇"), Row("513433102201", "二村"), Row("513433102202", "一村"))

    loaded = load(replace(LOWER, edition=LATER, rows=rows))

    assert (ChangeKind.MERGED, "513433101", "513433102") in [(c.kind, c.old, c.new) for c in loaded.changes]
    assert api.full_name("513433101") == "凉山彝族自治州冕宁县甲镇"
    assert api.division("513433101").valid_to == LATER


def test_a_split_leaves_the_origin_in_force():
    load(UPPER)
    load(replace(LOWER, rows=(*LOWER.rows, Row("513433101202", "三村"))))
    rows = (*LOWER.rows, Row("513433103", "丁镇"), Row("513433103201", "三村"))

    loaded = load(replace(LOWER, edition=LATER, rows=rows))

    assert (ChangeKind.SPLIT, "513433101", "513433103") in [(c.kind, c.old, c.new) for c in loaded.changes]
    assert in_force()["513433101"] == "甲镇"


def test_an_older_list_is_refused_and_nothing_changes():
    load(replace(UPPER, edition=LATER))
    before = in_force()

    with pytest.raises(api.EditionIsOlder) as refusal:
        load(replace(UPPER, rows=UPPER.rows[:3]))

    assert refusal.value.data == {"edition": "2023-06-30", "in_force": "2024-06-30"}
    assert in_force() == before
    assert Edition.objects.count() == 1


@pytest.mark.parametrize(
    "row", [Row("513499101", "孤镇"), Row("5134331", "短镇"), Row("513433109", ""), Row("x", "怪")]
)
def test_a_broken_row_is_named_and_nothing_is_loaded(row):
    load(UPPER)

    with pytest.raises(api.ListIsBroken) as refusal:
        load(replace(LOWER, rows=(*LOWER.rows, row)))

    assert refusal.value.data == {"region": row.code}
    assert in_force() == {row.code: row.name for row in UPPER.rows}


def test_a_township_s_county_that_only_the_statistical_list_holds_is_completed():
    load(UPPER)

    load(replace(LOWER, rows=(*LOWER.rows, Row("513471101", "园区")), counties={"513471": "某某开发区"}))

    zone = Division.objects.get(code="513471")
    assert (zone.name, zone.standing) == ("某某开发区", Standing.STATISTICAL)


def test_a_newer_civil_list_does_not_end_statistical_units():
    load(UPPER)
    load(replace(LOWER, rows=(*LOWER.rows, Row("513471101", "园区")), counties={"513471": "某某开发区"}))

    loaded = load(replace(UPPER, edition=LATER))

    assert loaded.changes == ()
    assert "513471" in in_force()


def test_only_an_administrator_may_load(actor_with):
    with pytest.raises(NotAllowed):
        load(UPPER, actor=actor_with("duty_officer", ""))

    assert Division.objects.count() == 0
    assert load(UPPER, actor=actor_with("administrator", "")).first_listed == 4
