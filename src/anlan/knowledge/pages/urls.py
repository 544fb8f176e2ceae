"""Addresses of the library."""

from django.urls import path

from anlan.knowledge.pages import acts, cases, files, library, papers, similar

app_name = "knowledge"
_ONE = "knowledge/<uuid:document_id>/"
urlpatterns = [
    path("knowledge/", library.search_page, name="search"),
    path("knowledge/library/", library.list_page, name="library"),
    path("knowledge/new/", papers.new_paper, name="new"),
    path("knowledge/new/check/", papers.check_paper, name="check"),
    path("knowledge/cases/new/", cases.new_case, name="new-case"),
    path("knowledge/cases/import/", cases.import_page, name="import-cases"),
    path("knowledge/similar/", similar.similar_page, name="similar"),
    path("incidents/<uuid:incident_id>/panels/cases/", similar.of_incident, name="of_incident"),
    path(_ONE, library.document_page, name="document"),
    path("knowledge/cards/docx/", files.cards_file, name="cards"),
    path("knowledge/pack/", files.pack_file, name="pack"),
    path(_ONE + "docx/", files.document_file, name="document-file"),
    path(_ONE + "edit/", papers.edit_page, name="edit"),
    path(_ONE + "acts/<slug:act>/", acts.document_act, name="act"),
]
