"""Addresses of the incident pages."""

from django.urls import path

from anlan.incidents.pages import incident, listing, opening, relations, statistics

app_name = "incidents"
urlpatterns = [
    path("incidents/", listing.incident_list, name="incidents"),
    path("incidents/new/", opening.new_incident, name="new"),
    path("incidents/statistics/", statistics.statistics, name="statistics"),
    path("incidents/statistics/levels/", statistics.gravest, name="statistics_levels"),
    path("incidents/<uuid:incident_id>/", incident.incident_page, name="incident"),
    path("incidents/<uuid:incident_id>/head/", incident.incident_head, name="head"),
    path("incidents/<uuid:incident_id>/timeline/", incident.incident_timeline, name="timeline"),
    path("incidents/<uuid:incident_id>/figures/", incident.figures, name="figures"),
    path("incidents/<uuid:incident_id>/grade/", incident.grade, name="grade"),
    path("incidents/<uuid:incident_id>/close/", incident.close, name="close"),
    path("incidents/<uuid:incident_id>/panels/relations/", relations.relations_panel, name="relations"),
    path("incidents/<uuid:incident_id>/link/", relations.link, name="link"),
    path("incidents/<uuid:incident_id>/unlink/<uuid:relation_id>/", relations.unlink, name="unlink"),
    path("alarms/<uuid:alarm_id>/panels/incident/", incident.of_alarm, name="of_alarm"),
]
