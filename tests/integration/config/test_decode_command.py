"""``anlan decode`` as it is called: a process of its own, without a database, a setting or Django."""

import json
import os
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[3] / "src"
HEARTBEAT = "7e000200000138001380000001a97e"


def anlan(*words, given=b"", **variables):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ANLAN_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-m", "anlan.config.cli", *words],
        input=given,
        capture_output=True,
        check=False,
        timeout=60,
        env={**kept, "PYTHONPATH": str(SOURCE), "ANLAN_VAR": "/nowhere/at/all", **variables},
    )


def told(done):
    return [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]


def test_frames_are_read_from_standard_input_with_no_database_in_reach():
    done = anlan("decode", "jt808", given=f"{HEARTBEAT}\n\n0X{HEARTBEAT.upper()}\r\n".encode())
    assert (done.returncode, done.stderr) == (0, b"")
    assert [each["fields"]["message_zh"] for each in told(done)] == ["\u7ec8\u7aef\u5fc3\u8df3"] * 2


def test_frames_are_read_from_a_file_and_a_refused_one_makes_the_exit_code_1(tmp_path):
    file = tmp_path / "frames.txt"
    file.write_bytes(
        b"\x00\xff\xfe\xd6\xd0\n" + HEARTBEAT.encode() + b"\n" + b"7" * 300_000 + b"\n" + HEARTBEAT.encode()
    )
    done = anlan("decode", "jt808", str(file))
    assert (done.returncode, done.stderr) == (1, b"")
    assert [each["ok"] for each in told(done)] == [False, True, False, True]


def test_the_words_are_utf_8_whatever_the_terminal_says():
    done = anlan("decode", "jt808", "-", given=HEARTBEAT.encode(), LC_ALL="C", PYTHONIOENCODING="ascii")
    assert "\u7ec8\u7aef\u5fc3\u8df3" in done.stdout.decode("utf-8")


def test_the_help_says_what_the_exit_code_means():
    done = anlan("decode", "--help")
    assert done.returncode == 0
    assert b"Exit code: 0 when every frame is good, 1 when one is refused" in done.stdout


def test_django_is_not_loaded():
    loaded = "import sys, anlan.config.commands.decode as d; d.protocol('jt808'); print('django' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", loaded], capture_output=True, check=True, env={**os.environ, "PYTHONPATH": str(SOURCE)}
    )
    assert done.stdout.strip() == b"False"
