"""The job process: runs queued jobs, ticks once a second, and seals the journal as it grows."""

import asyncio
import contextlib
import logging
import signal

import psycopg
from asgiref.sync import sync_to_async
from django.db import close_old_connections, connection
from procrastinate import App
from procrastinate.contrib.django import app

from anlan.kernel import clock
from anlan.support.feed import connection_parameters
from anlan.support.heartbeats import beat
from anlan.support.running import run_ticks
from anlan.support.sealing import seal_committed

log = logging.getLogger(__name__)

_TICK_SECONDS = 0.5
_SEAL_AT_LEAST_EVERY_SECONDS = 2.0
_SETTLE_SECONDS = 0.05
_BEAT_SECONDS = 1.0
_DEAD_AFTER_SECONDS = 5.0


def _tick_once() -> None:
    close_old_connections()
    looked_at = clock.now()
    run_ticks()
    beat("jobs", looked_at)


def _seal_all() -> int:
    sealed = 0
    while entries := seal_committed():
        sealed += len(entries)
        with connection.cursor() as cursor:
            cursor.execute("select pg_notify('anlan_sealed', %s)", [str(entries[-1].number)])
    return sealed


async def _tick_forever() -> None:
    while True:
        await sync_to_async(_tick_once, thread_sensitive=False)()
        await asyncio.sleep(_TICK_SECONDS)


async def _seal_forever() -> None:
    """Seal at every growth of the journal, and every two seconds in case a notice was lost."""
    listener = await psycopg.AsyncConnection.connect(**connection_parameters(), autocommit=True)
    async with listener:
        await listener.execute("listen anlan_journal")
        while True:
            async for _notice in listener.notifies(timeout=_SEAL_AT_LEAST_EVERY_SECONDS, stop_after=1):
                await asyncio.sleep(_SETTLE_SECONDS)
            await sync_to_async(_seal_all, thread_sensitive=False)()


async def _rescue_forever(worker_app: App) -> None:
    """Queue anew what a killed worker left half done; a job does its work in one transaction, so nothing doubles."""
    while True:
        for job in await worker_app.job_manager.get_stalled_jobs(seconds_since_heartbeat=_DEAD_AFTER_SECONDS):
            log.warning("job %s (%s) is queued anew: its worker is gone", job.id, job.task_name)
            await worker_app.job_manager.retry_job(job)
        await asyncio.sleep(_BEAT_SECONDS)


async def _work(concurrency: int) -> None:
    worker_app = app.with_connector(app.connector.get_worker_connector())
    async with worker_app.open_async():
        parts = [
            asyncio.create_task(
                worker_app.run_worker_async(
                    concurrency=concurrency,
                    fetch_job_polling_interval=1.0,
                    delete_jobs="successful",
                    update_heartbeat_interval=_BEAT_SECONDS,
                    stalled_worker_timeout=_DEAD_AFTER_SECONDS,
                    install_signal_handlers=False,
                    shutdown_graceful_timeout=10,
                ),
                name="jobs",
            ),
            asyncio.create_task(_tick_forever(), name="ticks"),
            asyncio.create_task(_seal_forever(), name="sealer"),
            asyncio.create_task(_rescue_forever(worker_app), name="rescue"),
        ]
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop.set)
        stopped = asyncio.create_task(stop.wait(), name="stop")
        done, _pending = await asyncio.wait([*parts, stopped], return_when=asyncio.FIRST_COMPLETED)
        await _end(parts)
        for part in done - {stopped}:
            part.result()


async def _end(parts: list[asyncio.Task[None]]) -> None:
    for part in parts:
        part.cancel()
    for part in parts:
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.wait([part], timeout=12)


def run(*, concurrency: int = 4) -> None:
    """Work until told to stop; raise if any part fails, so that the supervisor starts all of it anew."""
    asyncio.run(_work(concurrency))
