"""The page: paper, margins, grid of lines and characters, page numbers, fonts."""

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, Twips
from lxml import etree

from anlan.support.documents import marks
from anlan.support.documents.layout import Layout


def set_page(file: Document, layout: Layout) -> None:
    """Give the file its paper, margins, grid and page numbers (odd pages right, even pages left)."""
    section = file.sections[0]
    _set_paper(section, layout)
    _set_grid(section, layout)
    file.settings.odd_and_even_pages_header_footer = True
    _number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT, layout)
    _number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT, layout)
    _name_fallbacks(file, layout.fallback)
    normal = file.styles["Normal"]
    normal.font.name = layout.font["latin"]
    normal.font.size = Pt(layout.size["body"])
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), layout.font["body"])
    _speak_chinese(file)


def _set_paper(section: Section, layout: Layout) -> None:
    paper = layout.paper
    section.page_width, section.page_height = Mm(paper["width_mm"]), Mm(paper["height_mm"])
    section.top_margin, section.bottom_margin = Mm(paper["top_mm"]), Mm(paper["bottom_mm"])
    section.left_margin, section.right_margin = Mm(paper["left_mm"]), Mm(paper["right_mm"])
    height = layout.size["page_number"] / 72 * 25.4
    section.footer_distance = Mm(paper["bottom_mm"] - layout.gaps["page_number_mm"] - height)


def _set_grid(section: Section, layout: Layout) -> None:
    """Set 22 lines to the page; the 28 characters come from their own spacing, which every word processor obeys."""
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(layout.line))


def _number(line: object, align: WD_ALIGN_PARAGRAPH, layout: Layout) -> None:
    line.alignment = align
    indent = Twips(round(layout.size["page_number"] * 20))
    form = line.paragraph_format
    form.right_indent, form.left_indent = (indent, None) if align is WD_ALIGN_PARAGRAPH.RIGHT else (None, indent)
    marks.add_page_number(line, font=layout.font["page_number"], size=layout.size["page_number"])


def _speak_chinese(file: Document) -> None:
    """Say that East Asian text is simplified Chinese, so that a missing font is replaced by one of the same script."""
    for language in file.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def _name_fallbacks(file: Document, fallback: dict[str, str]) -> None:
    """Name in the font table what a machine without the proper fonts may use."""
    part = next(part for part in file.part.package.iter_parts() if part.partname == "/word/fontTable.xml")
    table = etree.fromstring(part.blob)
    known = {font.get(qn("w:name")) for font in table}
    for name, other in fallback.items():
        if name in known:
            continue
        font = etree.SubElement(table, qn("w:font"))
        font.set(qn("w:name"), name)
        etree.SubElement(font, qn("w:altName")).set(qn("w:val"), other)
        etree.SubElement(font, qn("w:charset")).set(qn("w:val"), "86")
    part._blob = etree.tostring(table, xml_declaration=True, encoding="UTF-8", standalone=True)
