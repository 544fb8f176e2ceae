"""The pages of the imports, from the upload to what was stored."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.access import client_with
from tests.factories.monitoring import build_station

from anlan.kernel import clock
from anlan.monitoring import api
from anlan.monitoring.models import HistoryImport, Reading

NOW = datetime(2020, 6, 27, 4, 0, tzinfo=UTC)
TEXT = "测站,时间,雨量(mm)\nYHZ01,2020-06-01 08:00,1.5\nYHZ01,2020-06-01 09:00,大雨\n=1+1,2020-06-01 09:00,<script>\n"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(at) -> None:
    at(NOW)


def upload(client, text: str = TEXT):
    file = SimpleUploadedFile("rain.csv", text.encode("gb18030"))
    return client.post("/monitoring/imports/", {"file": file})


def run_jobs() -> HistoryImport:
    row = HistoryImport.objects.get()
    if row.state == "checking":
        api.check_import(import_id=row.id, now=clock.now())
    if row.state == "storing":
        api.store_import(import_id=row.id, now=clock.now())
    if row.state == "taking_back":
        api.take_back_import(import_id=row.id, now=clock.now())
    row.refresh_from_db()
    return row


def columns_of(row: HistoryImport) -> dict[str, str]:
    chosen = {}
    for index, column in enumerate(row.plan["table"]["columns"]):
        chosen[f"column-{index}"] = f"={column['quantity']}" if column["quantity"] else column["role"]
        chosen[f"unit-{index}"] = column["unit"]
    return chosen


def test_a_table_goes_through_its_steps_on_pages():
    build_station()
    client = client_with("department_operator")
    assert "还没有导入过数据" in client.get("/monitoring/imports/").content.decode()
    answer = upload(client)
    address = answer["Location"]
    shown = client.get(address).content.decode()
    assert "大雨" in shown
    assert 'value="gb18030" selected' in shown
    assert 'value="=rain" selected' in shown
    client.post(f"{address}check/", columns_of(HistoryImport.objects.get()))
    assert "正在检查" in client.get(address).content.decode()
    assert client.get(address, headers={"HX-Request": "true"}).status_code == 200
    row = run_jobs()
    assert client.get(address, headers={"HX-Request": "true"})["HX-Redirect"] == address
    shown = client.get(address).content.decode()
    assert (row.state, row.problems, "不是数字" in shown, "&lt;script&gt;" in shown) == ("checked", 3, True, True)
    refused = client.post(f"{address}store/")
    assert (refused.status_code, Reading.objects.count()) == (409, 0)
    client.post(f"{address}store/", {"keep_good": "on"})
    assert run_jobs().state == "stored"
    assert Reading.objects.count() == 1
    assert "YHZ01" in client.get(address).content.decode()
    client.post(f"{address}take-back/")
    assert run_jobs().state == "taken_back"
    assert Reading.objects.count() == 0
    assert "rain.csv" in client.get("/monitoring/imports/").content.decode()


def test_the_list_of_errors_is_a_file_that_no_spreadsheet_runs():
    build_station()
    client = client_with("department_operator")
    address = upload(client)["Location"]
    client.post(f"{address}check/", columns_of(HistoryImport.objects.get()))
    run_jobs()
    text = b"".join(client.get(f"{address}problems.csv").streaming_content).decode("utf-8-sig")
    assert text.splitlines() == [
        "行,列,理由,单元格内容",
        "3,雨量(mm),不是数字,大雨",
        "4,,测站未登记，或不在您的辖区,'=1+1",
        "4,雨量(mm),不是数字,<script>",
    ]
    only = b"".join(client.get(f"{address}problems.csv?kind=unknown_station").streaming_content)
    assert only.decode().count("\n") == 2


def test_a_file_that_is_no_table_is_refused_in_plain_words():
    client = client_with("department_operator")
    answer = client.post("/monitoring/imports/", {"file": SimpleUploadedFile("a.xls", b"\xd0\xcf\x11\xe0" + bytes(99))})
    assert answer.status_code == 422
    assert ".xlsx" in answer.content.decode()
    assert HistoryImport.objects.count() == 0


def test_who_may_not_import_sees_no_page():
    client = client_with("duty_officer")
    assert client.get("/monitoring/imports/").status_code == 403
    assert upload(client).status_code == 403
    assert HistoryImport.objects.count() == 0


def test_the_columns_can_be_changed_after_the_check_and_the_upload_discarded():
    build_station()
    client = client_with("department_operator")
    address = upload(client)["Location"]
    client.post(f"{address}check/", columns_of(HistoryImport.objects.get()))
    run_jobs()
    assert client.get(f"{address}?columns=1").status_code == 200
    client.post(f"{address}read/", {"encoding": "gb18030", "delimiter": ";"})
    assert len(HistoryImport.objects.get().plan["table"]["columns"]) == 1
    client.post(f"{address}discard/")
    assert HistoryImport.objects.get().state == "discarded"
    assert client.get(address).status_code == 200
