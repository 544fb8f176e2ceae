"""The addresses of the SensorThings service."""

from django.urls import path

from anlan.monitoring.rest.sensorthings.views import sensorthings

urlpatterns = [
    path("v1.1", sensorthings, name="sensorthings-root"),
    path("v1.1/", sensorthings),
    path("v1.1/<path:path>", sensorthings, name="sensorthings"),
]
