"""Addresses of hidden dangers."""

from django.urls import path

from anlan.dangers.pages import danger, importing, listing, phone, supervising, trends

app_name = "dangers"
urlpatterns = [
    path("dangers/", listing.danger_list, name="dangers"),
    path("dangers/find/", phone.find, name="find"),
    path("dangers/import/", importing.import_page, name="import"),
    path("dangers/trend/", trends.trend, name="trend"),
    path("dangers/statistics/", trends.statistics, name="statistics"),
    path("dangers/listed/", supervising.listed, name="listed"),
    path("public/dangers/", supervising.public_list, name="public"),
    path("public/dangers/<uuid:listing_id>/", supervising.public_notice, name="public_notice"),
    path("dangers/pictures/<uuid:picture_id>/", danger.picture, name="picture"),
    path("dangers/<uuid:danger_id>/", danger.danger_page, name="danger"),
    path("dangers/<uuid:danger_id>/tell/", phone.tell, name="tell"),
    path("dangers/<uuid:danger_id>/supervision/<slug:name>/", supervising.act, name="supervise"),
    path("dangers/<uuid:danger_id>/<slug:name>/", danger.act, name="act"),
]
