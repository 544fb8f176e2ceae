"""Tables in every encoding and shape that offices keep them in."""

import io
import zipfile
from datetime import datetime, time, timedelta

import openpyxl
import pytest

from anlan.protocols.spreadsheet import workbook
from anlan.protocols.spreadsheet.encodings import decode
from anlan.protocols.spreadsheet.errors import (
    BrokenText,
    BrokenWorkbook,
    FormulasWithoutValues,
    MixedEncodings,
    NotATable,
    OldWorkbook,
    UnknownEncoding,
    UnsafeWorkbook,
)
from anlan.protocols.spreadsheet.table import head_row, open_table

TEXT = "测站,时间,雨量(mm)\r\n磨西沟,2026-07-01 08:00,12.5\r\n䶮家沟,2026-07-01 09:00,0\r\n"


def rows_of(raw: bytes) -> list[list[str]]:
    return list(open_table(raw).rows())


def book(*sheets: tuple[str, list[list[object]]], prepare=lambda book: None) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    prepare(made)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_chinese_text_is_read_in_every_encoding(encoding):
    assert decode(TEXT.encode(encoding)).text == TEXT


def test_traditional_characters_in_big5_and_in_gbk_are_told_apart():
    text = "名稱,縣市,降雨\r\n許功蓋測站,南投縣,928\r\n"
    assert decode(text.encode("big5")).encoding == "big5"
    assert decode(text.encode("big5")).text == text
    assert decode(text.encode("gbk")).text == text


def test_a_short_text_in_gbk_that_looks_like_greek_in_utf8_is_read_as_chinese():
    raw = "时间,雨量\r\n".encode("gbk")
    assert decode(raw).text == "时间,雨量\r\n"
    assert decode("联通".encode("gbk")).text == "联通"


def test_western_letters_in_utf8_stay_what_they_are():
    assert decode("Café,µg/m³\n".encode()).text == "Café,µg/m³\n"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_a_last_character_that_was_cut_off_is_marked_with_its_place(encoding):
    raw = "测站,雨量\r\n磨西沟,降雨".encode(encoding)[:-1]
    found = decode(raw)
    assert found.text == "测站,雨量\r\n磨西沟,降\ufffd"
    assert len(raw) - 3 <= found.cut_at < len(raw)


@pytest.mark.parametrize(("first", "second"), [("utf-8", "gbk"), ("gbk", "utf-8")])
def test_two_encodings_in_one_file_are_refused_with_the_line_where_they_meet(first, second):
    raw = "测站,雨量\n磨西沟,1\n".encode(first) + "燕子沟镇,2\n河边,3\n".encode(second)
    with pytest.raises(MixedEncodings) as caught:
        decode(raw)
    assert caught.value.data == {"line": 3, "offset": len("测站,雨量\n磨西沟,1\n".encode(first))}


def test_a_byte_of_no_encoding_is_refused_with_its_place():
    raw = "测站,雨量\n磨西".encode("gbk") + b"\xff\xff,1\nmore,2\n"
    with pytest.raises(UnknownEncoding) as caught:
        decode(raw)
    assert caught.value.data["line"] == 2


def test_a_quotation_mark_that_is_never_closed_is_refused_with_its_line():
    with pytest.raises(BrokenText) as caught:
        rows_of(b'a,b\n1,2\n3,"4\n5,6\n')
    assert caught.value.data == {"line": 3}


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_delimiter_is_found(delimiter):
    raw = TEXT.replace(",", delimiter).encode()
    assert open_table(raw).delimiter == delimiter
    assert rows_of(raw)[1] == ["磨西沟", "2026-07-01 08:00", "12.5"]


def test_a_file_of_one_column_and_an_empty_one_are_read():
    assert rows_of(b"a\n1\n") == [["a"], ["1"]]
    assert rows_of(b"") == []


@pytest.mark.parametrize(
    ("rows", "index"),
    [
        ([["站", "雨量"], ["A", "1"]], 0),
        ([["七月雨量表", "", ""], ["站", "时间", "雨量"], ["A", "2026-07-01", "1"]], 1),
        ([["A", "2026-07-01", "1"], ["B", "2026-07-01", "2"]], -1),
        ([], -1),
    ],
)
def test_the_head_is_the_first_wide_row_of_words(rows, index):
    assert head_row(rows) == index


@pytest.mark.parametrize(
    ("raw", "refusal"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(100), OldWorkbook),
        (b"%PDF-1.7 ...", NotATable),
        (b"<html><table></table></html>", NotATable),
        (b"a\0b\0\0\0\0c,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16", NotATable),
        (b"PK\x03\x04 and no archive", BrokenWorkbook),
    ],
)
def test_what_is_no_table_is_refused(raw, refusal):
    with pytest.raises(refusal):
        open_table(raw)


def test_a_workbook_gives_its_first_sheet_with_cells_as_text():
    when = datetime(2026, 7, 1, 8)  # noqa: DTZ001 - a workbook knows no zones
    rows = [
        ["站", "时间", "雨量", "钟点", "历时"],
        ["A", when, 12.5, time(8, 0), timedelta(hours=26)],
        [513322010001, 46204, 3.0],
    ]
    raw = book(("空", []), ("雨量", rows), ("别的", [["x"]]))
    table = open_table(raw)
    assert (table.sheets, table.sheet, table.encoding) == (("空", "雨量", "别的"), "雨量", "")
    assert list(table.rows())[1:] == [
        ["A", "2026-07-01 08:00:00", "12.5", "08:00:00", "26:00:00"],
        ["513322010001", "46204", "3"],
    ]
    assert list(open_table(raw, sheet="别的").rows()) == [["x"]]


def test_a_hidden_sheet_is_not_chosen_by_itself():
    def hide(made: openpyxl.Workbook) -> None:
        made["旧"].sheet_state = "hidden"

    assert open_table(book(("旧", [["1"]]), ("新", [["2"]]), prepare=hide)).sheet == "新"


def test_what_a_merged_cell_covers_below_it_has_its_value():
    raw = book(
        ("s", [["站", "雨量"], ["A", 1], [None, 2], ["B", 3]]), prepare=lambda made: made["s"].merge_cells("A2:A3")
    )
    assert rows_of(raw) == [["站", "雨量"], ["A", "1"], ["A", "2"], ["B", "3"]]


def test_formulas_without_saved_results_are_refused_and_not_read_as_empty():
    with pytest.raises(FormulasWithoutValues) as caught:
        rows_of(book(("s", [["a"], ["=1+1"], ["=2+2"]])))
    assert caught.value.data == {"count": 2}


def test_days_counted_from_1904_are_told_of():
    def mac(made: openpyxl.Workbook) -> None:
        made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

    assert open_table(book(("s", [["a"]]), prepare=mac)).from_1904 is True


def with_member(name: str, content: bytes) -> bytes:
    stream = io.BytesIO(book(("s", [["a"]])))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return stream.getvalue()


def test_a_bomb_is_refused_before_it_is_unpacked():
    with pytest.raises(UnsafeWorkbook):
        workbook.look(with_member("xl/media/big.bin", bytes(64 * 1024**2)))


def test_a_document_type_is_refused_before_it_is_parsed():
    with pytest.raises(UnsafeWorkbook):
        workbook.look(with_member("xl/evil.xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'))
