"""A region's own ladders: proposed by one, approved by another, followed by rounds from then on."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import transaction
from tests.factories.access import client_with
from tests.factories.public_warnings import COUNTY, NIGHT, TOWNSHIP, an_actor

from anlan.kernel.errors import AnlanError
from anlan.kernel.levels import Level
from anlan.public_warnings import api
from anlan.public_warnings.domain.ladders import standard_ladder
from anlan.public_warnings.models import LadderEdition
from anlan.public_warnings.selectors.ladders import standing_ladder
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
PROPOSER, APPROVER = an_actor("duty_officer", "proposer"), an_actor("commander", "approver")


def proposal(**changes) -> api.LadderProposal:
    ladder = {**standard_ladder("flood", Level.RED).data(), "confirm": "2"}
    whole = api.LadderProposal(region=COUNTY, group="flood", colour="red", reason="two at night", ladder=ladder)
    return replace(whole, **changes)


def proposed(actor=PROPOSER, **changes):
    return api.propose_ladder(proposal=proposal(**changes), actor=actor, now=NIGHT)


def refused(act, **arguments) -> str:
    before = (list(LadderEdition.objects.values()), JournalEntry.objects.count())
    with pytest.raises(AnlanError) as caught, transaction.atomic():
        act(**arguments)
    assert (list(LadderEdition.objects.values()), JournalEntry.objects.count()) == before
    return caught.value.code


def confirm_of(region=COUNTY, group="flood") -> str:
    return standing_ladder(group, Level.RED, region).confirm


def test_a_proposal_calls_nobody_before_another_person_approves_it(ground):
    edition = proposed()
    assert confirm_of() == "1"
    assert refused(api.approve_ladder, edition_id=edition, actor=PROPOSER, now=NIGHT) == "kernel.not_allowed"
    api.approve_ladder(edition_id=edition, actor=APPROVER, now=NIGHT)
    assert (confirm_of(), confirm_of(TOWNSHIP), confirm_of("513434"), confirm_of(group="geohazard")) == (
        "2",
        "2",
        "1",
        "1",
    )
    ladder = standing_ladder("flood", Level.RED, COUNTY)
    assert (ladder.edition, ladder.mark, ladder.source) == ("513433-flood-red-1", "local", "two at night")


def test_who_proposed_does_not_approve_by_another_account_either(ground):
    person = uuid4()
    leader = an_actor("duty_leader", "one account", person_id=person)
    edition = proposed(actor=leader)
    code = "public_warnings.ladder_approver_is_proposer"
    assert refused(api.approve_ladder, edition_id=edition, actor=leader, now=NIGHT) == code
    other = an_actor("commander", "another account", person_id=person)
    assert refused(api.approve_ladder, edition_id=edition, actor=other, now=NIGHT) == code


def test_the_nearest_regions_ladder_goes_before_one_further_out(ground):
    wide = an_actor("commander", "wide", region="5134")
    narrow = proposed()
    outer = proposed(actor=an_actor("duty_leader", "x", region="5134"), region="5134", group="any")
    for edition in (narrow, outer):
        api.approve_ladder(edition_id=edition, actor=wide, now=NIGHT)
    assert (standing_ladder("flood", Level.RED, COUNTY).edition, confirm_of("513434")) == ("513433-flood-red-1", "2")


def test_the_way_back_leads_to_the_table(ground):
    api.approve_ladder(edition_id=proposed(), actor=APPROVER, now=NIGHT)
    back = proposed(ladder=None, reason="tried and given up")
    assert confirm_of() == "2"
    api.approve_ladder(edition_id=back, actor=APPROVER, now=NIGHT)
    assert confirm_of() == "1"


def test_one_proposal_waits_at_a_time_and_is_decided_once(ground):
    edition = proposed()
    act = {"proposal": proposal(), "actor": PROPOSER, "now": NIGHT}
    assert refused(api.propose_ladder, **act) == "public_warnings.ladder_proposal_open"
    api.refuse_ladder(edition_id=edition, reason="too many", actor=APPROVER, now=NIGHT)
    assert refused(api.approve_ladder, edition_id=edition, actor=APPROVER, now=NIGHT) == "kernel.transition_not_allowed"
    assert confirm_of() == "1"


@pytest.mark.parametrize(
    ("changes", "actor", "code"),
    [
        ({"reason": " "}, PROPOSER, "kernel.invalid_value"),
        ({"region": TOWNSHIP}, PROPOSER, "kernel.invalid_value"),
        ({"ladder": {**standard_ladder("flood", Level.RED).data(), "rungs": []}}, PROPOSER, "kernel.invalid_value"),
        ({}, an_actor("auditor"), "kernel.not_allowed"),
        ({}, an_actor("duty_officer", region="513434"), "kernel.not_found"),
    ],
)
def test_what_is_no_ladder_or_nobodys_to_propose_is_refused(ground, changes, actor, code):
    assert refused(api.propose_ladder, proposal=proposal(**changes), actor=actor, now=NIGHT) == code


def test_a_ladder_is_proposed_and_approved_by_the_pages(ground):
    officer, commander = client_with("duty_officer", COUNTY), client_with("commander", COUNTY)
    form = f"/warnings/ladders/propose/?region={COUNTY}&group=flood&colour=red"
    assert officer.get(form).status_code == 200
    said = {"region": COUNTY, "group": "flood", "colour": "red", "reason": "nights", "confirm": "all"}
    said |= {"villages": "after_township", "moves": "all", "village_wait_minutes": "5", "silent_minutes": "10"}
    said |= {"ask_again_minutes": "60", "link_hours": "6", "who_1": "A", "way_1": "sms", "later_1": "both"}
    said |= {"minutes_1": "2.5", "tries_1": "3", "levels_1": ["village"], "who_3": "police", "way_3": "voice"}
    said |= {"minutes_3": "5", "tries_3": "1"}
    assert officer.post("/warnings/ladders/propose/", {**said, "minutes_1": "soon"}).status_code == 422
    for number in ("nan", "inf", "1e400"):
        assert officer.post("/warnings/ladders/propose/", {**said, "tries_1": number}).status_code == 422
    assert officer.post("/warnings/ladders/propose/", said).status_code == 302
    edition = LadderEdition.objects.get()
    assert "nights" in commander.get(f"/warnings/ladders/?region={COUNTY}").content.decode()
    commander.post(f"/warnings/ladders/{edition.id}/", {"act": "approve", "region": COUNTY})
    ladder = standing_ladder("flood", Level.RED, COUNTY)
    assert [(rung.who, rung.ways, rung.minutes, rung.tries, rung.levels) for rung in ladder.rungs] == [
        ("A", ("sms", "both"), 2.5, 3, ("village",)),
        ("police", ("voice",), 5, 1, ()),
    ]
