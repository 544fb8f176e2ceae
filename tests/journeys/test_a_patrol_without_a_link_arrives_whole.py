"""A patrol is walked and handed in without a link: finding, photos and track arrive whole, once, when it is back."""

import re

import pytest
from playwright.sync_api import expect
from tests.factories.access import build_user
from tests.factories.pictures import picture
from tests.factories.places import build_divisions
from tests.factories.risks import build_site

from anlan.risks.models import HazardSite, Patrol, PatrolPhoto
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db(transaction=True)
VILLAGE = "513433106200"
WALK = [(102.2700, 28.7200), (102.2705, 28.7203), (102.2710, 28.7206), (102.2716, 28.7210)]


def walk(page) -> None:
    """Let the phone go along the way, a step after the other."""
    for number, (longitude, latitude) in enumerate(WALK, 1):
        page.context.set_geolocation({"longitude": longitude, "latitude": latitude, "accuracy": 5})
        expect(page.locator("#walked")).to_have_text(re.compile(rf"^{number} "))


def hand_in(page, pictures: list[bytes]) -> None:
    """Fill in the form and press the button."""
    page.locator("[name=finding][value=changed]").check()
    page.locator("#note").fill("crack of 20 cm above the school")
    files = [{"name": f"{n}.png", "mimeType": "image/png", "buffer": each} for n, each in enumerate(pictures)]
    page.locator("#photo").set_input_files(files)
    page.locator(".phone-act button").click()


def test_a_patrol_without_a_link_arrives_whole_once_the_network_returns(open_as, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    build_divisions()
    site = build_site(VILLAGE)
    pictures = [picture(60), picture(200)]
    page = open_as(build_user("village_officer", VILLAGE), f"/patrols/{site.id}/", width=390, height=844)
    page.evaluate("navigator.serviceWorker.ready")
    page.reload()
    page.context.grant_permissions(["geolocation"])
    page.context.set_offline(True)

    page.locator("#walk").click()
    walk(page)
    page.reload()
    hand_in(page, pictures)
    expect(page.locator("#unsent [data-count]")).to_have_text("1")
    expect(page.locator("#walked")).to_be_hidden()
    assert Patrol.objects.count() == 0

    page.context.set_offline(False)
    expect(page.locator("#unsent")).to_be_hidden(timeout=20000)
    page.goto(page.url)
    expect(page.locator("#unsent")).to_be_hidden()

    row = Patrol.objects.get()
    assert (row.site_id, row.finding, row.note) == (site.id, "changed", "crack of 20 cm above the school")
    assert [(x, y) for x, y, _at in row.track] == WALK
    assert [at for _x, _y, at in row.track] == sorted(at for _x, _y, at in row.track)
    assert [photo.file.read() for photo in PatrolPhoto.objects.order_by("number")] == pictures
    assert row.at <= row.received_at
    assert HazardSite.objects.get().state == "changing"
    assert JournalEntry.objects.filter(kind="risks.site_patrolled").count() == 1
