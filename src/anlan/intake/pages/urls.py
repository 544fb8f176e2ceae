"""Addresses of the intake."""

from django.urls import path

from anlan.intake.pages import calls, departments, listing, matter, phone, public, rewards

app_name = "intake"
urlpatterns = [
    path("intake/", listing.matter_list, name="matters"),
    path("intake/call/", calls.call, name="call"),
    path("intake/kinds/", calls.kinds, name="kinds"),
    path("intake/new/", phone.new, name="new"),
    path("intake/department/", departments.to_answer, name="to_answer"),
    path("intake/department/<uuid:forwarding_id>/", departments.forwarding, name="forwarding"),
    path("intake/forwarded/", listing.forwarded, name="forwarded"),
    path("intake/pictures/<uuid:picture_id>/", matter.picture, name="picture"),
    path("intake/rewards/", rewards.reward_list, name="rewards"),
    path("intake/rewards/<uuid:reward_id>/<slug:name>/", rewards.act, name="reward_act"),
    path("intake/<uuid:matter_id>/reward/", rewards.reward_page, name="reward"),
    path("intake/<uuid:matter_id>/", matter.matter_page, name="matter"),
    path("intake/<uuid:matter_id>/work/", matter.work, name="work"),
    path("intake/<uuid:matter_id>/reveal/", matter.reveal, name="reveal"),
    path("intake/<uuid:matter_id>/<slug:name>/", matter.act, name="act"),
    path("report/", public.tell, name="tell"),
    path("report/<str:receipt>/", public.follow, name="follow"),
    path("report/<str:receipt>/photos/<uuid:picture_id>/", public.picture, name="public_picture"),
    path("incidents/<uuid:incident_id>/panels/matters/", matter.panel_of_incident, name="of_incident"),
]
