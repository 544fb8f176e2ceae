"""The room's addresses."""

from django.urls import path

from anlan.people.pages import changing, devices, directory, files, household_files, households

app_name = "people"
urlpatterns = [
    path("people/", directory.directory, name="directory"),
    path("people/new/", changing.new_person, name="new"),
    path("people/organisations/<uuid:organisation_id>/", files.organisation_page, name="organisation"),
    path("people/households/", households.households_page, name="households"),
    path("people/households/new/", households.edit_household, name="new_household"),
    path("people/households/import/", household_files.upload, name="household_import"),
    path("people/households/import/<uuid:import_id>/", household_files.import_page, name="household_preview"),
    path("people/households/export/", household_files.export, name="household_export"),
    path("people/households/<uuid:household_id>/", households.household_page, name="household"),
    path("people/households/<uuid:household_id>/edit/", households.edit_household, name="edit_household"),
    path("people/households/<uuid:household_id>/residents/new/", households.edit_resident, name="new_resident"),
    path(
        "people/households/<uuid:household_id>/residents/<uuid:resident_id>/",
        households.edit_resident,
        name="edit_resident",
    ),
    path(
        "people/households/<uuid:household_id>/residents/<uuid:resident_id>/remove/",
        households.remove_resident,
        name="remove_resident",
    ),
    path(
        "people/households/<uuid:household_id>/residents/<uuid:resident_id>/numbers/",
        households.show_numbers,
        name="resident_numbers",
    ),
    path("people/devices/", devices.devices_page, name="devices"),
    path("people/devices/new/", devices.edit_device, name="new_device"),
    path("people/devices/<uuid:device_id>/", devices.device_page, name="device"),
    path("people/devices/<uuid:device_id>/edit/", devices.edit_device, name="edit_device"),
    path("people/<uuid:person_id>/", files.person_page, name="person"),
    path("people/<uuid:person_id>/phone/", changing.show_phone, name="phone"),
    path("people/<uuid:person_id>/edit/", changing.edit, name="edit"),
    path("people/<uuid:person_id>/duty/", changing.assign, name="assign"),
]
