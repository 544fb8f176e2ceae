"""The brief of a run as a Word file: what was found, with ranges, tables, advice, and how far to trust it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from anlan.analysis.domain import errors
from anlan.analysis.kinds.registry import kind_of
from anlan.analysis.selectors.models import model_sheet
from anlan.analysis.selectors.runs import RunSheet
from anlan.analysis.words import STATUS_WORDS, amount, said
from anlan.kernel.clock import in_china
from anlan.support.documents import Block, Head, OfficialDocument, Paragraph, Style, Table, docx_of

_MOST_ROWS = 60


def brief_of(sheet: RunSheet, now: datetime) -> bytes:
    """Return the brief of a run that has a result."""
    result = sheet.result
    if result is None:
        raise errors.RunNotDone(state=sheet.row.state)
    title = f"{sheet.row.title} {_(kind_of(sheet.row.kind).title)}"
    return docx_of(
        OfficialDocument(
            head=Head(mark=""),
            title=title,
            blocks=tuple(_blocks(sheet, result)),
            date=in_china(now).strftime("%Y-%m-%d %H:%M"),
            author=sheet.row.run_by,
            made_at=now,
        )
    )


def _blocks(sheet: RunSheet, result: Mapping[str, Any]) -> Iterable[Block]:
    yield Paragraph(said(result["headline"]))
    if result["figures"]:
        yield Paragraph(_("Figures"), Style.HEADING1)
        heads = (_("Figure"), _("Best estimate"), _("Range"), _("Unit"))
        yield Table((heads, *(_figure(each) for each in result["figures"])), (5, 3, 4, 2))
    for table in result["tables"]:
        yield Paragraph(_(table["title"]), Style.HEADING1)
        yield _table(table)
        if table["note"]:
            yield Paragraph(said(table["note"]))
    if result["advice"]:
        yield Paragraph(_("Advice"), Style.HEADING1)
        for number, each in enumerate(result["advice"], 1):
            yield Paragraph(f"{number}. {said(each['text'])} {said(each['reason'])}")
    yield Paragraph(_("How far to trust it"), Style.HEADING1)
    for each in result["trust"]:
        yield Paragraph(said(each))
    for used in sheet.models_used:
        status = STATUS_WORDS.get(used["status"], used["status"])
        yield Paragraph(f"{model_sheet(used['package']).name}: {status} ({used['edition']})")
    asked = in_china(sheet.row.asked_at).strftime("%Y-%m-%d %H:%M")
    yield Paragraph(
        _("Reckoned by %(who)s at %(when)s. A model advises; people decide.")
        % {
            "who": sheet.row.run_by,
            "when": asked,
        }
    )


def _figure(figure: Mapping[str, Any]) -> tuple[str, str, str, str]:
    digits = figure["digits"]
    has_range = figure["low"] is not None and figure["high"] is not None
    span = f"{amount(figure['low'], digits)} - {amount(figure['high'], digits)}" if has_range else ""
    unit = _(figure["unit"]) if figure["unit"] else ""
    return _(figure["label"]), amount(figure["best"], digits), span, unit


def _table(table: Mapping[str, Any]) -> Table:
    rows = [tuple(_cell(cell) for cell in row) for row in table["rows"][:_MOST_ROWS]]
    return Table((tuple(_(head) for head in table["columns"]), *rows), is_prose=True)


def _cell(cell: Any) -> str:
    if isinstance(cell, Mapping):
        return said(cell)
    if cell is None:
        return ""
    return f"{cell:,.4g}" if isinstance(cell, float) else f"{cell:,}" if isinstance(cell, int) else str(cell)
