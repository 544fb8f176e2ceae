"""A warning to twenty thousand telephones while the delivering process is killed: one message each."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[2] / "bench" / "fanout.py"


@pytest.mark.timeout(180)
def test_a_kill_in_the_middle_of_a_mass_sending_loses_and_doubles_nothing():
    command = [sys.executable, str(BENCH), "--count", "20000", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=170, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert 0 < found["killed_at"] < 20_000
    assert (found["lost"], found["doubled"], found["wrong"]) == (0, 0, 0)
