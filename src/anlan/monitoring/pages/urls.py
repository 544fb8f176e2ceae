"""The room's addresses."""

from django.urls import include, path

from anlan.monitoring.pages import devices, listing, quarantine, showing, thresholds

app_name = "monitoring"
urlpatterns = [
    path("sta/", include("anlan.monitoring.rest.sensorthings.urls")),
    path("stations/", listing.stations_page, name="stations"),
    path("stations/<uuid:station_id>/", showing.station_page, name="station"),
    path("stations/<uuid:station_id>/service/", showing.change_service, name="change-service"),
    path("stations/thresholds/", thresholds.overview_page, name="thresholds"),
    path("stations/thresholds/<str:region>/", thresholds.region_page, name="thresholds-of"),
    path("stations/thresholds/<uuid:edition_id>/approve/", thresholds.approve, name="approve-thresholds"),
    path("stations/thresholds/<uuid:edition_id>/refuse/", thresholds.refuse, name="refuse-thresholds"),
    path("gateways/", devices.devices_page, name="devices"),
    path("gateways/devices/new/", devices.new_device, name="new-device"),
    path("gateways/devices/<uuid:device_id>/", devices.device_page, name="device"),
    path("gateways/devices/<uuid:device_id>/switch/", devices.switch_device, name="switch-device"),
    path("quarantine/", quarantine.quarantine_page, name="quarantine"),
    path("quarantine/<uuid:quarantine_id>/", quarantine.quarantined_page, name="quarantined"),
    path("quarantine/<uuid:quarantine_id>/replay/", quarantine.replay, name="replay-quarantined"),
    path("quarantine/<uuid:quarantine_id>/discard/", quarantine.discard, name="discard-quarantined"),
]
