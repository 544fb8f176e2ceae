"""Every address of the house, tried by a stranger, by a wrong key, and by a session without the page's token."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from tests.factories.access import build_user, client_of

pytestmark = pytest.mark.django_db
PUBLIC = (
    "/login/",
    "/logout/",
    "/public/",
    "/report/",
    "/c/",
    "/manifest.webmanifest",
    "/sw.js",
    "/api/v1/docs",
    "/api/v1/openapi.json",
    "/api/v1/penalties",
    "/api/v1/investigations/public",
)
"""What the public may open: signing in, warnings, telling of a danger, one's own link, the shell of phones' pages, and
penalties and outcomes of accident investigations that the law makes public."""

EXAMPLES = {
    "uuid": "00000000-0000-7000-8000-000000000001",
    "int": "1",
    "slug": "x",
    "str": "x",
    "path": "x",
}


def addresses(patterns=None, before="/") -> Iterator[str]:
    for found in get_resolver().url_patterns if patterns is None else patterns:
        path = before + example(found)
        if isinstance(found, URLResolver):
            yield from addresses(found.url_patterns, path)
        elif isinstance(found, URLPattern):
            yield path


def example(found) -> str:
    route = str(found.pattern)
    for name, converter in found.pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower()
        kind = {"string": "str"}.get(kind, kind)
        for form in (f"<{kind}:{name}>", f"<{name}>"):
            route = route.replace(form, EXAMPLES.get(kind, "x"))
    return route


GUARDED = sorted({path for path in addresses() if not path.startswith(PUBLIC)})
API = [path for path in GUARDED if path.startswith("/api/")]


def test_the_walk_finds_the_house():
    assert {"/account/", "/people/", "/plans/", "/api/v1/me"} <= set(GUARDED)


def test_a_stranger_is_sent_to_sign_in_or_refused(client):
    let_in = {}
    for path in GUARDED:
        answer = client.get(path)
        is_sent_away = answer.status_code == 302 and answer.url.startswith("/login/")
        is_moved = answer.status_code in (302, 308) and answer["Location"] in GUARDED
        if not is_sent_away and not is_moved and answer.status_code not in (401, 403, 404, 405):
            let_in[path] = answer.status_code
    assert let_in == {}


def test_a_change_by_a_session_without_the_pages_token_is_refused_before_anything_else():
    client = client_of(build_user("administrator", "5134"), enforce_csrf_checks=True)
    let_in = {}
    for path in API:
        for method in (client.post, client.put, client.patch, client.delete):
            answer = method(path)
            if (answer.status_code, answer.json()["code"]) != (403, "access.page_token_missing"):
                let_in[path] = answer.status_code
    assert let_in == {}


def test_a_wrong_key_is_refused_everywhere(client):
    key = "Bearer anlan_0000000000_" + "x" * 43
    answers = {path: client.get(path, HTTP_AUTHORIZATION=key) for path in API}
    assert {path: answer.status_code for path, answer in answers.items() if answer.status_code != 401} == {}
    assert {answer.json()["code"] for answer in answers.values()} == {"access.key_not_valid"}
