"""Addresses of disaster statistics."""

from django.urls import path

from anlan.losses.pages import acts, board, listing, phone

app_name = "losses"
_ONE = "losses/<uuid:survey_id>/"
urlpatterns = [
    path("losses/", listing.survey_list, name="surveys"),
    path("losses/new/", listing.new_survey, name="new"),
    path("losses/report/", phone.tasks, name="phone"),
    path("losses/report/<uuid:survey_id>/<slug:region>/", phone.form, name="phone-form"),
    path("losses/entries/<uuid:entry_id>/<slug:act>/", acts.entry_act, name="entry-act"),
    path(_ONE, board.board_page, name="survey"),
    path(_ONE + "units/<slug:region>/", board.unit_page, name="unit"),
    path(_ONE + "enter/<slug:region>/", board.enter, name="enter"),
    path(_ONE + "accept/<slug:region>/", acts.accept_all, name="accept-all"),
    path(_ONE + "send/<slug:region>/", acts.send, name="send"),
    path(_ONE + "close/", acts.close, name="close"),
]
