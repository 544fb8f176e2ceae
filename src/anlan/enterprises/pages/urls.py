"""The room's addresses; those of the days when enterprises stood among the risks lead here."""

from django.urls import path
from django.views.generic import RedirectView

from anlan.enterprises.pages import enterprises

app_name = "enterprises"
urlpatterns = [
    path("enterprises/", enterprises.enterprises_page, name="enterprises"),
    path("enterprises/<uuid:enterprise_id>/", enterprises.enterprise_page, name="enterprise"),
    path("risks/enterprises/", RedirectView.as_view(pattern_name="enterprises:enterprises", query_string=True)),
    path("risks/enterprises/<uuid:enterprise_id>/", RedirectView.as_view(pattern_name="enterprises:enterprise")),
]
