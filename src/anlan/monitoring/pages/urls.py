"""The room's addresses."""

from django.urls import include, path

from anlan.monitoring.pages import (
    devices,
    imports,
    listing,
    quarantine,
    rule_editor,
    rule_trials,
    rules,
    showing,
    thresholds,
)

app_name = "monitoring"
urlpatterns = [
    path("monitoring/imports/", imports.imports_page, name="imports"),
    path("monitoring/imports/<uuid:import_id>/", imports.import_page, name="import"),
    path("monitoring/imports/<uuid:import_id>/read/", imports.read_otherwise, name="read-import-otherwise"),
    path("monitoring/imports/<uuid:import_id>/check/", imports.check, name="check-import"),
    path("monitoring/imports/<uuid:import_id>/store/", imports.store, name="store-import"),
    path("monitoring/imports/<uuid:import_id>/take-back/", imports.take_back, name="take-back-import"),
    path("monitoring/imports/<uuid:import_id>/discard/", imports.discard, name="discard-import"),
    path("monitoring/imports/<uuid:import_id>/problems.csv", imports.problems_file, name="import-problems"),
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
    path("monitoring/rules/", rules.rules_page, name="rules"),
    path("monitoring/rules/new/", rule_editor.new_page, name="new-rule"),
    path("monitoring/rules/editions/<uuid:edition_id>/", rules.edition_page, name="rule-edition"),
    path("monitoring/rules/editions/<uuid:edition_id>/approve/", rules.approve, name="approve-rule"),
    path("monitoring/rules/editions/<uuid:edition_id>/refuse/", rules.refuse, name="refuse-rule"),
    path("monitoring/rules/editions/<uuid:edition_id>/try/", rule_trials.try_edition, name="try-rule"),
    path("monitoring/rules/trials/<uuid:trial_id>/", rule_trials.trial_page, name="rule-trial"),
    path("monitoring/rules/<slug:family>/", rules.rule_page, name="rule"),
    path("monitoring/rules/<slug:family>/change/", rule_editor.change_page, name="change-rule"),
    path("monitoring/rules/<slug:family>/switch/", rules.switch, name="switch-rule"),
    path("monitoring/rules/<slug:family>/retire/", rules.retire, name="retire-rule"),
    path("quarantine/", quarantine.quarantine_page, name="quarantine"),
    path("quarantine/<uuid:quarantine_id>/", quarantine.quarantined_page, name="quarantined"),
    path("quarantine/<uuid:quarantine_id>/replay/", quarantine.replay, name="replay-quarantined"),
    path("quarantine/<uuid:quarantine_id>/discard/", quarantine.discard, name="discard-quarantined"),
]
