"""Addresses of drills."""

from django.urls import path

from anlan.drills.pages import acts, leading, views

app_name = "drills"
_DRILL = "drills/<uuid:drill_id>/"
urlpatterns = [
    path("drills/", views.drill_list, name="list"),
    path("drills/new/", views.new_drill, name="new"),
    path(_DRILL, views.drill_page, name="drill"),
    path(_DRILL + "script/", leading.script_page, name="script"),
    path(_DRILL + "desk/", leading.desk_page, name="desk"),
    path(_DRILL + "observe/", leading.observe_page, name="observe"),
    path(_DRILL + "score/", views.score_page, name="score"),
    path(_DRILL + "report.docx", views.report_document, name="report"),
    path(_DRILL + "photos/<uuid:observation_id>/", views.photo, name="photo"),
    path(_DRILL + "injects/<uuid:inject_id>/<slug:act>/", acts.inject_act, name="inject_act"),
    path(_DRILL + "acts/<slug:act>/", acts.act, name="act"),
]
