"""Addresses of the pages of warnings."""

from django.urls import path

from anlan.public_warnings.pages import acts, audit, calls, composing, confirm, drafting, listing, panels, warning
from anlan.public_warnings.pages.public import archive, data, embed, index, maps, notice
from anlan.public_warnings.pages import acts, calls, composing, confirm, delegations, drafting, listing, panels, warning
from anlan.public_warnings.pages.public import archive, data, embed, index, maps, notice

app_name = "public_warnings"
urlpatterns = [
    path("warnings/", listing.warning_list, name="list"),
    path("warnings/new/", drafting.new_warning, name="new"),
    path("warnings/area/", composing.inside, name="inside"),
    path("warnings/area/tree/", composing.tree, name="tree"),
    path("warnings/area/sites/", composing.sites, name="sites"),
    path("warnings/audit/", audit.audit, name="audit"),
    path("warnings/dead-letters/", listing.dead_letters, name="dead_letters"),
    path("warnings/dead-letters/<uuid:delivery_id>/retry/", acts.retry, name="retry"),
    path("warnings/delegations/", delegations.delegation_list, name="delegations"),
    path("warnings/delegations/new/", delegations.new_delegation, name="new_delegation"),
    path("warnings/delegations/<uuid:delegation_id>/revoke/", delegations.revoke, name="revoke_delegation"),
    path("warnings/<uuid:warning_id>/release-form.docx", delegations.release_paper, name="release_form"),
    path("warnings/<uuid:warning_id>/", warning.warning_page, name="warning"),
    path("warnings/<uuid:warning_id>/edit/", drafting.edit, name="edit"),
    path("warnings/<uuid:warning_id>/update/", drafting.update, name="update"),
    path("warnings/<uuid:warning_id>/preview/", drafting.preview, name="preview"),
    path("warnings/<uuid:warning_id>/results/", warning.results, name="results"),
    path("warnings/<uuid:warning_id>/cap.xml", warning.cap, name="cap"),
    path("warnings/<uuid:warning_id>/calls/", calls.board, name="calls"),
    path("warnings/<uuid:warning_id>/<str:act>/", acts.act, name="act"),
    path("calls/", calls.mine, name="my_calls"),
    path("calls/<uuid:task_id>/", calls.one, name="call"),
    path("calls/<uuid:task_id>/voice/", calls.voice, name="voice"),
    path("calls/<uuid:task_id>/confirm/", calls.confirm, name="confirm"),
    path("c/<str:token>/", confirm.confirm_by_link, name="confirm_by_link"),
    path("public/", index.index, name="public"),
    path("public/map.svg", maps.index_map, name="public_map"),
    path("public/map/", maps.moving_map, name="public_moving_map"),
    path("public/ground.geojson", maps.ground, name="public_ground"),
    path("public/archive/", archive.archive, name="public_archive"),
    path("public/warnings/<uuid:warning_id>/", notice.one, name="public_warning"),
    path("public/warnings/<uuid:warning_id>/map.svg", maps.notice_map, name="public_warning_map"),
    path("public/warnings.geojson", data.geojson, name="public_geojson"),
    path("public/cap/feed.xml", data.feed, {"form": "atom"}, name="cap_feed"),
    path("public/cap/feed.atom", data.feed, {"form": "atom"}, name="cap_feed_atom"),
    path("public/cap/feed.rss", data.feed, {"form": "rss"}, name="cap_feed_rss"),
    path("public/embed/", embed.embed, name="public_embed"),
    path("public/embed/code/", embed.code, name="public_embed_code"),
    path("public/cap/<str:identifier>.xml", data.document, name="cap_document"),
    path("alarms/<uuid:alarm_id>/panels/warnings/", panels.of_alarm, name="of_alarm"),
    path("incidents/<uuid:incident_id>/panels/warnings/", panels.of_incident, name="of_incident"),
]
