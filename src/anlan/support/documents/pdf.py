"""Makes a PDF of a Word file by LibreOffice, where the machine has it."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from threading import BoundedSemaphore
from typing import Final
from xml.sax.saxutils import escape

from anlan.kernel.errors import AnlanError, ErrorClass
from anlan.support.documents.layout import official_layout

_PROGRAMS: Final = ("soffice", "libreoffice")
_SECONDS: Final = 90
_ONE_AT_A_TIME: Final = BoundedSemaphore(1)


class NoPdf(AnlanError):
    """No PDF comes of it: LibreOffice is missing here, or failed."""

    code = "support.no_pdf"
    message = "No PDF could be made on this machine. The Word file is complete."
    error_class = ErrorClass.UNAVAILABLE


def can_make_pdf() -> bool:
    """Tell whether LibreOffice is installed."""
    return _program() != ""


def pdf_of(docx: bytes) -> bytes:
    """Return a Word file as PDF; one at a time a process, with a profile of its own."""
    program = _program()
    if not program:
        raise NoPdf
    with _ONE_AT_A_TIME, tempfile.TemporaryDirectory(prefix="anlan-pdf-") as folder:
        source = Path(folder, "paper.docx")
        source.write_bytes(docx)
        fonts = Path(folder, "fonts.conf")
        fonts.write_text(_font_rules(official_layout().fallback), encoding="utf-8")
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)]
        try:
            around = {**os.environ, "FONTCONFIG_FILE": str(fonts)}
            subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS, env=around)  # noqa: S603 - a fixed program on a file of our own
            return source.with_suffix(".pdf").read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            raise NoPdf from error


def _font_rules(fallback: Mapping[str, str]) -> str:
    """Return font rules: what stands in for a font of the standard that this machine lacks."""
    rules = "".join(
        f'<alias binding="same"><family>{escape(name)}</family>'
        f"<accept><family>{escape(other)}</family></accept></alias>"
        for name, other in fallback.items()
    )
    system = '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
    return f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>{system}{rules}</fontconfig>'


def _program() -> str:
    return next((found for found in map(shutil.which, _PROGRAMS) if found), "")
