"""Addresses of the command centre."""

from django.urls import path

from anlan.center.pages import declare, desk, handover, joined, one_map, panels, search, site_stations

app_name = "center"
urlpatterns = [
    path("", desk.home, name="home"),
    path("desk/", desk.desk, name="desk"),
    path("desk/queue/", desk.desk_queue, name="queue"),
    path("desk/item/", desk.desk_item, name="item"),
    path("desk/declare/", declare.declare, name="declare"),
    path("desk/declare/beside/", declare.beside, name="declare_beside"),
    path("desk/declare/place/", declare.place_at, name="declare_place"),
    path("map/", one_map.one_map, name="map"),
    path("map/counts/", one_map.counts, name="counts"),
    path("map/levels/", one_map.levels, name="levels"),
    path("map/tiles/<slug:layer>/<int:z>/<int:x>/<int:y>.mvt", one_map.tile, name="tile"),
    path("map/alarms/<uuid:alarm_id>/", one_map.alarm, name="map_alarm"),
    path("map/incidents/<uuid:incident_id>/", one_map.incident, name="map_incident"),
    path("map/analyses/", one_map.analysis_choices, name="map_analyses"),
    path("map/analyses/<uuid:run_id>/", one_map.analysis_side, name="map_analysis"),
    path("map/analyses/<uuid:run_id>/<slug:key>.json", one_map.analysis_layer, name="map_analysis_layer"),
    path("map/things/<slug:layer>/<uuid:thing_id>/", one_map.thing, name="map_thing"),
    path("map/stations/<uuid:station_id>/", one_map.station, name="map_station"),
    path("incidents/<uuid:incident_id>/panels/alarms/", panels.alarms_of_incident, name="alarms_of_incident"),
    path("incidents/<uuid:incident_id>/panels/map/", panels.map_of_incident, name="map_of_incident"),
    path("incidents/<uuid:incident_id>/panels/forces/", panels.forces_of_incident, name="forces_of_incident"),
    path("alarms/<uuid:alarm_id>/panels/map/", panels.map_of_alarm, name="map_of_alarm"),
    path("alarms/<uuid:alarm_id>/panels/told/", panels.told_by_warnings, name="told_by_warnings"),
    path("duty/matters/", handover.matters, name="matters"),
    path("duty/handover/", handover.handovers, name="handovers"),
    path("duty/handover/<uuid:handover_id>/", handover.handover, name="handover"),
    path("duty/handover/<uuid:handover_id>/paper.docx", handover.paper, name="handover_paper"),
    path("duty/handover/<uuid:handover_id>/<slug:what>/", handover.act, name="handover_act"),
    path("joined/<slug:kind>/<uuid:thing_id>/", joined.joined_page, name="joined"),
    path("risks/sites/<uuid:site_id>/stations/", site_stations.site_stations, name="site_stations"),
    path("search/", search.search_page, name="search"),
]
