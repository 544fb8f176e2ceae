"""An inspector on the spot has no link: the hidden danger with its photo is kept, sent later, stored once and whole."""

import pytest
from playwright.sync_api import expect
from tests.factories.access import build_user
from tests.factories.dangers import COUNTY, TOWN, png
from tests.factories.places import build_divisions

from anlan.dangers.models import Danger, DangerPicture

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_danger_with_a_photo_waits_on_the_phone_and_arrives_once(open_as):
    build_divisions()
    page = open_as(build_user("inspector", COUNTY), "/dangers/find/", width=390, height=844)
    page.locator("#tell-text").fill("the exit of hall 2 is locked")
    page.locator("#find-region").select_option(TOWN)
    page.locator("#find-photos").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": png()})
    page.context.set_offline(True)
    page.locator(".phone-act button").click()
    expect(page.locator("#unsent [data-count]")).to_have_text("1")
    assert Danger.objects.count() == 0
    page.context.set_offline(False)
    expect(page.locator("#unsent")).to_be_hidden(timeout=20000)
    expect(page.locator("section").get_by_text("the exit of hall 2 is locked")).to_be_visible(timeout=20000)
    row = Danger.objects.get()
    assert (row.title, row.region, row.state) == ("the exit of hall 2 is locked", TOWN, "registered")
    assert (DangerPicture.objects.get().danger_id, DangerPicture.objects.get().phase) == (row.id, "before")
