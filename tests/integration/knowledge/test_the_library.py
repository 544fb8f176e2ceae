"""The library: who finds what, by which words, and what is refused."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document as Word
from tests.factories.access import build_user, client_of
from tests.factories.knowledge import COUNTY, LEADER, NOW, PREFECTURE, WRITER, a_case, a_paper, somebody
from tests.factories.public_warnings import build_places

from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound, TransitionNotAllowed
from anlan.knowledge import api
from anlan.knowledge.adapters.paper_lines import paper_lines
from anlan.knowledge.domain.errors import TitleTaken, UnreadablePaper
from anlan.knowledge.models import Case, Document, Passage
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(at):
    at(NOW)


def _labels(text, actor=WRITER, **more):
    return [each.label for each in api.search(actor, text, **more).found]


def test_a_question_finds_the_article_by_synonym_and_by_pinyin():
    a_paper()
    assert _labels("山洪怎么疏散") == ["第一条"]
    assert _labels("上报 漏报") == ["第二条"]
    assert _labels("氯气泄露") == ["第三条"]
    assert _labels("lvqi") == ["第三条"]
    assert _labels("地震") == []
    found = api.search(WRITER, "威胁").found[0]
    assert (found.url, found.heading) == (f"/knowledge/{found.document.id}/#p1", "第一章 总则")
    assert [piece.text for piece in found.pieces if piece.is_hit] == ["威胁"]


def test_where_no_passage_says_all_some_of_it_is_shown_and_said_so():
    a_paper()
    answer = api.search(WRITER, "威胁 漏报")
    assert (answer.has_all, {each.label for each in answer.found}) == (False, {"第一条", "第二条"})
    assert api.search(WRITER, "威胁 群众").has_all
    assert _labels("威胁", kind="plan") == []


def test_a_draft_and_what_was_withdrawn_are_not_found():
    draft = a_paper(is_published=False)
    assert _labels("威胁") == []
    api.publish_document(document_id=draft, actor=LEADER, now=NOW)
    assert _labels("威胁") == ["第一条"]
    api.withdraw_document(document_id=draft, reason="superseded", actor=LEADER, now=NOW)
    assert _labels("威胁") == []
    api.reopen_document(document_id=draft, actor=WRITER, now=NOW)
    api.edit_paper(document_id=draft, text="第一条 新的条文。", actor=WRITER, now=NOW)
    assert [each.text for each in api.passages(WRITER, draft)] == ["新的条文。"]


def test_readers_below_and_above_find_a_document_strangers_do_not():
    mine = a_paper()
    assert _labels("威胁", somebody("township_officer", "513433101")) == ["第一条"]
    assert _labels("威胁", somebody("duty_officer", PREFECTURE)) == ["第一条"]
    assert _labels("威胁", somebody("duty_officer", "513434")) == []
    assert _labels("威胁", somebody("village_officer")) == []
    with pytest.raises(NotFound):
        api.document(somebody("duty_officer", "513434"), mine)


def test_a_draft_is_unknown_to_who_may_not_write():
    draft = a_paper(is_published=False)
    with pytest.raises(NotFound):
        api.document(somebody("township_officer", "513433101"), draft)
    assert api.document(LEADER, draft).state == "draft"


REFUSED = {
    "writer_publishes": lambda one: api.publish_document(document_id=one, actor=WRITER, now=NOW),
    "draft_withdrawn": lambda one: api.withdraw_document(document_id=one, reason="no", actor=LEADER, now=NOW),
    "leader_edits": lambda one: api.edit_paper(document_id=one, text="x", actor=LEADER, now=NOW),
    "stranger": lambda one: api.publish_document(document_id=one, actor=somebody("duty_leader", "513434"), now=NOW),
    "paper_as_case": lambda one: api.edit_case(document_id=one, words={"summary": "x"}, actor=WRITER, now=NOW),
    "draft_reopened": lambda one: api.reopen_document(document_id=one, actor=WRITER, now=NOW),
}


@pytest.mark.parametrize("act", list(REFUSED))
def test_what_is_refused_changes_nothing(act):
    document_id = a_paper(is_published=False)
    before = list(Passage.objects.values_list("text", flat=True)), JournalEntry.objects.count()
    with pytest.raises((NotAllowed, TransitionNotAllowed, NotFound, InvalidValue)):
        REFUSED[act](document_id)
    assert (list(Passage.objects.values_list("text", flat=True)), JournalEntry.objects.count()) == before
    assert Document.objects.get().state == "draft"


def test_what_is_published_is_not_edited():
    document_id = a_paper()
    with pytest.raises(TransitionNotAllowed):
        api.edit_paper(document_id=document_id, text="x", actor=WRITER, now=NOW)
    assert len(api.passages(WRITER, document_id)) == 3


def test_the_same_title_and_edition_comes_in_once():
    a_paper()
    with pytest.raises(TitleTaken):
        a_paper()
    assert Document.objects.count() == 1
    a_paper(edition="2027")
    assert Document.objects.count() == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"event_kind": "99Z99"},
        {"happened_at": NOW + timedelta(seconds=1)},
        {"ended_at": NOW - timedelta(days=366)},
        {"longitude": None},
        {"longitude": 28.55, "latitude": 102.17},
        {"figures": {"dead": -1}},
        {"figures": {"no_such": 1}},
        {"place_region": ""},
        {"words": {}},
        {"title": ""},
    ],
    ids=["kind", "future", "ended", "half_place", "turned_place", "negative", "figure", "nowhere", "words", "title"],
)
def test_a_case_that_cannot_be_is_refused(changes):
    with pytest.raises(InvalidValue):
        a_case(**changes)
    assert Document.objects.count() == 0


def test_files_are_read_as_word_or_text_and_refused_otherwise():
    word = Word()
    word.add_heading("总则", 1)
    word.add_paragraph("第一条 甲。")
    packed = io.BytesIO()
    word.save(packed)
    assert paper_lines(packed.getvalue(), "a.docx") == ("# 总则", "第一条 甲。")
    assert paper_lines("第一条 甲。".encode("gb18030"), "a.txt") == ("第一条 甲。",)
    for broken in (b"", b"PK\x03\x04broken", b"\x00\x01\x02", b"x" * (5 * 1024 * 1024 + 1)):
        with pytest.raises(UnreadablePaper):
            paper_lines(broken, "a")


def test_a_table_of_cases_comes_in_whole_or_not_at_all():
    heads = "标题,事件类型,行政区划代码,发生日期,死亡人数,经过,教训\n"
    good = heads + "甲沟山洪,山洪,513433,2024-07-01,0,暴雨,早叫应\n"
    bad = good + "乙沟山洪,山洪,513433,2030-07-01,0,暴雨,早叫应\n"
    given = {"name": "cases.csv", "region": COUNTY, "actor": WRITER, "now": NOW}
    assert [each.row for each in api.check_cases(raw=bad.encode(), **given)] == [3]
    assert Document.objects.count() == 0
    assert api.import_cases(raw=good.encode(), **given) == 1
    case = Case.objects.select_related("document").get()
    assert (case.event_kind, case.figures, case.document.state) == ("11A51", {"dead": 0.0}, "draft")


def test_pages_take_publish_find_and_show(settings):
    build_places()
    writer, leader = client_of(build_user("department_operator", COUNTY)), client_of(build_user("duty_leader", COUNTY))
    assert "知识库为空" in writer.get("/knowledge/").content.decode()
    file = SimpleUploadedFile("rule.txt", "第一条 涉险村庄应当撤离。".encode())
    form = {"kind": "law", "title": "撤离规定", "region": COUNTY, "edition": "2026", "file": file}
    page = writer.post("/knowledge/new/", form).url
    assert "第一条" in writer.get(page).content.decode()
    assert writer.post(f"{page}acts/publish/").status_code == 403
    assert writer.post(f"{page}edit/", {"text": "第一条 涉险村庄应当立即撤离。"}).status_code == 302
    assert leader.post(f"{page}acts/publish/").status_code == 302
    found = writer.get("/knowledge/", {"q": "村庄疏散"}).content.decode()
    assert f"{page}#p1" in found
    assert "<mark>撤离</mark>" in found
    assert "撤离规定" in writer.get("/knowledge/library/?format=csv").getvalue().decode()
    assert writer.get("/knowledge/library/").status_code == 200
    assert f"{page}#p1" in writer.get("/search/", {"q": "村庄"}).content.decode()
    told = writer.get("/api/v1/knowledge/search", {"q": "村庄"}).json()
    assert told["found"][0]["url"] == f"{page}#p1"
    assert client_of(build_user("village_officer", COUNTY)).get("/knowledge/").status_code == 403


def test_pages_write_and_import_cases():
    build_places()
    writer = client_of(build_user("department_operator", COUNTY))
    form = {"title": "丙沟山洪", "event_kind": "11A51", "place_region": COUNTY, "region": COUNTY, "dead": "0"}
    form |= {"happened_at": "2025-07-01 03:30", "summary": "暴雨涨水", "lessons": "叫应两遍"}
    page = writer.post("/knowledge/cases/new/", form).url
    shown = writer.get(page).content.decode()
    assert "叫应两遍" in shown
    assert "山洪" in shown
    refused = writer.post(
        "/knowledge/cases/import/", {"region": COUNTY, "file": SimpleUploadedFile("a.csv", b"x,y\n1,2")}
    )
    assert refused.status_code == 422
    assert Case.objects.count() == 1
    assert writer.get("/knowledge/cases/import/?format=csv").status_code == 200
    assert writer.get(f"{page}edit/").status_code == 200
