"""Addresses of enforcement cases."""

from django.urls import path

from anlan.enforcement.pages import acts, case, documents, listing

app_name = "enforcement"
_ONE = "enforcement/<uuid:case_id>/"
_DOCUMENT = "enforcement/documents/<uuid:document_id>/"
urlpatterns = [
    path("enforcement/", listing.case_list, name="cases"),
    path("enforcement/new/", listing.new_case, name="new"),
    path("enforcement/due/", listing.due_page, name="due"),
    path("enforcement/credit/", listing.credit_page, name="credit"),
    path("enforcement/credit/<uuid:listing_id>/repair/", acts.repair, name="repair"),
    path(_ONE, case.case_page, name="case"),
    path(_ONE + "penalty/", case.penalty_page, name="penalty"),
    path(_ONE + "file.pdf", case.case_file, name="file"),
    path(_ONE + "evidence/<uuid:evidence_id>/", case.picture, name="picture"),
    path(_ONE + "acts/<slug:act>/", acts.case_act, name="case-act"),
    path(_ONE + "documents/<slug:kind>/", documents.new_document, name="new-document"),
    path(_DOCUMENT, documents.document_page, name="document"),
    path(_DOCUMENT + "docx/", documents.document_file, name="document-file"),
    path(_DOCUMENT + "<slug:act>/", documents.document_act, name="document-act"),
    path("public/penalties/", listing.public_page, name="public"),
]
