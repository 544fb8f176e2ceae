from datetime import timedelta

import pytest
from tests.factories.access import build_user, client_of
from tests.factories.duty import COUNTY, MONTH, NOON, a_published, actor_of
from tests.factories.people import build_organisation, build_person
from tests.factories.places import build_divisions

from anlan.duty import api
from anlan.duty.domain.errors import FinisherConfirms, NotBelow
from anlan.duty.models import Favourite, Instruction, Occasion, RollCall, RollLine, Turn
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound, TransitionNotAllowed
from anlan.people import api as people
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
TOWN, OTHER = "513433101", "513433102"
MINUTE = timedelta(minutes=1)


def a_call(now=NOON, rooms=(TOWN, OTHER)):
    named = {"region": COUNTY, "rooms": rooms, "title": "Night check", "minutes": 5}
    return api.call_roll(**named, actor=actor_of("duty_officer"), now=now)


def line_of(region):
    return RollLine.objects.get(region=region)


def test_lower_rooms_answer_a_roll_call_on_the_page_by_telephone_or_not_at_all():
    _roster_id, _ = a_published(TOWN, staff=7)
    call_id = a_call()
    assert line_of(TOWN).on_duty == "、".join(shift.name for shift in api.on_duty(TOWN, NOON))
    town, officer = actor_of("township_officer", TOWN), actor_of("duty_officer")
    assert [line.region for line in api.rolls_to_answer(town)] == [TOWN]
    api.answer_roll(line_id=line_of(TOWN).id, note="", actor=town, now=NOON + MINUTE)
    assert api.mark_missed_rolls(actor=SYSTEM, now=NOON + 5 * MINUTE) == 0
    assert api.mark_missed_rolls(actor=SYSTEM, now=NOON + 5 * MINUTE + timedelta(seconds=1)) == 1
    assert api.mark_missed_rolls(actor=SYSTEM, now=NOON + 6 * MINUTE) == 0
    said = {"line_id": line_of(OTHER).id, "answered_by": "Li", "note": ""}
    api.record_roll_answer(**said, actor=officer, now=NOON + 7 * MINUTE)
    assert [(line.region, line.state, line.seconds, line.how) for line in api.rollcall(officer, call_id)[1]] == [
        (TOWN, "answered", 60, "page"),
        (OTHER, "late", 420, "call"),
    ]
    scores = {row.region: (row.asked, row.in_time, row.late, row.missed) for row in api.roll_scores(officer, MONTH)}
    assert scores == {TOWN: (1, 1, 0, 0), OTHER: (1, 0, 1, 0)}
    assert JournalEntry.objects.filter(kind="duty.roll_missed").count() == 1


def test_a_roll_call_goes_down_only_and_is_answered_once_by_its_own_room():
    for rooms in ((), (COUNTY,), ("513434101",)):
        with pytest.raises(NotBelow):
            a_call(rooms=rooms)
    assert RollCall.objects.count() == 0
    named = {"region": COUNTY, "rooms": [TOWN], "title": "x", "minutes": 5, "actor": actor_of("township_officer")}
    with pytest.raises(NotAllowed):
        api.call_roll(**named, now=NOON)
    call_id = a_call()
    with pytest.raises(NotFound):
        api.answer_roll(line_id=line_of(TOWN).id, note="", actor=actor_of("township_officer", OTHER), now=NOON)
    with pytest.raises(NotFound):
        api.rollcall(actor_of("township_officer", TOWN), call_id)
    assert line_of(TOWN).state == "asked"
    town = actor_of("township_officer", TOWN)
    api.answer_roll(line_id=line_of(TOWN).id, note="", actor=town, now=NOON)
    with pytest.raises(TransitionNotAllowed):
        api.answer_roll(line_id=line_of(TOWN).id, note="again", actor=town, now=NOON + MINUTE)
    assert line_of(TOWN).note == ""


def an_instruction(**more):
    fields = {
        "region": COUNTY,
        "leader": "Governor",
        "text": "Look at the dam",
        "to_region": TOWN,
        "to_name": "Town",
        "due_at": NOON + timedelta(hours=2),
    }
    new = api.NewInstruction(**(fields | more))
    return api.give_instruction(new=new, actor=actor_of("duty_officer"), now=NOON)


def test_an_instruction_is_followed_until_another_one_confirms_it():
    instruction_id = an_instruction()
    town, officer = actor_of("township_officer", TOWN), actor_of("duty_officer")

    def move(act, actor, text=""):
        named = {"instruction_id": instruction_id, "act": api.InstructionAct(act), "text": text}
        api.move_instruction(**named, actor=actor, now=NOON + MINUTE)

    move("receive", town)
    with pytest.raises(InvalidValue):
        move("finish", town)
    with pytest.raises(NotAllowed):
        move("confirm", town)
    with pytest.raises(NotFound):
        move("report", actor_of("township_officer", OTHER), "x")
    with pytest.raises(TransitionNotAllowed):
        move("confirm", officer)
    move("finish", officer, "Looked at it")
    with pytest.raises(FinisherConfirms):
        move("confirm", officer)
    assert Instruction.objects.get().state == "done"
    move("confirm", actor_of("duty_leader"))
    steps = api.instruction(town, instruction_id, NOON).steps
    assert [each[0] for each in steps] == ["receive", "finish", "confirm"]
    assert api.mark_overdue_instructions(actor=SYSTEM, now=NOON + timedelta(days=1)) == 0


