"""The room's addresses."""

from django.urls import path

from anlan.readiness.pages import moving, shelters, stores, teams

app_name = "readiness"
urlpatterns = [
    path("readiness/", teams.teams_page, name="teams"),
    path("readiness/teams/<uuid:team_id>/", teams.team_page, name="team"),
    path("readiness/teams/<uuid:team_id>/report/", teams.report, name="report"),
    path("readiness/stores/", stores.stores_page, name="stores"),
    path("readiness/stores/<uuid:store_id>/", stores.store_page, name="store"),
    path("readiness/stores/<uuid:store_id>/moves/", moving.move, name="move"),
    path("readiness/shelters/", shelters.shelters_page, name="shelters"),
    path("readiness/shelters/<uuid:shelter_id>/", shelters.shelter_page, name="shelter"),
    path("readiness/shelters/<uuid:shelter_id>/<str:act>/", shelters.act_on_shelter, name="shelter-act"),
]
