"""The room's addresses."""

from django.urls import path

from anlan.risks.pages import cards, exposure, keeping, phone, prints, reservoirs, sites, surveys

app_name = "risks"
urlpatterns = [
    path("risks/", sites.sites_page, name="sites"),
    path("risks/sites/new/", keeping.new_site, name="new-site"),
    path("risks/sites/<uuid:site_id>/", sites.site_page, name="site"),
    path("risks/sites/<uuid:site_id>/edit/", keeping.edit_site, name="edit-site"),
    path("risks/sites/<uuid:site_id>/duties/", keeping.duties, name="duties"),
    path("risks/sites/<uuid:site_id>/households/", keeping.households, name="households"),
    path("risks/sites/<uuid:site_id>/card/", cards.card, name="card"),
    path("risks/sites/<uuid:site_id>/patrols/", sites.patrol, name="patrol"),
    path("risks/sites/<uuid:site_id>/eliminate/", sites.eliminate, name="eliminate"),
    path("risks/import/", surveys.upload, name="import"),
    path("risks/import/<uuid:survey_id>/", surveys.preview, name="import-preview"),
    path("risks/exposed/", exposure.elements, name="exposed"),
    path("risks/zones/", exposure.zones, name="zones"),
    path("risks/overlay/", exposure.overlay, name="overlay"),
    path("risks/print/", prints.sheet, name="print"),
    path("risks/photos/<uuid:photo_id>/", phone.photo, name="photo"),
    path("patrols/", phone.due, name="phone"),
    path("patrols/<uuid:site_id>/", phone.patrol, name="phone-patrol"),
    path("risks/reservoirs/", reservoirs.reservoirs_page, name="reservoirs"),
    path("risks/reservoirs/<uuid:reservoir_id>/", reservoirs.reservoir_page, name="reservoir"),
]
