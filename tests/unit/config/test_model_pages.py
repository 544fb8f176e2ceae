"""The worked examples of ``docs/models`` are what ``anlan model`` gives today."""

import json
import re
from pathlib import Path

import pytest

from anlan.config.modelling.models import MODELS
from anlan.config.modelling.rows import rows_of

PAGES = sorted((Path(__file__).parents[3] / "docs" / "models").glob("*.md"))
EXAMPLE = re.compile(r"```csv (?P<word>[a-z-]+)\n(?P<rows>.*?)```\n\n```json\n(?P<result>.*?)```", re.DOTALL)
EXAMPLES = [(page.stem, *found.groups()) for page in PAGES for found in EXAMPLE.finditer(page.read_text("utf-8"))]


@pytest.mark.parametrize(("page", "word", "rows", "result"), EXAMPLES, ids=[each[0] for each in EXAMPLES])
def test_the_first_row_of_an_example_gives_the_printed_result(page, word, rows, result):
    model = MODELS[word]
    outcome = next(iter(model.reader(rows_of(rows.encode()), model.manifest)))
    printed = json.loads(result)
    assert outcome.refused == ""
    assert {name: outcome.fields[name] for name in printed} == printed
