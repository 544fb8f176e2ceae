"""Official documents on paper: the layout of GB/T 9704 as a small library without domain words."""

from anlan.support.documents.layout import Layout, official_layout
from anlan.support.documents.parts import Block, Head, OfficialDocument, PageOf, Paragraph, Picture, Style, Table
from anlan.support.documents.pdf import NoPdf, can_make_pdf, pdf_of
from anlan.support.documents.word import docx_of, docx_of_several

__all__ = [
    "Block",
    "Head",
    "Layout",
    "NoPdf",
    "OfficialDocument",
    "PageOf",
    "Paragraph",
    "Picture",
    "Style",
    "Table",
    "can_make_pdf",
    "docx_of",
    "docx_of_several",
    "official_layout",
    "pdf_of",
]
