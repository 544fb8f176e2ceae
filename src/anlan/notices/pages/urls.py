"""Addresses of notices."""

from django.urls import path

from anlan.notices.pages import views

app_name = "notices"
urlpatterns = [
    path("notices/", views.index, name="notices"),
    path("notices/<uuid:notice_id>/read/", views.read, name="read"),
]
