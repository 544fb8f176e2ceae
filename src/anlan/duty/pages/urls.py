"""The room's addresses."""

from django.urls import path

from anlan.duty.pages import calendar, instructions, log, phonebook, rollcalls, roster_files, rosters, today

app_name = "duty"
urlpatterns = [
    path("duty/", today.today, name="today"),
    path("duty/now/", today.now_here, name="now"),
    path("duty/roster/", rosters.roster_list, name="rosters"),
    path("duty/roster/patterns/", calendar.patterns_page, name="patterns"),
    path("duty/roster/<uuid:roster_id>/", rosters.roster_page, name="roster"),
    path("duty/roster/<uuid:roster_id>/table.xlsx", roster_files.table, name="table"),
    path("duty/roster/<uuid:roster_id>/table/", roster_files.read, name="read_table"),
    path("duty/roster/<uuid:roster_id>/absence/", rosters.absence, name="absence"),
    path("duty/roster/<uuid:roster_id>/turns/<uuid:turn_id>/", rosters.turn_page, name="turn"),
    path("duty/roster/<uuid:roster_id>/turns/<uuid:turn_id>/swap/", rosters.ask_swap, name="ask_swap"),
    path("duty/roster/<uuid:roster_id>/swaps/<uuid:swap_id>/<slug:what>/", rosters.swap_act, name="swap_act"),
    path("duty/roster/<uuid:roster_id>/<slug:what>/", rosters.act, name="roster_act"),
    path("duty/log/", log.log_page, name="log"),
    path("duty/log/paper.docx", log.paper, name="log_paper"),
    path("duty/log/notes/<uuid:note_id>/", log.correct, name="correct_note"),
    path("duty/rollcalls/", rollcalls.rollcalls, name="rollcalls"),
    path("duty/rollcalls/<uuid:call_id>/", rollcalls.rollcall, name="rollcall"),
    path("duty/rollcalls/lines/<uuid:line_id>/", rollcalls.answer, name="answer_roll"),
    path("instructions/", instructions.instruction_list, name="instructions"),
    path("instructions/about/", instructions.about, name="instructions_about"),
    path("instructions/<uuid:instruction_id>/", instructions.instruction_page, name="instruction"),
    path("instructions/<uuid:instruction_id>/act/", instructions.act, name="instruction_act"),
    path("phonebook/", phonebook.phone_book, name="phonebook"),
    path("phonebook/<uuid:person_id>/favourite/", phonebook.favourite, name="favourite"),
    path("duty/calendar/", calendar.calendar_page, name="calendar"),
]
