"""The few marks of WordprocessingML that python-docx gives no name to."""

from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Pt, RGBColor, Twips
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run


def length(twips: int) -> Length:
    """Return a length that python-docx takes."""
    return Twips(twips)


def add_run(line: Paragraph, text: str, *, font: str, size: float, latin: str = "", colour: str = "") -> Run | None:
    """Add ``text`` in ``font`` (East Asian) and ``latin`` at ``size`` points; nothing where there is no text."""
    if not text:
        return None
    run = line.add_run(text)
    set_font(run, font, latin or font)
    run.font.size = Pt(size)
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)
    return run


def set_font(run: Run, east_asian: str, latin: str) -> None:
    """Set both fonts of a run: Word chooses by character, and takes quotation marks and dots for East Asian ones."""
    run.font.name = latin
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), east_asian)
    fonts.set(qn("w:hint"), "eastAsia")


def draw_together(run: Run, twips: int) -> None:
    """Set the space between the run's characters."""
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(twips))
    run._element.get_or_add_rPr().insert_element_before(spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs")


def set_pitch(line: Paragraph, twips: int) -> None:
    """Fix the line pitch and take away all space between paragraphs."""
    form = line.paragraph_format
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = Twips(twips)
    form.space_before = form.space_after = Twips(0)


def set_spacing(line: Paragraph, *, before: int = 0, after: int = 0) -> None:
    """Set the space above and below, in twips."""
    line.paragraph_format.space_before = Twips(before)
    line.paragraph_format.space_after = Twips(after)


def keep_with_next(line: Paragraph) -> None:
    """Keep the paragraph on the page of the next one."""
    line.paragraph_format.keep_with_next = True


def indent_two_characters(line: Paragraph, size: float) -> None:
    """Indent the first line by two characters of ``size`` points."""
    line.paragraph_format.first_line_indent = Pt(2 * size)
    indent = line._p.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:firstLineChars"), "200")


def set_rule(line: Paragraph, side: str, *, colour: str, eighths: int, gap: int) -> None:
    """Draw a rule at one side of the paragraph; ``eighths`` of a point thick, ``gap`` points away (at most 31)."""
    properties = line._p.get_or_add_pPr()
    borders = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
    rule = OxmlElement(f"w:{side}")
    values = {"val": "single", "sz": str(eighths), "space": str(min(gap, 31)), "color": colour}
    for name, value in values.items():
        rule.set(qn(f"w:{name}"), value)
    borders.append(rule)


def repeat_first_row(table: Table) -> None:
    """Let the table's head stand again on every page."""
    row = table.rows[0]._tr.get_or_add_trPr()
    row.append(OxmlElement("w:tblHeader"))


def add_page_number(line: Paragraph, *, font: str, size: float) -> None:
    """Add the page's number between two dashes."""
    add_run(line, "\u2014 ", font=font, size=size)
    for kind, code in (("begin", ""), ("", " PAGE "), ("end", "")):
        run = line.add_run()
        set_font(run, font, font)
        run.font.size = Pt(size)
        run._r.append(_field(kind, code))
    add_run(line, " \u2014", font=font, size=size)


def _field(kind: str, code: str) -> OxmlElement:
    if kind:
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        return mark
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = code
    return text


def set_anchor(line: Paragraph, name: str) -> None:
    """Give the paragraph a name, by which ``add_page_of`` finds its page."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    number = str(len(line.part.element.xpath("//w:bookmarkStart")) + 1)
    for mark in (start, end):
        mark.set(qn("w:id"), number)
    start.set(qn("w:name"), name)
    line._p.append(start)
    line._p.append(end)


def add_page_of(line: Paragraph, anchor: str, *, font: str, size: float) -> None:
    """Add the number of an anchor's page: a field that the reading program fills in."""
    for kind, text in (("begin", ""), ("", f" PAGEREF {anchor} "), ("separate", ""), ("text", "0"), ("end", "")):
        run = line.add_run(text if kind == "text" else "")
        set_font(run, font, font)
        run.font.size = Pt(size)
        if kind in ("begin", "separate", "end"):
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._element.append(mark)
        elif not kind:
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = text
            run._element.append(code)
