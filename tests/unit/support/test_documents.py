from datetime import UTC, datetime
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn

from anlan.support.documents import Head, OfficialDocument, Paragraph, Style, Table, docx_of, official_layout

A_PAPER = OfficialDocument(
    head=Head(mark="Special report", number="No. 1 of 2020", left="County bureau", right="27 June 2020"),
    title="On the flash flood",
    addressee="To the prefecture bureau:",
    blocks=(
        Paragraph("1. What happened", Style.HEADING1),
        Paragraph("It rained 211 mm in a day."),
        Table((("item", "unit", "value"), ("dead", "persons", "3")), (3, 1, 1)),
    ),
    signature="County bureau",
    date="27 June 2020",
    imprint=(("Copy: province", ""), ("Editor: A", "Signed: B")),
    urgency="Urgent",
    author="A",
    made_at=datetime(2020, 6, 27, 1, 0, tzinfo=UTC),
)


@pytest.fixture(scope="module")
def file():
    return docx.Document(BytesIO(docx_of(A_PAPER)))


def _twips(length):
    return round(length / 635)


def _line(file, text):
    return next(line for line in file.paragraphs if line.text == text)


def test_the_paper_has_the_margins_of_the_standard(file):
    section = file.sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [_twips(side) for side in sides] == [2098, 1984, 1587, 1474]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_a_page_holds_22_lines_of_28_characters(file):
    layout = official_layout()
    height = layout.paper["height_mm"] - layout.paper["top_mm"] - layout.paper["bottom_mm"]
    assert height / 25.4 * 1440 // layout.line == 21  # 225 mm is 21.99 lines: the last line's pitch may end below
    assert round(height / 25.4 * 1440 / layout.line) == 22
    cell = layout.size["body"] * 20 + layout.character_space
    assert layout.text_width // cell == 28


def test_running_text_is_16_pt_on_a_fixed_pitch_of_29_pt_indented_by_two_characters(file):
    line = _line(file, "It rained 211 mm in a day.")
    assert line.runs[0].font.size.pt == 16
    assert line.paragraph_format.line_spacing.pt == 29
    assert line._p.pPr.ind.get(qn("w:firstLineChars")) == "200"


def test_the_title_is_22_pt_and_centred(file):
    title = _line(file, "On the flash flood")
    assert title.runs[0].font.size.pt == 22
    assert title.alignment == docx.enum.text.WD_ALIGN_PARAGRAPH.CENTER


def test_the_head_mark_and_the_rule_below_the_head_are_red(file):
    layout = official_layout()
    assert str(_line(file, "Special report").runs[0].font.color.rgb) == layout.red
    rule = _line(file, "County bureau\t27 June 2020")._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))
    assert rule.get(qn("w:color")) == layout.red


def test_odd_pages_are_numbered_right_and_even_pages_left(file):
    section = file.sections[0]
    assert file.settings.odd_and_even_pages_header_footer is True
    assert section.footer.paragraphs[0].alignment == docx.enum.text.WD_ALIGN_PARAGRAPH.RIGHT
    assert section.even_page_footer.paragraphs[0].alignment == docx.enum.text.WD_ALIGN_PARAGRAPH.LEFT


def test_every_part_of_the_document_stands_in_the_file_in_order(file):
    assert [line.text for line in file.paragraphs if line.text] == [
        "Urgent",
        "Special report",
        "No. 1 of 2020",
        "County bureau\t27 June 2020",
        "On the flash flood",
        "To the prefecture bureau:",
        "1. What happened",
        "It rained 211 mm in a day.",
        "County bureau",
        "27 June 2020",
        "Copy: province",
        "Editor: A\tSigned: B",
    ]
    assert [[cell.text for cell in row.cells] for row in file.tables[0].rows] == [
        list(r) for r in A_PAPER.blocks[2].rows
    ]


def test_a_tables_head_repeats_on_every_page(file):
    assert file.tables[0].rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_the_file_names_its_title_author_and_time(file):
    assert (file.core_properties.title, file.core_properties.author) == ("On the flash flood", "A")
    assert file.core_properties.created.replace(tzinfo=UTC) == A_PAPER.made_at
