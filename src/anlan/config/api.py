"""The one API, with its OpenAPI page: each room's ``rest`` package gives a ``router``."""

from importlib import import_module
from importlib.util import find_spec

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from anlan.config.rooms import ROOMS
from anlan.kernel.errors import AnlanError
from anlan.web.errors import api_refusal

api = NinjaAPI(title="Anlan", version="1", urls_namespace="api", docs_url="/docs", openapi_url="/openapi.json")


@api.exception_handler(AnlanError)
def refuse(request: HttpRequest, error: AnlanError) -> HttpResponse:
    """Answer a refusal with its code, data and a sentence in the reader's language."""
    return api_refusal(request, error)


for room in ROOMS:
    if find_spec(f"anlan.{room}.rest"):
        api.add_router("", import_module(f"anlan.{room}.rest").router)
