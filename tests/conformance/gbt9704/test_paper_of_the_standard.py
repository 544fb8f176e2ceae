"""A special report as GB/T 9704-2012 wants it: asserted from the file's XML, and from a picture of its first page."""

import re
import shutil
import subprocess
import zipfile
from datetime import UTC, datetime
from io import BytesIO

import numpy as np
import pytest
from lxml import etree

from anlan.reporting.papers import text_blocks
from anlan.support.documents import Head, OfficialDocument, can_make_pdf, docx_of, pdf_of
from anlan.support.tables import load_table

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TITLE = "关于冕宁县“6·26”特大暴雨山洪灾害的报告"
BODY = """一、灾害基本情况
2020年6月26日23时至23时40分，冕宁县彝海镇、高阳街道突发山洪，G248国道冕宁高速出口下方道路塌陷。
（一）人员伤亡情况
截至6月28日16时，因灾死亡12人、失踪10人，其中彝海镇死亡10人、失踪7人，G248国道死亡2人、失踪3人。
1.转移安置
紧急避险转移1705户7705人。
"""
# The standard's sizes by their Chinese names, in half points: 2, 3 and 4.
ER, SAN, SI = "44", "32", "28"
XIAOBIAOSONG, FANGSONG, HEI, KAI, SONG = ("方正小标宋_GBK", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体")
PARTS = {
    "特急": (HEI, SAN),
    "第2020-3期": (FANGSONG, SAN),
    TITLE: (XIAOBIAOSONG, ER),
    "凉山彝族自治州应急管理局：": (FANGSONG, SAN),
    "一、灾害基本情况": (HEI, SAN),
    "（一）人员伤亡情况": (KAI, SAN),
    "1.转移安置": (FANGSONG, SAN),
    "紧急避险转移1705户7705人。": (FANGSONG, SAN),
    "2020年6月28日": (FANGSONG, SAN),
    "抄送：凉山州人民政府办公室。": (FANGSONG, SI),
}


def _paper(body=BODY):
    return OfficialDocument(
        head=Head(mark="突发事件信息专报", number="第2020-3期", left="冕宁县应急管理局", right="签发：甲"),
        title=TITLE,
        addressee="凉山彝族自治州应急管理局：",
        blocks=text_blocks(body, load_table("anlan.reporting", "report_texts")["paper"]),
        signature="冕宁县应急管理局",
        date="2020年6月28日",
        imprint=(("抄送：凉山州人民政府办公室。", ""),),
        urgency="特急",
        made_at=datetime(2020, 6, 28, tzinfo=UTC),
        has_seal=True,
    )


@pytest.fixture(scope="module")
def parts():
    with zipfile.ZipFile(BytesIO(docx_of(_paper()))) as file:
        return {name: etree.fromstring(file.read(name)) for name in file.namelist() if name.endswith(".xml")}


@pytest.fixture(scope="module")
def lines(parts):
    found = parts["word/document.xml"].iter(f"{W}p")
    return {"".join(line.itertext(f"{W}t")): line for line in found}


def _run(line):
    made = line.find(f"{W}r/{W}rPr")
    return made.find(f"{W}rFonts").get(f"{W}eastAsia"), made.find(f"{W}sz").get(f"{W}val")


@pytest.mark.parametrize("text", sorted(PARTS))
def test_each_part_has_the_font_and_the_size_of_the_standard(lines, text):
    assert _run(lines[text]) == PARTS[text]


def test_paper_margins_and_lines_are_those_of_the_standard(parts):
    section = parts["word/document.xml"].find(f".//{W}sectPr")
    size, margins, grid = (section.find(f"{W}{name}") for name in ("pgSz", "pgMar", "docGrid"))
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")
    assert [margins.get(f"{W}{side}") for side in ("top", "bottom", "left", "right")] == [
        "2098",
        "1984",
        "1587",
        "1474",
    ]
    assert (grid.get(f"{W}type"), grid.get(f"{W}linePitch")) == ("lines", "580")


@pytest.mark.parametrize("text", ["一、灾害基本情况", "紧急避险转移1705户7705人。", "凉山彝族自治州应急管理局："])
def test_running_lines_have_a_fixed_pitch_of_29_points(lines, text):
    spacing = lines[text].find(f"{W}pPr/{W}spacing")
    assert (spacing.get(f"{W}lineRule"), spacing.get(f"{W}line")) == ("exact", "580")


@pytest.mark.parametrize("text", ["一、灾害基本情况", "（一）人员伤亡情况", "紧急避险转移1705户7705人。"])
def test_running_text_is_indented_by_two_characters(lines, text):
    assert lines[text].find(f"{W}pPr/{W}ind").get(f"{W}firstLineChars") == "200"


def test_the_page_number_is_4_hao_songti_between_dashes_right_on_odd_pages_and_left_on_even_ones(parts):
    feet = [part for name, part in sorted(parts.items()) if re.fullmatch(r"word/footer\d\.xml", name)]
    assert [foot.find(f".//{W}jc").get(f"{W}val") for foot in feet] == ["right", "left"]
    for foot in feet:
        assert {_run(line) for line in foot.iter(f"{W}p")} == {(SONG, SI)}
        assert "".join(foot.itertext()).split() == ["—", "PAGE", "—"]


def test_quotation_marks_are_set_in_the_chinese_font(lines):
    assert lines[TITLE].find(f"{W}r/{W}rPr/{W}rFonts").get(f"{W}hint") == "eastAsia"


@pytest.mark.whole_machine
@pytest.mark.skipif(not (can_make_pdf() and shutil.which("pdftoppm")), reason="LibreOffice or pdftoppm is missing here")
def test_the_first_page_looks_as_the_standard_says(tmp_path):
    page = _picture(pdf_of(docx_of(_paper(BODY * 4))), tmp_path)
    ink = page.min(axis=2) < 160
    red = (page[..., 0] > 180) & (page[..., 1] < 90)
    assert abs(_mm(ink.any(axis=0).argmax()) - 28) < 2  # the left edge of what is printed
    rows = np.flatnonzero(ink.any(axis=1))
    assert 37 <= _mm(rows[0]) < 45
    inside = rows[_mm(rows) < 297 - 35 + 1]
    assert 297 - 35 - 12 < _mm(inside[-1]) < 297 - 35 + 1
    number = rows[_mm(rows) > 297 - 35 + 1]
    assert 5 < _mm(number[0]) - (297 - 35) < 12
    assert _mm(np.flatnonzero(ink[number].any(axis=0))[0]) > 105
    rule = np.flatnonzero(red.mean(axis=1) > 0.7)
    assert len(rule) > 0
    assert _mm(np.flatnonzero(red[rule[0]])[[0, -1]]) == pytest.approx([28, 210 - 26], abs=1)


def _picture(pdf, folder):
    (folder / "paper.pdf").write_bytes(pdf)
    command = ["pdftoppm", "-r", "100", "-f", "1", "-l", "2", str(folder / "paper.pdf"), str(folder / "page")]
    subprocess.run(command, check=True, timeout=60)
    return _pixels(sorted(folder.glob("page*.ppm"))[0])


def _pixels(path):
    head, width, height = re.match(rb"(P6\s(\d+) (\d+)\s255\s)", path.read_bytes()).groups()
    return np.frombuffer(path.read_bytes()[len(head) :], np.uint8).reshape(int(height), int(width), 3)


def _mm(pixels):
    return np.asarray(pixels) / 100 * 25.4
