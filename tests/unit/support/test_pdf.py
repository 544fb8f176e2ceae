import re
from datetime import UTC, datetime

import pytest

from anlan.support.documents import Head, NoPdf, OfficialDocument, Paragraph, can_make_pdf, docx_of, pdf_of

A_PAPER = OfficialDocument(
    head=Head(mark="Special report"),
    title="On the flood",
    blocks=(Paragraph("It rained."),) * 30,
    signature="County bureau",
    date="27 June 2020",
    made_at=datetime(2020, 6, 27, tzinfo=UTC),
    has_seal=True,
)


@pytest.mark.whole_machine
@pytest.mark.skipif(not can_make_pdf(), reason="LibreOffice is not installed here")
def test_libreoffice_opens_the_file_and_prints_it_on_a4():
    pdf = pdf_of(docx_of(A_PAPER))
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", pdf)
    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {(595, 842)}
    assert len(boxes) > 0


def test_a_machine_without_libreoffice_says_so(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert can_make_pdf() is False
    with pytest.raises(NoPdf):
        pdf_of(b"")
