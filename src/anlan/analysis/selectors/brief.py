"""The brief of a run as a Word file: what was found, with ranges, tables, advice, and how far to trust it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from anlan.analysis.domain import errors
from anlan.analysis.domain.picture import WIDTH, Ground, picture
from anlan.analysis.kinds.registry import kind_of
from anlan.analysis.selectors.models import model_sheet
from anlan.analysis.selectors.runs import RunSheet
from anlan.analysis.words import STATUS_WORDS, amount, said
from anlan.kernel.clock import in_china
from anlan.kernel.regions import RegionLevel
from anlan.places import api as places
from anlan.support.documents import Block, Head, OfficialDocument, Paragraph, Picture, Style, Table, docx_of

_MOST_ROWS = 60
_MOST_NAMES = 40


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
    yield from _map(sheet, result)
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
        yield Paragraph(f"{_(model_sheet(used['package']).name)}: {status} ({used['edition']})")
    asked = in_china(sheet.row.asked_at).strftime("%Y-%m-%d %H:%M")
    yield Paragraph(
        _("Reckoned by %(who)s at %(when)s. A model advises; people decide.")
        % {
            "who": sheet.row.run_by,
            "when": asked,
        }
    )


def _map(sheet: RunSheet, result: Mapping[str, Any]) -> Iterable[Block]:
    """Return the map of what was found, with the counties under it by number."""
    if sheet.box is None or not result["layers"]:
        return
    coarseness = (sheet.box[2] - sheet.box[0]) / WIDTH
    counties = places.outlines_in(sheet.box, RegionLevel.COUNTY, coarseness=coarseness)
    named = [each for each in counties if _is_inside((each.longitude, each.latitude), sheet.box)][:_MOST_NAMES]
    ground = Ground(
        lines=[line for each in counties for line in each.lines],
        places=[(number, each.longitude, each.latitude) for number, each in enumerate(named, 1)],
    )
    content, length = picture(sheet.box, ground, result["layers"])
    names = " ".join(f"{number}\u00a0{each.name}" for number, each in enumerate(named, 1))
    caption = _("Map of what was found (bar: %(km)s km). %(names)s") % {"km": length, "names": names}
    yield Picture(content, caption)


def _is_inside(point: tuple[float, float], box: tuple[float, float, float, float]) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


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
