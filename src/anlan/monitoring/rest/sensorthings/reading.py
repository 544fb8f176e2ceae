"""Reading: the service root, sets, entities, properties."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from anlan.kernel import clock
from anlan.monitoring.rest.sensorthings import writing
from anlan.monitoring.rest.sensorthings.answers import answer, limited
from anlan.monitoring.selectors.sensorthings import finding
from anlan.monitoring.selectors.sensorthings.finding import Asker
from anlan.protocols.sensorthings.errors import NoSuchResource
from anlan.protocols.sensorthings.paths import Resource
from anlan.protocols.sensorthings.query import Query, parse_query
from anlan.protocols.sensorthings.schema import CONFORMANCE, ID, SETS

ROOT = "/sta/v1.1"
_NO_CONTENT = 204


def base_of(request: HttpRequest) -> str:
    """Return the address of the service root as the client knows it."""
    return f"{request.scheme}://{request.get_host()}{ROOT}"


def root(request: HttpRequest) -> HttpResponse:
    """Return what there is, and what of the standard is kept."""
    base = base_of(request)
    sets = [{"name": name, "url": f"{base}/{name}"} for name in SETS]
    data_array = CONFORMANCE[-1]
    settings: dict[str, Any] = {"conformance": CONFORMANCE, data_array: {"endpoints": [f"{base}/CreateObservations"]}}
    return answer({"value": sets, "serverSettings": settings})


@limited
def read(request: HttpRequest, resource: Resource) -> HttpResponse:
    """Return what an address names."""
    options = request.META.get("QUERY_STRING", "")
    query = parse_query(options, resource.last.entity)
    asker = Asker(request.actor, clock.now())
    base = base_of(request)
    if resource.is_set:
        address = f"{base}{writing.escaped(request.path[len(ROOT) :])}"
        mapped, page = finding.page(resource, query, asker)
        if query.result_format:
            return answer(writing.arrays(base, address, options, page))
        write = writing.references if resource.is_ref else writing.collection
        return answer(write(base, address, options, mapped, page))
    mapped, row = finding.one(resource, asker)
    page = finding.expanded(mapped, row, query if not resource.names else Query(), asker)
    if resource.is_ref:
        return answer({"@iot.selfLink": writing.self_link(base, mapped, row)})
    whole = writing.entity(base, mapped, page, page.rows[0])
    return _property(resource, whole) if resource.names else answer(whole)


def _property(resource: Resource, whole: dict[str, Any]) -> HttpResponse:
    """Return one property, by itself or as plain text; what has no value has no content."""
    value: Any = whole
    for name in resource.names:
        name = "@iot.id" if name in ID and value is whole else name
        if not isinstance(value, dict) or (name not in value and value is not whole):
            raise NoSuchResource(path="/".join(resource.names))
        value = value.get(name)
    if value is None:
        return HttpResponse(status=_NO_CONTENT)
    if not resource.is_value:
        return answer({resource.names[-1]: value})
    if isinstance(value, str):
        return HttpResponse(value, content_type="text/plain; charset=utf-8")
    plain = answer(value)
    if not isinstance(value, dict | list):
        plain["Content-Type"] = "text/plain; charset=utf-8"
    return plain
