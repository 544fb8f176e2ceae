"""A unit's worksheet on paper."""

from anlan.kernel.clock import in_china
from anlan.major_hazards.selectors.units import ReckoningRow, UnitRow
from anlan.support.documents import Block, Head, OfficialDocument, Paragraph, Style, Table, docx_of
from anlan.support.tables import load_table

_SHARES = (4, 2, 2, 1, 2, 2, 3)


def worksheet_paper(unit: UnitRow, reckoned: ReckoningRow, region_name: str) -> tuple[bytes, str]:
    """Return a line of a unit's history as a Word file with its name."""
    words = load_table("anlan.major_hazards", "paper")
    told = words["told"].format(
        code=unit.code,
        unit=unit.name,
        kind=words["kinds"][unit.kind],
        region=region_name,
        people=words["unknown"] if reckoned.people is None else reckoned.people,
        at=f"{in_china(reckoned.at):%Y-%m-%d %H:%M}",
    )
    total = words["sum"].format(s=_plain(reckoned.s), alpha=_plain(reckoned.alpha), r=_plain(reckoned.r))
    blocks: tuple[Block, ...] = (
        Paragraph(words["basis"], Style.HEADING1),
        Paragraph(words["standard"]),
        Paragraph(words["unit"], Style.HEADING1),
        Paragraph(told),
        Paragraph(words["stock"], Style.HEADING1),
        _table(reckoned, words) if reckoned.lines else Paragraph(words["none"]),
        Paragraph(total),
        Paragraph(words["result"], Style.HEADING1),
        Paragraph(words["verdict"][str(reckoned.gravity)]),
        Paragraph(words["note"]),
    )
    document = OfficialDocument(
        head=Head(mark=words["mark"], left=unit.enterprise_name),
        title=words["title"].format(enterprise=unit.enterprise_name, unit=unit.name),
        blocks=blocks,
        author=unit.enterprise_name,
        made_at=reckoned.at,
    )
    return docx_of(document), words["file"].format(unit=unit.name)


def _table(reckoned: ReckoningRow, words: dict[str, object]) -> Table:
    rows = tuple(
        (
            line["name"],
            line["quantity"],
            line["critical"],
            line["beta"],
            line["ratio"],
            line["weighted"],
            str(words["from"]).format(critical=line["critical_from"], beta=line["beta_from"]),
        )
        for line in reckoned.lines
    )
    heads: list[str] = words["heads"]  # type: ignore[assignment] - a table of lists and texts
    return Table((tuple(heads), *rows), _SHARES)


def _plain(value: object) -> str:
    return "-" if value is None else f"{value:f}".rstrip("0").rstrip(".")
