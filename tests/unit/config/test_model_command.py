"""``anlan model``: rows of CSV, workbook or JSON reckoned; refused rows say why; exit codes."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from anlan.config.commands.model import command
from anlan.config.modelling.models import MODELS
from anlan.protocols.spreadsheet.writing import Column, workbook_of

STORES = """\
unit,substance,classes,quantity_t,people_within_500m
罐区,液氯,,10,60
罐区,氨,,20,
空库,甲醇,,499.9,
坏库,蒸馏水,,1,0
负库,氨,,-1,0
人不同,氨,,10,1
人不同,氯,,5,2
无人数,氯,,5,
"""


def run(name, text, *options):
    raw = text if isinstance(text, bytes) else text.encode()
    return CliRunner().invoke(command, [name, "--input", "-", *options], input=raw)


def table(result):
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_units_are_reckoned_together_and_refused_ones_say_why_and_where():
    result = run("major-hazard", STORES)
    rows = {row["unit"]: row for row in table(result)}
    assert result.exit_code == 1
    assert {key: rows["罐区"][key] for key in ("rows", "s", "is_major", "alpha", "r", "class", "refused")} == {
        "rows": "2 3",
        "s": "4",
        "is_major": "yes",
        "alpha": "1.5",
        "r": "18",
        "class": "3",
        "refused": "",
    }
    assert (rows["空库"]["s"], rows["空库"]["is_major"], rows["空库"]["class"]) == ("0.9998", "no", "")
    assert {name: rows[name]["refused"] for name in ("坏库", "负库", "人不同", "无人数")} == {
        "坏库": "row 5: substance_unknown: 蒸馏水",
        "负库": "row 6: too_small in quantity_t: -1 is below 0",
        "人不同": "people_differ in people_within_500m: 1 and 2",
        "无人数": "people_missing in people_within_500m",
    }
    assert "2 reckoned, 4 refused" in result.stderr


@pytest.mark.parametrize("bad", ["NaN", "Infinity", "1E+999999", "1E-999999", "sNaN", "12t", "1,000", "", "9" * 400])
def test_a_quantity_that_is_none_refuses_its_unit_and_nothing_else(bad):
    text = f'unit,substance,quantity_t,people_within_500m\nA,氨,"{bad}",0\nB,氨,１２,0\n'
    result = run("major-hazard", text)
    first, second = table(result)
    assert result.exit_code == 1
    assert (first["s"], second["s"]) == ("", "1.2")
    assert first["refused"].startswith("row 2: ")


def test_gbk_and_workbooks_and_json_say_the_same():
    text = "unit,substance,quantity_t,people_within_500m\n罐区,氯,6.25,100\n"
    heads = [Column(head) for head in text.splitlines()[0].split(",")]
    book = workbook_of("1", heads, [["罐区", "氯", 6.25, 100]])
    objects = json.dumps([{"unit": "罐区", "substance": "氯", "quantity_t": 6.25, "people_within_500m": 100}])
    told = [table(run("major-hazard", raw))[0] for raw in (text.encode("gb18030"), book, objects)]
    assert [(row["unit"], row["r"], row["class"], row["refused"]) for row in told] == [("罐区", "10", "3", "")] * 3


def test_the_output_is_json_by_its_name(tmp_path):
    output = tmp_path / "out.json"
    result = run("landslide", "rate,steady_rate\n2,2\n1,0\n", "--output", str(output))
    told = json.loads(output.read_text())
    assert (result.exit_code, result.stdout) == (1, "")
    assert [(row["rows"], row.get("angle_deg"), row["refused"]) for row in told] == [
        ([2], 45.0, ""),
        ([3], None, "too_small in steady_rate: 0 has no angle"),
    ]


def test_fire_weather_carries_its_codes_and_stops_a_place_at_a_refused_day():
    text = """\
