"""A tile that was drawn a moment ago is answered from memory, to those who may see the same."""

import pytest

from anlan.web.kept_tiles import SCOPE, KeptTiles

PATH = "/map/tiles/hazard_sites/8/200/106.mvt"


class Pages:
    """Stands for the pages: counts what it draws, and knows who a session is."""

    def __init__(self):
        self.drawn, self.closed = [], 0
        self.scopes = {"one": "county", "two": "county", "three": "province"}
        self.keep, self.status = 60, "200 OK"

    def __call__(self, environ, start_response):
        session = environ.get("HTTP_COOKIE", "").removeprefix("sessionid=")
        self.drawn.append((session, environ["PATH_INFO"]))
        if session in self.scopes:
            environ[SCOPE] = self.scopes[session]
        content = f"{self.scopes.get(session)} {len(self.drawn)}".encode()
        headers = [("ETag", f'"{len(self.drawn)}"'), ("Cache-Control", f"private, max-age={self.keep}")]
        start_response(self.status, [*headers, ("Set-Cookie", "secret=1")])
        pages = self

        class Answer(list):
            def close(self):
                pages.closed += 1

        return Answer([content])


@pytest.fixture
def pages():
    return Pages()


@pytest.fixture
def ask(pages):
    clock = {"now": 100.0}
    kept = KeptTiles(pages, session_cookie="sessionid", seconds=lambda: clock["now"])

    def asked(session="one", path=PATH, after=0.0, query="v=0", method="GET", **more):
        clock["now"] += after
        said = {}

        def start_response(status, headers):
            said.update(status=status, **{name.lower(): value for name, value in headers})

        environ = {"PATH_INFO": path, "REQUEST_METHOD": method, "QUERY_STRING": query, **more}
        if session:
            environ["HTTP_COOKIE"] = f"sessionid={session}"
        return b"".join(kept(environ, start_response)), said

    return asked


def test_the_second_asker_of_a_session_is_answered_from_memory_with_the_seconds_that_are_left(ask, pages):
    first, _ = ask()
    again, said = ask(after=4.0)
    assert (first, again) == (b"county 1", b"county 1")
    assert (said["cache-control"], said["etag"]) == ("private, max-age=56", '"1"')
    assert "set-cookie" not in said
    assert (len(pages.drawn), pages.closed) == (1, 1)


def test_another_session_with_the_same_scope_shares_the_tile_once_it_is_known(ask, pages):
    ask("one")
    ask("two", path=PATH.replace("/8/", "/9/"))
    assert ask("two")[0] == b"county 1"
    assert len(pages.drawn) == 2


def test_another_scope_never_gets_it(ask, pages):
    ask("one")
    assert ask("three")[0] == b"province 2"
    assert ask("three")[0] == b"province 2"
    assert ask("one")[0] == b"county 1"


@pytest.mark.parametrize("session", ["", "unknown", "one;two"])
def test_who_is_not_signed_in_is_answered_by_the_pages(ask, pages, session):
    ask("one")
    ask(session)
    assert len(pages.drawn) == 2


def test_after_five_seconds_the_pages_are_asked_who_the_session_is(ask, pages):
    ask()
    ask(after=4.9)
    pages.scopes["one"] = "province"
    assert ask(after=0.2)[0] == b"province 2"


def test_a_tile_is_drawn_anew_when_its_time_is_over(ask, pages):
    for _ in range(15):
        ask(after=4.0)
    assert len(pages.drawn) == 8  # the session is asked for every second time
    drawn = len(pages.drawn)
    pages.keep = 3
    first = ask(path="/map/tiles/stations/8/200/106.mvt")[0]
    assert ask(path="/map/tiles/stations/8/200/106.mvt", after=2.9)[0] == first
    assert ask(path="/map/tiles/stations/8/200/106.mvt", after=0.2)[0] != first
    assert len(pages.drawn) == drawn + 2


@pytest.mark.parametrize(
    "unusual",
    [{"query": "v=1"}, {"query": "at=2020-06-26T23:00:00Z"}, {"method": "POST"}, {"path": "/map/counts/"}],
    ids=["refreshed", "past", "posted", "elsewhere"],
)
def test_what_is_asked_for_in_an_unusual_way_is_never_kept(ask, pages, unusual):
    for _ in range(2):
        ask(**unusual)
    assert len(pages.drawn) == 2


@pytest.mark.parametrize(("keep", "status"), [(0, "200 OK"), (60, "404 Not Found"), (60, "302 Found")])
def test_what_may_not_be_kept_is_not(ask, pages, keep, status):
    pages.keep, pages.status = keep, status
    for _ in range(2):
        ask()
    assert len(pages.drawn) == 2


def test_a_browser_that_has_it_is_told_so(ask):
    ask()
    body, said = ask(HTTP_IF_NONE_MATCH='"1"')
    assert (body, said["status"]) == (b"", "304 Not Modified")
