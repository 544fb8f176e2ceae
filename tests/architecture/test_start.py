"""What a process loads at its start: not what only few acts need."""

import json
import subprocess
import sys

import pytest

HEAVY = ("docx", "httpx", "llvmlite", "nats", "numba", "openpyxl", "ortools", "osmium", "polars", "pypinyin", "scipy")
LOADED = "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"


@pytest.mark.parametrize(
    "start",
    [
        pytest.param("import anlan.config.wsgi; from django.urls import get_resolver as g; g().url_patterns", id="web"),
        pytest.param("import anlan.config.cli", id="the command"),
    ],
)
def test_no_process_loads_at_its_start_what_few_acts_need(start):
    """Ask ``anlan.kernel.later`` for such a library instead of importing it at the top of a file."""
    code = f"import json, sys; {start}; {LOADED}"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert sorted(set(HEAVY) & set(json.loads(told.splitlines()[-1]))) == []
