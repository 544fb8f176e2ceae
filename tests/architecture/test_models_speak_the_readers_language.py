"""What a model is called and how far it can be trusted is read in the reader's language."""

import re
import tomllib
from pathlib import Path

import polib
import pytest

SOURCES = Path(__file__).parents[2] / "src" / "anlan"
CATALOGUE = SOURCES / "analysis" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
PACKAGES = sorted(path.parent.name for path in SOURCES.glob("science/*/model.toml"))


@pytest.mark.parametrize("package", PACKAGES)
def test_name_and_note_of_a_model_are_translated(package):
    known = {entry.msgid for entry in polib.pofile(str(CATALOGUE)) if entry.translated() and not entry.obsolete}
    said = tomllib.loads((SOURCES / "science" / package / "model.toml").read_text("utf-8"))
    assert [text for text in (said["name"], said.get("note", "")) if text and text not in known] == []


REFUSALS = tomllib.loads((SOURCES / "science" / "refusals.toml").read_text("utf-8"))
RAISED = re.compile(r"""(?:Refused|OutOfRange)\(\s*"([a-z0-9_]+)"(?:,\s*"([a-z0-9_]+)")?""")
NAMED = re.compile(r"""within\(\s*"([a-z0-9_]+)\"""")


def of_the_models(pattern):
    rooms = ("science", "analysis/domain", "config/modelling")
    paths = [path for room in rooms for path in sorted((SOURCES / room).rglob("*.py"))]
    return {found.groups() for path in paths for found in pattern.finditer(path.read_text("utf-8"))}


def test_every_refusal_of_a_model_has_a_sentence():
    codes = {code for code, *_ in of_the_models(RAISED)}
    assert (
        sorted(code for code in codes if not code.endswith("_out_of_range") and code not in REFUSALS["sentences"]) == []
    )


def test_every_quantity_that_a_model_bounds_has_a_name():
    names = {code.removesuffix("_out_of_range") for code, *_ in of_the_models(RAISED) if code.endswith("_out_of_range")}
    names |= {name for (name,) in of_the_models(NAMED)}
    assert sorted(names - set(REFUSALS["quantities"])) == []


@pytest.mark.parametrize("part", ["sentences", "quantities"])
def test_what_a_refusal_says_is_translated(part):
    known = {entry.msgid for entry in polib.pofile(str(CATALOGUE)) if entry.translated() and not entry.obsolete}
    assert sorted(text for text in REFUSALS[part].values() if text not in known) == []
