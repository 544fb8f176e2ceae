"""Addresses of supervision."""

from django.urls import path

from anlan.supervision.pages import draws, figures, inspection, listing, officers, phone, plans, public

app_name = "supervision"
_ONE = "supervision/inspections/<uuid:inspection_id>/"
urlpatterns = [
    path("supervision/", listing.inspection_list, name="inspections"),
    path("supervision/new/", listing.new_inspection, name="new"),
    path("supervision/officers/", officers.officer_list, name="officers"),
    path("supervision/officers/keep/", officers.keep, name="keep-officer"),
    path("supervision/officers/<uuid:officer_id>/", officers.conflicts, name="officer-conflicts"),
    path("supervision/officers/<uuid:officer_id>/conflict/", officers.conflict, name="tell-conflict"),
    path("supervision/visits/", phone.visits, name="visits"),
    path("supervision/visits/<uuid:inspection_id>/", phone.visit, name="visit"),
    path("supervision/visits/<uuid:inspection_id>/recheck/", phone.recheck, name="recheck"),
    path("supervision/papers/<uuid:paper_id>/", inspection.paper, name="paper"),
    path("supervision/evidence/<uuid:evidence_id>/", inspection.evidence, name="evidence"),
    path(_ONE, inspection.inspection_page, name="inspection"),
    path(_ONE + "<slug:act>/", inspection.inspection_act, name="act"),
    path("supervision/week/", figures.week, name="week"),
    path("supervision/statistics/", figures.statistics, name="statistics"),
    path("supervision/lists/", figures.lists, name="lists"),
    path("supervision/lists/<slug:trade>/", figures.lists, name="list-of"),
    path("supervision/lists/<slug:trade>/<uuid:edition_id>/approve/", figures.approve_edition, name="approve-edition"),
    path("supervision/plans/", plans.plan_list, name="plans"),
    path("supervision/plans/<uuid:plan_id>/", plans.plan_page, name="plan"),
    path("supervision/plans/<uuid:plan_id>/<slug:act>/", plans.plan_act, name="plan-act"),
    path("supervision/plans/<uuid:plan_id>/items/<uuid:item_id>/", plans.item_change, name="plan-item"),
    path("supervision/draws/", draws.draw_list, name="draws"),
    path("supervision/draws/<uuid:draw_id>/", draws.draw_page, name="draw"),
    path("supervision/draws/<uuid:draw_id>/<slug:act>/", draws.draw_act, name="draw-act"),
    path("public/draws/", draws.public_list, name="public-draws"),
    path("public/draws/<uuid:draw_id>/", draws.public_draw, name="public-draw"),
    path("public/draws/<uuid:draw_id>/record.json", draws.public_record, name="public-record"),
    path("public/inspections/", public.results, name="public"),
]
