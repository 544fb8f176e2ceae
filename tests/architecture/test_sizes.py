"""Small and flat: what ruff has no rule for."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "anlan"
FILES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
MOST_LINES_OF_A_FILE = 500
MOST_LINES_OF_A_FUNCTION = 60


def test_no_file_is_longer_than_500_lines():
    long = {str(path.relative_to(SOURCE)): n for path in FILES if (n := len(path.read_text().splitlines())) > 500}
    assert long == {}


def test_no_function_is_longer_than_60_lines():
    long = []
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = node.end_lineno - node.lineno + 1
                if lines > MOST_LINES_OF_A_FUNCTION:
                    long.append(f"{path.relative_to(SOURCE)}:{node.name} {lines}")
    assert long == []


@pytest.mark.parametrize("name", ["utils.py", "helpers.py", "signals.py", "misc.py", "common.py"])
def test_no_file_has_a_name_that_says_nothing(name):
    assert [path for path in FILES if path.name == name] == []
