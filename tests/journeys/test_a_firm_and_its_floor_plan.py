"""A risk point is put on a floor plan by keys and clicks, the picture is replaced; a self-check waits for a link."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import expect
from tests.factories.access import build_user, client_of
from tests.factories.enterprises import build_enterprise, build_risk
from tests.factories.pictures import picture
from tests.factories.places import build_divisions

from anlan.config.demo.floor_plan import floor_plan
from anlan.enterprises.models import FloorPlan, RiskPoint, SelfCheck

pytestmark = pytest.mark.django_db(transaction=True)
YIHAI, COUNTY = "513433106", "513433"
NOW = datetime(2024, 6, 1, 1, tzinfo=UTC)


@pytest.fixture
def firm(at):
    at(NOW)
    build_divisions()
    row = build_enterprise(YIHAI, industry="commerce", risk_level=3, checks_since=date(2024, 5, 1))
    build_risk(row)
    return row


def test_a_point_and_an_area_stand_where_they_were_set_and_go_with_the_old_picture(firm, open_as):
    user = build_user("department_operator", COUNTY)
    sent = {"name": "ground", "photo": SimpleUploadedFile("plan.png", floor_plan(), "image/png")}
    address = client_of(user).post(f"/enterprises/{firm.id}/plans/", sent)["Location"]
    page = open_as(user, address)
    drawing, send = page.locator("[data-plan]"), page.locator("[data-plan-form] [type=submit]")
    drawing.focus()
    for key in ("Shift+ArrowRight", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("[data-count]")).to_have_text("1")
    send.click()
    expect(page.locator(".floor-mark circle")).to_have_count(1)
    assert RiskPoint.objects.get().shape == [[0.55, 0.51]]
    box = drawing.bounding_box()
    for x, y in ((0.1, 0.1), (0.3, 0.1)):
        drawing.click(position={"x": box["width"] * x, "y": box["height"] * y})
    expect(send).to_be_disabled()
    drawing.click(position={"x": box["width"] * 0.3, "y": box["height"] * 0.4})
    send.click()
    expect(page.locator(".floor-mark polygon")).to_have_count(1)
    corners = RiskPoint.objects.get().shape
    wanted = ((0.1, 0.1), (0.3, 0.1), (0.3, 0.4))
    assert [pytest.approx(each, abs=0.01) for each in wanted] == corners
    page.locator("[data-opens=replace-plan]").click()
    page.locator("#replace-photo").set_input_files({"name": "b.png", "mimeType": "image/png", "buffer": picture(99)})
    page.locator("#replace-plan [value=clear]").check()
    page.locator("#replace-plan [type=submit]").click()
    expect(page.locator(".floor-mark")).to_have_count(0)
    expect(page.locator("[data-plan]")).to_have_attribute("viewBox", "0 0 40 40")
    assert (FloorPlan.objects.get().width, RiskPoint.objects.get().plan_id) == (40, None)


def test_a_self_check_without_a_link_waits_on_the_phone_and_arrives_once(firm, open_as):
    address = f"/enterprises/{firm.id}/check/day/"
    page = open_as(build_user("department_operator", COUNTY), address, width=390, height=844)
    for item in page.locator("input[value=fine]").all():
        item.check()
    page.locator("input[value=failed]").first.check()
    page.locator("input[name^=n_]").first.fill("cracked")
    page.context.set_offline(True)
    page.locator(".phone-act button").click()
    expect(page.locator("#unsent [data-count]")).to_have_text("1")
    assert not SelfCheck.objects.exists()
    page.context.set_offline(False)
    expect(page.locator("#unsent")).to_be_hidden(timeout=20000)
    row = SelfCheck.objects.get()
    assert (row.begins_on, row.failed, [each["note"] for each in row.items if each["note"]]) == (
        date(2024, 6, 1),
        1,
        ["cracked"],
    )
