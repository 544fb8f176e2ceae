"""A machine drafts an answer from the passages found: who asked is written down, what does not quote is not shown."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType

import pytest
from tests.factories.access import build_user, client_of
from tests.factories.knowledge import COUNTY, NOW, WRITER, a_paper, somebody
from tests.factories.public_warnings import build_places

from anlan.kernel.errors import NotAllowed
from anlan.knowledge import api
from anlan.knowledge.adapters.language_model import LanguageModel, ModelAddress
from anlan.knowledge.domain.errors import NothingToDraftFrom
from anlan.knowledge.ports import DrafterAway
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db


class _Fake:
    """A language model that says what it is told to, or is away."""

    name = "fake"

    def __init__(self, says: str | Exception) -> None:
        self.says, self.told = says, []

    def draft(self, instructions: str, question: str) -> str:
        """Keep what was sent, and answer."""
        self.told.append((instructions, question))
        if isinstance(self.says, Exception):
            raise self.says
        return self.says


@pytest.fixture(autouse=True)
def _clock(at):
    at(NOW)


def _draft(says, question="威胁", actor=WRITER):
    fake = _Fake(says)
    return api.draft_answer(question=question, kind="", drafter=fake, actor=actor, now=NOW), fake


def _told():
    return list(JournalEntry.objects.filter(kind__contains="draft").order_by("recorded_at", "id"))


def test_a_draft_quotes_the_passages_found_and_the_journal_knows_who_asked():
    a_paper(lines=("第一条 威胁来临报告张某，电话13800138000。",))
    draft, fake = _draft("威胁来临应当报告。[1]", "威胁 13900139000")
    assert (draft.outcome, [each.numbers for each in draft.sentences]) == ("drafted", [(1,)])
    instructions, question = fake.told[0]
    assert "1 到 1" in instructions
    assert "[1] 《山洪防御办法》第一条：威胁来临报告张某，电话***。" in question
    assert "13800138000" not in question
    assert "13900139000" not in question
    asked, drafted = _told()
    assert (asked.kind, asked.actor_id, asked.region) == ("knowledge.draft_asked", WRITER.id, COUNTY)
    assert (asked.payload["question"], asked.payload["passages"]) == ("威胁 ***", [draft.passages[0].url])
    assert (drafted.kind, drafted.payload["outcome"]) == ("knowledge.answer_drafted", "drafted")


@pytest.mark.parametrize(
    ("says", "outcome", "why"),
    [
        ("应当转移群众。", "refused", "uncited"),
        ("应当转移群众。[2]", "refused", "unknown_passage"),
        (DrafterAway("answered 502"), "away", "answered 502"),
    ],
)
def test_what_does_not_quote_or_does_not_come_is_not_shown_nor_kept(says, outcome, why):
    a_paper()
    draft, _ = _draft(says)
    assert (draft.outcome, draft.why, draft.sentences) == (outcome, why, ())
    assert (_told()[-1].payload["outcome"], _told()[-1].payload["text"]) == (outcome, "")


@pytest.mark.parametrize(
    ("question", "actor", "refusal"),
    [("地震", WRITER, NothingToDraftFrom), ("威胁", somebody("enterprise_officer"), NotAllowed)],
)
def test_without_passages_or_the_right_nothing_leaves(question, actor, refusal):
    a_paper()
    fake = _Fake("应当转移群众。[1]")
    with pytest.raises(refusal):
        api.draft_answer(question=question, kind="", drafter=fake, actor=actor, now=NOW)
    assert (fake.told, _told()) == ([], [])


class _Handler(BaseHTTPRequestHandler):
    """A small model's server: its address says how it answers."""

    asked: list[dict] = []

    def do_POST(self):
        """Answer as the address says."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.asked.append({"path": self.path, "key": self.headers["Authorization"], **json.loads(body)})
        way = self.path.split("/")[1]
        said = {"choices": [{"message": {"content": "应当转移群众。[1]"}}]}
        answers = {"v1": said, "none": {"choices": []}, "large": {"x": "x" * 300_000}, "moved": {}, "broken": {}}
        raw = json.dumps(answers[way]).encode()
        self.send_response({"moved": 307, "broken": 500}.get(way, 200))
        self.send_header("Location", "/v1/chat/completions")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *_args):
        """Say nothing."""


@pytest.fixture
def server():
    """A model's server on this machine."""
    _Handler.asked = []
    found = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=found.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{found.server_port}"
    found.shutdown()
    found.server_close()
    thread.join()


def test_the_adapter_asks_once_with_the_key_and_takes_nothing_but_an_answer(server):
    def ask(way):
        model = LanguageModel(ModelAddress(url=f"{server}/{way}", name="m", key="secret-key", seconds=5))
        return model.draft("rules", "question")

    assert ask("v1") == "应当转移群众。[1]"
    sent = _Handler.asked[0]
    assert (sent["path"], sent["key"], sent["model"]) == ("/v1/chat/completions", "Bearer secret-key", "m")
    assert [each["content"] for each in sent["messages"]] == ["rules", "question"]
    faults = {"none": "no_answer_within", "large": "too_large", "moved": "answered 307", "broken": "answered 500"}
    for way, why in faults.items():
        with pytest.raises(DrafterAway, match=f"^{why}$"):
            ask(way)
    assert len(_Handler.asked) == 5
    away = LanguageModel(ModelAddress(url="http://127.0.0.1:1/v1", name="m", seconds=5))
    with pytest.raises(DrafterAway, match=r"^unreachable ConnectError$"):
        away.draft("rules", "question")
    assert "secret-key" not in repr(ModelAddress(url="http://m", name="m", key="secret-key"))


def test_the_page_offers_a_draft_only_where_a_model_is_set_up_and_keeps_the_passages(settings, server):
    build_places()
    a_paper()
    client = client_of(build_user("department_operator", COUNTY))
    page = client.get("/knowledge/", {"q": "威胁"}).content.decode()
    assert "根据这些段落起草答复" not in page
    assert client.post("/knowledge/?q=威胁").status_code == 503
    assert _told() == []
    on = {"ANLAN_MODEL_URL": f"{server}/v1", "ANLAN_MODEL_NAME": "m"}
    settings.ANLAN = MappingProxyType({**settings.ANLAN, **on})
    assert "根据这些段落起草答复" in client.get("/knowledge/", {"q": "威胁"}).content.decode()
    page = client.post("/knowledge/?q=威胁").content.decode()
    assert "未经任何人核对" in page
    assert "应当转移群众。<a href=" in page
    settings.ANLAN = MappingProxyType({**settings.ANLAN, "ANLAN_MODEL_URL": f"{server}/broken"})
    page = client.post("/knowledge/?q=威胁").content.decode()
    assert "语言模型目前没有答复：答复状态码 500" in page
    assert "第一条" in page
