"""Keeps the parts of the plant alive: starts them, restarts what dies, writes down how they are, ends all of them."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from anlan.config.parts.child import Launch, kill_group, start_child, stop_child
from anlan.config.supervisor_log import PartLog, Say
from anlan.kernel.clock import real_now

FIRST_WAIT: Final = 0.5
LONGEST_WAIT: Final = 15.0
HEALTHY_AFTER: Final = 30.0
STATUS_EVERY: Final = 2.0
FAILURES_BEFORE_READY: Final = 4
_STEP: Final = 0.1
_STOP_PATIENCE: Final = 13.0


def wait_before_restart(failures: int) -> float:
    """Return the seconds to wait before the next start after so many failures in a row."""
    return min(FIRST_WAIT * 2.0 ** (failures - 1), LONGEST_WAIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One process of the plant. ``launch`` is asked anew at every start; ``is_ready`` says when it can be used."""

    name: str
    launch: Callable[[], Launch]
    is_ready: Callable[[], bool] = lambda: True
    is_told: bool = True  # its lines go onto the console too
    is_base: bool = False  # other parts lean on it, so it ends last
    clean: Callable[[], None] = lambda: None  # called after its end


@dataclass(slots=True, kw_only=True)
class _Running:
    part: Part
    log: PartLog
    launch: Launch | None = None
    child: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    since: datetime | None = None
    failures: int = 0
    restarts: int = 0
    next_start: float = 0.0
    last_exit: int | None = None


@dataclass(slots=True)
class Supervisor:
    """Watches over the parts. All methods belong to the main thread: a child ends with the thread that started it."""

    folder: Path
    say: Say
    is_quiet: bool = False
    stop_asked: bool = False
    _parts: list[_Running] = field(default_factory=list)
    _status_written: float = 0.0

    @property
    def status_file(self) -> Path:
        """Where the state of every part is written for ``anlan doctor``."""
        return self.folder / "run" / "status.json"

    def add(self, part: Part) -> None:
        """Start a part and watch over it from now on."""
        say = self.say if part.is_told and not self.is_quiet else None
        running = _Running(part=part, log=PartLog(self.folder / "log", part.name, say))
        self._parts.append(running)
        self._start(running)

    def wait_until_ready(self, patience: float = 60.0) -> tuple[str, ...]:
        """Watch until every part is ready; return a message for each that failed too often or took too long."""
        deadline = time.monotonic() + patience
        failed = []
        for running in self._parts:
            while not self.stop_asked and not (running.child and running.part.is_ready()):
                self.watch()
                if running.failures >= FAILURES_BEFORE_READY or time.monotonic() > deadline:
                    failed.append(f"{running.part.name} does not start; it said last:\n{running.log.last_lines(4)}")
                    break
                time.sleep(_STEP)
        return tuple(failed)

    def run_step(self, launch: Launch, name: str) -> bool:
        """Run a command to its end while watching over the parts; tell whether it succeeded.

        On a terminal it draws its own progress; elsewhere its lines are logged as those of a part.
        """
        is_watched = sys.stdout.isatty() and not self.is_quiet
        child = start_child(launch, None if is_watched else subprocess.PIPE)
        if child.stdout:
            PartLog(self.folder / "log", name, self.say).follow(child.stdout)
        while child.poll() is None and not self.stop_asked:
            self.watch()
            time.sleep(_STEP)
        stop_child(child, launch)
        return child.returncode == 0

    def watch_until_stopped(self) -> None:
        """Watch over the parts until ``stop_asked``."""
        while not self.stop_asked:
            self.watch()
            time.sleep(_STEP)

    def watch(self) -> None:
        """Look at every part once: restart what has died, note how all are."""
        for running in self._parts:
            if running.child is not None and running.child.poll() is not None:
                self._note_death(running)
            if running.child is None and time.monotonic() >= running.next_start:
                running.restarts += 1
                self._start(running)
        if time.monotonic() - self._status_written > STATUS_EVERY:
            self.write_status()

    def stop(self) -> None:
        """End every part, first all that lean on a base, then the bases, the last first; leave no process."""
        leaning = [running for running in self._parts if not running.part.is_base]
        for running in leaning:
            if running.child is not None and running.child.poll() is None:
                running.child.send_signal(running.launch.stop_signal)
        deadline = time.monotonic() + _STOP_PATIENCE
        for running in leaning:
            self._end(running, max(0.1, deadline - time.monotonic()))
        for running in reversed(self._parts):
            self._end(running, _STOP_PATIENCE)
        self._parts.clear()
        self.status_file.unlink(missing_ok=True)

    def _end(self, running: _Running, patience: float) -> None:
        if running.child is not None:
            stop_child(running.child, running.launch, patience)
            running.child = None
            running.part.clean()

    def write_status(self) -> None:
        """Write the state of every part down, in one piece."""
        self.status_file.parent.mkdir(parents=True, exist_ok=True)
        draft = self.status_file.with_suffix(".new")
        draft.write_text(json.dumps({"written_at": real_now().isoformat(), "parts": self._states()}, indent=1))
        draft.replace(self.status_file)
        self._status_written = time.monotonic()

    def _states(self) -> list[dict[str, Any]]:
        return [
            {
                "name": running.part.name,
                "pid": running.child.pid if running.child else None,
                "since": running.since.isoformat() if running.since else None,
                "restarts": running.restarts,
                "last_exit": running.last_exit,
            }
            for running in self._parts
        ]

    def _start(self, running: _Running) -> None:
        running.launch = running.part.launch()
        running.child = start_child(running.launch, subprocess.PIPE)
        running.log.follow(running.child.stdout)
        running.started, running.since = time.monotonic(), real_now()
        self._status_written = 0.0

    def _note_death(self, running: _Running) -> None:
        lived = time.monotonic() - running.started
        running.failures = 1 if lived > HEALTHY_AFTER else running.failures + 1
        running.last_exit = running.child.returncode
        # A server's workers outlive it and would keep its port.
        kill_group(running.child.pid)
        running.child = None
        wait = wait_before_restart(running.failures)
        running.next_start = time.monotonic() + wait
        self._status_written = 0.0
        self.say(running.part.name, f"ended ({_cause(running.last_exit)}); starting again in {wait:g} s")


def _cause(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"
