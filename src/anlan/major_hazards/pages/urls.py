"""The room's addresses."""

from django.urls import path

from anlan.major_hazards.pages import acts, files, trades, units

app_name = "major_hazards"
_ONE = "major-hazards/<uuid:unit_id>/"
_SITE = "major-hazards/trades/<uuid:site_id>/"
urlpatterns = [
    path("major-hazards/", units.units_page, name="units"),
    path("major-hazards/new/", units.new_unit, name="new"),
    path("major-hazards/import/", files.import_page, name="import"),
    path("major-hazards/import/table/", files.empty_table, name="empty-table"),
    path("major-hazards/of/<uuid:enterprise_id>/", units.of_enterprise, name="of-enterprise"),
    path("major-hazards/trades/", trades.sites_page, name="sites"),
    path("major-hazards/trades/new/", trades.new_site, name="new-site"),
    path(_SITE, trades.site_page, name="site"),
    path(_SITE + "sensors/<uuid:sensor_id>/unlink/", trades.unlink, name="unlink-sensor"),
    path(_SITE + "<slug:act>/", trades.site_act, name="site-act"),
    path(_ONE, units.unit_page, name="unit"),
    path(_ONE + "worksheet/", files.worksheet, name="worksheet"),
    path(_ONE + "stock/", acts.add_stock, name="add-stock"),
    path(_ONE + "stock/<uuid:stock_id>/<slug:act>/", acts.stock_act, name="stock-act"),
    path(_ONE + "<slug:act>/", acts.unit_act, name="unit-act"),
]
