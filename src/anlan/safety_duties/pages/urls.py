"""Addresses of safety-duty lists."""

from django.urls import path

from anlan.safety_duties.pages import entering, files, listing, naming, one

app_name = "safety_duties"
_ONE = "safety-duties/<uuid:list_id>/"
urlpatterns = [
    path("safety-duties/", listing.index, name="lists"),
    path("safety-duties/new/", listing.new, name="new"),
    path(_ONE, one.page, name="list"),
    path(_ONE + "paper/", files.paper, name="paper"),
    path(_ONE + "table/", files.table, name="table"),
    path(_ONE + "import/", files.import_page, name="import"),
    path(_ONE + "duties/", one.add, name="add"),
    path(_ONE + "duties/<uuid:item_id>/", one.change, name="change"),
    path(_ONE + "duties/<uuid:item_id>/drop/", one.drop, name="drop"),
    path(_ONE + "duties/<uuid:item_id>/done/", entering.done, name="done"),
    path(_ONE + "entries/<uuid:record_id>/withdraw/", entering.withdraw, name="withdraw"),
    path(_ONE + "notices/<uuid:notice_id>/answer/", entering.answer, name="answer"),
    path(_ONE + "persons/", naming.persons, name="persons"),
    path(_ONE + "<slug:act>/", one.act, name="act"),
    path("safety-duties/entries/<uuid:record_id>/picture/", entering.picture, name="picture"),
]
