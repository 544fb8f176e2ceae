"""Importing history: checked as a whole, stored only if the person says so, never judged, and taken back."""

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import openpyxl
import pytest
from django.db import transaction
from tests.factories.monitoring import build_station

from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound, TransitionNotAllowed
from anlan.monitoring import api
from anlan.monitoring.domain.errors import TooLarge
from anlan.monitoring.domain.readings import Readings
from anlan.monitoring.models import (
    DirectoryEdition,
    HistoryImport,
    ImportFile,
    ImportPart,
    Judgement,
    LatestValue,
    Reading,
    RollMark,
    Series,
)
from anlan.monitoring.services import storing
from anlan.protocols.spreadsheet.errors import MixedEncodings, OldWorkbook
from anlan.support.models import JournalEntry

NOW = datetime(2020, 6, 27, 4, 0, tzinfo=UTC)
HEAD = "测站,时间,雨量(mm)\n"
GOOD = HEAD + "YHZ01,2020-06-01 08:00,1.5\nYHZ01,2020-06-01 09:00,0\n益海,2020年6月1日10时,２．５\n"
BAD = HEAD + (
    "YHZ01,2020-06-01 08:00,1.5\n"
    "YHZ01,2020-06-01 09:00,大雨\n"
    "YHZ01,20-6-1 10:00,1\n"
    "NOBODY,2020-06-01 10:00,1\n"
    "YHZ01,2020-06-01 11:00,-3\n"
    "YHZ01,2030-06-01 11:00,3\n"
    "YHZ01,2020-06-01 12:00,--\n"
    "YHZ01,2020-06-01 08:00,1.5\n"
    "YHZ01,2020-06-01 08:00,9\n"
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(at) -> None:
    at(NOW)


@pytest.fixture
def operator(actor_with):
    return actor_with("department_operator")


def uploaded(text: str | bytes, actor, name: str = "rain.csv"):
    raw = text if isinstance(text, bytes) else text.encode("gb18030")
    return api.upload_history(upload=api.Upload(name, raw), actor=actor, now=NOW)


def checked(text: str | bytes, actor, **plan) -> api.ImportRow:
    import_id = uploaded(text, actor)
    proposal = api.import_preview(actor, import_id).plan
    table = replace(proposal.table, **plan)
    api.check_history(import_id=import_id, plan=replace(proposal, table=table), actor=actor)
    api.check_import(import_id=import_id, now=NOW)
    return api.history_import(actor, import_id)


def stored(row: api.ImportRow, actor, *, keep_good: bool = False) -> api.ImportRow:
    api.store_history(import_id=row.id, keep_good=keep_good, actor=actor)
    api.store_import(import_id=row.id, now=NOW)
    return api.history_import(actor, row.id)


def problems(row: api.ImportRow, actor) -> list[tuple[int, str, str, str]]:
    return [(each.row, each.column, each.code, each.text) for each in api.import_problems(actor, row.id)]


def test_a_good_table_is_stored_once_with_its_newest_value_and_its_hours_marked(operator):
    build_station(name="益海")
    row = checked(GOOD, operator)
    assert (row.state, row.rows, row.readings, row.problems, row.series) == ("checked", 3, 3, 0, 1)
    assert Reading.objects.count() == 0
    row = stored(row, operator)
    assert (row.state, row.stored) == ("stored", 3)
    assert [(each.time.hour, each.value) for each in Reading.objects.order_by("time")] == [(0, 1.5), (1, 0.0), (2, 2.5)]
    assert LatestValue.objects.get().value == 2.5
    assert RollMark.objects.filter(step="hour").count() == 3
    assert JournalEntry.objects.filter(kind="monitoring.history_imported").get().payload["count"] == 3


def test_every_error_is_listed_by_row_and_column_with_the_cells_text(operator):
    build_station()
    row = checked(BAD, operator)
    assert problems(row, operator) == [
        (3, "雨量(mm)", "not_a_number", "大雨"),
        (4, "时间", "two_digit_year", "20-6-1 10:00"),
        (5, "", "unknown_station", "NOBODY"),
        (6, "雨量(mm)", "value_out_of_range", "-3"),
        (7, "雨量(mm)", "in_the_future", "3"),
        (10, "", "other_value_in_file", "rain 9 / 1.5"),
    ]
    assert (row.rows, row.readings, row.missing, row.repeated, row.problems) == (9, 1, 1, 1, 6)
    assert row.strangers == {"NOBODY": 1}


def test_nothing_of_a_table_with_errors_is_stored_unless_the_person_says_so(operator):
    build_station()
    row = checked(BAD, operator)
    with pytest.raises(api.HasErrors), transaction.atomic():
        api.store_history(import_id=row.id, keep_good=False, actor=operator)
    assert (Reading.objects.count(), api.history_import(operator, row.id).state) == (0, "checked")
    assert stored(row, operator, keep_good=True).stored == 1
    assert Reading.objects.get().value == 1.5


def test_what_is_stored_already_is_left_and_another_value_is_a_problem(operator):
    build_station(name="益海")
    stored(checked(GOOD, operator), operator)
    row = checked(GOOD.replace("1.5", "7"), operator)
    assert (row.readings, row.repeated) == (0, 2)
    assert problems(row, operator) == [(2, "", "other_value_stored", "rain 7 / 1.5")]
    with pytest.raises(api.NothingToStore):
        api.store_history(import_id=row.id, keep_good=True, actor=operator)


def test_an_import_judges_nothing_but_makes_the_intake_read_its_windows_anew(operator):
    build_station()
    edition = DirectoryEdition.objects.get().number
    lines = "".join(f"YHZ01,2020-06-27 {hour:02d}:00,80\n" for hour in range(1, 11))
    stored(checked(HEAD + lines, operator), operator)
    assert Reading.objects.count() == 10
    assert Judgement.objects.count() == 0
    assert DirectoryEdition.objects.get().number == edition + 1
    assert not JournalEntry.objects.filter(kind="monitoring.threshold_reached").exists()


def test_an_import_is_taken_back_with_its_own_rows_only(operator):
    station = build_station(name="益海")
    series = Series.objects.get(station=station)
    own = Readings(*_columns(series.id, [datetime(2020, 6, 1, 1, 0, tzinfo=UTC)], [0.0]))
    storing.store(own)
    row = stored(checked(GOOD, operator), operator)
    assert row.stored == 2
    api.take_back_history(import_id=row.id, actor=operator)
    api.take_back_import(import_id=row.id, now=NOW)
    row = api.history_import(operator, row.id)
    assert (row.state, row.taken_back) == ("taken_back", 2)
    assert [each.value for each in Reading.objects.all()] == [0.0]
    assert LatestValue.objects.get().time == datetime(2020, 6, 1, 1, 0, tzinfo=UTC)
    assert (ImportPart.objects.count(), ImportFile.objects.count()) == (0, 0)
    assert JournalEntry.objects.filter(kind="monitoring.history_taken_back").get().payload["count"] == 2
    with pytest.raises(TransitionNotAllowed):
        api.take_back_history(import_id=row.id, actor=operator)


def _columns(series: int, times: list[datetime], values: list[float]):
    micros = [round(time.timestamp() * 1e6) for time in times]
    return np.full(len(times), series, np.int32), np.array(micros, np.int64), np.array(values)


def test_a_job_that_died_goes_on_where_it_stopped(operator):
    build_station(name="益海")
    row = checked(GOOD, operator)
    api.store_history(import_id=row.id, keep_good=False, actor=operator)
    api.store_import(import_id=row.id, now=NOW)
    api.store_import(import_id=row.id, now=NOW)
    assert api.history_import(operator, row.id).stored == 3
    assert JournalEntry.objects.filter(kind="monitoring.history_imported").count() == 1


def test_stations_of_another_region_are_refused_row_by_row(actor_with):
    build_station()
    build_station("XCZ01", region="513401101", name="Xichang")
    text = HEAD + "YHZ01,2020-06-01 08:00,1\nXCZ01,2020-06-01 08:00,1\n"
    actor = actor_with("department_operator", "513401")
    row = checked(text, actor)
    assert problems(row, actor) == [(2, "", "unknown_station", "YHZ01")]
    assert stored(row, actor, keep_good=True).stored == 1
    assert Reading.objects.get().series_id == Series.objects.get(station__code="XCZ01").id


def test_an_import_is_invisible_from_another_region(operator, actor_with):
    import_id = uploaded(GOOD, operator)
    other = actor_with("department_operator", "513401")
    with pytest.raises(NotFound):
        api.history_import(other, import_id)
    with pytest.raises(NotFound):
        api.discard_history(import_id=import_id, actor=other, now=NOW)
    assert list(api.imports(other)) == []
    assert len(api.imports(operator)) == 1


def test_who_may_not_import_uploads_nothing(actor_with):
    with pytest.raises(NotAllowed):
        uploaded(GOOD, actor_with("duty_officer"))
    assert HistoryImport.objects.count() == 0


@pytest.mark.parametrize(
    ("raw", "refusal"),
    [
        ("测站,雨量\n磨西,1\n".encode() + "河边,2\n".encode("gbk"), MixedEncodings),
        (b"\xd0\xcf\x11\xe0" + bytes(1000), OldWorkbook),
        (b"", InvalidValue),
        (bytes(50 * 1024 * 1024 + 1), TooLarge),
    ],
)
def test_a_file_that_is_no_table_is_refused_at_once(raw, refusal, operator):
    with pytest.raises(refusal), transaction.atomic():
        uploaded(raw, operator)
    assert HistoryImport.objects.count() == 0


def test_a_wide_workbook_with_dates_and_hours_apart_is_read(operator):
    build_station(quantities=("rain", "level"))
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.append(["七月水情表"])
    sheet.append(["日期", "时", "雨量(mm)", "水位(cm)", "备注"])
    sheet.append([datetime(2020, 6, 1), 8, 1.5, "1,234", ""])  # noqa: DTZ001 - a workbook knows no zones
    sheet.append([43983, 24, "12.5mm", 99999.9, "note"])
    stream = io.BytesIO()
    made.save(stream)
    row = checked(stream.getvalue(), operator, station="YHZ01")
    assert problems(row, operator) == []
    stored(row, operator)
    found = Reading.objects.order_by("time", "value").values_list("time", "value")
    eight, midnight = datetime(2020, 6, 1, 0, tzinfo=UTC), datetime(2020, 6, 1, 16, tzinfo=UTC)
    assert list(found) == [(eight, 1.5), (eight, 12.34), (midnight, 12.5)]


def test_a_table_that_breaks_off_is_put_back_with_the_reason(operator):
    build_station()
    text = HEAD + "YHZ01,2020-06-01 08:00,1\n" * 100 + 'YHZ01,2020-06-01 08:00,"1\n'
    row = checked(text, operator)
    assert (row.state, row.failure["data"]) == ("uploaded", {"line": 102})
    assert ImportPart.objects.count() == 0


def test_a_mapping_without_a_station_is_refused(operator):
    import_id = uploaded("时间,雨量\n2020-06-01 08:00,1\n", operator)
    plan = api.import_preview(operator, import_id).plan
    with pytest.raises(InvalidValue) as caught:
        api.check_history(import_id=import_id, plan=plan, actor=operator)
    assert caught.value.data["rule"] == "needs_a_station_column_or_one_station"
    assert api.history_import(operator, import_id).state == "uploaded"


def test_the_file_can_be_read_otherwise(operator):
    import_id = uploaded("测站;时间;雨量\nA;2020-06-01 08:00;1,5\n".encode("gbk"), operator)
    plan = api.import_preview(operator, import_id).plan
    assert (plan.encoding, plan.delimiter) == ("gb18030", ";")
    api.reopen_history(import_id=import_id, plan=replace(plan, delimiter=","), actor=operator)
    assert len(api.import_preview(operator, import_id).plan.table.columns) == 2


def test_a_discarded_upload_leaves_no_file(operator):
    import_id = uploaded(GOOD, operator)
    api.discard_history(import_id=import_id, actor=operator, now=NOW)
    assert ImportFile.objects.count() == 0
    assert api.import_preview(operator, import_id) is None
    with pytest.raises(TransitionNotAllowed):
        api.store_history(import_id=import_id, keep_good=True, actor=operator)


def test_the_same_file_stored_before_is_named(operator):
    build_station(name="益海")
    first = stored(checked(GOOD, operator), operator)
    again = uploaded(GOOD, operator)
    assert api.stored_before(operator, again).id == first.id
    assert api.stored_before(operator, first.id) is None


def test_old_files_go_with_a_new_upload(operator):
    build_station(name="益海")
    first = uploaded(GOOD, operator)
    HistoryImport.objects.filter(id=first).update(uploaded_at=NOW - timedelta(days=31))
    second = uploaded(GOOD, operator)
    assert list(ImportFile.objects.values_list("history_import_id", flat=True)) == [second]
