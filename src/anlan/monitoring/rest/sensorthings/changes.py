"""Creating, changing and withdrawing."""

import time
from typing import Any

from django.http import HttpRequest, HttpResponse

from anlan.kernel import clock
from anlan.kernel.errors import AnlanError
from anlan.monitoring.adapters.publisher import bus
from anlan.monitoring.models import Observation
from anlan.monitoring.rest.sensorthings import writing
from anlan.monitoring.rest.sensorthings.answers import answer
from anlan.monitoring.rest.sensorthings.bodies import body_of
from anlan.monitoring.rest.sensorthings.reading import base_of
from anlan.monitoring.selectors.sensorthings import finding
from anlan.monitoring.selectors.sensorthings.dressing import with_times
from anlan.monitoring.selectors.sensorthings.finding import Asker
from anlan.monitoring.selectors.sensorthings.mapping import MAPPED, Mapped, visible
from anlan.monitoring.services.sensorthings.changing import COMPUTED, change, withdraw
from anlan.monitoring.services.sensorthings.making import make
from anlan.monitoring.services.sensorthings.observing import Observed, observe, writable
from anlan.protocols.sensorthings import arrays
from anlan.protocols.sensorthings.errors import BadEntity, NoSuchResource
from anlan.protocols.sensorthings.ids import in_address, observation_id, parsed
from anlan.protocols.sensorthings.patching import patched
from anlan.protocols.sensorthings.paths import Resource
from anlan.protocols.sensorthings.query import Query
from anlan.protocols.sensorthings.schema import check
from anlan.support.tables import load_table

_CREATED, _OK = 201, 200
_POLL_SECONDS = 0.01
_JSON_PATCH = "application/json-patch+json"


def create(request: HttpRequest, resource: Resource) -> HttpResponse:
    """Make an entity of a set, linked to the entity before it in the address; 201 with its address."""
    entity = resource.last.entity.name
    body = body_of(request)
    if not isinstance(body, dict):
        raise BadEntity(entity=entity, field="body", detail="must be a JSON object")
    if len(resource.steps) > 1:
        body = _linked_to_parent(request, resource, body)
    if entity == "Observation":
        return _create_observation(request, body)
    made = make(entity=entity, body=body, actor=request.actor, now=clock.now())
    _send_observations(request, made.observations)
    row = _fresh(request, entity, made.row.pk)
    address = writing.self_link(base_of(request), MAPPED[entity], row)
    return answer(_whole(request, MAPPED[entity], row), _CREATED, {"Location": address})


def _fresh(request: HttpRequest, entity: str, key: Any) -> Any:
    """Return the new entity as reading it returns it; its maker may see it even where it may not read."""
    mapped = MAPPED[entity]
    seen = with_times(mapped, visible(entity, request.actor)).filter(pk=key).first()
    return seen or with_times(mapped, mapped.model._default_manager.all()).get(pk=key)


def _linked_to_parent(request: HttpRequest, resource: Resource, body: dict[str, Any]) -> dict[str, Any]:
    parent, last = resource.steps[-2], resource.last
    back = parent.entity.links[last.name].back
    if parent.entity.name == "Datastream" and last.entity.name == "Observation" and len(resource.steps) == 2:
        key = parsed("Datastream", parent.id)
        if not isinstance(key, int) or not writable(request.actor).filter(pk=key).exists():
            raise NoSuchResource(path=parent.name)
    else:
        _, row = finding.one(Resource(resource.steps[:-1]), Asker(request.actor, clock.now()))
        key = row.pk
    link: dict[str, Any] = {"@iot.id": key}
    many = last.entity.links[back].many
    if not many and back in body:
        raise BadEntity(entity=last.entity.name, field=back, detail="follows from the address")
    return {**body, back: [*(body.get(back) or []), link] if many else link}


