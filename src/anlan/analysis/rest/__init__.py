"""The API of analyses: run a kind on inputs, read runs."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema

from anlan.analysis import api
from anlan.analysis.words import refusal
from anlan.kernel import clock
from anlan.web.auth import signed_in_api

router = Router(tags=["analysis"], auth=signed_in_api)
_MOST = 200


class AskedRun(Schema):
    """What to run, on which inputs; the same token runs once."""

    kind: str
    inputs: dict[str, Any]
    token: UUID | None = None
    incident_id: UUID | None = None


class WantedRuns(Schema):
    """Which runs to list; ``mark`` is earnest, exercise, automatic or outdated."""

    kind: str = ""
    region: str = ""
    state: str = ""
    q: str = ""
    mark: str = ""
    skip: int = 0


@router.get("/analysis/kinds/")
def list_kinds(request: HttpRequest) -> list[dict[str, Any]]:
    """List the kinds with their fields, units and ranges."""
    return [
        {"word": kind.word, "models": kind.models, "fields": [asdict(field) for field in kind.fields]}
        for kind in api.kinds().values()
    ]


@router.get("/analysis/runs/")
def list_runs(request: HttpRequest, wanted: Query[WantedRuns]) -> list[dict[str, Any]]:
    """List runs, the newest first, at most 200 from ``skip`` on."""
    first = max(wanted.skip, 0)
    by = api.RunFilter(kind=wanted.kind, region=wanted.region, state=wanted.state, text=wanted.q, mark=wanted.mark)
    found = api.runs(request.actor, by)
    return [asdict(row) for row in found[first : first + _MOST]]


@router.post("/analysis/runs/")
def ask_run(request: HttpRequest, asked: AskedRun) -> dict[str, Any]:
    """Run a kind on inputs; what is refused leaves nothing behind."""
    occasion = api.Occasion(token=asked.token, incident_id=asked.incident_id)
    made = api.run_analysis(asked.kind, asked.inputs, actor=request.actor, now=clock.now(), occasion=occasion)
    return _told(api.run(request.actor, made))


@router.get("/analysis/runs/{run_id}/")
def read_run(request: HttpRequest, run_id: UUID) -> dict[str, Any]:
    """Read one run with its result."""
    return _told(api.run(request.actor, run_id))


def _told(sheet: api.RunSheet) -> dict[str, Any]:
    return asdict(sheet) | {"refusal": refusal(sheet.error)}
