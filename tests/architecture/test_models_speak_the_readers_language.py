"""What a model is called and how far it can be trusted is read in the reader's language."""

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
