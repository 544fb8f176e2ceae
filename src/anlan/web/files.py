"""Files that a page sends to be kept: Word papers, and the PDF that LibreOffice makes of one."""

from typing import Final

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from anlan.support.documents import pdf_of

_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def word_file(content: bytes, name: str) -> HttpResponse:
    """Send a Word file under its name."""
    return _file(content, name, _DOCX)


def pdf_file(word: bytes, name: str) -> HttpResponse:
    """Send a Word file as PDF, under the name of the Word file but for its end."""
    return _file(pdf_of(word), name.removesuffix(".docx") + ".pdf", "application/pdf")


def zip_file(content: bytes, name: str) -> HttpResponse:
    """Send a ZIP file under its name."""
    return _file(content, name, "application/zip")


def _file(content: bytes, name: str, media_type: str) -> HttpResponse:
    named = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(content, content_type=media_type, headers={"Content-Disposition": named})
