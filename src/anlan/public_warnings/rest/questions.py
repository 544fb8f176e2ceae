"""Reading warnings, what was sent, templates and deliveries."""

import json
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from anlan.kernel import clock
from anlan.kernel.regions import normalise
from anlan.public_warnings import api
from anlan.public_warnings.rest.door import router
from anlan.public_warnings.rest.shapes import TemplateIn, level_named
from anlan.support import rights


@router.get("/warnings")
def list_warnings(  # noqa: PLR0913 - one parameter per filter of the address
    request: HttpRequest,
    region: str = "",
    level: str = "",
    state: str = "",
    source_alarm_id: UUID | None = None,
    incident_id: UUID | None = None,
    page: int = 1,
) -> Any:
    """List warnings, newest first; ``state`` may be one state, or empty for all."""
    states = (api.WarningState(state),) if state in set(api.WarningState) else ()
    wanted = api.WarningFilter(
        region=region,
        level=int(level_named(level)) if level else 0,
        states=states,
        source_alarm_id=source_alarm_id,
        incident_id=incident_id,
    )
    found = api.warnings(request.actor, wanted, page=page)
    return {"total": found.total, "warnings": [asdict(row) for row in found.rows]}


@router.get("/warnings/kinds")
def list_kinds(request: HttpRequest) -> Any:
    """List the kinds of warning and the channels."""
    channels = [asdict(each) for each in api.channels().values()]
    return {"kinds": [asdict(kind) for kind in api.kinds()], "channels": channels}


@router.post("/warnings/template")
def template(request: HttpRequest, body: TemplateIn) -> Any:
    """Return the content that the table proposes; nothing is stored."""
    rights.require(request.actor, "public_warnings.draft", normalise(body.region))
    level = level_named(body.level)
    content = api.from_template(
        body.kind,
        level,
        region=normalise(body.region),
        regions=tuple(normalise(region) for region in body.regions),
        facts=body.facts,
        now=clock.now(),
    )
    channels = api.proposed_channels(level, is_exercise=body.is_exercise)
    return {**asdict(content), "level": level.colour, "channels": channels}


@router.get("/warnings/{uuid:warning_id}")
def read_warning(request: HttpRequest, warning_id: UUID) -> Any:
    """Read one warning with its area, open acts and reach."""
    row = api.warning(request.actor, warning_id)
    return {
        **asdict(row),
        "area": json.loads(row.area),
        "acts": sorted(api.acts_open_to(request.actor, row, clock.now())),
        "reach": asdict(api.reach_of(row.regions)),
    }


@router.get("/warnings/{uuid:warning_id}/versions")
def read_versions(request: HttpRequest, warning_id: UUID) -> Any:
    """Read every version of the text with what it changed."""
    return [asdict(each) for each in api.versions(request.actor, warning_id)]


@router.get("/warnings/{uuid:warning_id}/transmission")
def read_transmission(request: HttpRequest, warning_id: UUID) -> Any:
    """Read what was sent and how each channel stands."""
    sent = asdict(api.transmission(request.actor, warning_id))
    sent["cap_xml"] = sent["cap_xml"].decode()
    return {**sent, "results": [asdict(each) for each in api.channel_results(request.actor, warning_id)]}


@router.get("/warnings/{uuid:warning_id}/cap")
def read_cap(request: HttpRequest, warning_id: UUID) -> HttpResponse:
    """Read the CAP message as the very bytes that were sent."""
    sent = api.transmission(request.actor, warning_id)
    return HttpResponse(sent.cap_xml, content_type="application/cap+xml")


@router.get("/warnings/{uuid:warning_id}/deliveries")
def read_deliveries(request: HttpRequest, warning_id: UUID, page: int = 1) -> Any:
    """Read the messages of one warning, those in trouble first."""
    api.warning(request.actor, warning_id)
    return asdict(api.deliveries(request.actor, warning_id, page=page))
