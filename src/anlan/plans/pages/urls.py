"""The room's addresses."""

from django.urls import path

from anlan.plans.pages import beginning, charts, checks, clocks, diff, editing, handing_in, life, views

app_name = "plans"
urlpatterns = [
    path("plans/", views.plan_list, name="list"),
    path("plans/<uuid:plan_id>/chart/", charts.chart_page, name="chart"),
    path("plans/<uuid:plan_id>/cards/", charts.cards_page, name="cards"),
    path("plans/<uuid:plan_id>/paper.docx", charts.paper, name="paper"),
    path("plans/papers/", handing_in.new_paper, name="new_paper"),
    path("plans/papers/read/", handing_in.hand_in, name="hand_in"),
    path("plans/papers/<uuid:paper_id>/", handing_in.paper_found, name="paper_found"),
    path("plans/papers/<uuid:paper_id>/confirm/", handing_in.confirm_paper, name="confirm_paper"),
    path("plans/new/", beginning.new_plan, name="new"),
    path("plans/draft/", views.draft_shipped, name="draft"),
    path("plans/checks/", checks.finding_list, name="checks"),
    path("plans/checks/again/", checks.check_all, name="check_all"),
    path("plans/clocks/", clocks.clock_list, name="clocks"),
    path("plans/filings/<uuid:filing_id>/answer/", life.answer, name="answer"),
    path("plans/<uuid:plan_id>/", views.plan_page, name="plan"),
    path("plans/<uuid:plan_id>/edit/", editing.overview, name="edit"),
    path("plans/<uuid:plan_id>/edit/<slug:part>/", editing.edit_part, name="edit_part"),
    path("plans/<uuid:plan_id>/edit/<slug:part>/<int:level>/", editing.edit_part, name="edit_level"),
    path("plans/<uuid:plan_id>/diff/<uuid:other_id>/", diff.diff_page, name="diff"),
    path("plans/<uuid:plan_id>/check/", checks.check_one, name="check"),
    path("plans/<uuid:plan_id>/submit/", life.submit, name="submit"),
    path("plans/<uuid:plan_id>/review/", life.review, name="review"),
    path("plans/<uuid:plan_id>/return/", life.send_back, name="return"),
    path("plans/<uuid:plan_id>/approve/", life.approve, name="approve"),
    path("plans/<uuid:plan_id>/abolish/", life.abolish, name="abolish"),
    path("plans/<uuid:plan_id>/discard/", life.discard, name="discard"),
    path("plans/<uuid:plan_id>/revise/", life.revise, name="revise"),
    path("plans/<uuid:plan_id>/file/", life.file, name="file"),
    path("plans/<uuid:plan_id>/evaluate/", life.evaluate, name="evaluate"),
    path("plans/<uuid:plan_id>/drill/", life.drill, name="drill"),
]
