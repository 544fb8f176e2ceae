from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from tests.factories.access import build_user, client_of
from tests.factories.command import YIHAI
from tests.factories.incidents import LEARNED, an_incident
from tests.factories.people import build_person
from tests.factories.readiness import build_shelter

from anlan.command import api
from anlan.command.models import ShelterStay, TransferCard, TransferHousehold, TransferTick
from anlan.kernel.actors import Actor, Grant
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound, TransitionNotAllowed
from anlan.people.models import Household
from anlan.readiness.api import ShelterIsFull
from anlan.readiness.models import Shelter

pytestmark = pytest.mark.django_db
NOW = LEARNED + timedelta(minutes=10)
VILLAGE = f"{YIHAI}201"


@pytest.fixture
def yihai(actor_with):
    return actor_with("township_officer", YIHAI)


@pytest.fixture
def commander(actor_with):
    return actor_with("commander", "513433")


@pytest.fixture
def shelter():
    return build_shelter(YIHAI, state="open", capacity=9)


@pytest.fixture
def homes():
    """Three households: the second is to be moved first."""
    people = (("Jimu", 4, False), ("Shama", 2, True), ("Luo", 5, False))
    return [
        Household.objects.create(region=VILLAGE, head_name=name, persons=persons, is_to_move_first=first)
        for name, persons, first in people
    ]


@pytest.fixture
def card(homes, shelter, commander):
    return _card(commander, shelter)


def _card(actor, shelter, **changes):
    values = {
        "incident_id": changes.pop("incident_id", None) or an_incident(),
        "region": VILLAGE,
        "zone": "below the stream",
        "danger": "flash flood",
        "route": "up the east path",
        "shelter_id": shelter.id,
    } | changes
    return api.make_card(card=api.NewCard(**values), actor=actor, now=NOW)


def _tick(name, act, actor, **more):
    household = TransferHousehold.objects.get(head_name=name)
    return api.tick_household(household_id=household.id, act=api.MoveAct(act), actor=actor, now=NOW, **more)


def _arrival(shelter, name="", **changes):
    row = TransferHousehold.objects.filter(head_name=name).first()
    card = TransferCard.objects.get()
    values = {"incident_id": card.incident_id, "shelter_id": shelter.id, "household_id": row.id if row else None}
    return api.Arrival(**{**values, "name": "" if row else "A guest", "persons": row.persons if row else 1, **changes})


def _check_in(shelter, actor, name="", **changes):
    return api.check_in(arrival=_arrival(shelter, name, **changes), actor=actor, now=NOW)


def test_a_card_names_the_households_of_its_zone_and_who_needs_help_goes_first(card, yihai):
    rows = api.households_of(yihai, card)[:10]
    assert [(row.number, row.head_name, row.goes_first) for row in rows] == [
        (1, "Shama", True), (2, "Jimu", False), (3, "Luo", False),
    ]  # fmt: skip
    row = api.card(yihai, card)
    assert (row.households, row.persons, row.moved, row.first_left) == (3, 11, 0, 1)


def test_a_household_stands_on_one_card_of_an_incident(card, commander, shelter):
    incident_id = TransferCard.objects.get().incident_id
    with pytest.raises(api.HouseholdsMissing):
        _card(commander, shelter, incident_id=incident_id, zone="the same houses")
    assert (TransferCard.objects.count(), TransferHousehold.objects.count()) == (1, 3)


def test_the_same_press_makes_a_card_once(homes, commander, shelter):
    incident_id, token = an_incident(), uuid4()
    first = _card(commander, shelter, incident_id=incident_id, token=token)
    assert _card(commander, shelter, incident_id=incident_id, token=token) == first


@pytest.mark.parametrize("changes", [{"zone": " "}, {"danger": ""}, {"route": "x" * 301}, {"region": "510704101"}])
def test_a_card_that_leaves_something_open_is_refused(homes, actor_with, shelter, changes):
    with pytest.raises(InvalidValue):
        _card(actor_with("commander", "51"), shelter, **changes)
    assert TransferCard.objects.count() == 0


def test_households_are_ticked_by_name_and_the_same_press_counts_once(card, yihai):
    press = api.Press(token=uuid4(), at=NOW + timedelta(minutes=-1))
    for _ in range(2):
        assert _tick("Jimu", "move", yihai, press=press) is api.MoveState.MOVED
    assert _tick("Luo", "refuse", yihai, note="guards the cattle") is api.MoveState.REFUSED
    assert TransferTick.objects.count() == 2
    assert api.card(yihai, card).moved_persons == 4
    with pytest.raises(IntegrityError), transaction.atomic():
        TransferTick.objects.update(by_name="x")


def test_the_responsible_person_ticks_and_a_stranger_does_not(homes, commander, shelter, actor_with):
    person = build_person()
    _card(commander, shelter, responsible_id=person.id)
    leader = Actor(id="x", name="x", person_id=person.id, grants=(Grant("team_leader", "510704"),))
    assert [row.zone for row in api.own_cards(leader)] == ["below the stream"]
    assert _tick("Shama", "move", leader) is api.MoveState.MOVED
    with pytest.raises(NotFound):
        _tick("Luo", "move", actor_with("township_officer", "510704101"))
    with pytest.raises(NotAllowed):
        _tick("Luo", "move", actor_with("auditor", "513433"))
    assert TransferTick.objects.count() == 1


