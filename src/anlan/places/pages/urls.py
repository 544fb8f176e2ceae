"""The room's addresses."""

from django.urls import path, re_path

from anlan.places.pages import browsing

app_name = "places"
urlpatterns = [
    path("places/", browsing.nation_page, name="nation"),
    re_path(r"^places/search/?$", browsing.search_answers, name="search"),
    path("places/<str:code>/", browsing.division_page, name="division"),
]
