"""Lanes in front of the pages: who waits where, and that the desk waits for nobody else."""

import io
import threading
from collections.abc import Callable, Iterator

import pytest

from anlan.web.lanes import Gate, Lanes, lane_of, lanes_of

LANES = lanes_of(8)
WAIT = 5


def request(path: str, body: bytes = b"", **more: str) -> dict[str, object]:
    length = {"CONTENT_LENGTH": str(len(body))} if body else {}
    return {"PATH_INFO": path, "wsgi.input": io.BytesIO(body), **length, **more}


class Answers:
    """What the server was told."""

    def __init__(self) -> None:
        self.status = ""
        self.headers: dict[str, str] = {}

    def __call__(self, status: str, headers: list[tuple[str, str]]) -> None:
        self.status, self.headers = status, dict(headers)


class SlowPages:
    """Pages whose phone forms take until they are let go; all others answer at once."""

    def __init__(self) -> None:
        self.let_go = threading.Event()
        self.begun = threading.Semaphore(0)
        self.at_work = 0
        self.most = 0
        self._lock = threading.Lock()

    def __call__(self, environ: dict[str, object], start_response: Callable[..., None]) -> list[bytes]:
        if str(environ["PATH_INFO"]).startswith("/losses/"):
            with self._lock:
                self.at_work += 1
                self.most = max(self.most, self.at_work)
            self.begun.release()
            self.let_go.wait(WAIT)
            with self._lock:
                self.at_work -= 1
        start_response("200 OK", [])
        return [environ["wsgi.input"].read()]


@pytest.fixture
def pages() -> Iterator[SlowPages]:
    pages = SlowPages()
    yield pages
    pages.let_go.set()


@pytest.mark.parametrize(
    ("path", "marks", "lane"),
    [
        ("/desk/", {}, "desk"),
        ("/losses/report/1/2/", {}, "field"),
        ("/losses/", {}, "desk"),
        ("/tasks/1/", {}, "field"),
        ("/c/token/", {}, "field"),
        ("/public/", {}, "public"),
        ("/report/", {}, "public"),
        ("/reports/", {}, "desk"),
        ("/sta/v1.1/Things", {}, "machines"),
        ("/api/v1/monitoring/readings", {"has_key": True}, "machines"),
        ("/api/v1/monitoring/readings", {}, "desk"),
        ("/intake/new/", {}, "desk"),
        ("/intake/new/", {"is_kept": True}, "field"),
    ],
)
def test_a_request_waits_among_its_like(path, marks, lane):
    assert lane_of(LANES, path, **{"is_kept": False, "has_key": False} | marks) == lane


@pytest.mark.parametrize(("threads", "field", "desk"), [(1, 1, 1), (7, 1, 7), (8, 2, 8), (128, 32, 128)])
def test_the_field_has_its_share_of_the_threads_and_at_least_one(threads, field, desk):
    at_once = {lane.name: lane.at_once for lane in lanes_of(threads)}
    assert (at_once["field"], at_once["desk"]) == (field, desk)


def test_phones_work_in_their_lane_and_the_desk_does_not_wait_for_them(pages):
    server = Lanes(pages, 8)
    phones = [threading.Thread(target=server, args=(request("/losses/report/1/2/"), Answers())) for _ in range(9)]
    for phone in phones:
        phone.start()
    for _ in range(2):
        assert pages.begun.acquire(timeout=WAIT)
    answer = Answers()
    assert server(request("/desk/"), answer) == [b""]
    assert (answer.status, pages.at_work) == ("200 OK", 2)
    pages.let_go.set()
    for phone in phones:
        phone.join(WAIT)
    assert pages.most == 2


def test_turns_are_given_in_the_order_of_coming_and_too_many_are_refused():
    gate, order = Gate(at_once=1, waits=2), []
    assert gate.enter()

    def come(name: str) -> None:
        assert gate.enter()
        order.append(name)
        gate.leave()

    waiting = []
    for name in ("first", "second"):
        waiting.append(threading.Thread(target=come, args=(name,)))
        waiting[-1].start()
        while len(gate._turns) < len(waiting):
            pass
    assert not gate.enter()
    gate.leave()
    for each in waiting:
        each.join(WAIT)
    assert order == ["first", "second"]
    assert gate.enter()


def test_a_lane_that_is_full_asks_to_come_again_and_works_on_nothing():
    worked = []
    server = Lanes(lambda environ, start: worked.append(environ) or [b""], 8)
    server._gates["field"] = Gate(at_once=0, waits=0)
    answer = Answers()
    page = server(request("/tasks/"), answer)[0].decode()
    assert answer.status == "503 Service Unavailable"
    assert answer.headers["Retry-After"] == "5"
    assert answer.headers["Content-Length"] == str(len(page.encode()))
    assert not worked


def test_a_turn_is_given_back_when_a_page_fails():
    def failing(environ: dict[str, object], start_response: Callable[..., None]) -> list[bytes]:
        raise ZeroDivisionError

    server = Lanes(failing, 1)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            server(request("/tasks/"), Answers())


@pytest.mark.parametrize("size", [1, 256 * 1024 + 1])
def test_a_page_reads_the_whole_body_that_was_read_for_it(pages, size):
    body = bytes(range(256)) * (size // 256 + 1)
    assert Lanes(pages, 8)(request("/desk/", body), Answers()) == [body]


def test_what_is_cut_on_its_way_reaches_no_page():
    worked, answer = [], Answers()
    cut = request("/losses/report/1/2/", b"f_dead=1") | {"CONTENT_LENGTH": "80"}
    Lanes(lambda environ, start: worked.append(environ) or [b""], 8)(cut, answer)
    assert answer.status == "400 Bad Request"
    assert not worked
