"""What a browser may send as a subscription."""

import base64
from dataclasses import replace

import pytest

from anlan.kernel.errors import InvalidValue
from anlan.public_warnings.domain.push import NewSubscription, PushHostNotAllowed, PushIsOff, checked

HOSTS = ("push.example.org", "*.push.example.net")
POINT = base64.urlsafe_b64encode(b"\x04" + bytes(64)).decode().rstrip("=")
GOOD = NewSubscription(
    endpoint="https://push.example.org/send/abc",
    p256dh=POINT,
    auth=base64.urlsafe_b64encode(bytes(16)).decode().rstrip("="),
    language="zh-CN",
    regions=("513433103", "513433", "513433"),
)


def test_a_good_subscription_is_taken_with_each_place_once():
    assert checked(GOOD, HOSTS).regions == ("513433", "513433103")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"endpoint": "http://push.example.org/a"}, "endpoint"),
        ({"endpoint": "https://user@push.example.org/a"}, "endpoint"),
        ({"endpoint": "https://push.example.org:8443/a"}, "endpoint"),
        ({"endpoint": "https://push.example.org:x/a"}, "endpoint"),
        ({"endpoint": "https://push.example.org/a\r\nX: y"}, "endpoint"),
        ({"endpoint": "https://push.example.org/" + "a" * 600}, "endpoint"),
        ({"endpoint": "file:///etc/passwd"}, "endpoint"),
        ({"p256dh": "AAAA"}, "p256dh"),
        ({"p256dh": base64.urlsafe_b64encode(bytes(65)).decode()}, "p256dh"),
        ({"p256dh": "not base64 at all"}, "p256dh"),
        ({"auth": base64.urlsafe_b64encode(bytes(15)).decode()}, "auth"),
        ({"auth": ""}, "auth"),
        ({"language": "xx"}, "language"),
        ({"regions": ()}, "regions"),
        ({"regions": ("",)}, "regions"),
        ({"regions": ("51343300",)}, "regions"),
        ({"regions": ("5x",)}, "regions"),
        ({"regions": ("11", "12", "13", "14", "15", "21")}, "regions"),
    ],
)
def test_a_bad_subscription_is_refused_by_its_field(change, field):
    with pytest.raises(InvalidValue) as refusal:
        checked(replace(GOOD, **change), HOSTS)
    assert refusal.value.data["field"] == field


@pytest.mark.parametrize("host", ["169.254.169.254", "localhost", "push.example.org.evil.example", "evil.example"])
def test_only_push_services_that_the_settings_name_are_sent_to(host):
    with pytest.raises(PushHostNotAllowed):
        checked(replace(GOOD, endpoint=f"https://{host}/a"), HOSTS)


def test_a_star_stands_for_a_part_of_the_name_only():
    assert checked(replace(GOOD, endpoint="https://web.push.example.net/a"), HOSTS)
    with pytest.raises(PushHostNotAllowed):
        checked(replace(GOOD, endpoint="https://push.example.net/a"), HOSTS)


def test_with_no_push_service_allowed_there_are_no_subscriptions():
    with pytest.raises(PushIsOff):
        checked(GOOD, ())
