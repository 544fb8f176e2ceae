"""Every address: each room's ``pages/urls.py`` at the root, each room's ``rest`` router below ``/api/v1/``."""

from importlib.util import find_spec

from django.urls import include, path

from anlan.config.api import api
from anlan.config.rooms import ROOMS

urlpatterns = [
    path("api/v1/", api.urls),
    *(path("", include(f"anlan.{room}.pages.urls")) for room in ROOMS if find_spec(f"anlan.{room}.pages")),
]
handler404 = "anlan.web.errors.not_found"
handler500 = "anlan.web.errors.server_error"
