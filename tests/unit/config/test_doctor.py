"""Where the doctor draws the line between well and not well."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from anlan.config.commands.doctor import page
from anlan.config.doctor.bus import MOST_WAITING, stream_finding
from anlan.config.doctor.database import clock, sealing
from anlan.config.doctor.finding import Finding
from anlan.config.doctor.machine import LEAST_FREE_BYTES, disk
from anlan.config.doctor.processes import process, processes

NOW = datetime(2026, 6, 26, 10, tzinfo=UTC)


@pytest.mark.parametrize(("free", "is_well"), [(LEAST_FREE_BYTES - 1, False), (LEAST_FREE_BYTES, True)])
def test_a_disk_with_less_than_two_gigabytes_is_not_well(free: int, is_well: bool):
    assert disk(Path("/srv"), free).is_well is is_well


@pytest.mark.parametrize(("drift", "is_well"), [(-2.0, True), (2.0, True), (2.1, False), (-2.1, False)])
def test_a_clock_more_than_two_seconds_off_is_not_well(drift: float, is_well: bool):
    assert clock(NOW, NOW + timedelta(seconds=drift), replayed=False).is_well is is_well


def test_a_replay_is_told_but_is_no_illness():
    finding = clock(NOW, NOW, replayed=True)
    assert finding.is_well
    assert "replay" in finding.says


@pytest.mark.parametrize(("age", "is_well"), [(0, True), (15, True), (16, False)])
def test_an_entry_that_waits_long_for_its_seal_is_an_illness(age: int, is_well: bool):
    assert sealing(1, NOW - timedelta(seconds=age), now=NOW).is_well is is_well


def test_a_journal_without_waiting_entries_is_well():
    finding = sealing(0, None, now=NOW)
    assert (finding.is_well, finding.says) == (True, "every entry is sealed")


@pytest.mark.parametrize(("waiting", "is_well"), [(0, True), (MOST_WAITING, True), (MOST_WAITING + 1, False)])
def test_a_stream_that_ingest_cannot_keep_up_with_is_not_well(waiting: int, is_well: bool):
    assert stream_finding("TELE", waiting).is_well is is_well


def test_a_stream_that_nobody_reads_is_not_well():
    assert not stream_finding("TELE", None).is_well


def part(**changed: object) -> dict[str, object]:
    return {"name": "web", "pid": os.getpid(), "since": "2026-06-26T10:00:00+00:00", "restarts": 0} | changed


@pytest.mark.parametrize(
    ("changed", "is_well"),
    [
        ({}, True),
        ({"restarts": 3}, True),
        ({"restarts": 4}, False),
        ({"pid": None}, False),
        ({"pid": 2**22 + 1}, False),
    ],
)
def test_a_process_that_is_dead_or_dies_often_is_not_well(changed: dict[str, object], is_well: bool):
    assert process(part(**changed)).is_well is is_well


@pytest.mark.parametrize(("age", "is_well"), [(15, True), (16, False)])
def test_a_supervisor_that_has_fallen_silent_is_not_well(age: int, is_well: bool):
    status = {"written_at": (NOW - timedelta(seconds=age)).isoformat(), "parts": [part()]}
    assert next(processes(status, NOW)).is_well is is_well


def test_the_page_gives_advice_only_where_something_is_not_well():
    told = page((Finding("disk", True, "10 GB", "free some"), Finding("NATS", False, "silent", "start it")))
    assert "free some" not in told
    assert "-> start it" in told
    assert told.endswith("2 parts, 1 not well")
