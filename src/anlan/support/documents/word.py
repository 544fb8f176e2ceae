"""The door to the Word writer, which is loaded with the first document."""

from collections.abc import Sequence

from anlan.kernel.later import later
from anlan.support.documents.parts import OfficialDocument

_writer = later("anlan.support.documents.writer")


def docx_of(document: OfficialDocument) -> bytes:
    """Return the document as the bytes of a .docx file, laid out by GB/T 9704-2012."""
    return docx_of_several([document])


def docx_of_several(documents: Sequence[OfficialDocument]) -> bytes:
    """Return several documents as one .docx file, each from a new page; pages are numbered throughout."""
    made: bytes = _writer.docx_of_several(documents)
    return made
