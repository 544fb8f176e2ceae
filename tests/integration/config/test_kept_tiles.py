"""The web server's own entry: tiles pass by the pages only for those whom the pages have let in."""

import io

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from tests.factories.access import client_with
from tests.factories.risks import build_site

from anlan.config.wsgi import application

pytestmark = pytest.mark.django_db
PATH = "/map/tiles/hazard_sites/12/3211/1706.mvt"


@pytest.fixture(autouse=True)
def _in_the_tests_own_transaction():
    """Keep the connection of the test at the ends of requests, as Django's own test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def ask(path: str, cookies: str = "") -> tuple[str, dict[str, str], bytes]:
    said = {}

    def start_response(status, headers, *_):
        said.update(status=status, headers={name.lower(): value for name, value in headers})

    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "v=0",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "HTTP_HOST": "localhost",
        "HTTP_COOKIE": cookies,
        "wsgi.input": io.BytesIO(),
        "wsgi.url_scheme": "http",
    }
    answer = application(environ, start_response)
    return said["status"], said["headers"], b"".join(answer)


def cookies_of(client: Client) -> str:
    return "; ".join(f"{name}={each.value}" for name, each in client.cookies.items())


def test_a_tile_past_the_pages_is_what_the_pages_draw():
    build_site()
    client = client_with("duty_officer", "513433")
    cookies = cookies_of(client)
    by_page, kept = ask(PATH, cookies), ask(PATH, cookies)
    assert (by_page[0], kept[0]) == ("200 OK", "200 OK")
    assert by_page[2] == kept[2] != b""
    for name in ("etag", "content-type"):
        assert by_page[1][name] == kept[1][name]
    assert "set-cookie" not in kept[1]


def test_an_officer_of_another_county_gets_another_tile_and_a_stranger_none():
    build_site()
    own, other = (cookies_of(client_with("duty_officer", region)) for region in ("513433", "513401"))
    for _ in range(2):
        assert ask(PATH, own)[2] != b""
        assert ask(PATH, other)[2] == b""
        assert ask(PATH, "")[0] == ask(PATH, "sessionid=nobody")[0] == "302 Found"


@pytest.mark.parametrize(
    "path",
    ["/map/tiles/secrets/8/200/106.mvt", "/map/tiles/hazard_sites/3/9/0.mvt", "/map/tiles/hazard_sites/8/x/1.mvt"],
)
def test_a_tile_that_cannot_be_is_refused_by_the_pages_also_for_a_remembered_session(path):
    cookies = cookies_of(client_with("duty_officer"))
    ask(PATH, cookies)
    assert ask(path, cookies)[0][:3] in ("404", "422")


def test_an_officer_of_a_firm_whose_sight_hangs_on_the_person_is_always_answered_by_the_pages():
    client = client_with("enterprise_officer", "513433")
    firms = PATH.replace("hazard_sites", "enterprises")
    answers = [ask(firms, cookies_of(client)) for _ in range(2)]
    assert [(status, "x-frame-options" in headers) for status, headers, _ in answers] == [("200 OK", True)] * 2
