"""Lists from strangers: heads below titles, two-row heads, ugly cells, declared coordinates, map files."""

import io
import json
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from tests.factories.map_files import geopackage, shapefile

from anlan.support.row_import.changes import Change, compare
from anlan.support.row_import.columns import (
    Column,
    ColumnsMissing,
    Crs,
    FileTooLarge,
    Kind,
    MapFileUnreadable,
    RowsHaveErrors,
    refuse,
)
from anlan.support.row_import.coordinates import shifted, to_degrees
from anlan.support.row_import.reading import read_rows
from anlan.support.row_import.telling import RULES, told

COLUMNS = (
    Column("code", ("Number",), is_required=True, longest=20),
    Column("name", ("Name",), is_required=True, longest=20),
    Column("town", ("Town",), fills_down=True),
    Column("kind", ("Kind",), Kind.CHOICE, choices={"slide": "landslide", "flow": "debris_flow"}),
    Column("persons", ("Persons", "Threatened persons"), Kind.WHOLE, least=0, greatest=100_000),
    Column("found", ("Found on",), Kind.DATE),
    Column("watched", ("Watched",), Kind.FLAG),
    Column("longitude", ("Longitude",), Kind.DEGREES, is_required=True),
    Column("latitude", ("Latitude",), Kind.DEGREES, is_required=True),
)
HEADS = "Number,Name,Town,Kind,Persons,Found on,Watched,Longitude,Latitude"
CASES = Path(__file__).parents[4] / "shared" / "cases" / "spreadsheets"


def table(*lines: str) -> bytes:
    return "\n".join((HEADS, *lines)).encode()


def test_every_kind_of_cell_is_read_by_its_rule():
    reading = read_rows(
        COLUMNS, table("A1,North slope,T,slide,１２６,2021/7/20,yes,102.1,29.6", "A2,South,,,,,,102°6′36″,29°36′00″")
    )
    first, second = reading.rows
    assert reading.problems == ()
    assert first.values == {
        "code": "A1",
        "name": "North slope",
        "town": "T",
        "kind": "landslide",
        "persons": 126,
        "found": date(2021, 7, 20),
        "watched": True,
        "longitude": 102.1,
        "latitude": 29.6,
    }
    assert (second.number, second.values["town"], second.values["persons"], second.values["watched"]) == (
        3,
        "T",
        None,
        False,
    )
    assert (second.shape.x, second.shape.y) == (102.11, 29.6)


@pytest.mark.parametrize(
    ("line", "field", "value", "rule"),
    [
        (",x,,,,,,102,29", "Number", "", "required"),
        ("A,x,,,-1,,,102,29", "Persons", "-1", "too_small"),
        ("A,x,,,100001,,,102,29", "Persons", "100001", "too_large"),
        ("A,x,,,1.5,,,102,29", "Persons", "1.5", "not_whole"),
        ("A,x,,,many,,,102,29", "Persons", "many", "not_a_number"),
        ("A,x,,,,2021-02-30,,102,29", "Found on", "2021-02-30", "no_such_moment"),
        ("A,x,,,,yesterday,,102,29", "Found on", "yesterday", "not_a_time"),
        ("A,x,,quake,,,,102,29", "Kind", "quake", "not_in_list"),
        ("A,x,,,,,perhaps,102,29", "Watched", "perhaps", "not_yes_or_no"),
        ("A,x,,,,,,29,102", "Longitude", "29.0, 102.0", "outside_china"),
        ("A,x,,,,,,102°75′00″,29", "Longitude", "102°75′00″", "not_degrees"),
        ("A,0123456789012345678901,,,,,,102,29", "Name", "0123456789012345678901", "too_long"),
    ],
)
def test_what_breaks_a_rule_is_named_by_row_field_value_and_rule(line, field, value, rule):
    (problem,) = read_rows(COLUMNS, table(line)).problems
    assert (problem.row, problem.field, problem.value, problem.rule) == (2, field, value, rule)
    assert "%" not in told(problem)


def test_every_rule_can_be_told():
    assert all(str(words) for words in RULES.values())


def test_a_code_that_stands_twice_names_the_first_row():
    (problem,) = read_rows(COLUMNS, table("A,x,,,,,,102,29", "B,x,,,,,,102,29", "A,y,,,,,,102,29")).problems
    assert (problem.row, problem.rule, dict(problem.data)) == (4, "twice", {"first": 2})


def test_merged_heads_in_two_rows_below_a_title_are_found():
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["Survey of 2020"],
        [],
        ["Number", "Name", "Place", None, "Persons (heads)"],
        [None, None, "Longitude", "Latitude", None],
        ["A1", "North slope", 102.1, 29.6, 126],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:E1")
    sheet.merge_cells("A3:A4")
    sheet.merge_cells("B3:B4")
    sheet.merge_cells("C3:D3")
    sheet.merge_cells("E3:E4")
    raw = io.BytesIO()
    book.save(raw)
    (row,) = read_rows(COLUMNS, raw.getvalue(), name="survey.xlsx").rows
    assert (row.number, row.values["code"], row.values["persons"], row.shape.coords) == (5, "A1", 126, (102.1, 29.6))


def test_a_file_without_the_needed_heads_says_which_are_missing():
    with pytest.raises(ColumnsMissing) as refused:
        read_rows(COLUMNS, b"Number,Persons\nA,1\n")
    assert refused.value.data == {"columns": "Name, Longitude, Latitude"}


