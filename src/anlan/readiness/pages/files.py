"""A register as a file: the same columns are read again when it is imported."""

from collections.abc import Iterable, Iterator
from typing import Final

from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from anlan.kernel.regions import padded
from anlan.places import api as places
from anlan.protocols.spreadsheet.writing import Column, workbook_of
from anlan.readiness import api
from anlan.readiness import words as labels
from anlan.web.lists import Export, csv_answer

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BEFORE: Final = (_("Code"), _("Name"), _("Kind"), _("Division code"), _("Region"), _("Longitude"), _("Latitude"))
_AFTER: Final = (_("Owner"), _("Contact"), _("Phone"), _("State"), _("Confirmation"))


def answer_of(register: api.Register, rows: Iterable[api.Entry], form: str) -> HttpResponseBase:
    """Return the entries as a file that a spreadsheet opens, and that the import reads again."""
    heads = (*_BEFORE, *(each.head for each in register.fields), *_AFTER)
    if form == "csv":
        return csv_answer(Export(register.key, heads, lambda row: cells_of(register, row)), rows)
    lines = (cells_of(register, row) for row in _named(rows))
    return workbook_answer(register, [Column(str(head)) for head in heads], lines, register.key)


def empty_table(register: api.Register) -> HttpResponseBase:
    """Return an empty table with the columns that an import reads and the words that they may hold."""
    words = {
        str(_("Kind")): tuple(register.kinds.values()),
        **{each.head: tuple(each.options.values()) for each in register.fields if each.kind == "choice"},
    }
    hints = {each.head: _hint(each) for each in register.fields}
    heads = [*_BEFORE[:4], *_BEFORE[5:], *(each.head for each in register.fields), *_AFTER[:3]]
    columns = [Column(str(head), words.get(str(head), ()), hints.get(str(head), "")) for head in heads]
    return workbook_answer(register, columns, (), f"{register.key}-empty")


def workbook_answer(
    register: api.Register, columns: list[Column], lines: Iterable[Iterable[object]], name: str
) -> HttpResponse:
    """Return a workbook of one sheet."""
    answer = HttpResponse(workbook_of(register.name, columns, lines), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer


def cells_of(register: api.Register, row: api.Entry) -> tuple[object, ...]:
    """Return an entry's line of the file; the phone stays masked."""
    contact = row.contact
    return (
        row.code,
        row.name,
        register.kinds.get(row.kind, row.kind),
        padded(row.region),
        places.full_name(row.region),
        row.longitude,
        row.latitude,
        *(_cell(each, row.values.get(each.key)) for each in register.fields),
        row.owner.name if row.owner else "",
        contact.name if contact else "",
        contact.phone_masked if contact else "",
        labels.STATES[register.rows].get(row.state, row.state),
        labels.TRUSTS[row.trust],
    )


def _cell(field: api.Field, value: object) -> object:
    return value if field.kind in api.FIGURES else api.told(field, value)


def _named(rows: Iterable[api.Entry]) -> Iterator[api.Entry]:
    found = list(rows)
    places.full_names({row.region for row in found})
    yield from found


def _hint(field: api.Field) -> str:
    if field.kind == "choices":
        return api.told(field, list(field.options))
    return field.hint
