"""Addresses of reports."""

from django.urls import path

from anlan.reporting.pages import acts, chain, files, listing, panels, report

app_name = "reporting"
_INCIDENT = "incidents/<uuid:incident_id>/"
urlpatterns = [
    path("reports/", listing.report_list, name="reports"),
    path("reports/<uuid:report_id>/", report.report_page, name="report"),
    path("reports/<uuid:report_id>/preview/", report.preview, name="preview"),
    path("reports/<uuid:report_id>/document/", files.draft_document, name="document"),
    path("reports/<uuid:report_id>/<slug:act>/", acts.act, name="act"),
    path("reports/sent/<uuid:transmission_id>/document/", files.sent_document, name="sent_document"),
    path("reports/sent/<uuid:transmission_id>/<slug:act>/", acts.receipt, name="receipt"),
    path(_INCIDENT + "reports/draft/", acts.draft, name="draft"),
    path(_INCIDENT + "reporting/", chain.chain, name="chain"),
    path(_INCIDENT + "reporting/trait/", acts.trait, name="trait"),
    path(_INCIDENT + "stable/", acts.stable, name="stable"),
    path(_INCIDENT + "panels/reports/", panels.reports_panel, name="panel"),
    path(_INCIDENT + "panels/clocks/", panels.clocks_panel, name="clocks_panel"),
]
