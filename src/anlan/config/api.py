"""The one API, with its OpenAPI page: each room's ``rest`` package gives a ``router``."""

from importlib import import_module
from importlib.util import find_spec

from django.db import DataError
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from anlan.config.rooms import ROOMS
from anlan.kernel.errors import AnlanError
from anlan.web.errors import api_refusal, refusal_of

api = NinjaAPI(title="Anlan", version="1", urls_namespace="api", docs_url="/docs", openapi_url="/openapi.json")


@api.exception_handler(AnlanError)
def refuse(request: HttpRequest, error: AnlanError) -> HttpResponse:
    """Answer a refusal with its code, data and a sentence in the reader's language."""
    return api_refusal(request, error)


@api.exception_handler(DataError)
def refuse_text(request: HttpRequest, error: DataError) -> HttpResponse:
    """Answer a text that the database cannot keep; any other fault of data is ours."""
    refusal = refusal_of(error)
    if refusal is None:
        raise error
    return api_refusal(request, refusal)


for room in ROOMS:
    if find_spec(f"anlan.{room}.rest"):
        api.add_router("", import_module(f"anlan.{room}.rest").router)
