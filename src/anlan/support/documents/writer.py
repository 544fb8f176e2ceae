"""Writes an official document as a Word file."""

from collections.abc import Sequence
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Mm
from docx.text.paragraph import Paragraph as Line

from anlan.support.documents import marks
from anlan.support.documents.layout import Layout, official_layout, twips
from anlan.support.documents.page import set_page
from anlan.support.documents.parts import Block, Head, OfficialDocument, PageOf, Paragraph, Picture, Style, Table

_FLUSH = WD_ALIGN_PARAGRAPH.LEFT
_CENTRE = WD_ALIGN_PARAGRAPH.CENTER
_RIGHT = WD_ALIGN_PARAGRAPH.RIGHT
_BLOCK = WD_ALIGN_PARAGRAPH.JUSTIFY


def docx_of_several(documents: Sequence[OfficialDocument]) -> bytes:
    """Return several documents as one .docx file, each from a new page; pages are numbered throughout."""
    layout = official_layout()
    file = docx.Document()
    set_page(file, layout)
    _name(file, documents[0])
    for number, document in enumerate(documents):
        before = len(file.paragraphs)
        _put_document(file, document, layout)
        if number:
            file.paragraphs[before].paragraph_format.page_break_before = True
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def _put_document(file: Document, document: OfficialDocument, layout: Layout) -> None:
    if document.head.mark:
        _put_head(file, document, layout)
    _put_title(file, document, layout)
    for block in document.blocks:
        _put_block(file, block, layout)
    _keep_with_signature(file, document)
    _put_signature(file, document, layout)
    _put_imprint(file, document, layout)


def _name(file: Document, document: OfficialDocument) -> None:
    properties = file.core_properties
    properties.title = document.title
    properties.author = document.author
    properties.comments = ""
    if document.made_at is not None:
        properties.created = properties.modified = document.made_at.replace(tzinfo=None)


def _line(file: Document, text: str, part: str, layout: Layout, align: WD_ALIGN_PARAGRAPH = _BLOCK) -> Line:
    """Add one paragraph in the font and size of ``part``."""
    line = file.add_paragraph()
    line.alignment = align
    marks.set_pitch(line, layout.line)
    run = marks.add_run(line, text, font=layout.font[part], size=_size(part, layout), latin=layout.font["latin"])
    if run is not None and _size(part, layout) == layout.size["body"]:
        marks.draw_together(run, layout.character_space)
    return line


def _size(part: str, layout: Layout) -> float:
    return layout.size.get(part, layout.size["body"])


def _put_head(file: Document, document: OfficialDocument, layout: Layout) -> None:
    """Secrecy and urgency flush left, the red mark, its number, and the line above the red rule."""
    head: Head = document.head
    notes = [note for note in (document.secrecy, document.urgency) if note]
    for note in notes:
        _line(file, note, "heading1", layout, _FLUSH)
    mark = _line(file, "", "mark", layout, _CENTRE)
    marks.set_spacing(mark, before=max(twips(layout.gaps["mark_above_mm"]) - layout.line * (len(notes) + 2), 0))
    marks.set_pitch(mark, round(layout.size["mark"] * 20 * 1.35))
    marks.add_run(mark, head.mark, font=layout.font["mark"], size=layout.size["mark"], colour=layout.red)
    if head.number:
        marks.set_spacing(_line(file, head.number, "body", layout, _CENTRE), before=layout.line)
    last = _line(file, f"{head.left}\t{head.right}" if head.left or head.right else "", "body", layout, _FLUSH)
    last.paragraph_format.tab_stops.add_tab_stop(marks.length(layout.text_width), WD_TAB_ALIGNMENT.RIGHT)
    marks.set_rule(last, "bottom", colour=layout.red, eighths=12, gap=round(layout.gaps["rule_after_number_mm"] * 2.83))


def _put_title(file: Document, document: OfficialDocument, layout: Layout) -> None:
    title = _line(file, document.title, "title", layout, _CENTRE)
    marks.set_pitch(title, round(layout.size["title"] * 20 * 1.5))
    marks.set_spacing(title, before=round(layout.line * (layout.gaps["title_lines_above"] - 0.5)), after=layout.line)
    marks.keep_with_next(title)
    if document.anchor:
        marks.set_anchor(title, document.anchor)
    if document.addressee:
        _line(file, document.addressee, "body", layout, _FLUSH)


