"""Addresses of the alarm board, the alarm's page and the statistics."""

from django.urls import path

from anlan.alarms.pages import board, evidence, statistics, views

app_name = "alarms"
urlpatterns = [
    path("alarms/", board.alarm_board, name="alarms"),
    path("alarms/statistics/", statistics.statistics, name="statistics"),
    path("alarms/missed/", statistics.record_miss, name="record_miss"),
    path("alarms/missed/<uuid:missed_id>/withdraw/", statistics.withdraw_miss, name="withdraw_miss"),
    path("alarms/evidence/<uuid:evidence_id>/", evidence.picture, name="picture"),
    path("alarms/storm/", board.storm_work, name="storm"),
    path("alarms/panels/station/<uuid:station_id>/", views.alarms_of_station, name="alarms_of_station"),
    path("alarms/<uuid:alarm_id>/", views.alarm_page, name="alarm"),
    path("alarms/<uuid:alarm_id>/work/", views.work, name="work"),
    path("alarms/<uuid:alarm_id>/take/", views.take, name="take"),
    path("alarms/<uuid:alarm_id>/verify/", views.verify, name="verify"),
    path("alarms/<uuid:alarm_id>/dismiss/", views.dismiss, name="dismiss"),
    path("alarms/<uuid:alarm_id>/reopen/", views.reopen, name="reopen"),
    path("alarms/<uuid:alarm_id>/close/", views.close, name="close"),
    path("alarms/<uuid:alarm_id>/evidence/", evidence.add, name="add_evidence"),
]
