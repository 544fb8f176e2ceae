from datetime import timedelta

import pytest
from tests.factories.access import build_user, client_of
from tests.factories.command import a_proposal
from tests.factories.incidents import LEARNED, an_incident
from tests.factories.people import build_person

from anlan.command import api
from anlan.command.models import CommandPost, CommandSeat, SeatHolding
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound, TransitionNotAllowed
from anlan.kernel.ids import new_id
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
NOW = LEARNED + timedelta(minutes=10)
LATER = NOW + timedelta(minutes=20)
HERE = api.Place(text="Yihai town hall", location=(102.25, 28.75), contact="channel 5")


@pytest.fixture
def leader(actor_with):
    return actor_with("duty_leader", "513433")


def _new(incident_id, **changes):
    values = {"incident_id": incident_id, "name": "Front command post", "place": HERE, **changes}
    return api.NewCommandPost(**values)


def _set_up(leader, incident_id=None, **changes):
    return api.set_up_command_post(new=_new(incident_id or an_incident(), **changes), actor=leader, now=NOW)


def _kinds():
    rows = JournalEntry.objects.filter(kind__startswith="command.").order_by("id")
    return [kind.removeprefix("command.") for kind in rows.values_list("kind", flat=True)]


def test_a_command_post_stands_with_its_seats_and_its_place(leader):
    post = api.command_post(leader, _set_up(leader))
    assert (post.stands, post.place_text, round(post.longitude, 2)) == (True, "Yihai town hall", 102.25)
    assert post.leader.leads
    assert post.vacant == len(post.seats) == 5
    assert _kinds() == ["post_set_up"]


def test_pressing_twice_sets_one_up(leader):
    incident_id, token = an_incident(), new_id()
    first = _set_up(leader, incident_id, token=token)
    assert _set_up(leader, incident_id, token=token) == first
    assert CommandPost.objects.count() == 1


def test_two_commands_stand_side_by_side_but_not_beside_one_for_all(leader):
    incident_id = an_incident()
    _set_up(leader, incident_id, side=api.Side.ADMINISTRATIVE)
    _set_up(leader, incident_id, side=api.Side.PROFESSIONAL)
    with pytest.raises(api.WrongSide):
        _set_up(leader, incident_id)
    with pytest.raises(api.SideTaken):
        _set_up(leader, incident_id, side=api.Side.PROFESSIONAL)
    _set_up(leader, incident_id, is_mobile=True)
    _set_up(leader, incident_id, is_mobile=True)
    assert CommandPost.objects.count() == 4
    assert _kinds().count("post_set_up") == 4


def test_a_seat_changes_hands_and_keeps_who_sat_there(leader, at):
    post_id = _set_up(leader)
    seat = api.command_post(leader, post_id).leader
    for name, moment in (("Vice governor A", NOW), ("Vice governor A", NOW), ("Governor B", LATER)):
        api.fill_seat(seat_id=seat.id, sitter=api.Sitter(name=name), actor=leader, now=moment)
    seat = api.command_post(leader, post_id).leader
    assert (seat.holder.name, seat.holder.since) == ("Governor B", LATER)
    assert [(each.name, each.since, each.until) for each in seat.earlier] == [("Vice governor A", NOW, LATER)]
    api.relieve_seat(seat_id=seat.id, reason="Called to the province", actor=leader, now=LATER)
    api.relieve_seat(seat_id=seat.id, reason="again", actor=leader, now=LATER)
    assert api.command_post(leader, post_id).leader.holder is None
    assert _kinds() == ["post_set_up", "seat_filled", "seat_filled", "seat_relieved"]


def test_a_post_stood_down_lets_everybody_go_and_changes_no_more(leader):
    post_id = _set_up(leader)
    seat = api.command_post(leader, post_id).leader
    api.fill_seat(seat_id=seat.id, sitter=api.Sitter(name="A"), actor=leader, now=NOW)
    api.stand_down(post_id=post_id, reason="The water has fallen", actor=leader, now=LATER)
    assert SeatHolding.objects.get().until == LATER
    for act in (
        lambda: api.stand_down(post_id=post_id, reason="again", actor=leader, now=LATER),
        lambda: api.move_command_post(post_id=post_id, place=HERE, actor=leader, now=LATER),
        lambda: api.fill_seat(seat_id=seat.id, sitter=api.Sitter(name="B"), actor=leader, now=LATER),
        lambda: api.relieve_seat(seat_id=seat.id, reason="x", actor=leader, now=LATER),
        lambda: api.add_seat(post_id=post_id, seat=api.Seat(key="x", name="x"), actor=leader, now=LATER),
    ):
        with pytest.raises(TransitionNotAllowed):
            act()
    assert SeatHolding.objects.count() == 1
    assert CommandSeat.objects.count() == 5
    assert _kinds() == ["post_set_up", "seat_filled", "post_stood_down"]


def test_a_mobile_post_moves_and_the_same_place_again_says_nothing(leader):
    post_id = _set_up(leader, is_mobile=True)
    there = api.Place(text="Bridge at Daqiao")
    api.move_command_post(post_id=post_id, place=there, actor=leader, now=LATER)
    api.move_command_post(post_id=post_id, place=there, actor=leader, now=LATER)
    assert api.command_post(leader, post_id).place_text == "Bridge at Daqiao"
    assert _kinds() == ["post_set_up", "post_moved"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"place": api.Place(text="")}, "place_text"),
        ({"place": api.Place(text="x", location=(181.0, 0.0))}, "location"),
        ({"place": api.Place(text="x", contact="x" * 121)}, "contact"),
    ],
)
def test_a_post_without_name_or_place_is_refused_by_field(leader, changes, field):
    with pytest.raises(InvalidValue) as refusal:
        _set_up(leader, **changes)
    assert refusal.value.data["field"] == field
    assert CommandPost.objects.count() == 0


def test_who_may_not_set_up_or_see_is_refused(leader, actor_with):
    officer, stranger = actor_with("duty_officer", "513433"), actor_with("commander", "513401")
    with pytest.raises(NotAllowed):
        _set_up(officer)
    post_id = _set_up(leader)
    with pytest.raises(NotFound):
        api.stand_down(post_id=post_id, reason="x", actor=stranger, now=NOW)
    with pytest.raises(NotAllowed):
        api.stand_down(post_id=post_id, reason="x", actor=officer, now=NOW)
    assert CommandPost.objects.get().state == "standing"


def test_the_page_sets_up_fills_from_the_directory_and_by_hand(at):
    at(NOW)
    incident_id = an_incident()
    api.propose_response(proposal=a_proposal(incident_id), actor=SYSTEM, now=NOW)
    person = build_person(name="Shama", region="513433")
    client = client_of(build_user("commander", "513433"))
    page = f"/incidents/{incident_id}/post/"
    assert client.get(page).status_code == 200
    fields = {"name": "Front", "side": "", "place_text": "Town hall", "location": "102.25, 28.75"}
    assert client.post(page, fields).status_code == 302
    assert client.post(page, {**fields, "side": "upper"}).status_code == 422
    seat = CommandSeat.objects.get(leads=True)
    assert "Shama" in client.get(f"/seats/{seat.id}/?q=Shama").content.decode()
    assert client.post(f"/seats/{seat.id}/", {"person": str(person.id)}).status_code == 302
    assert SeatHolding.objects.get().person_id == person.id
    assert client.post(f"/seats/{seat.id}/", {"holder": "By hand"}).status_code == 302
    assert "By hand" in client.get(page).content.decode()
    assert "By hand" in client.get(f"/incidents/{incident_id}/panels/post/").content.decode()