def test_a_file_that_is_too_long_is_refused():
    with pytest.raises(FileTooLarge):
        read_rows(COLUMNS, table(*(f"A{n},x,,,,,,102,29" for n in range(40))), most=10)


@pytest.mark.parametrize("crs", [Crs.GCJ02, Crs.WEB_MERCATOR])
def test_declared_coordinates_come_back_to_within_a_metre(crs):
    place = (102.16543, 28.55012)
    written = shifted(*place) if crs is Crs.GCJ02 else (11373003.7168, 3318117.0)
    found = to_degrees(crs, *written)
    assert found == pytest.approx(place, abs=1e-5 if crs is Crs.GCJ02 else 0.05)
    if crs is Crs.GCJ02:
        assert written != pytest.approx(place, abs=1e-4)


def features(*places, crs=None):
    made = [
        {
            "type": "Feature",
            "properties": {"Number": code, "Name": "x"},
            "geometry": {"type": "Point", "coordinates": place},
        }
        for code, place in places
    ]
    collection = {"type": "FeatureCollection", "features": made}
    return json.dumps(collection | ({"crs": {"type": "name", "properties": {"name": crs}}} if crs else {})).encode()


def test_geojson_is_read_with_its_shapes_and_needs_no_coordinate_columns():
    first, second = read_rows(
        COLUMNS, features(("A", [102.1, 29.6]), ("B", [102.2, 29.7, 1500.0])), name="a.geojson"
    ).rows
    assert (first.number, first.values, first.shape.coords) == (1, {"code": "A", "name": "x"}, (102.1, 29.6))
    assert (second.number, second.shape.coords) == (2, (102.2, 29.7))


def test_a_map_file_in_projected_coordinates_of_cgcs2000_is_turned_into_degrees():
    raw = features(("A", [500000.0, 3164000.0]), crs="urn:ogc:def:crs:EPSG::4543")
    (row,) = read_rows(COLUMNS, raw, name="a.geojson").rows
    assert row.shape.coords == pytest.approx((102.0, 28.592), abs=0.01)


def test_a_zipped_shapefile_in_gbk_is_read_without_a_word_of_its_encoding():
    raw = shapefile(("A", "\u5317\u5761", (102.1, 29.6)), encoding="gbk")
    (row,) = read_rows(COLUMNS, raw, name="survey.zip").rows
    assert (row.number, row.values["name"], row.shape.coords) == (1, "\u5317\u5761", (102.1, 29.6))


def test_a_geopackage_is_read():
    (row,) = read_rows(COLUMNS, geopackage(("A", "North", (102.1, 29.6))), name="survey.gpkg").rows
    assert (row.values["code"], row.values["name"], row.shape.coords) == ("A", "North", (102.1, 29.6))


def test_a_declared_datum_counts_more_than_what_the_map_file_says():
    place = (102.16543, 28.55012)
    raw = features(("A", list(shifted(*place))))
    (row,) = read_rows(COLUMNS, raw, name="a.geojson", crs=Crs.GCJ02).rows
    assert row.shape.coords == pytest.approx(place, abs=1e-6)


def test_an_unreadable_map_file_is_refused_by_name():
    with pytest.raises(MapFileUnreadable):
        read_rows(COLUMNS, b'{"type": "Feat', name="a.geojson")


def test_a_zip_bomb_of_shapes_and_an_archive_with_two_layers_are_refused():
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr("a.shp", b"x")
        archive.writestr("b.shp", b"x")
    with pytest.raises(MapFileUnreadable):
        read_rows(COLUMNS, raw.getvalue(), name="a.zip")


def test_what_a_row_changes_is_told_field_by_field():
    labels = {"name": "Name", "persons": "Persons", "note": "Note"}
    assert compare(labels, {"name": "a", "persons": 3, "note": None}, {"name": "a", "persons": 5, "note": ""}) == (
        Change("Persons", "3", "5"),
    )


def test_a_file_with_one_wrong_row_is_refused_as_a_whole():
    reading = read_rows(COLUMNS, table("A,x,,,,,,102,29", "B,x,,,-4,,,102,29"))
    with pytest.raises(RowsHaveErrors) as refused:
        refuse(reading.problems)
    assert refused.value.data == {"count": 1, "row": 3, "field": "Persons"}


@pytest.mark.skipif(not CASES.exists(), reason="the cases of others are not beside the project")
@pytest.mark.parametrize(
    "name", ["02_utf8.csv", "03_utf8_bom.csv", "04_gb18030.csv", "05_utf16le_bom_tab.csv", "06_gbk.csv"]
)
def test_lists_of_others_are_read_whole_in_every_encoding(name):
    columns = (
        Column("code", ("\u7edf\u4e00\u7f16\u53f7",), is_required=True),
        Column("name", ("\u9690\u60a3\u70b9\u540d\u79f0",), is_required=True),
        Column("longitude", ("\u7ecf\u5ea6",), Kind.DEGREES, is_required=True),
        Column("latitude", ("\u7eac\u5ea6",), Kind.DEGREES, is_required=True),
        Column("persons", ("\u5a01\u80c1\u4eba\u6570",), Kind.WHOLE, least=0),
    )
    reading = read_rows(columns, (CASES / name).read_bytes(), name=name)
    expected = json.loads((CASES / "expected.json").read_text("utf-8"))[name]["rows"]
    assert reading.problems == ()
    assert [(r.values["name"], r.values["code"], r.values["persons"]) for r in reading.rows] == [
        (row[0], row[1], int(row[4])) for row in expected
    ]
