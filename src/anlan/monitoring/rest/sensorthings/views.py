"""The one view below /sta/v1.1/: it finds out what is wanted and hands it on."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from anlan.kernel import clock
from anlan.monitoring.rest.sensorthings import reading
from anlan.monitoring.rest.sensorthings.answers import entrance, method_refused
from anlan.monitoring.services.sensorthings.describing import describe_new
from anlan.protocols.sensorthings.paths import resource

_READING = ("GET", "HEAD")


@csrf_exempt
@entrance
def sensorthings(request: HttpRequest, path: str = "") -> HttpResponse:
    """Answer any request of a SensorThings client.

    A browser's session has to carry the page's token to change anything; the room access sees to that.
    """
    describe_new(now=clock.now())
    if not path.strip("/"):
        return reading.root(request) if request.method in _READING else method_refused("GET")
    return reading.read(request, resource(path)) if request.method in _READING else method_refused("GET")
