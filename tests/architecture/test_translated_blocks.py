"""Sentences with figures in them (``blocktranslate``) are translated as well as plain words."""

import ast
import re
from pathlib import Path

import polib
from django.utils.translation.template import templatize
from tests.architecture.test_languages import CATALOGUES

SOURCES = Path(__file__).parents[2] / "src" / "anlan"
CALL = re.compile(r"""(?<![a-z])n?gettext\(u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""")


def test_every_sentence_of_a_template_is_translated():
    entries = (entry for path in CATALOGUES for entry in polib.pofile(str(path)))
    known, missing, read = {entry.msgid for entry in entries if entry.translated()}, set(), 0
    for path in sorted(SOURCES.glob("*/templates/**/*")):
        if not path.is_file() or "blocktrans" not in path.read_text("utf-8"):
            continue
        for literal in CALL.findall(templatize(path.read_text("utf-8"), origin=str(path))):
            text = ast.literal_eval(literal)
            read += 1
            if text not in known:
                missing.add((path.name, text))
    assert missing == set()
    assert read > 1000
