"""CAP 1.2 on published messages and the OASIS schema, where they lie beside the project (../shared/cases/cap)."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from anlan.kernel.errors import AnlanError
from anlan.protocols.cap12.advice import advice
from anlan.protocols.cap12.reading import read
from anlan.protocols.cap12.writing import write

CASES = next(
    (found for up in Path(__file__).resolve().parents if (found := up / "shared" / "cases" / "cap").is_dir()),
    Path("absent"),
)
MANIFEST = CASES / "manifest.csv"
ROWS = list(csv.DictReader(MANIFEST.open(encoding="utf-8"))) if MANIFEST.exists() else []
ADVISED = {
    "invalid/g36_html_entity_in_note.cap": "html_entity_in_plain_text",
    "invalid/g38_same_text_two_languages.cap": "same_text_in_two_languages",
    "invalid/govuk_invalid_area_with_hole.cap": "ring_in_a_ring_is_no_hole",
}

pytestmark = pytest.mark.skipif(not ROWS, reason="the published messages are not beside the project")


def named(folder: str) -> list[str]:
    return [row["file"] for row in ROWS if row["file"].startswith(folder + "/")]


@pytest.fixture(scope="module")
def oasis():
    return etree.XMLSchema(etree.parse(CASES / "schema" / "CAP-v1.2.xsd"))


@pytest.mark.parametrize("file", named("valid"))
def test_a_valid_message_is_read_and_written_again_by_the_schema_of_oasis(file, oasis):
    alert = read((CASES / file).read_bytes())
    raw = write(alert)
    oasis.assertValid(etree.fromstring(raw))
    assert read(raw) == replace(alert, is_signed=False)


@pytest.mark.parametrize("file", [name for name in named("invalid") if name not in ADVISED])
def test_an_invalid_message_is_refused_by_name(file):
    with pytest.raises(AnlanError) as caught:
        read((CASES / file).read_bytes())
    assert caught.value.code.startswith("cap12.")


@pytest.mark.parametrize("file", named("xsd_valid_but_semantic_error"))
def test_a_message_that_breaks_a_rule_beyond_the_schema_is_refused(file):
    with pytest.raises(AnlanError) as caught:
        read((CASES / file).read_bytes())
    assert caught.value.code in {"cap12.bad_references", "cap12.bad_polygon", "cap12.not_cap"}


@pytest.mark.parametrize("file", sorted(ADVISED))
def test_what_the_standard_allows_but_misleads_is_read_with_advice(file):
    assert ADVISED[file] in {each.reason for each in advice(read((CASES / file).read_bytes()))}
