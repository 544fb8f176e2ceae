"""Documents and handling cards on paper, and the library as texts that are read in again."""

import io
from datetime import date
from zipfile import ZipFile

import pytest
from docx import Document as Word
from tests.factories.access import build_user, client_of
from tests.factories.knowledge import COUNTY, NOW, RULE, WRITER, a_case, a_paper, somebody
from tests.factories.public_warnings import build_places

from anlan.kernel.errors import NotFound
from anlan.knowledge import api
from anlan.knowledge.domain.errors import NothingToPrint
from anlan.knowledge.models import Document, Passage

pytestmark = pytest.mark.django_db
CARD = {"kind": "card", "lines": ("# 一、报告", "先报告。", "再核实。")}


@pytest.fixture(autouse=True)
def _clock(at):
    at(NOW)


def _words(content):
    return [line.text for line in Word(io.BytesIO(content)).paragraphs if line.text]


def test_a_law_on_paper_has_its_articles_its_days_and_its_doubt():
    paper = a_paper(in_force_from=date(2026, 1, 1), origin="某县")
    Document.objects.update(mark="doubtful")
    content, name = api.document_paper(WRITER, paper)
    lines = _words(content)
    assert name == "山洪防御办法.docx"
    assert lines[:3] == ["山洪防御办法", "第一章 总则", "第一条\u3000山洪灾害来临前，应当转移受威胁的群众。"]
    assert lines[-4:] == [
        "来源：某县",
        "版本：2026",
        "施行日期：2026-01-01",
        "文字尚未与原件核对，决策前请查阅原件。",
    ]


def test_cards_are_printed_together_each_from_a_new_page():
    a_paper()
    for title in ("甲卡", "乙卡"):
        a_paper(title=title, **CARD)
    content, _ = api.cards_paper(WRITER, api.LibraryFilter(kind="card", sort="title"))
    lines = _words(content)
    assert [line for line in lines if line in ("甲卡", "乙卡", "山洪防御办法")] == ["乙卡", "甲卡"]
    assert lines.count("一、 报告") == 2
    with pytest.raises(NothingToPrint):
        api.cards_paper(WRITER, api.LibraryFilter(kind="chemical"))


def test_the_texts_of_the_library_are_read_in_again_as_the_same_articles():
    long = "长" * 4500 + "。"
    paper = a_paper(lines=(*RULE, f"第四条 {long}"), edition="2026/1")
    a_paper(title="山洪防御办法？", edition="=1", is_published=False, lines=("第一条 甲。",))
    a_case()
    content, name = api.library_pack(WRITER)
    with ZipFile(io.BytesIO(content)) as packed:
        names = packed.namelist()
        text = packed.read("法规标准/山洪防御办法_2026 1.txt").decode()
        table = packed.read("目录.csv").decode("utf-8-sig")
    assert (name, len(names)) == ("资料库.zip", 4)
    assert "法规标准,山洪防御办法？,'=1,,,,草稿,513433," in table
    before = list(Passage.objects.filter(document_id=paper).order_by("number").values_list("label", "heading", "text"))
    again = [(part.label, part.heading, part.text) for part in api.parts_of(text.splitlines())]
    assert [label for label, _, _ in again] == [label for label, _, _ in before]
    assert "".join(each[2] for each in again).replace("\n", "") == "".join(each[2] for each in before)
    assert api.faults_of(api.parts_of(text.splitlines())) == ()


def test_the_pages_send_files_to_whom_they_are_due():
    build_places()
    card = a_paper(title="甲卡", region=COUNTY, **CARD)
    reader, writer = (
        client_of(build_user("auditor", COUNTY)),
        client_of(build_user("department_operator", COUNTY)),
    )
    assert reader.get(f"/knowledge/{card}/docx/").content.startswith(b"PK")
    assert reader.get("/knowledge/cards/docx/?kind=card").content.startswith(b"PK")
    assert reader.get("/knowledge/cards/docx/?kind=law").status_code == 404
    assert reader.get("/knowledge/pack/").status_code == 403
    assert writer.get("/knowledge/pack/?kind=card").content.startswith(b"PK")
    stranger = client_of(build_user("department_operator", "513401"))
    assert stranger.get(f"/knowledge/{card}/docx/").status_code == 404
    with ZipFile(io.BytesIO(stranger.get("/knowledge/pack/").content)) as packed:
        assert packed.namelist() == ["目录.csv"]


def test_who_does_not_see_a_document_gets_no_paper_of_it():
    draft = a_paper(is_published=False)
    with pytest.raises(NotFound):
        api.document_paper(somebody("department_operator", "513401"), draft)
