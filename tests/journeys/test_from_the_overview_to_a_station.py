"""A duty officer sees a level on the overview, opens the stations behind it, reads one, and comes back."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect
from tests.factories.access import build_user
from tests.factories.monitoring import YIHAI, arrival, build_station, rain
from tests.factories.places import build_divisions

from anlan.kernel.levels import Level
from anlan.monitoring.domain.bands import Band
from anlan.monitoring.services.ingesting import Intake
from anlan.monitoring.services.thresholds import load_demo_thresholds

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2020, 6, 26, 12, 0, tzinfo=UTC)
ORANGE = (Band(level=Level.ORANGE, window_hours=1, lower=25.0),)


@pytest.fixture
def network(at):
    at(NOW)
    build_divisions()
    build_station(stands_for=(YIHAI,), name="彝海站")
    build_station("DRY01", name="晴站")
    build_station("GAS01", kind="gas", quantities=("combustible_gas",), name="燃气站")
    load_demo_thresholds({YIHAI: ORANGE}, source="demo", since=NOW - timedelta(days=1))
    gas = {"station": "GAS01", "quantity": "combustible_gas", "time": NOW.isoformat(), "value": 5.0}
    Intake().take([arrival(rain(NOW - timedelta(hours=2), [2.5] * 24)), arrival([gas])], now=NOW)


@pytest.mark.parametrize("width", [1440, 390])
def test_from_a_level_on_the_overview_to_the_station_and_back(open_as, network, width):
    page = open_as(build_user("duty_officer", "513433"), "/monitoring/", width=width, height=844)
    flood = page.get_by_role("region", name="洪涝与山洪")
    expect(flood).to_contain_text("彝海站")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    flood.get_by_role("link", name="橙色").click()
    page.wait_for_url("**/stations/?hazard=flood&level=orange**")
    table = page.locator("#stations table")
    expect(table).to_contain_text("彝海站")
    expect(table).not_to_contain_text("晴站")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    table.get_by_role("link", name="彝海站").click()
    expect(page.get_by_role("heading", name="彝海站", level=1)).to_be_visible()
    page.go_back()
    page.get_by_role("navigation", name="监测各页面").get_by_role("link", name="监测总览").click()
    page.get_by_role("region", name="燃气").get_by_role("link", name="燃气", exact=True).click()
    expect(page.locator("#stations table")).to_contain_text("可燃气体")
