"""Addresses of the alarm's page."""

from django.urls import path

from anlan.alarms.pages import listing, views

app_name = "alarms"
urlpatterns = [
    path("alarms/", listing.alarm_list, name="alarms"),
    path("alarms/<uuid:alarm_id>/", views.alarm_page, name="alarm"),
    path("alarms/<uuid:alarm_id>/work/", views.work, name="work"),
    path("alarms/<uuid:alarm_id>/take/", views.take, name="take"),
    path("alarms/<uuid:alarm_id>/verify/", views.verify, name="verify"),
    path("alarms/<uuid:alarm_id>/dismiss/", views.dismiss, name="dismiss"),
    path("alarms/<uuid:alarm_id>/close/", views.close, name="close"),
]
