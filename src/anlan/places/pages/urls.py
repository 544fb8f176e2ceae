"""The room's addresses."""

from django.urls import path, re_path

from anlan.places.pages import browsing, roads

app_name = "places"
urlpatterns = [
    path("places/", browsing.nation_page, name="nation"),
    re_path(r"^places/search/?$", browsing.search_answers, name="search"),
    path("places/<str:code>/", browsing.division_page, name="division"),
    path("roads/", roads.road_list, name="roads"),
    path("roads/close/", roads.close, name="close_roads"),
    path("roads/<uuid:closure_id>/open/", roads.reopen, name="open_roads"),
]