def _create_observation(request: HttpRequest, body: dict[str, Any]) -> HttpResponse:
    (one,) = observe(bodies=[body], bus=bus(), actor=request.actor, now=clock.now())
    if one.error is not None:
        raise one.error
    if request.headers.get("Prefer") != "respond-async":
        _wait_for(one)
    address = _address(request, one)
    return answer({"@iot.id": observation_id(*one.key), "@iot.selfLink": address}, _CREATED, {"Location": address})


def _address(request: HttpRequest, one: Observed) -> str:
    return f"{base_of(request)}/Observations({in_address(observation_id(*one.key))})"


def _wait_for(one: Observed) -> None:
    """Wait a moment for the intake, so that the maker can read what it has just sent; it is safe on the bus already."""
    ends = time.monotonic() + load_table("anlan.monitoring", "sensorthings")["answer"]["wait_milliseconds"] / 1000
    rows = Observation.objects.filter(datastream_id=one.key[0], time=one.key[1])
    while not rows.exists() and time.monotonic() < ends:
        time.sleep(_POLL_SECONDS)


def _send_observations(request: HttpRequest, bodies: list[dict[str, Any]]) -> None:
    """Send the Observations of a deep insert, now that their Datastreams stand; tell of the first that is refused."""
    if not bodies:
        return
    refused = [each.error for each in observe(bodies=bodies, bus=bus(), actor=request.actor, now=clock.now())]
    error: AnlanError | None = next((each for each in refused if each is not None), None)
    if error is not None:
        raise error


def create_observations(request: HttpRequest) -> HttpResponse:
    """Take a data array of Observations; 201 with an address or ``error`` for each, in order."""
    bodies = arrays.rows(body_of(request))
    found = observe(bodies=bodies, bus=bus(), actor=request.actor, now=clock.now())
    return answer([_address(request, each) if each.error is None else "error" for each in found], _CREATED)


def update(request: HttpRequest, resource: Resource) -> HttpResponse:
    """Change an entity (PATCH: what is named; PUT: all of it); 200 with the entity as it is now."""
    asker = Asker(request.actor, clock.now())
    mapped, row = finding.one(resource, asker)
    name = mapped.entity.name
    body = body_of(request)
    if request.method == "PATCH" and request.content_type == _JSON_PATCH:
        body = patched(name, _properties(request, mapped, row), body)
    if not isinstance(body, dict):
        raise BadEntity(entity=name, field="body", detail="must be a JSON object")
    if request.method == "PUT":
        body = _replacing(mapped, body)
    change(entity=name, key=row.pk, body=body, actor=request.actor, now=clock.now())
    _, row = finding.one(resource, asker)
    return answer(_whole(request, mapped, row), _OK)


def _whole(request: HttpRequest, mapped: Mapped, row: Any) -> dict[str, Any]:
    """Return an entity as a client reads it."""
    page = finding.expanded(mapped, row, Query(), Asker(request.actor, clock.now()))
    return writing.entity(base_of(request), mapped, page, page.rows[0])


def _properties(request: HttpRequest, mapped: Mapped, row: Any) -> dict[str, Any]:
    whole = _whole(request, mapped, row)
    return {name: value for name, value in whole.items() if name in mapped.entity.properties}


def _replacing(mapped: Mapped, body: dict[str, Any]) -> dict[str, Any]:
    """Return a body that replaces an entity: what it leaves out becomes empty; links to many are left alone."""
    check(mapped.entity, body, whole=True)
    many = {name for name, link in mapped.entity.links.items() if link.many}
    computed = COMPUTED.get(mapped.entity.name, ())
    optional = {name: None for name in mapped.entity.properties if name not in (*mapped.entity.required, *computed)}
    return optional | {name: value for name, value in body.items() if name not in many and name not in computed}


def delete(request: HttpRequest, resource: Resource) -> HttpResponse:
    """Withdraw an entity; 200."""
    mapped, row = finding.one(resource, Asker(request.actor, clock.now()))
    withdraw(entity=mapped.entity.name, key=row.pk, actor=request.actor, now=clock.now())
    return HttpResponse(status=_OK)
