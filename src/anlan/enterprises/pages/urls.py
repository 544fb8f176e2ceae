"""The room's addresses; those of the days when enterprises stood among the risks lead here."""

from django.urls import path
from django.views.generic import RedirectView

from anlan.enterprises.pages import (
    checks,
    ends,
    enterprises,
    file,
    importing,
    insurance,
    keeping,
    plans,
    risks,
    signs,
    trainings,
)

app_name = "enterprises"
_FIRM = "enterprises/<uuid:enterprise_id>/"
urlpatterns = [
    path("enterprises/", enterprises.enterprises_page, name="enterprises"),
    path("enterprises/new/", keeping.new, name="new"),
    path("enterprises/ends/", ends.ends_page, name="ends"),
    path("enterprises/code/<str:code>/", signs.code_page, name="code"),
    path(_FIRM, file.enterprise_page, name="enterprise"),
    path(f"{_FIRM}change/", keeping.change, name="change"),
    path(f"{_FIRM}state/", keeping.change_state, name="state"),
    path(f"{_FIRM}sign/", signs.sign_page, name="sign"),
    path(f"{_FIRM}sign.svg", signs.sign_picture, name="sign-picture"),
    path(f"{_FIRM}file/<slug:section>/", file.section_page, name="section"),
    path(f"{_FIRM}file/<slug:section>/new/", file.new_record, name="new-record"),
    path("enterprises/records/<uuid:record_id>/", file.change_record, name="record"),
    path("enterprises/records/<uuid:record_id>/remove/", file.remove_record, name="remove-record"),
    path(f"{_FIRM}risks/", risks.risks_page, name="risks"),
    path(f"{_FIRM}risks/new/", risks.new, name="new-risk"),
    path(f"{_FIRM}plans/", plans.upload, name="plan-upload"),
    path("enterprises/risks/<uuid:point_id>/", risks.change, name="risk"),
    path("enterprises/risks/<uuid:point_id>/remove/", risks.remove, name="remove-risk"),
    path("enterprises/risks/<uuid:point_id>/card/", risks.card, name="card"),
    path("enterprises/plans/<uuid:plan_id>/", plans.plan_page, name="plan"),
    path("enterprises/plans/<uuid:plan_id>/picture", plans.plan_picture, name="plan-picture"),
    path("enterprises/plans/<uuid:plan_id>/replace/", plans.replace, name="plan-replace"),
    path("enterprises/plans/<uuid:plan_id>/place/", plans.place, name="place"),
    path("enterprises/import/", importing.import_page, name="import"),
    path("enterprises/check/", checks.phone_page, name="checks-phone"),
    path("enterprises/unchecked/", checks.unchecked_page, name="unchecked"),
    path("enterprises/trainings/", trainings.lacking_page, name="lacking"),
    path("enterprises/insured/", insurance.insured_page, name="insured"),
    path(f"{_FIRM}staff/", trainings.staff_page, name="staff"),
    path(f"{_FIRM}staff/add/", trainings.add, name="staff-add"),
    path(f"{_FIRM}staff/course/", trainings.course, name="course"),
    path(f"{_FIRM}staff/import/", trainings.import_page, name="staff-import"),
    path(f"{_FIRM}staff/<uuid:trainee_id>/leave/", trainings.leave, name="staff-leave"),
    path(f"{_FIRM}trainings/<uuid:training_id>/remove/", trainings.remove, name="training-remove"),
    path(f"{_FIRM}checks/", checks.checks_page, name="checks"),
    path(f"{_FIRM}check/<slug:cycle>/", checks.check_page, name="check"),
    path("risks/enterprises/", RedirectView.as_view(pattern_name="enterprises:enterprises", query_string=True)),
    path("risks/enterprises/<uuid:enterprise_id>/", RedirectView.as_view(pattern_name="enterprises:enterprise")),
]
