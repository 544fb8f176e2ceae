"""Two officers inspect a firm where there is no link: the record waits on the phone and arrives whole, once."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from playwright.sync_api import expect
from tests.factories.access import build_user
from tests.factories.places import build_divisions
from tests.factories.supervision import COUNTY, NOW, SOUND, a_picture, a_visit, an_officer, recorded

from anlan.supervision.models import Evidence, Finding, Inspection, Paper, Recheck, SiteRecord

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.whole_machine]


def sign(page, name):
    """Draw a stroke on a pad with the pointer and wait until it has become a picture of the form."""
    pad = page.locator(f"[data-sign={name}]")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 160, box["y"] + 90, steps=4)
    page.mouse.up()
    page.wait_for_function(
        "name => document.querySelector('form[data-offline]').elements[name].files.length === 1", arg=name
    )


def test_an_inspection_recorded_without_a_link_arrives_whole_and_once(open_as, at):
    build_divisions()
    at(NOW)
    user = build_user("inspector", COUNTY)
    visit = a_visit(officers=(an_officer(name="Ma"), an_officer(name="Li")))
    page = open_as(user, "/supervision/visits/", width=390, height=844)
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"longitude": 102.28, "latitude": 28.72})
    page.locator(f"a[href$='{visit}/']").click()
    keys = [field.get_attribute("name") for field in page.locator("input[value=ok]").all()]
    page.context.set_offline(True)
    page.locator("[data-locate]").click()
    expect(page.locator("[data-located]")).to_be_visible()
    page.locator("#firm_person").fill("Aji")
    for key in keys:
        page.locator(f"[name={key}][value={'fail' if key == 'v_hc05' else 'ok'}]").check()
    page.locator("#t_hc05").fill("the gas alarm is switched off")
    page.locator("#d_hc05").fill("7")
    page.locator("#p_hc05").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": a_picture(9)})
    page.locator("#audio").set_input_files({"name": "b.webm", "mimeType": "audio/webm", "buffer": SOUND})
    page.locator("#situation").fill("tank field seen")
    for name in ("sign_1", "sign_2", "sign_firm"):
        sign(page, name)
    page.locator(".phone-act button").click()
    expect(page.locator("#unsent [data-count]")).to_have_text("1")
    expect(page.locator("[data-kept]")).to_be_visible()
    assert not SiteRecord.objects.exists()
    page.context.set_offline(False)
    expect(page.locator("#unsent")).to_be_hidden(timeout=20000)
    page.reload()
    expect(page.locator("#unsent")).to_be_hidden()
    expect(page.locator("#refused")).to_be_hidden()
    assert_whole(visit)


def assert_whole(visit: UUID):
    row, record = Inspection.objects.get(id=visit), SiteRecord.objects.get()
    assert (row.state, row.findings_count) == ("ordered", 1)
    assert (record.firm_person, record.situation) == ("Aji", "tank field seen")
    assert (round(record.location.x, 4), round(record.location.y, 4)) == (102.28, 28.72)
    assert record.begun_at <= record.ended_at <= record.recorded_at
    assert [(each.item, each.text) for each in Finding.objects.all()] == [("hc05", "the gas alarm is switched off")]
    kept = {(each.kind, each.item): each for each in Evidence.objects.all()}
    assert sorted(kept) == [
        ("audio", ""),
        ("photo", "hc05"),
        ("signature", "1"),
        ("signature", "2"),
        ("signature", "firm"),
    ]
    assert Evidence.objects.count() == 5
    assert kept["audio", ""].file.read() == SOUND
    assert kept["signature", "1"].file.read().startswith(b"\x89PNG")
    numbers = dict(Paper.objects.values_list("kind", "number"))
    assert sorted(numbers) == ["rectification_order", "site_record"]
    assert all(re.search(r"2026\D+1\D", number) for number in numbers.values())


def test_a_re_inspection_recorded_without_a_link_brings_place_and_sound(open_as, at):
    build_divisions()
    visit = recorded(("hc01",), orders_now=True)
    at(NOW + timedelta(days=3))
    officers = [an_officer(name="Ma"), an_officer(name="Li")]
    page = open_as(build_user("inspector", COUNTY), f"/supervision/visits/{visit}/recheck/", width=390, height=844)
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"longitude": 102.28, "latitude": 28.72})
    page.context.set_offline(True)
    page.locator("[data-locate]").click()
    expect(page.locator("[data-located]")).to_be_visible()
    page.locator("[name=r_hc01][value=fixed]").check()
    page.locator("#opinion").fill("all put right")
    page.locator("#firm_person").fill("Aji")
    page.locator("#audio").set_input_files({"name": "b.webm", "mimeType": "audio/webm", "buffer": SOUND})
    for number, officer in enumerate(officers, 1):
        page.locator(f"#officer-{number}").select_option(str(officer))
    for name in ("sign_1", "sign_2", "sign_firm"):
        sign(page, name)
    page.locator(".phone-act button").click()
    expect(page.locator("[data-kept]")).to_be_visible()
    assert not Recheck.objects.exists()
    page.context.set_offline(False)
    expect(page.locator("#unsent")).to_be_hidden(timeout=20000)
    expect(page.locator("#refused")).to_be_hidden()
    stored = Recheck.objects.get()
    assert (round(stored.location.x, 4), round(stored.location.y, 4)) == (102.28, 28.72)
    assert Evidence.objects.get(recheck=stored, kind="audio").file.read() == SOUND
