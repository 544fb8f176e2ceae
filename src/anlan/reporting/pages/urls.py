"""Addresses of reports."""

from django.urls import path

from anlan.reporting.pages import acts, chain, files, listing, panels, papers, report, suspicions, templates

app_name = "reporting"
_INCIDENT = "incidents/<uuid:incident_id>/"
urlpatterns = [
    path("reports/", listing.report_list, name="reports"),
    path("reports/papers/", papers.paper_list, name="papers"),
    path("reports/papers/draft/", papers.draft_paper, name="draft_paper"),
    path("reports/papers/templates/", templates.template_list, name="templates"),
    path("reports/papers/templates/<slug:kind>/", templates.template_page, name="template"),
    path("reports/papers/templates/<slug:kind>/preview/", templates.preview_template, name="preview_template"),
    path("reports/papers/templates/<slug:kind>/save/", templates.save_template, name="save_template"),
    path("reports/papers/<uuid:paper_id>/", papers.paper_page, name="paper"),
    path("reports/papers/<uuid:paper_id>/preview/", papers.preview_paper, name="preview_paper"),
    path("reports/papers/<uuid:paper_id>/edit/", papers.edit_paper, name="edit_paper"),
    path("reports/papers/<uuid:paper_id>/issue/", papers.issue_paper, name="issue_paper"),
    path("reports/papers/<uuid:paper_id>/docx/", papers.paper_file, {"form": "docx"}, name="paper_docx"),
    path("reports/papers/<uuid:paper_id>/pdf/", papers.paper_file, {"form": "pdf"}, name="paper_pdf"),
    path("reports/suspicions/", suspicions.suspicion_list, name="suspicions"),
    path("reports/suspicions/<uuid:suspicion_id>/<slug:act>/", suspicions.decide, name="suspicion_act"),
    path("reports/<uuid:report_id>/pdf/", files.draft_pdf, name="pdf"),
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
