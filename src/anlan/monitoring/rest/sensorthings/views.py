"""The one view below /sta/v1.1/: it finds out what is wanted and hands it on."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from anlan.kernel import clock
from anlan.monitoring.rest.sensorthings import changes, reading
from anlan.monitoring.rest.sensorthings.answers import entrance, method_refused
from anlan.monitoring.services.sensorthings.describing import describe_new
from anlan.protocols.sensorthings.paths import Resource, resource

_READING = ("GET", "HEAD")
_CREATE_OBSERVATIONS = "CreateObservations"


@csrf_exempt
@entrance
def sensorthings(request: HttpRequest, path: str = "") -> HttpResponse:
    """Answer any request of a SensorThings client.

    A browser's session has to carry the page's token to change anything; the room access sees to that.
    """
    describe_new(now=clock.now())
    path = path.strip("/")
    if not path:
        return reading.root(request) if request.method in _READING else method_refused("GET")
    if path == _CREATE_OBSERVATIONS:
        return changes.create_observations(request) if request.method == "POST" else method_refused("POST")
    return _of_resource(request, resource(path))


def _of_resource(request: HttpRequest, wanted: Resource) -> HttpResponse:
    if request.method in _READING:
        return reading.read(request, wanted)
    is_plain = not (wanted.names or wanted.is_ref)
    if wanted.is_set and is_plain:
        return changes.create(request, wanted) if request.method == "POST" else method_refused("GET, POST")
    if not is_plain:
        return method_refused("GET")
    if request.method in ("PATCH", "PUT"):
        return changes.update(request, wanted)
    if request.method == "DELETE" and wanted.last.entity.name != "Observation":
        return changes.delete(request, wanted)
    return method_refused("GET, PATCH, PUT" if wanted.last.entity.name == "Observation" else "GET, PATCH, PUT, DELETE")