def test_an_instruction_past_its_end_is_told_once():
    an_instruction()
    due = NOON + timedelta(hours=2)
    assert api.mark_overdue_instructions(actor=SYSTEM, now=due) == 0
    assert api.mark_overdue_instructions(actor=SYSTEM, now=due + MINUTE) == 1
    assert api.mark_overdue_instructions(actor=SYSTEM, now=due + 2 * MINUTE) == 0
    assert api.overdue_count(actor_of("township_officer", TOWN), due + MINUTE) == 1
    assert api.overdue_count(actor_of("duty_officer", "513434"), due + MINUTE) == 0


@pytest.mark.parametrize(
    "wrong", [{"due_at": NOON}, {"to_region": "5134"}, {"text": " "}, {"source_url": "//elsewhere"}, {"leader": ""}]
)
def test_an_instruction_that_cannot_be_followed_is_refused(wrong):
    with pytest.raises(InvalidValue):
        an_instruction(**wrong)
    assert Instruction.objects.count() == 0


def test_a_grave_response_doubles_the_duty_until_it_ends():
    a_published(TOWN, staff=5)
    response = NOON.replace(hour=1)  # any value that names it
    named = {"response_id": response, "region": COUNTY, "name": "Flood", "actor": SYSTEM, "now": NOON}
    assert api.double_for_response(level=1, **named) is None
    assert api.double_for_response(level=2, **named) is not None
    assert Turn.objects.filter(is_doubled=True, person_id=None).count() == 7
    api.end_occasion(source=f"response:{response}", actor=SYSTEM, now=NOON)
    assert Turn.objects.filter(is_doubled=True).count() == 0
    assert Occasion.objects.get().withdrawn_at == NOON


def test_the_phone_book_finds_by_name_initials_post_and_organisation_in_the_own_region():
    unit = build_organisation("em_bureau", COUNTY, name="\u5e94\u6025\u5c40")
    person = build_person("\u5f20\u4e09", COUNTY, post="\u503c\u73ed\u5458", organisation=unit)
    village = build_person("\u5f20\u56db", f"{TOWN}201", post="\u652f\u4e66")
    build_person("\u5f20\u4e94", "513434")
    officer = actor_of("duty_officer")
    texts = ("\u5f20", "zs", "\u5e94\u6025\u5c40", "\u503c\u73ed \u5f20", "\u652f\u4e66", "")
    found = {text: [each.name for each in people.phone_book(officer, text)] for text in texts}
    assert found["\u5f20"] == [person.name, village.name]
    assert set(found["zs"]) == {person.name, village.name}
    assert found["\u5e94\u6025\u5c40"] == found["\u503c\u73ed \u5f20"] == [person.name]
    assert found["\u652f\u4e66"] == [village.name]
    assert found[""] == []
    assert "****" in people.phone_book(officer, "zs")[0].phone_masked


def test_the_pages_of_phone_book_roll_calls_and_instructions(at):
    at(NOON)
    person = build_person("Zhang", COUNTY, phone="13800004711")
    officer, town = client_of(build_user("duty_officer", COUNTY)), client_of(build_user("township_officer", TOWN))
    assert officer.post(f"/phonebook/{person.id}/favourite/", {"wanted": "yes"}).status_code == 302
    assert Favourite.objects.count() == 1
    assert officer.get("/phonebook/").content.decode().count(f"/people/{person.id}/phone/") == 2
    assert "13800004711" not in officer.get("/phonebook/?q=zhang").content.decode()
    assert town.post(f"/phonebook/{person.id}/favourite/", {"wanted": "yes"}).status_code == 404
    a_call(rooms=(TOWN,))
    assert town.post(f"/duty/rollcalls/lines/{line_of(TOWN).id}/", {"note": "All here"}).status_code == 302
    assert line_of(TOWN).state == "answered"
    assert officer.get("/duty/rollcalls/?month=2026-03").content.decode().count("data-entry") == 1
    fields = {"leader": "Governor", "text": "Look", "to_region": TOWN, "to_name": "Town", "due_at": "2026-03-10 18:00"}
    page = officer.post("/instructions/", fields).url
    assert town.post(f"{page}act/", {"act": "receive"}).status_code == 302
    assert "Look" in town.get(page).content.decode()
    assert town.get("/instructions/?overdue=1").content.decode().count("data-entry") == 0
    assert town.post(f"{page}act/", {"act": "confirm"}).status_code == 403
    assert Instruction.objects.get().state == "received"


def test_what_was_said_on_one_thing_stands_on_its_page_and_in_the_list(at):
    at(NOON)
    place = "/incidents/01a204e9-1fd8-7205-81dc-7adad8a94bcc/"
    an_instruction(source="Flood", source_url=place)
    an_instruction(text="Something else")
    officer = client_of(build_user("duty_officer", COUNTY))
    for path, words in (("/instructions/about/", "Look at the dam"), ("/instructions/", "Look at the dam")):
        page = officer.get(path, {"source": "Flood", "source_url": place}).content.decode()
        assert words in page
        assert "Something else" not in page
    stranger = client_of(build_user("duty_officer", "511123"))
    assert "Look at the dam" not in stranger.get("/instructions/about/", {"source_url": place}).content.decode()
    page = officer.get("/instructions/", {"source_url": "javascript:alert(1)"}).content.decode()
    assert 'href="javascript:' not in page


def test_every_room_below_is_called_by_one_tick(at):
    at(NOON)
    build_divisions({TOWN: "Town", OTHER: "Other", "513434101": "Elsewhere"})
    officer = client_of(build_user("duty_officer", COUNTY))
    fields = {"title": "Night check", "minutes": "5", "every_room": "1", "room": [TOWN]}
    assert officer.post("/duty/rollcalls/", fields).status_code == 302
    assert set(RollLine.objects.values_list("region", flat=True)) == {TOWN, OTHER}
