"""English in the code, Chinese on the screen: every message is translated, and the same everywhere."""

import ast
import re
from collections import defaultdict
from pathlib import Path

import polib
import pytest

SOURCE = Path(__file__).parents[2] / "src" / "anlan"
CJK = re.compile(r"[\u3400-\u9fff\uff00-\uffef\u3000-\u303f]")
CATALOGUES = sorted(SOURCE.glob("*/locale/zh_Hans/LC_MESSAGES/django.po"))
CODE = sorted(
    path
    for pattern in ("*.py", "*.html", "*.js", "*.css", "*.mjs", "*.txt", "*.xml")
    for path in SOURCE.rglob(pattern)
    if "migrations" not in path.parts
)
IN_TEMPLATE = re.compile(r"""{%-?\s*(?:trans|translate)\s+(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""")
IN_UNDERSCORE = re.compile(r"""_\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')\s*\)""")
CALLS = {"gettext", "gettext_lazy", "pgettext", "pgettext_lazy", "ngettext", "ngettext_lazy", "_", "gettext_noop"}


def room_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0]


def translations() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for path in CATALOGUES:
        for entry in polib.pofile(str(path)):
            if not entry.obsolete and not entry.msgctxt and not entry.msgid_plural:
                found[entry.msgid].add(entry.msgstr)
    return found


def messages_of_code(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        called = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
        if called in CALLS:
            after_context = node.args[1:] if called.startswith("pgettext") else node.args
            first = after_context[0] if after_context else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                found.add(first.value)
        if isinstance(node, ast.ClassDef):
            found |= {
                each.value.value
                for each in node.body
                if isinstance(each, ast.Assign)
                and getattr(each.targets[0], "id", "") == "message"
                and isinstance(each.value, ast.Constant)
            }
    return found


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(SOURCE)))
def test_code_and_templates_hold_no_chinese(path):
    lines = [f"{number}: {line}" for number, line in enumerate(path.read_text().splitlines(), 1) if CJK.search(line)]
    assert lines == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.relative_to(SOURCE).parts[0])
def test_a_catalogue_is_complete(path):
    catalogue = polib.pofile(str(path))
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []


def test_one_message_has_one_translation_in_the_whole_house():
    assert {msgid: texts for msgid, texts in translations().items() if msgid and len(texts) > 1} == {}


def test_every_message_of_code_and_templates_is_translated():
    known = {entry.msgid for path in CATALOGUES for entry in polib.pofile(str(path)) if not entry.obsolete}
    used: set[tuple[str, str]] = set()
    for path in CODE:
        text = path.read_text()
        if path.suffix == ".py":
            used |= {(room_of(path), message) for message in messages_of_code(path)}
        elif path.suffix in (".html", ".txt", ".xml"):
            for pattern in (IN_TEMPLATE, IN_UNDERSCORE):
                used |= {(room_of(path), a or b) for a, b in pattern.findall(text)}
    assert sorted((room, message) for room, message in used if message and message not in known) == []
