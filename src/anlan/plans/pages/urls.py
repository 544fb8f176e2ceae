"""The room's addresses."""

from django.urls import path

from anlan.plans.pages import charts, views

app_name = "plans"
urlpatterns = [
    path("plans/", views.plan_list, name="list"),
    path("plans/<uuid:plan_id>/", views.plan_page, name="plan"),
    path("plans/<uuid:plan_id>/approve/", views.approve, name="approve"),
    path("plans/<uuid:plan_id>/discard/", views.discard, name="discard"),
    path("plans/<uuid:plan_id>/chart/", charts.chart_page, name="chart"),
    path("plans/<uuid:plan_id>/cards/", charts.cards_page, name="cards"),
    path("plans/<uuid:plan_id>/paper.docx", charts.paper, name="paper"),
    path("plans/draft/", views.draft_shipped, name="draft"),
]
