"""Addresses of analyses."""

from django.urls import path

from anlan.analysis.pages import asking, rain_grids, reading, shaking_maps, uses

app_name = "analysis"
_ONE = "analysis/<uuid:run_id>/"
_GRID = "analysis/rain-grids/<uuid:grid_id>/"
_SHAKING = "analysis/shaking-maps/<uuid:map_id>/"
urlpatterns = [
    path("analysis/", reading.run_list, name="list"),
    path("analysis/models/", reading.models_page, name="models"),
    path("analysis/rain-grids/", rain_grids.grid_list, name="rain-grids"),
    path(_GRID, rain_grids.grid_page, name="rain-grid"),
    path(_GRID + "villages/", rain_grids.run_grid, name="run-rain-grid"),
    path(_GRID + "delete/", rain_grids.delete_grid, name="delete-rain-grid"),
    path("analysis/shaking-maps/", shaking_maps.map_list, name="shaking-maps"),
    path(_SHAKING, shaking_maps.map_page, name="shaking-map"),
    path(_SHAKING + "assess/", shaking_maps.assess, name="assess-shaking-map"),
    path(_SHAKING + "delete/", shaking_maps.delete, name="delete-shaking-map"),
    path("analysis/new/<slug:word>/", asking.new_run, name="new"),
    path("analysis/of/<slug:sort>/<uuid:subject_id>/", uses.uses_of, name="uses-of"),
    path("incidents/<uuid:incident_id>/panels/analysis/", uses.of_incident, name="of-incident"),
    path(_ONE, reading.run_page, name="run"),
    path(_ONE + "brief/", reading.brief, name="brief"),
    path(_ONE + "compare/<uuid:other_id>/", reading.compare, name="compare"),
    path(_ONE + "again/", asking.again, name="again"),
    path(_ONE + "stop/", asking.stop, name="stop"),
    path(_ONE + "rely/", asking.rely, name="rely"),
]
