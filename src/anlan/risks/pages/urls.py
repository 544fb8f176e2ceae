"""The room's addresses."""

from django.urls import path

from anlan.risks.pages import reservoirs, sites

app_name = "risks"
urlpatterns = [
    path("risks/", sites.sites_page, name="sites"),
    path("risks/sites/<uuid:site_id>/", sites.site_page, name="site"),
    path("risks/sites/<uuid:site_id>/patrols/", sites.patrol, name="patrol"),
    path("risks/sites/<uuid:site_id>/eliminate/", sites.eliminate, name="eliminate"),
    path("risks/reservoirs/", reservoirs.reservoirs_page, name="reservoirs"),
    path("risks/reservoirs/<uuid:reservoir_id>/", reservoirs.reservoir_page, name="reservoir"),
]
