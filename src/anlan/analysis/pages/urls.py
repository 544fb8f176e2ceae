"""Addresses of analyses."""

from django.urls import path

from anlan.analysis.pages import asking, reading

app_name = "analysis"
_ONE = "analysis/<uuid:run_id>/"
urlpatterns = [
    path("analysis/", reading.run_list, name="list"),
    path("analysis/models/", reading.models_page, name="models"),
    path("analysis/new/<slug:word>/", asking.new_run, name="new"),
    path(_ONE, reading.run_page, name="run"),
    path(_ONE + "brief/", reading.brief, name="brief"),
    path(_ONE + "compare/<uuid:other_id>/", reading.compare, name="compare"),
    path(_ONE + "again/", asking.again, name="again"),
    path(_ONE + "stop/", asking.stop, name="stop"),
    path(_ONE + "rely/", asking.rely, name="rely"),
]
