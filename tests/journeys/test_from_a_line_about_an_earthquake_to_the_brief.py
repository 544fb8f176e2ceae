"""An officer types one line about an earthquake and has the assessed brief as a Word file within a minute."""

import time
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest
from playwright.sync_api import expect
from tests.factories.access import build_user
from tests.factories.places import build_divisions, build_footprint
from tests.journeys.conftest import wait_for_map

from anlan.kernel.actors import SYSTEM
from anlan.places.api import PopulationFigure, set_populations

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = {"51": "四川省", "5133": "甘孜藏族自治州", "513322": "泸定县", "513322101": "磨西镇", "513322102": "冷碛镇"}
A_MINUTE = 60


@pytest.fixture
def luding(at):
    at(datetime(2022, 9, 5, 5, 0, tzinfo=UTC))
    build_divisions(NAMES)
    build_footprint("513322", (101.8, 29.5, 102.4, 30.1))
    build_footprint("513322101", (102.05, 29.75, 102.15, 29.85), "schematic")
    build_footprint("513322102", (102.2, 29.8, 102.3, 29.9), "schematic")
    counted = [PopulationFigure(code="513322101", persons=6900, households=2300)]
    counted.append(PopulationFigure(code="513322102", persons=9000, households=3000))
    set_populations(figures=counted, source="count", is_demonstration=False, actor=SYSTEM)


def test_from_a_line_about_an_earthquake_to_the_brief(open_as, luding):
    began = time.monotonic()
    page = open_as(build_user("duty_officer", "51"), "/analysis/")
    page.locator("a[href='/analysis/new/earthquake/']").first.click()
    page.get_by_label("一句话描述地震").fill("地震 6.8 级 泸定")
    page.locator("form[method=post] button[type=submit].btn-primary").click()
    expect(page.locator(".analysis-headline")).to_contain_text("泸定县 6.8 级地震：估计最大烈度 IX 度")
    wait_for_map(page)
    expect(page.get_by_text("优先抵达以下乡镇：磨西镇")).to_be_visible()
    expect(page.get_by_text("烈度圈按等面积圆绘制")).to_be_visible()
    with page.expect_download() as download:
        page.locator("a[download]").first.click()
    text, maps = words_of(Path(download.value.path()).read_bytes())
    assert time.monotonic() - began < A_MINUTE
    assert maps == 1
    for words in ("最大烈度 IX 度", "1\u00a0泸定县", "磨西镇", "Ⅵ度及以上区域人口", "只给出了地名"):
        assert words in text
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def words_of(content: bytes) -> tuple[str, int]:
    document = docx.Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells]), len(document.inline_shapes)
