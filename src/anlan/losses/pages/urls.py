"""Addresses of disaster statistics."""

from django.urls import path

from anlan.losses.pages import acts, board, files, ledgers, listing, phone, verifying

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
    path(_ONE + "table/<slug:region>/", files.export, name="export"),
    path(_ONE + "upload/<slug:region>/", files.upload, name="upload"),
    path(_ONE + "ledgers/", ledgers.ledger_page, name="ledgers"),
    path(_ONE + "ledgers/persons/", ledgers.new_person, name="new-person"),
    path(_ONE + "ledgers/persons/<uuid:person_id>/<slug:act>/", ledgers.person_act, name="person-act"),
    path(_ONE + "ledgers/houses/", ledgers.new_house, name="new-house"),
    path(_ONE + "ledgers/houses/<uuid:house_id>/", ledgers.change_house, name="change-house"),
    path(_ONE + "ledgers/explain/", ledgers.explain, name="explain-difference"),
    path("losses/photos/<uuid:house_id>/", ledgers.photo, name="photo"),
    path(_ONE + "agreement/", verifying.agreement_page, name="agreement"),
    path(_ONE + "agreement/<slug:act>/", verifying.agreement_act, name="agreement-act"),
    path(_ONE + "scores/", verifying.scores_page, name="scores"),
    path(_ONE + "release/", verifying.release_page, name="release"),
    path(_ONE + "release/draft/", verifying.draft, name="draft-release"),
    path(_ONE + "release/<uuid:release_id>/<slug:act>/", verifying.decide, name="decide-release"),
    path("losses/releases/<uuid:release_id>/document/", verifying.document, name="released-document"),
    path("public/losses/", verifying.public, name="public"),
]
