"""The supervisor restarts what dies and leaves no process, not even a grandchild."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from anlan.config.options import REPOSITORY
from anlan.config.parts.child import Launch
from anlan.config.supervisor import Part, Supervisor

SAID: list[tuple[str, str]] = []
PARENT_OF_A_SLEEPER = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(child.pid, flush=True)
time.sleep(600)
"""


A_PLANT = """
import sys
from pathlib import Path
from anlan.config.parts.child import Launch
from anlan.config.supervisor import Part, Supervisor
sleeper = Launch(command=(sys.executable, "-c", "import time; time.sleep(600)"))
supervisor = Supervisor(folder=Path(sys.argv[1]), say=print)
supervisor.add(Part(name="sleeper", launch=lambda: sleeper))
supervisor.watch_until_stopped()
"""


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[Supervisor]:
    made = Supervisor(folder=tmp_path, say=lambda name, line: SAID.append((name, line)))
    SAID.clear()
    yield made
    made.stop()


def part(name: str, program: str) -> Part:
    return Part(name=name, launch=lambda: Launch(command=(sys.executable, "-c", program)))


def status(supervisor: Supervisor, name: str) -> dict:
    parts = json.loads(supervisor.status_file.read_text())["parts"]
    return next(each for each in parts if each["name"] == name)


def watch_until(supervisor: Supervisor, happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not happened():
        assert time.monotonic() < deadline
        supervisor.watch()
        time.sleep(0.05)


def is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def grandchild(folder: Path) -> int:
    return int((folder / "log" / "parent.log").read_text().split()[-1])


def test_a_part_that_is_killed_is_started_again_without_its_orphans(supervisor: Supervisor, tmp_path: Path):
    supervisor.add(part("parent", PARENT_OF_A_SLEEPER))
    watch_until(supervisor, lambda: (tmp_path / "log" / "parent.log").read_text() != "")
    supervisor.write_status()
    first, orphan = status(supervisor, "parent")["pid"], grandchild(tmp_path)
    os.kill(first, signal.SIGKILL)
    watch_until(supervisor, lambda: status(supervisor, "parent")["restarts"] == 1)
    watch_until(supervisor, lambda: grandchild(tmp_path) != orphan)
    assert not is_alive(orphan)
    assert status(supervisor, "parent")["last_exit"] == -signal.SIGKILL
    assert ("parent", "ended (signal 9); starting again in 0.5 s") in SAID


def test_no_grandchild_survives_the_stop(supervisor: Supervisor, tmp_path: Path):
    supervisor.add(part("parent", PARENT_OF_A_SLEEPER))
    watch_until(supervisor, lambda: (tmp_path / "log" / "parent.log").read_text() != "")
    left = grandchild(tmp_path)
    supervisor.stop()
    assert not is_alive(left)
    assert not supervisor.status_file.exists()


def test_a_part_that_never_lives_is_reported_with_its_last_words(supervisor: Supervisor):
    supervisor.add(
        Part(
            name="broken",
            launch=lambda: Launch(command=(sys.executable, "-c", "raise SystemExit('no such gauge')")),
            is_ready=lambda: False,
        )
    )
    (problem,) = supervisor.wait_until_ready(patience=1)
    assert problem.startswith("broken does not start")
    assert "no such gauge" in problem


def test_a_step_tells_whether_it_succeeded(supervisor: Supervisor):
    assert supervisor.run_step(Launch(command=(sys.executable, "-c", "print('done')")), "step")
    assert not supervisor.run_step(Launch(command=(sys.executable, "-c", "raise SystemExit(3)")), "step")
    assert ("step", "done") in SAID


def test_a_supervisor_that_is_killed_takes_its_parts_with_it(tmp_path: Path):
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY / "src")}
    plant = subprocess.Popen([sys.executable, "-c", A_PLANT, str(tmp_path)], env=environment)
    file = tmp_path / "run" / "status.json"
    until(lambda: file.exists() and json.loads(file.read_text())["parts"][0]["pid"])
    sleeper = json.loads(file.read_text())["parts"][0]["pid"]
    plant.kill()
    plant.wait()
    until(lambda: not is_alive(sleeper))


def until(happened: Callable[[], object]) -> None:
    deadline = time.monotonic() + 10
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.05)
