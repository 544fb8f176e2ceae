"""The library as a file for other programs and other libraries: each document as text, and a table of them all."""

import csv
import re
from collections.abc import Iterator
from io import BytesIO, StringIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

from anlan.kernel.actors import Actor
from anlan.knowledge.domain.papers import Part, text_of
from anlan.knowledge.models import Document, Passage
from anlan.knowledge.selectors.library import LibraryFilter, chosen
from anlan.support.tables import load_table

MOST: Final = 20_000
_TOO_LONG: Final = 80
_UNSAFE: Final = re.compile(r'[\x00-\x1f/\\:*?"<>|]+')
_COLUMNS: Final = ("title", "edition", "origin", "in_force_from", "repealed_from")


def library_pack(actor: Actor, wanted: LibraryFilter | None = None) -> tuple[bytes, str]:
    """Return the documents that match as a ZIP file, with its name.

    The texts are written so that ``anlan knowledge import`` reads the same articles out of them.
    """
    words = load_table("anlan.knowledge", "paper")
    rows = list(chosen(actor, wanted or LibraryFilter()).order_by("kind", "title", "edition", "id")[:MOST])
    packed, table = BytesIO(), StringIO()
    writer = csv.writer(table)
    writer.writerow(words["heads"])
    with ZipFile(packed, "w", ZIP_DEFLATED) as file:
        for name, row in _named(rows, words["folders"]):
            file.writestr(name, _text(row))
            writer.writerow(_line(name, row, words))
        file.writestr(words["index"], "\ufeff" + table.getvalue())
    return packed.getvalue(), f"{words['pack']}.zip"


def _named(rows: list[Document], folders: dict[str, Any]) -> Iterator[tuple[str, Document]]:
    """Yield each document with the name of its file, no name twice."""
    taken: set[str] = set()
    for row in rows:
        stem = _UNSAFE.sub(" ", row.title).strip(" .")[:_TOO_LONG]
        edition = _UNSAFE.sub(" ", row.edition).strip(" .")[:_TOO_LONG]
        name, number = f"{folders[row.kind]}/{stem}" + (f"_{edition}" if edition else ""), 1
        while f"{name}{'' if number == 1 else f' ({number})'}.txt" in taken:
            number += 1
        whole = f"{name}{'' if number == 1 else f' ({number})'}.txt"
        taken.add(whole)
        yield whole, row


def _text(row: Document) -> str:
    rows = Passage.objects.filter(document=row).order_by("number").values_list("label", "heading", "text")
    return text_of(Part(*each) for each in rows) + "\n"


def _line(name: str, row: Document, words: dict[str, Any]) -> list[str]:
    """Return a document's line of the table, under the heads that ``words`` name."""
    told = [_cell(getattr(row, column)) for column in _COLUMNS]
    state, mark = words["states"][row.state], words["marks"].get(row.mark, row.mark)
    return [name, words["folders"][row.kind], *told, state, row.region, mark]


def _cell(value: object) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