def test_nobody_is_back_home_before_the_return_is_ordered(card, yihai, commander):
    _tick("Jimu", "move", yihai)
    with pytest.raises(api.ReturnNotOrdered):
        _tick("Jimu", "return", yihai)
    with pytest.raises((NotAllowed, NotFound)):
        api.order_return(card_id=card, reason="it rains no more", actor=yihai, now=NOW)
    assert TransferCard.objects.get().return_at is None
    api.order_return(card_id=card, reason="the slope is safe", actor=commander, now=NOW)
    assert _tick("Jimu", "return", yihai) is api.MoveState.RETURNED
    with pytest.raises(TransitionNotAllowed):
        _tick("Luo", "return", yihai)


def test_checking_in_moves_the_household_and_counts_the_shelter(card, yihai, shelter):
    stay, token = _check_in(shelter, yihai, "Jimu"), uuid4()
    for _ in range(2):
        _check_in(shelter, yihai, name="", token=token)
    assert Shelter.objects.get().occupants == 5
    assert TransferHousehold.objects.get(head_name="Jimu").state == "moved"
    incident_id = TransferCard.objects.get().incident_id
    assert [row.head_name for row in api.expected_in(yihai, incident_id, shelter.id)] == ["Shama", "Luo"]
    with pytest.raises(api.AlreadyInShelter):
        _check_in(shelter, yihai, "Jimu")
    api.check_out(stay_id=stay, left_to="hospital", actor=yihai, now=NOW)
    assert Shelter.objects.get().occupants == 1


def test_a_full_shelter_takes_nobody_and_nothing_is_kept(card, yihai, shelter):
    _check_in(shelter, yihai, "Jimu")
    _check_in(shelter, yihai, "Shama")
    with pytest.raises(ShelterIsFull):
        _check_in(shelter, yihai, "Luo")
    assert (ShelterStay.objects.count(), Shelter.objects.get().occupants) == (2, 6)
    assert TransferHousehold.objects.get(head_name="Luo").state == "to_move"
    _check_in(shelter, yihai, "Luo", persons=3)
    assert Shelter.objects.get().occupants == 9


def test_more_than_the_household_and_a_closed_shelter_are_refused(card, yihai, shelter):
    with pytest.raises(InvalidValue):
        _check_in(shelter, yihai, "Shama", persons=3)
    Shelter.objects.update(state="closed")
    with pytest.raises(TransitionNotAllowed):
        _check_in(shelter, yihai, "Shama")
    assert ShelterStay.objects.count() == 0


def test_going_home_from_the_shelter_needs_the_order_to_return(card, yihai, commander, shelter):
    stay = _check_in(shelter, yihai, "Shama")
    with pytest.raises(api.ReturnNotOrdered):
        api.check_out(stay_id=stay, left_to="home", actor=yihai, now=NOW)
    assert (ShelterStay.objects.get().left_at, Shelter.objects.get().occupants) == (None, 2)
    api.order_return(card_id=card, reason="safe", actor=commander, now=NOW)
    api.check_out(stay_id=stay, left_to="home", actor=yihai, now=NOW)
    api.check_out(stay_id=stay, left_to="home", actor=yihai, now=NOW)
    assert (TransferHousehold.objects.get(head_name="Shama").state, Shelter.objects.get().occupants) == ("returned", 0)


def test_the_pages_make_a_card_tick_check_in_and_order_the_return(homes, shelter, at):
    at(NOW)
    incident_id = an_incident()
    commander = client_of(build_user("commander", "513433"))
    form = {"region": VILLAGE, "zone": "zone A", "danger": "flood", "route": "east", "shelter": str(shelter.id)}
    assert commander.post(f"/incidents/{incident_id}/transfers/", form).status_code == 302
    card = TransferCard.objects.get()
    assert "zone A" in commander.get(f"/incidents/{incident_id}/transfers/").content.decode()
    officer = client_of(build_user("township_officer", YIHAI))
    assert "zone A" in officer.get("/tasks/").content.decode()
    page = officer.get(f"/tasks/transfers/{card.id}/").content.decode()
    assert page.index("Shama") < page.index("Jimu")
    jimu = TransferHousehold.objects.get(head_name="Jimu")
    assert officer.post(f"/tasks/households/{jimu.id}/", {"act": "move", "pressed_ago": "60000"}).status_code == 302
    arrival = {"household": str(jimu.id), "persons": "4"}
    path = f"/tasks/shelters/{incident_id}/{shelter.id}/"
    assert officer.post(path, arrival).status_code == 302
    assert "Jimu" in officer.get(path).content.decode()
    stay = ShelterStay.objects.get()
    assert officer.post(f"/tasks/stays/{stay.id}/", {"act": "home"}).status_code == 409
    assert commander.post(f"/transfers/{card.id}/return/", {"reason": "safe"}).status_code == 302
    assert officer.post(f"/tasks/stays/{stay.id}/", {"act": "home"}).status_code == 302
    table = api.evacuation_with_lists(Actor(id="a", name="a", grants=(Grant("commander", "513433"),)), incident_id)
    assert [line.listed.planned.households for line in table.lines] == [3]
