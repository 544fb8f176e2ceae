"""Whole laws: read by article, found by number and by day, put out of force; what is refused changes nothing."""

from datetime import date

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.access import build_user, client_of
from tests.factories.knowledge import COUNTY, LEADER, NOW, RULE, WRITER, a_paper, somebody
from tests.factories.public_warnings import build_places

from anlan.config.commands.knowledge import command
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import InvalidValue, NotAllowed, TransitionNotAllowed
from anlan.knowledge import api
from anlan.knowledge.adapters.paper_lines import paper_lines
from anlan.knowledge.domain.errors import ArticlesNotInOrder, UnreadablePaper
from anlan.knowledge.models import Document, Passage
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
PAGE = "<!DOCTYPE html><html><head><style>p{}</style></head><body><nav>menu</nav><h1>办法</h1>{}</body></html>"


@pytest.fixture(autouse=True)
def _clock(at):
    at(NOW)


def _cited(text, on=TODAY):
    return [(each.document.title, each.label) for each in api.search(WRITER, text, on=on).found]


def test_an_article_is_found_by_its_number_in_the_law_that_is_named():
    a_paper()
    a_paper(title="森林防火规定", lines=("第一条 防火。", "第2条 巡山。"))
    assert _cited("山洪防御办法第二条") == [("山洪防御办法", "第二条")]
    assert _cited("防御办法 2条") == [("山洪防御办法", "第二条")]
    assert _cited("第二条") == [("山洪防御办法", "第二条"), ("森林防火规定", "第2条")]
    assert _cited("防火规定第2条") == [("森林防火规定", "第2条")]
    answer = api.search(WRITER, "办法第二条")
    assert (answer.has_all, answer.words[-1].typed) == (True, "第二条")
    assert not api.search(WRITER, "办法第九条").has_all


def test_the_edition_in_force_on_the_day_answers():
    old = a_paper(edition="2020", in_force_from=date(2020, 1, 1))
    new = a_paper(
        title="山洪防御办法（2026年修订）",
        lines=("第一条 山洪来临前转移群众。",),
        edition="2026",
        in_force_from=date(2026, 7, 1),
    )
    assert api.document(WRITER, old).repealed_from == date(2026, 7, 1)
    assert [title for title, _ in _cited("办法第一条")] == ["山洪防御办法（2026年修订）"]
    assert [title for title, _ in _cited("办法第一条", on=date(2026, 6, 30))] == ["山洪防御办法"]
    assert _cited("办法第一条", on=date(2019, 12, 31)) == []
    assert [each.id for each in api.editions(WRITER, api.document(WRITER, new))] == [old]
    told = JournalEntry.objects.filter(kind="knowledge.document_moved", payload__act="repeal")
    assert [entry.payload["text"] for entry in told] == ["2026-07-01 山洪防御办法（2026年修订） 2026"]


def test_an_older_edition_or_one_without_a_day_puts_nothing_out_of_force():
    newer = a_paper(edition="2026", in_force_from=date(2026, 7, 1))
    undated = a_paper(edition="x")
    a_paper(edition="2020", in_force_from=date(2020, 1, 1))
    a_paper(title="山洪防御办法实施细则", in_force_from=date(2026, 7, 2))
    assert {api.document(WRITER, each).repealed_from for each in (newer, undated)} == {None}


def test_a_law_is_put_out_of_force_by_who_publishes():
    paper = a_paper(in_force_from=date(2026, 1, 1))
    given = {"document_id": paper, "reason": "replaced", "now": NOW}
    for actor, day, refusal in (
        (WRITER, TODAY, NotAllowed),
        (LEADER, date(2026, 1, 1), InvalidValue),
    ):
        with pytest.raises(refusal):
            api.repeal_document(day=day, actor=actor, **given)
        assert api.document(WRITER, paper).repealed_from is None
    api.repeal_document(day=TODAY, actor=LEADER, **given)
    assert (_cited("办法第一条"), len(_cited("办法第一条", on=date(2026, 7, 19)))) == ([], 1)
    draft = a_paper(is_published=False, edition="draft")
    with pytest.raises(TransitionNotAllowed):
        api.repeal_document(day=TODAY, actor=LEADER, **(given | {"document_id": draft}))
    assert api.document(WRITER, draft).repealed_from is None


@pytest.mark.parametrize("changes", [{"in_force_from": date(2026, 1, 2), "repealed_from": date(2026, 1, 2)}])
def test_a_law_does_not_end_before_it_begins(changes):
    with pytest.raises(InvalidValue):
        a_paper(**changes)
    assert Document.objects.count() == 0


