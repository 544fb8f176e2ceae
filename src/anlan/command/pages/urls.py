"""Addresses of command."""

from django.urls import path

from anlan.command.pages import (
    boards,
    consultations,
    evacuation,
    files,
    flow,
    orders,
    panels,
    posts,
    responses,
    reviews,
    tasks,
)

app_name = "command"
_INCIDENT = "incidents/<uuid:incident_id>/"
urlpatterns = [
    path(_INCIDENT + "panels/command/", panels.command_panel, name="panel"),
    path(_INCIDENT + "panels/evacuation/", panels.evacuation_panel, name="evacuation_panel"),
    path(_INCIDENT + "panels/post/", posts.post_panel, name="post_panel"),
    path(_INCIDENT + "post/", posts.post_page, name="post"),
    path(_INCIDENT + "handover/", posts.offer, name="offer_handover"),
    path(_INCIDENT + "handover/<uuid:handover_id>/<slug:act>/", posts.answer, name="answer_handover"),
    path(_INCIDENT + "consultations/", consultations.consultation_list, name="consultations"),
    path("consultations/<uuid:consultation_id>/", consultations.consultation_page, name="consultation"),
    path("consultations/<uuid:consultation_id>/minutes.docx", files.minutes_document, name="minutes_document"),
    path("consultations/<uuid:consultation_id>/<slug:act>/", consultations.act, name="consultation_act"),
    path(_INCIDENT + "review/", reviews.review_page, name="review"),
    path("reviews/<uuid:review_id>/review.docx", files.review_document, name="review_document"),
    path("reviews/<uuid:review_id>/<slug:act>/", reviews.review_act, name="review_act"),
    path("lessons/", reviews.lesson_list, name="lessons"),
    path("lessons/<uuid:lesson_id>/<slug:act>/", reviews.lesson_act, name="lesson_act"),
    path("posts/<uuid:post_id>/<slug:act>/", posts.act, name="post_act"),
    path("seats/<uuid:seat_id>/", posts.seat_page, name="seat"),
    path(_INCIDENT + "responses/propose/", responses.propose, name="propose"),
    path(_INCIDENT + "responses/upper/", responses.record_upper, name="upper"),
    path("responses/<uuid:response_id>/steps/<int:step_id>.docx", files.step_document, name="step_document"),
    path("responses/<uuid:response_id>/flow/", flow.flow_page, name="flow"),
    path("responses/<uuid:response_id>/<slug:act>/", responses.act, name="response_act"),
    path(_INCIDENT + "orders/new/", orders.new_order, name="new_order"),
    path("orders/<uuid:order_id>/", orders.order_page, name="order"),
    path("orders/<uuid:order_id>/<slug:act>/", orders.act, name="order_act"),
    path(_INCIDENT + "evacuation/target/", evacuation.set_target, name="target"),
    path(_INCIDENT + "evacuation/<slug:region>/", evacuation.history, name="evacuation"),
    path(_INCIDENT + "orders/", boards.orders_page, name="orders"),
    path(_INCIDENT + "watches/start/", boards.start_watch, name="start_watch"),
    path("tasks/watches/<uuid:watch_id>/", boards.say_word, name="say_word"),
    path("tasks/escalations/<uuid:escalation_id>/", boards.answer_escalation, name="answer_escalation"),
    path("tasks/", tasks.task_list, name="tasks"),
    path("tasks/<uuid:order_id>/", tasks.task, name="task"),
    path("tasks/photos/<uuid:photo_id>/", tasks.photo, name="photo"),
    path("tasks/evacuation/<uuid:incident_id>/", evacuation.report_page, name="report_evacuation"),
]
