"""A rule of the county: written in the editor, tried on the last downpour, proposed by one, switched on by another."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect
from tests.factories.access import build_user
from tests.factories.monitoring import YIHAI, arrival, build_station, rain
from tests.factories.places import build_divisions

from anlan.monitoring.models import RuleEdition
from anlan.monitoring.selectors import rulebook
from anlan.monitoring.services.ingesting import Intake

pytestmark = pytest.mark.django_db(transaction=True)
COUNTY = "513433"
NOW = datetime(2020, 6, 26, 12, 0, tzinfo=UTC)


@pytest.fixture
def downpour(at):
    at(NOW)
    build_divisions()
    build_station(stands_for=(YIHAI,), name="彝海站")
    Intake().take([arrival(rain(NOW - timedelta(hours=2), [2.5] * 24))], now=NOW)


def test_a_ready_made_rule_is_tried_on_history_and_switched_on_by_two_people(open_as, downpour):
    officer = build_user("duty_officer", COUNTY)
    page = open_as(officer, f"/monitoring/rules/landslide_rain/?region={COUNTY}")
    page.get_by_role("link", name="修改或试算").click()
    page.get_by_role("button", name="在历史数据上试算").click()
    trial = page.locator("#trial")
    expect(trial).to_contain_text("彝海站")
    expect(trial).to_contain_text("27.5mm")
    page.get_by_label("理由").fill("试算与去年险情相符")
    page.get_by_label("批准后即启用").check()
    page.get_by_role("button", name="提交", exact=True).click()
    page.wait_for_url("**/editions/**")
    expect(page.get_by_role("button", name="审批", exact=True)).to_have_count(0)
    address = page.url
    leader = open_as(build_user("duty_leader", COUNTY), address[address.index("/monitoring") :])
    leader.get_by_role("button", name="审批", exact=True).click()
    leader.locator("dialog[open]").get_by_role("button", name="审批").click()
    expect(leader.get_by_text("执行中").first).to_be_visible()
    assert RuleEdition.objects.get().state == "approved"
    assert rulebook.standing("landslide_rain", COUNTY, now=NOW).is_on is True


def test_rows_come_and_go_while_a_rule_is_written_on_a_phone(open_as, downpour):
    page = open_as(build_user("duty_officer", COUNTY), f"/monitoring/rules/new/?region={COUNTY}", width=390, height=844)
    expect(page.locator(".rule-condition")).to_have_count(1)
    page.get_by_label("数值", exact=True).first.fill("20")
    page.get_by_role("button", name="增加条件").click()
    expect(page.locator(".rule-condition")).to_have_count(2)
    expect(page.get_by_label("数值", exact=True).first).to_have_value("20")
    page.get_by_role("button", name="删除条件").last.click()
    expect(page.locator(".rule-condition")).to_have_count(1)
    page.get_by_role("button", name="检查").click()
    expect(page.get_by_text("1 至 60 个字")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert not RuleEdition.objects.exists()