def test_a_law_with_a_gap_is_refused_unless_it_is_an_excerpt():
    lines = (RULE[1], RULE[4])
    new = api.NewDocument(kind="law", title="t", region=COUNTY, parts=())
    with pytest.raises(ArticlesNotInOrder) as refused:
        api.import_paper(new=new, lines=lines, actor=WRITER, now=NOW)
    assert (refused.value.data["label"], refused.value.data["after"]) == ("第三条", "第一条")
    assert Document.objects.count() == 0
    api.import_paper(new=new, lines=lines, is_excerpt=True, actor=WRITER, now=NOW)
    assert Passage.objects.count() == 2


def test_a_web_page_is_read_without_its_menus_and_no_pdf_is():
    words = "<p>第一条　为了<b>预防</b>\n灾害。</p><p>第二条 甲。<br>（一）乙。</p><script>x</script>"
    raw = PAGE.replace("<h1>办法</h1>{}", f"<h1>办法</h1>{words}")
    expected = ("# 办法", "第一条 为了预防灾害。", "第二条 甲。", "（一）乙。")
    assert paper_lines(raw.encode("gb18030"), "a.html") == expected
    cut_off = (b"<!doctype html>", b"<html")
    for content in (b"%PDF-1.7 text", b"<html><body><script>x</script></body></html>", *cut_off):
        with pytest.raises(UnreadablePaper):
            paper_lines(content, "a.pdf")


def test_the_command_takes_laws_by_their_file_names_and_names_what_it_refuses(tmp_path):
    good, bad = tmp_path / "某办法_20240628.txt", tmp_path / "坏.txt"
    good.write_text("\n".join(RULE))
    bad.write_text(f"{RULE[1]}\n{RULE[4]}")
    run = CliRunner().invoke
    checked = run(command, ["import", str(good), str(bad), "--check"])
    assert "3 passages, 3 articles (第一条 to 第三条)" in checked.output
    assert "第三条: missing after 第一条" in checked.output
    assert Document.objects.count() == 0
    result = run(command, ["import", str(good), str(bad), "--from", "2024-11-01", "--publish"])
    assert (result.exit_code, "坏.txt: refused" in result.output) == (1, True)
    (row,) = Document.objects.all()
    assert (row.title, row.edition, row.state, row.in_force_from) == (
        "某办法",
        "2024-06-28",
        "published",
        date(2024, 11, 1),
    )
    assert run(command, ["import", str(good), str(bad), "--title", "t"]).exit_code == 2


def test_the_page_shows_how_a_law_is_read_before_it_keeps_it():
    build_places()
    client = client_of(build_user("department_operator", COUNTY))
    sent = {"kind": "law", "title": "t", "region": COUNTY, "in_force_from": "2026-01-01"}
    file = SimpleUploadedFile("t.txt", f"{RULE[1]}\n{RULE[4]}".encode())
    page = client.post("/knowledge/new/check/", {**sent, "file": file})
    assert [fault.label for fault, _ in page.context["faults"]] == ["第三条"]
    assert (page.context["sent"]["text"], Document.objects.count()) == (f"{RULE[1]}\n{RULE[4]}", 0)
    part = client.post("/knowledge/new/check/", sent | {"text": "\n".join(RULE)}, headers={"HX-Request": "true"})
    assert (part.context["faults"], "<form" in part.content.decode()) == ([], False)
    text = {"text": page.context["sent"]["text"]}
    assert client.post("/knowledge/new/", {**sent, **text}).status_code == 422
    assert (
        client.post("/knowledge/new/", {**sent, **text, "in_force_from": "soon", "is_excerpt": "1"}).status_code == 422
    )
    assert Document.objects.count() == 0
    client.post("/knowledge/new/", {**sent, **text, "is_excerpt": "1"})
    row = Document.objects.get()
    assert (row.in_force_from, row.passages.count()) == (date(2026, 1, 1), 2)
    assert client.post("/knowledge/new/check/", {"text": "x"}).status_code == 200
    assert client_of(build_user("village_officer", COUNTY)).post("/knowledge/new/check/", text).status_code == 403
    api.publish_document(document_id=row.id, actor=SYSTEM, now=NOW)
    client_of(build_user("duty_leader", COUNTY)).post(
        f"/knowledge/{row.id}/acts/repeal/", {"repealed_from": "2026-07-20", "reason": "r"}
    )
    assert "2026-07-20" in client.get(f"/knowledge/{row.id}/").content.decode()
    assert client.get("/knowledge/", {"q": "第一条"}).context["answer"].found == ()
    assert len(client.get("/knowledge/", {"q": "第一条", "on": "2026-07-19"}).context["answer"].found) == 1
    found = client.get("/api/v1/knowledge/search", {"q": "第一条", "on": "2026-07-19"}).json()["found"]
    assert [each["document"]["repealed_from"] for each in found] == ["2026-07-20"]


def test_who_reads_only_may_not_import():
    new = api.NewDocument(kind="law", title="t", region=COUNTY, parts=())
    with pytest.raises(NotAllowed):
        api.import_paper(new=new, lines=RULE, actor=somebody("auditor"), now=NOW)
    assert Document.objects.count() == 0
