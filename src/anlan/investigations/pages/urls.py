"""Addresses of accident investigations."""

from django.urls import path

from anlan.investigations.pages import acts, investigation, listing

app_name = "investigations"
_ONE = "investigations/<uuid:investigation_id>/"
urlpatterns = [
    path("investigations/", listing.investigation_list, name="list"),
    path("investigations/new/", listing.new_investigation, name="new"),
    path("investigations/due/", listing.due_page, name="due"),
    path("investigations/measures/", listing.measures_page, name="measures"),
    path("investigations/papers/<uuid:paper_id>/docx/", investigation.paper, name="paper"),
    path(_ONE, investigation.investigation_page, name="investigation"),
    path(_ONE + "report/", investigation.report_page, name="report"),
    path(_ONE + "evidence/<uuid:evidence_id>/", investigation.picture, name="picture"),
    path(_ONE + "acts/<slug:act>/", acts.act_on, name="act"),
    path("incidents/<uuid:incident_id>/panels/investigation/", investigation.of_incident, name="of-incident"),
    path("public/investigations/", listing.public_page, name="public"),
]
