"""The room's addresses."""

from django.urls import path

from anlan.people.pages import changing, directory, files

app_name = "people"
urlpatterns = [
    path("people/", directory.directory, name="directory"),
    path("people/new/", changing.new_person, name="new"),
    path("people/organisations/<uuid:organisation_id>/", files.organisation_page, name="organisation"),
    path("people/<uuid:person_id>/", files.person_page, name="person"),
    path("people/<uuid:person_id>/phone/", changing.show_phone, name="phone"),
    path("people/<uuid:person_id>/edit/", changing.edit, name="edit"),
    path("people/<uuid:person_id>/duty/", changing.assign, name="assign"),
]