def _put_block(file: Document, block: Block, layout: Layout) -> None:
    if isinstance(block, Table):
        _put_table(file, block, layout)
    elif isinstance(block, Picture):
        _put_picture(file, block, layout)
    else:
        _put_paragraph(file, block, layout)


def _put_paragraph(file: Document, paragraph: Paragraph, layout: Layout) -> None:
    line = _line(file, paragraph.text, paragraph.style.value, layout)
    marks.indent_two_characters(line, layout.size["body"])
    if paragraph.style is not Style.BODY:
        marks.keep_with_next(line)


def _put_picture(file: Document, picture: Picture, layout: Layout) -> None:
    """A picture in the middle, kept on the page of its caption."""
    line = file.add_paragraph()
    line.alignment = _CENTRE
    size = {"height": Mm(picture.height_mm)} if picture.height_mm else {"width": Mm(picture.width_mm)}
    line.add_run().add_picture(BytesIO(picture.content), **size)
    if picture.caption:
        marks.keep_with_next(line)
        caption = _line(file, "", "body", layout, _CENTRE)
        marks.add_run(caption, picture.caption, font=layout.font["body"], size=layout.size["table"])


def _put_table(file: Document, table: Table, layout: Layout) -> None:
    """A ruled table as wide as the text area; its columns share the width as told."""
    columns = len(table.rows[0])
    shares = table.shares or (1,) * columns
    grid = file.add_table(rows=len(table.rows), cols=columns)
    grid.style = "Table Grid"
    grid.autofit = False
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, share in zip(grid.columns, shares, strict=True):
        column.width = marks.length(layout.text_width * share // sum(shares))
    for y, row in enumerate(table.rows):
        for x, text in enumerate(row):
            cell = grid.cell(y, x)
            cell.width = marks.length(layout.text_width * shares[x] // sum(shares))
            line = cell.paragraphs[0]
            line.alignment = _CENTRE if y == 0 else _cell_alignment(text, x, table)
            marks.set_pitch(line, round(layout.size["table"] * 20 * 1.5))
            font = layout.font["heading1" if y == 0 else "body"]
            if isinstance(text, PageOf):
                marks.add_page_of(line, text.anchor, font=font, size=layout.size["table"])
                continue
            marks.add_run(line, text, font=font, size=layout.size["table"], latin=layout.font["latin"])
    marks.repeat_first_row(grid)


def _keep_with_signature(file: Document, document: OfficialDocument) -> None:
    """Let no page hold signature and seal alone: the last paragraph goes along."""
    if document.signature and document.blocks and isinstance(document.blocks[-1], Paragraph):
        marks.keep_with_next(file.paragraphs[-1])


def _cell_alignment(text: str, column: int, table: Table) -> WD_ALIGN_PARAGRAPH:
    """Words of the first column and of prose are flush left, figures flush right, units and other words centred."""
    if column == 0 or table.is_prose:
        return _FLUSH
    return _RIGHT if text.lstrip("-")[:1].isdigit() else _CENTRE


def _put_signature(file: Document, document: OfficialDocument, layout: Layout) -> None:
    if not (document.signature or document.date):
        return
    above = layout.line * (1 + round(layout.gaps["seal_lines"]) if document.has_seal else 1)
    for number, text in enumerate((document.signature, document.date)):
        line = _line(file, text, "body", layout, _RIGHT)
        marks.set_spacing(line, before=above if number == 0 else 0)
        if number == 0:
            marks.keep_with_next(line)
        line.paragraph_format.right_indent = marks.length(round(layout.size["body"] * 20 * (2 if number == 0 else 4)))


def _put_imprint(file: Document, document: OfficialDocument, layout: Layout) -> None:
    """The record lines at the end: a thick rule above the first and below the last, thin ones between."""
    imprint = document.imprint
    below = layout.line * (1 + round(layout.gaps["seal_lines"]) if document.has_seal else 1)
    for number, (left, right) in enumerate(imprint):
        line = _line(file, f"{left}\t{right}" if right else left, "imprint", layout, _FLUSH)
        line.paragraph_format.tab_stops.add_tab_stop(marks.length(layout.text_width), WD_TAB_ALIGNMENT.RIGHT)
        marks.set_spacing(line, before=below if number == 0 else 0)
        marks.set_rule(line, "top", colour="000000", eighths=8 if number == 0 else 6, gap=1)
        if number == len(imprint) - 1:
            marks.set_rule(line, "bottom", colour="000000", eighths=8, gap=1)
        else:
            marks.keep_with_next(line)