place,date,latitude,temperature_c,humidity_pct,wind_kmh,rain_mm
A,1985-04-13,55,17,42,25,0
A,1985-04-14,55,20,21,25,2.4
A,1985-04-15,55,8.5,140,17,0
A,1985-04-16,55,6.5,25,6,0
B,1985-04-13,55,17,42,25,0
B,1985-04-15,55,17,42,25,0
"""
    rows = table(run("fire-weather", text))
    assert [row["refused"] for row in rows] == [
        "",
        "",
        "too_great in humidity_pct: 140 is above 100",
        "day_before_was_refused in date: 1985-04-16",
        "",
        "not_the_next_day in date: 1985-04-15",
    ]
    assert float(rows[1]["fwi"]) == pytest.approx(9.22, abs=0.01)


def test_rain_is_summed_over_windows_gauge_by_gauge():
    text = """\
station,time,depth_mm
A,2026-07-01T12:00,10.1
B,2026-07-01T12:00,1
A,2026-07-01T13:00,20.2
A,2026-07-01T13:01,1
A,2026-07-01T13:00,9
A,2026-07-02T12:00,5
"""
    rows = table(run("rainfall", text))
    assert [(row["depth_1h_mm"], row["depth_3h_mm"], row["depth_24h_mm"]) for row in rows] == [
        ("10.1", "10.1", "10.1"),
        ("1.0", "1.0", "1.0"),
        ("20.2", "30.3", "30.3"),
        ("21.2", "31.3", "31.3"),
        ("", "", ""),
        ("5.0", "5.0", "26.2"),
    ]
    assert rows[4]["refused"] == "not_after_the_row_before in time: 2026-07-01T13:00:00+08:00"


@pytest.mark.parametrize(
    ("name", "text", "field", "value"),
    [
        ("fire-danger", "hottest_c,driest_pct,dry_days,wind_ms\n30,10,30,0.4\n", "class", "5"),
        ("seismic-intensity", "acceleration_ms2,velocity_ms\n0.5,0.05\n", "intensity", "5.8"),
    ],
)
def test_models_whose_rows_stand_alone(name, text, field, value):
    result = run(name, text)
    assert (result.exit_code, table(result)[0][field]) == (0, value)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "no row names the columns"),
        (b"a,a\n1,2\n", "a column stands twice"),
        (b"rate\n1\n", "missing in the file: steady_rate"),
        (b"rate,steady_rate\n", "missing in the file: rate, steady_rate"),
        (b'{"rows": 1}', "a list of objects"),
        (b"[1,", "not JSON"),
        (b"\x89PNG....", "neither text nor an Excel workbook"),
    ],
)
def test_what_is_no_table_of_the_model_ends_the_command(raw, said):
    result = run("landslide", raw)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_the_list_names_every_model_with_status_columns_and_ranges():
    told = CliRunner().invoke(command, ["--list"]).stdout
    for word in MODELS:
        assert f"\n{word}: " in f"\n{told}"
    assert "[doubtful]" in told
    assert "quantity_t (decimal; t, needed, 0 to 1e+09)" in told
    assert "humidity_pct (number; %, needed, 0 to 100)" in told


def test_without_a_file_the_command_says_what_it_wants():
    result = CliRunner().invoke(command, ["landslide"])
    assert result.exit_code == 2
    assert "--input" in result.stderr


@pytest.mark.parametrize(
    ("language", "reasons"),
    [
        ("zh", ["物质“蒸馏水”既不在表中，也没有给出其类别。", "quantity_t为 -1，超出模型适用范围 0～1,000,000,000。"]),
        (
            "en",
            [
                "The substance 蒸馏水 stands neither in the tables nor in a class that was given.",
                "quantity_t -1 lies outside 0 to 1,000,000,000, for which the model holds.",
            ],
        ),
    ],
)
def test_a_refused_row_says_why_in_the_readers_language(language, reasons):
    rows = {row["unit"]: row for row in table(run("major-hazard", STORES, "--language", language))}
    assert [rows[name]["reason"] for name in ("坏库", "负库", "罐区")] == [*reasons, ""]
