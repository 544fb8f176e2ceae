"""What an import graph cannot see."""

import configparser
import re
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "anlan"


def storeys() -> dict[str, int]:
    """Read the depth of each room from the linter's own list: one truth."""
    linter = configparser.ConfigParser()
    linter.read(ROOT / ".importlinter")
    lines = linter["importlinter:contract:storeys"]["layers"].strip().splitlines()
    return {room.strip(): depth for depth, line in enumerate(reversed(lines)) for room in line.split("|")}


def test_foreign_keys_point_upstream():
    depth = storeys()
    wrong = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        if model._meta.app_label in depth
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model
        if field.related_model._meta.app_label in depth
        and depth[field.related_model._meta.app_label] > depth[model._meta.app_label]
    ]
    assert wrong == []


def test_a_key_that_crosses_rooms_leaves_no_attribute_upstream():
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("anlan.")
        for field in model._meta.local_fields
        if field.is_relation
        and field.related_model._meta.app_label != model._meta.app_label
        and not field.remote_field.hidden
    ]
    assert wrong == []


def test_nothing_looks_models_up_behind_the_linters_back():
    found = [
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if "migrations" not in path.parts
        and re.search(r"\bget_model\(|import_string\(|post_save|pre_save", path.read_text())
    ]
    assert found == []


def test_no_template_marks_data_safe():
    found = [
        str(path.relative_to(SOURCE))
        for path in [*SOURCE.rglob("*.html"), *SOURCE.rglob("*.py")]
        if re.search(r"\|\s*safe\b|mark_safe|autoescape off", path.read_text())
    ]
    assert found == []


def test_no_template_carries_inline_style_or_script():
    inline = re.compile(r"<style|\sstyle=|<script(?![^>]*(\ssrc=|type=.application/json))|\son[a-z]+=\"")
    found = [
        f"{path.relative_to(SOURCE)}:{number}"
        for path in SOURCE.rglob("*.html")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if inline.search(line)
    ]
    assert found == []
