"""The room's addresses."""

from django.urls import path

from anlan.readiness.pages import (
    attention,
    circles,
    counting,
    distribution,
    force_urls,
    labels_sheet,
    moving,
    requisitions,
    reserves,
    shelters,
    shipments,
    stores,
    teams,
)

app_name = "readiness"
urlpatterns = [
    path("readiness/teams/<uuid:team_id>/report/", teams.report, name="report"),
    path("readiness/circles/", circles.circles_page, name="circles"),
    path("readiness/stores/", stores.stores_page, name="stores"),
    path("readiness/stores/<uuid:store_id>/", stores.store_page, name="store"),
    path("readiness/stores/<uuid:store_id>/distribution/", distribution.distribution_page, name="distribution"),
    path("readiness/stores/<uuid:store_id>/labels/", labels_sheet.labels_page, name="labels"),
    path("readiness/stores/<uuid:store_id>/count/", counting.count_page, name="count"),
    path("readiness/stores/<uuid:store_id>/norms/", counting.set_norm, name="norm"),
    path("readiness/attention/", attention.attention_page, name="attention"),
    path("readiness/labels/<str:code>.svg", labels_sheet.label_picture, name="label-picture"),
    path("readiness/scan/", labels_sheet.scan_page, name="scan"),
    path("l/<str:code>/", labels_sheet.lot_page, name="lot"),
    path("readiness/requisitions/", requisitions.requisitions_page, name="requisitions"),
    path("readiness/requisitions/new/", requisitions.new_requisition, name="new-requisition"),
    path("readiness/requisitions/<uuid:requisition_id>/", requisitions.requisition_page, name="requisition"),
    path("readiness/requisitions/<uuid:requisition_id>/approve/", requisitions.approve, name="approve"),
    path("readiness/requisitions/<uuid:requisition_id>/<str:act>/", requisitions.decide, name="requisition-act"),
    path("readiness/reserves/<uuid:reserve_id>/call-up/", reserves.call_up, name="call-up"),
    path("readiness/call-ups/<uuid:call_up_id>/<str:act>/", reserves.act_on_call_up, name="call-up-act"),
    path("readiness/shipments/", shipments.shipments_page, name="shipments"),
    path("readiness/shipments/<uuid:shipment_id>/", shipments.shipment_page, name="shipment"),
    path("readiness/shipments/<uuid:shipment_id>/<str:act>/", shipments.act_on_shipment, name="shipment-act"),
    path("readiness/stores/<uuid:store_id>/moves/", moving.move, name="move"),
    *force_urls.urlpatterns,
    path("readiness/shelters/<uuid:shelter_id>/<str:act>/", shelters.act_on_shelter, name="shelter-act"),
]
