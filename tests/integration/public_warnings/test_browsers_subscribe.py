"""Browsers subscribe to places and end it: from this site's own pages, with limits, leaving no name behind."""

import base64
import json

import pytest
from django.test import Client
from tests.factories.public_warnings import COUNTY, TOWNSHIP, VILLAGES

from anlan.public_warnings import api
from anlan.public_warnings.models import PushPlace, PushSubscription
from anlan.public_warnings.pages.public import pace

pytestmark = pytest.mark.usefixtures("ground")
OWN = "http://testserver"
GOOD = {
    "endpoint": "https://fcm.googleapis.com/fcm/send/abc",
    "p256dh": base64.urlsafe_b64encode(b"\x04" + bytes(64)).decode().rstrip("="),
    "auth": base64.urlsafe_b64encode(bytes(16)).decode().rstrip("="),
    "language": "zh-CN",
    "regions": [TOWNSHIP],
}


@pytest.fixture(autouse=True)
def _fresh_turnstile():
    pace._turnstile.counts.clear()


def post(body: object, *, path: str = "/public/subscriptions/", origin: str = OWN):
    text = body if isinstance(body, str) else json.dumps(body)
    return Client(enforce_csrf_checks=True).post(
        path, text, content_type="application/json", headers={"Origin": origin} if origin else {}
    )


def test_a_browser_subscribes_changes_its_place_and_ends_it():
    assert post(GOOD).status_code == 200
    assert post(GOOD | {"regions": [COUNTY, VILLAGES[0]], "language": "en"}).status_code == 200
    row = PushSubscription.objects.get()
    assert (row.language, set(row.places.values_list("region", flat=True))) == ("en", {COUNTY, VILLAGES[0]})
    ended = post({"endpoint": GOOD["endpoint"]}, path="/public/subscriptions/end/")
    assert (ended.status_code, PushSubscription.objects.count(), PushPlace.objects.count()) == (200, 0, 0)
    assert post({"endpoint": GOOD["endpoint"]}, path="/public/subscriptions/end/").status_code == 404


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "", "http://testserver.evil.example"])
def test_a_post_of_another_site_stores_nothing(origin):
    assert (post(GOOD, origin=origin).status_code, PushSubscription.objects.count()) == (403, 0)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("{", "kernel.invalid_value"),
        ("[]", "kernel.invalid_value"),
        ('"' + "a" * 5000 + '"', "kernel.invalid_value"),
        (GOOD | {"auth": None}, "kernel.invalid_value"),
        (GOOD | {"regions": TOWNSHIP}, "kernel.invalid_value"),
        (GOOD | {"regions": [1]}, "kernel.invalid_value"),
        (GOOD | {"regions": ["99"]}, "kernel.not_found"),
        (GOOD | {"endpoint": "https://169.254.169.254/x"}, "public_warnings.push_host_not_allowed"),
    ],
)
def test_what_cannot_be_is_refused_by_name_and_stores_nothing(body, code):
    answer = post(body)
    assert (answer.json()["code"], PushSubscription.objects.count()) == (code, 0)


def test_one_address_may_write_twenty_times_in_ten_minutes():
    answers = [post(GOOD).status_code for _ in range(21)]
    assert answers == [200] * 20 + [503]


def test_a_warning_is_told_to_those_above_within_and_below_its_regions_once():
    for number, regions in enumerate(([COUNTY], [TOWNSHIP, VILLAGES[0]], [VILLAGES[1]], ["51"])):
        assert post(GOOD | {"endpoint": f"https://fcm.googleapis.com/{number}", "regions": regions}).status_code == 200
    told = [each.endpoint[-1] for each in api.push_receivers([TOWNSHIP])]
    assert told == ["0", "1", "2", "3"]
    assert [each.endpoint[-1] for each in api.push_receivers([VILLAGES[1]])] == ["0", "1", "2", "3"]
    assert [each.endpoint[-1] for each in api.push_receivers(["513427"])] == ["3"]
    assert list(api.push_receivers([])) == []


def test_the_page_the_worker_and_the_manifest_are_there_without_a_cookie(settings, tmp_path):
    settings.ANLAN = {**settings.ANLAN, "ANLAN_VAR": tmp_path}
    for path in (f"/public/subscribe/?place={TOWNSHIP}", "/public/subscribe/", "/public/manifest.webmanifest"):
        answer = Client().get(path)
        assert (answer.status_code, answer.cookies) == (200, {}), path
    worker = Client().get("/public/sw.js")
    assert (worker["Service-Worker-Allowed"], worker["Content-Type"]) == ("/public/", "text/javascript")
    settings.ANLAN = {**settings.ANLAN, "ANLAN_PUSH_HOSTS": ()}
    assert "data-push" not in Client().get(f"/public/subscribe/?place={TOWNSHIP}").content.decode()
    assert post(GOOD).status_code == 503
