"""Child processes that cannot outlive their parent: own process group, ended when the parent dies however it dies."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO


class PartFailed(Exception):
    """A part of the plant could not be started; ``str`` says which and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """How a child is started and asked to end."""

    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    folder: Path = Path("/")
    user: str = ""
    stop_signal: signal.Signals = signal.SIGTERM


def start_child(launch: Launch, output: int | IO[bytes] | None = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    """Start the child in a session of its own; call from a thread that lives as long as the child shall.

    What it says goes to ``output``; with ``None`` to where our own output goes.
    """
    return subprocess.Popen(
        [*_wrapping(launch), *launch.command],
        env=dict(launch.environment),
        cwd=launch.folder,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def _wrapping(launch: Launch) -> list[str]:
    """Return the setpriv command that ends the child with its parent and, if asked, drops root for its ``user``."""
    tool = shutil.which("setpriv") or "/usr/bin/setpriv"
    wrapping = [tool, "--pdeathsig", launch.stop_signal.name.removeprefix("SIG")]
    return wrapping + (as_user(launch.user)[1:] if launch.user else []) + ["--"]


def as_user(name: str) -> list[str]:
    """Return the setpriv command that runs what follows as another user; only root may."""
    return ["setpriv", "--reuid", name, "--regid", name, "--init-groups", "--inh-caps=-all"]


def stop_child(child: subprocess.Popen[bytes], launch: Launch, patience: float = 10.0) -> None:
    """Ask the child to end, wait ``patience`` seconds, then kill what is left of its process group."""
    if child.poll() is None:
        # A second SIGTERM is harmless, and PostgreSQL takes a second SIGINT as the first.
        child.send_signal(launch.stop_signal)
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(patience)
    if child.poll() is None:
        child.kill()
        child.wait()
    kill_group(child.pid)


def kill_group(group: int, patience: float = 1.0) -> None:
    """Kill every process left in a group and give the system a moment to bury them; none is fine."""
    deadline = time.monotonic() + patience
    with contextlib.suppress(ProcessLookupError):
        while time.monotonic() < deadline:
            os.killpg(group, signal.SIGKILL)
            time.sleep(0.01)


def wait_until(ready: Callable[[], bool], child: subprocess.Popen[bytes], patience: float = 30.0) -> bool:
    """Tell whether ``ready`` came true while the child lived, within ``patience`` seconds."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if ready():
            return True
        if child.poll() is not None:
            return False
        time.sleep(0.05)
    return False
