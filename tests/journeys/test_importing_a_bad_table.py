"""A gauge's history comes as a table with errors: they are seen by row, the good rows are kept, and charted."""

from datetime import timedelta
from pathlib import Path

import pytest
from procrastinate.contrib.django import app
from procrastinate.testing import InMemoryConnector
from tests.factories.access import build_user
from tests.factories.monitoring import build_station

from anlan.kernel.clock import in_china, now
from anlan.monitoring import api
from anlan.monitoring.models import HistoryImport

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(120)]


@pytest.fixture
def jobs():
    """Keep the queue in memory: the test does the work of the jobs' process itself."""
    with app.replace_connector(InMemoryConnector()):
        yield


def table(folder: Path) -> Path:
    """Return a file as offices send them: GBK, a word where a number belongs, a strange station, a year too short."""
    newest = in_china(now()).replace(minute=0, second=0, microsecond=0) - timedelta(hours=1)
    lines = ["测站名称,观测时间,降雨量（mm）"]
    lines += [f"彝海雨量站,{newest - timedelta(hours=hour):%Y/%m/%d %H:%M},{hour % 5}.５" for hour in range(20)]
    lines += [f"彝海雨量站,{newest:%Y年%m月%d日}1时,大雨", "无名站,2020-06-01 08:00,1", "彝海雨量站,20-6-1 8:00,1"]
    file = folder / "彝海雨量.csv"
    file.write_bytes("\r\n".join(lines).encode("gbk"))
    return file


@pytest.mark.parametrize("width", [1440, 390])
def test_a_bad_table_is_seen_through_and_its_good_rows_are_kept(open_as, jobs, tmp_path, width):
    build_station(name="彝海雨量站")
    page = open_as(build_user("department_operator"), "/monitoring/imports/", width=width)
    page.set_input_files("input[type=file]", table(tmp_path))
    page.get_by_role("button", name="上传并预览").click()
    page.get_by_role("heading", name="各列的含义").wait_for()
    assert page.locator("select[name=column-2]").input_value() == "=rain"
    assert page.locator("#encoding").input_value() == "gb18030"
    page.get_by_role("button", name="检查整个表格").click()
    page.get_by_text("正在检查").first.wait_for()
    api.check_import(import_id=HistoryImport.objects.get().id, now=now())
    page.locator("#problems").wait_for()
    shown = page.locator("#problems tbody tr").all_inner_texts()
    assert [line.split("\t")[0].strip() for line in shown] == ["22", "23", "24"]
    assert "大雨" in shown[0]
    assert "两位数年份" in shown[2]
    page.get_by_role("button", name="只保留正确的行").first.click()
    page.get_by_label("仍然保留正确的行").check()
    page.get_by_role("dialog").get_by_role("button", name="入库").click()
    page.get_by_text("正在入库").first.wait_for()
    api.store_import(import_id=HistoryImport.objects.get().id, now=now())
    page.get_by_role("button", name="撤回").first.wait_for()
    page.get_by_role("link", name="彝海雨量站").click()
    page.locator("canvas").first.wait_for()
