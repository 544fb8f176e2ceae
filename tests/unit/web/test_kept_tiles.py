"""A tile that was drawn a moment ago is answered from memory, to those who may see the same."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from anlan.web.kept_tiles import SCOPE, KeptTiles

PATH = "/map/tiles/hazard_sites/8/200/106.mvt"


class Pages:
    """Stands for the pages, which know who a session is."""

    def __init__(self):
        self.asked = []
        self.scopes = {"one": "county", "two": "county", "three": "province"}
        self.status = "200 OK"

    def __call__(self, environ, start_response):
        session = environ.get("HTTP_COOKIE", "").removeprefix("sessionid=")
        self.asked.append(session)
        if session in self.scopes:
            environ[SCOPE] = self.scopes[session]
        start_response(self.status, [("Set-Cookie", "secret=1")])
        return [b"from the pages"]


class Map:
    """Stands for the map: numbers what it draws."""

    def __init__(self):
        self.drawn, self.keep = [], 60

    def __call__(self, scope, path):
        if not self.keep:
            return None
        self.drawn.append((scope, path))
        return {path: f"{scope} {len(self.drawn)}".encode()}, self.keep


@pytest.fixture
def pages():
    return Pages()


@pytest.fixture
def chart():
    return Map()


@pytest.fixture
def ask(pages, chart):
    clock = {"now": 100.0}
    kept = KeptTiles(pages, session_cookie="sessionid", draw=chart, seconds=lambda: clock["now"])

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


def test_the_pages_say_who_a_session_is_and_then_its_tiles_are_drawn_once_and_kept(ask, pages, chart):
    assert ask()[0] == b"from the pages"
    assert [ask(after=1.0)[0], ask(after=1.0)[0]] == [b"county 1", b"county 1"]
    assert (pages.asked, chart.drawn) == (["one"], [("county", PATH)])


def test_a_kept_tile_says_for_how_many_seconds_it_still_holds(ask):
    ask()
    ask(after=1.0)
    _, said = ask(after=2.0)
    assert said["cache-control"] == "private, max-age=58"
    assert said["content-type"] == "application/vnd.mapbox-vector-tile"
    assert (said["vary"], said["x-content-type-options"]) == ("Cookie", "nosniff")
    assert "set-cookie" not in said


def test_sessions_of_one_scope_share_their_tiles_and_another_scope_never_gets_them(ask, chart):
    for session in ("one", "two", "three"):
        ask(session)
    assert [ask(session)[0] for session in ("one", "two", "three")] == [b"county 1", b"county 1", b"province 2"]
    assert [scope for scope, _ in chart.drawn] == ["county", "province"]


@pytest.mark.parametrize("session", ["", "unknown", "one;two", "sessionid="])
def test_who_is_not_signed_in_is_always_answered_by_the_pages(ask, chart, session):
    ask("one")
    for _ in range(2):
        assert ask(session)[0] == b"from the pages"
    assert chart.drawn == []


@pytest.mark.parametrize(("after", "asked"), [(4.9, 1), (5.0, 2), (5.1, 2)])
def test_after_five_seconds_the_pages_are_asked_again_who_the_session_is(ask, pages, after, asked):
    ask()
    pages.scopes["one"] = "province"
    ask(after=after)
    assert len(pages.asked) == asked
    assert ask()[0] == (b"county 1" if asked == 1 else b"province 1")


def test_a_session_that_was_ended_gets_nothing_after_five_seconds(ask, pages, chart):
    ask()
    ask()
    del pages.scopes["one"]
    for _ in range(3):
        assert ask(after=5.0)[0] == b"from the pages"
    assert len(chart.drawn) == 1


def test_a_tile_is_drawn_anew_when_its_time_is_over(ask, chart):
    chart.keep = 3
    ask()
    found = [ask(after=after)[0] for after in (0.0, 2.9, 0.1)]
    assert found == [b"county 1", b"county 1", b"county 2"]


@pytest.mark.parametrize(
    "unusual",
    [{"query": "v=1"}, {"query": "at=2020-06-26T23:00:00Z"}, {"method": "POST"}, {"path": "/map/counts/"}],
    ids=["refreshed", "past", "posted", "elsewhere"],
)
def test_what_is_asked_for_in_an_unusual_way_is_left_to_the_pages(ask, chart, unusual):
    ask()
    assert ask(**unusual)[0] == b"from the pages"
    assert chart.drawn == []


def test_what_the_map_will_not_keep_is_left_to_the_pages(ask, chart):
    chart.keep = 0
    ask()
    assert ask()[0] == b"from the pages"


@pytest.mark.parametrize("status", ["404 Not Found", "302 Found", "500 Internal Server Error"])
def test_a_session_is_not_remembered_for_an_answer_that_is_none(ask, pages, chart, status):
    pages.status = status
    ask()
    ask()
    assert chart.drawn == []


def test_a_browser_that_has_the_tile_is_told_so(ask):
    ask()
    _, said = ask()
    body, again = ask(HTTP_IF_NONE_MATCH=said["etag"])
    assert (body, again["status"], again["etag"]) == (b"", "304 Not Modified", said["etag"])


def test_the_oldest_tiles_make_room_for_new_ones(pages, chart):
    kept = KeptTiles(pages, session_cookie="sessionid", draw=chart, most_bytes=3000, seconds=lambda: 100.0)

    def ask(number):
        environ = {"PATH_INFO": f"{PATH}{number}", "REQUEST_METHOD": "GET", "HTTP_COOKIE": "sessionid=one"}
        return b"".join(kept(environ, lambda *_: None))

    ask(0)
    first, second, third = ask(1), ask(2), ask(3)
    assert (ask(3), ask(2)) == (third, second)
    assert ask(1) != first


def test_no_more_than_two_tiles_are_drawn_at_once_and_all_are_drawn(pages):
    at_once, most, lock = [0], [0], threading.Lock()
    together = threading.Barrier(2, timeout=5)

    def draw(scope, path):
        with lock:
            at_once[0] += 1
            most[0] = max(most[0], at_once[0])
        together.wait()
        with lock:
            at_once[0] -= 1
        return {path: path.encode()}, 60

    kept = KeptTiles(pages, session_cookie="sessionid", draw=draw)

    def ask(number):
        environ = {"PATH_INFO": f"{PATH}{number}", "REQUEST_METHOD": "GET", "HTTP_COOKIE": "sessionid=one"}
        return b"".join(kept(environ, lambda *_: None))

    ask(0)
    with ThreadPoolExecutor(6) as readers:
        assert list(readers.map(ask, range(6))) == [f"{PATH}{number}".encode() for number in range(6)]
    assert most == [2]


def test_tiles_that_are_drawn_together_are_drawn_by_one_act_however_many_ask_at_once(pages):
    drawn, paths = [], [f"{PATH}{number}" for number in range(6)]

    def draw(scope, path):
        drawn.append(path)
        return {each: each.encode() for each in paths}, 60

    kept = KeptTiles(pages, session_cookie="sessionid", draw=draw, together=lambda _path: "all")

    def ask(path):
        environ = {"PATH_INFO": path, "REQUEST_METHOD": "GET", "HTTP_COOKIE": "sessionid=one"}
        return b"".join(kept(environ, lambda *_: None))

    ask(f"{PATH}stranger")
    with ThreadPoolExecutor(6) as readers:
        assert list(readers.map(ask, paths)) == [path.encode() for path in paths]
    assert len(drawn) == 1
