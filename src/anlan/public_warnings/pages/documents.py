"""What was sent as a file in another form than CAP."""

from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from anlan.protocols.cap12.reading import read
from anlan.protocols.nation12379.message import Method
from anlan.protocols.nation12379.translating import of_cap
from anlan.protocols.nation12379.writing import write
from anlan.public_warnings import api
from anlan.web.auth import signed_in

_METHODS: Final = {"sms": "SMS", "loudspeaker": "SPEAKER", "email": "EMAIL", "page": "WEB"}


@require_GET
@signed_in
def national(request: HttpRequest, warning_id: UUID) -> HttpResponse:
    """Give the message that was sent in the domestic form (12379)."""
    sent = api.transmission(request.actor, warning_id)
    known = api.channels()
    drivers = [known[key].driver for key, _ in sent.channels if key in known]
    names = dict.fromkeys(_METHODS[driver] for driver in drivers if driver in _METHODS)
    document = write(of_cap(read(sent.cap_xml), tuple(Method(name=name) for name in names)))
    answer = HttpResponse(document, content_type="application/xml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{sent.identifier}_12379.xml"'
    return answer
