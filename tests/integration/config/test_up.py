"""``anlan up`` starts the plant, keeps it running, and leaves nothing."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from tests.factories.plant import port_settings

from anlan.config.options import REPOSITORY
from anlan.config.parts import ports
from anlan.config.parts.child import kill_group
from anlan.config.parts.postgres import cluster_in

WORKERS = {"postgres", "nats", "web"}
BUILT_BY_SETUP = {"browser assets", "messages"}


def environment(folder: Path) -> dict[str, str]:
    inherited = {name: text for name, text in os.environ.items() if not name.startswith("ANLAN_")}
    return inherited | port_settings() | {"ANLAN_VAR": str(folder), "PYTHONPATH": str(REPOSITORY / "src")}


def anlan(settings: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "anlan.config.cli", *arguments]
    return subprocess.run(command, env=settings, capture_output=True, text=True, timeout=60, check=False)


def wait_for(what: Callable[[], object], patience: float = 60) -> object:
    deadline = time.monotonic() + patience
    while not (found := what()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)
    return found


def parts(folder: Path) -> dict[str, dict]:
    try:
        return {each["name"]: each for each in json.loads((folder / "run" / "status.json").read_text())["parts"]}
    except FileNotFoundError:
        return {}


def processes_of(folder: Path) -> list[str]:
    """Return the command lines of all processes that name the folder in their arguments or environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            told = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
            is_ended = (process / "stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
        except OSError:
            continue
        if str(folder).encode() in told and int(process.name) != os.getpid() and not is_ended:
            found.append((process / "cmdline").read_text().replace("\0", " "))
    return found


@pytest.mark.whole_machine
@pytest.mark.timeout(120)
def test_the_plant_answers_survives_killings_and_leaves_no_process(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.getbasetemp().parent / f"up-{os.getpid()}-{ports.free_port()}"
    settings = environment(folder)
    page = f"http://127.0.0.1:{settings['ANLAN_WEB_PORT']}/login/"
    command = [sys.executable, "-m", "anlan.config.cli", "up", "--bare"]
    console = folder.with_suffix(".log")
    up = subprocess.Popen(
        command, env=settings, stdout=console.open("w"), stderr=subprocess.STDOUT, start_new_session=True
    )
    try:
        wait_for(lambda: "Anlan is ready" in console.read_text() or up.poll() is not None)
        assert up.poll() is None, console.read_text()
        assert httpx.get(page).status_code < 500

        wait_for(lambda: ill_parts(settings) <= BUILT_BY_SETUP)
        assert "is running already" in anlan(settings, "up", "--bare").stderr
        before = wait_for(lambda: parts(folder))
        assert set(before) >= WORKERS
        for name in sorted(WORKERS):
            os.kill(before[name]["pid"], signal.SIGKILL)
        wait_for(lambda: all(parts(folder)[name]["restarts"] >= 1 for name in WORKERS))
        wait_for(lambda: answers(page))

        assert processes_of(folder) != []
        up.send_signal(signal.SIGTERM)
        assert up.wait(30) == 0, console.read_text()
        assert processes_of(folder) == []
    finally:
        kill_group(up.pid)
        # Root's database lies elsewhere, because the tests' folder is closed to the user postgres.
        shutil.rmtree(cluster_in(folder / "postgres").folder, ignore_errors=True)


def ill_parts(settings: dict[str, str]) -> set[str]:
    findings = json.loads(anlan(settings, "doctor", "--json").stdout)
    return {each["part"] for each in findings if not each["is_well"]}


def answers(page: str) -> bool:
    try:
        return httpx.get(page, timeout=5).status_code < 500
    except httpx.TransportError:
        return False


def test_a_taken_port_is_refused_before_anything_starts(tmp_path: Path):
    settings = environment(tmp_path)
    with socket.create_server(("127.0.0.1", int(settings["ANLAN_WEB_PORT"]))):
        refused = anlan(settings, "up")
    assert refused.returncode == 1
    assert f"port {settings['ANLAN_WEB_PORT']} (pages) is taken" in refused.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"run"}


def test_a_wrong_setting_is_refused_in_one_line(tmp_path: Path):
    refused = anlan(environment(tmp_path) | {"ANLAN_WEB_PORT": "0"}, "up")
    assert refused.returncode == 2
    assert refused.stderr == "anlan: ANLAN_WEB_PORT cannot be '0'; expected 1 to 65535\n"
    assert list(tmp_path.iterdir()) == []


def test_one_setting_can_be_asked_for(tmp_path: Path):
    asked = anlan(environment(tmp_path) | {"ANLAN_NATS_URL": "nats://nats.lan:4222"}, "settings", "ANLAN_NATS_URL")
    assert asked.stdout == "nats://nats.lan:4222\n"
