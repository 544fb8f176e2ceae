"""Addresses of judgement reports."""

from django.urls import path

from anlan.situation.pages import acts, views

app_name = "situation"
_ONE = "situation/<uuid:report_id>/"
urlpatterns = [
    path("situation/", views.list_page, name="reports"),
    path("situation/new/", views.new_report, name="new"),
    path(_ONE, views.report_page, name="report"),
    path(_ONE + "docx/", views.report_file, name="file"),
    path(_ONE + "acts/<slug:act>/", acts.report_act, name="act"),
]
