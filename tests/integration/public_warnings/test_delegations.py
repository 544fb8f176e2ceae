"""Signing for another: given, used, refused, taken back, shown."""

from dataclasses import replace
from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.factories.access import build_user, client_of
from tests.factories.public_warnings import AUTHOR, COUNTY, NIGHT, SIGNER, TOWNSHIP, a_content, a_draft, a_signed
from tests.integration.public_warnings.test_signing_table import refused

from anlan.access import api as access
from anlan.kernel.levels import Level
from anlan.public_warnings import api
from anlan.public_warnings.models import Delegation, PublicWarning, Transmission
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
BEFORE = NIGHT - timedelta(hours=1)


@pytest.fixture
def away(ground):
    """The commander, who is away."""
    return build_user("commander", COUNTY, name="the commander")


@pytest.fixture
def officer(ground):
    """An officer of the duty room, who signs in his place."""
    return build_user("duty_officer", COUNTY, name="the officer")


def wanted(away, officer, **changes) -> api.NewDelegation:
    found = api.NewDelegation(
        from_id=away.id,
        to_id=officer.id,
        region=COUNTY,
        levels=(Level.RED,),
        valid_from=BEFORE,
        valid_until=NIGHT + timedelta(days=7),
        reason="on a visit to the province",
    )
    return replace(found, **changes)


def delegated(away, officer, **changes):
    return api.delegate_signature(wanted=wanted(away, officer, **changes), actor=actor(away), now=BEFORE)


def actor(user):
    user.refresh_from_db()
    return access.actor_of_user(user)


def test_who_signs_for_another_stands_on_the_warning_the_transmission_and_the_journal(away, officer):
    delegated(away, officer)
    warning_id = a_signed()
    api.approve_warning(warning_id=warning_id, actor=actor(officer), now=NIGHT)
    given = api.transmission(AUTHOR, warning_id).signatures[-1]
    told = ("sign", "the officer", "commander", "the commander", "the commander", "on a visit to the province")
    assert (given.step, given.by, given.role, given.for_name, given.given_by, given.reason) == told
    assert api.warning(AUTHOR, warning_id).signatures[-1] == given
    payload = JournalEntry.objects.get(kind="public_warnings.warning_issued").payload
    assert (payload["for_name"], payload["delegation_reason"]) == ("the commander", "on a visit to the province")
    page = client_of(away).get(f"/warnings/{warning_id}/").content.decode()
    assert "代the commander" in page
    assert "受the commander委托：on a visit to the province" in page


def test_without_a_delegation_he_signs_nothing(away, officer):
    warning_id = a_signed()
    error = refused(api.approve_warning, warning_id=warning_id, actor=actor(officer), now=NIGHT)
    assert (error.code, error.data["who"]) == ("public_warnings.may_not_sign", "the commander")


def test_whoever_may_by_delegation_is_named_to_others(away, officer):
    delegated(away, officer)
    error = refused(api.approve_warning, warning_id=a_signed(), actor=AUTHOR, now=NIGHT)
    assert error.data["who"] == "the commander the officer（代the commander）"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"levels": (Level.ORANGE,)}, "public_warnings.delegation_elsewhere"),
        ({"groups": ("weather",)}, "public_warnings.delegation_elsewhere"),
        ({"valid_from": NIGHT + timedelta(hours=1)}, "public_warnings.delegation_elsewhere"),
        ({"valid_until": NIGHT}, "public_warnings.delegation_elsewhere"),
        ({"daily_from": time(8), "daily_until": time(18)}, "public_warnings.delegation_out_of_hours"),
    ],
)
def test_a_delegation_for_something_else_signs_nothing_and_says_why(away, officer, changes, code):
    delegated(away, officer, **changes)
    for act in (api.approve_warning, api.sign_warning, api.issue_at_once):
        warning_id = a_signed() if act is not api.sign_warning else submitted()
        error = refused(act, warning_id=warning_id, actor=actor(officer), now=NIGHT)
        assert (error.code, error.data["person"]) == (code, "the commander")


def submitted(**changes):
    warning_id = a_draft(**changes)
    api.submit_warning(warning_id=warning_id, actor=changes.get("actor", AUTHOR), now=NIGHT)
    return warning_id


def test_a_delegation_of_a_neighbouring_county_signs_nothing_here(ground, officer):
    both = build_user("commander", "5134", name="of the prefecture")
    delegated(both, build_user("duty_officer", "5134", name="of the prefecture's room"), region="5134")
    elsewhere = build_user("commander", "513434", name="the neighbour")
    helper = build_user("duty_officer", "5134", name="a helper")
    delegated(elsewhere, helper, region="513434")
    error = refused(api.approve_warning, warning_id=a_signed(), actor=actor(helper), now=NIGHT)
    assert error.code == "public_warnings.delegation_elsewhere"


def test_a_revocation_between_page_and_click_holds_at_once(away, officer, at):
    at(NIGHT)
    delegation_id = delegated(away, officer)
    warning_id = a_signed()
    page = client_of(officer).get(f"/warnings/{warning_id}/")
    assert f"/warnings/{warning_id}/approve/" in page.content.decode()
    api.revoke_delegation(delegation_id=delegation_id, actor=actor(away), now=NIGHT)
    answer = client_of(officer).post(f"/warnings/{warning_id}/approve/")
    assert (answer.status_code, "public_warnings.delegation_revoked" in answer.content.decode()) == (403, True)
    assert Transmission.objects.count() == 0
    assert f"/warnings/{warning_id}/approve/" not in client_of(officer).get(f"/warnings/{warning_id}/").content.decode()


def test_the_author_signs_for_nobody(away, officer):
    delegated(away, officer)
    warning_id = submitted(actor=actor(officer))
    api.sign_warning(warning_id=warning_id, actor=SIGNER, now=NIGHT)
    error = refused(api.approve_warning, warning_id=warning_id, actor=actor(officer), now=NIGHT)
    assert error.code == "public_warnings.approver_is_author"
    error = refused(api.issue_at_once, warning_id=warning_id, actor=actor(officer), now=NIGHT)
    assert error.code == "public_warnings.approver_is_author"


def test_who_changed_one_version_signs_for_nobody(away, officer):
    delegated(away, officer)
    warning_id = a_draft()
    content = a_content(headline="Another headline")
    api.edit_draft(warning_id=warning_id, content=content, actor=actor(officer), now=NIGHT)
    api.edit_draft(warning_id=warning_id, content=a_content(), actor=AUTHOR, now=NIGHT)
    api.submit_warning(warning_id=warning_id, actor=AUTHOR, now=NIGHT)
    error = refused(api.sign_warning, warning_id=warning_id, actor=actor(officer), now=NIGHT)
    assert error.code == "public_warnings.signer_is_author"


def test_nobody_signs_for_the_author(away, officer):
    delegated(away, officer)
    warning_id = submitted(actor=actor(away))
    api.sign_warning(warning_id=warning_id, actor=SIGNER, now=NIGHT)
    error = refused(api.approve_warning, warning_id=warning_id, actor=actor(officer), now=NIGHT)
    assert (error.code, error.data["person"]) == ("public_warnings.delegator_is_author", "the commander")


def test_one_persons_two_accounts_do_not_sign_for_each_other(ground):
    person = uuid4()
    away = build_user("commander", COUNTY, name="first account", person_id=person)
    other = build_user("duty_officer", COUNTY, name="second account", person_id=person)
    error = refused(api.delegate_signature, wanted=wanted(away, other), actor=actor(away), now=BEFORE)
    assert error.code == "public_warnings.delegate_unfit"


def test_who_reviewed_for_the_commander_leaves_him_no_second_signature(away, officer):
    delegated(away, officer)
    warning_id = submitted()
    api.sign_warning(warning_id=warning_id, actor=actor(officer), now=NIGHT)
    error = refused(api.approve_warning, warning_id=warning_id, actor=actor(away), now=NIGHT)
    assert error.code == "public_warnings.approver_is_signer"
    third = build_user("duty_officer", COUNTY, name="a third")
    delegated(away, third)
    error = refused(api.approve_warning, warning_id=warning_id, actor=actor(third), now=NIGHT)
    assert error.code == "public_warnings.delegator_signed"


def test_a_delegation_is_never_passed_on(away, officer):
    delegated(away, officer)
    third = build_user("duty_officer", COUNTY, name="a third")
    error = refused(api.delegate_signature, wanted=wanted(officer, third), actor=actor(away), now=BEFORE)
    assert error.code == "public_warnings.delegator_lacks_power"
    leader = build_user("duty_leader", COUNTY, name="a leader")
    delegated(away, leader)
    delegated_on = api.delegate_signature(wanted=wanted(leader, third), actor=actor(leader), now=BEFORE)
    assert Delegation.objects.filter(id=delegated_on).exists()
    error = refused(api.approve_warning, warning_id=a_signed(), actor=actor(third), now=NIGHT)
    assert error.code == "public_warnings.may_not_sign"


def test_a_delegation_ends_with_the_post_of_him_who_gave_it(away, officer):
    delegated(away, officer)
    away.role_grants.all().delete()
    away.grants_version += 1
    away.save()
    error = refused(api.approve_warning, warning_id=a_signed(), actor=actor(officer), now=NIGHT)
    assert error.code == "public_warnings.may_not_sign"


def test_a_delegation_of_a_disabled_account_signs_nothing(away, officer):
    delegated(away, officer)
    away.is_active = False
    away.save()
    error = refused(api.approve_warning, warning_id=a_signed(), actor=actor(officer), now=NIGHT)
    assert error.code == "public_warnings.may_not_sign"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"levels": ()}, "levels"),
        ({"groups": ("nothing",)}, "groups"),
        ({"valid_until": BEFORE}, "valid_until"),
        ({"valid_from": BEFORE - timedelta(days=9), "valid_until": BEFORE - timedelta(days=1)}, "valid_until"),
        ({"valid_until": BEFORE + timedelta(days=93)}, "valid_until"),
        ({"daily_from": time(8)}, "daily_until"),
        ({"daily_from": time(8), "daily_until": time(8)}, "daily_until"),
        ({"reason": " "}, "reason"),
        ({"reason": "x" * 501}, "reason"),
    ],
)
def test_a_delegation_that_breaks_a_rule_is_refused_by_its_field(away, officer, changes, field):
    error = refused(api.delegate_signature, wanted=wanted(away, officer, **changes), actor=actor(away), now=BEFORE)
    assert (error.code, error.data["field"]) == ("public_warnings.bad_delegation", field)
    assert Delegation.objects.count() == 0


def test_who_is_no_officer_of_the_room_signs_for_nobody(away):
    village = build_user("village_officer", TOWNSHIP, name="of a village")
    error = refused(api.delegate_signature, wanted=wanted(away, village), actor=actor(away), now=BEFORE)
    assert error.code == "public_warnings.delegate_unfit"


def test_only_the_person_himself_or_a_commander_gives_and_takes_back(away, officer):
    leader = build_user("duty_leader", COUNTY, name="a leader")
    error = refused(api.delegate_signature, wanted=wanted(away, officer), actor=actor(leader), now=BEFORE)
    assert error.code == "public_warnings.not_your_delegation"
    error = refused(api.delegate_signature, wanted=wanted(officer, leader), actor=actor(officer), now=BEFORE)
    assert error.code == "kernel.not_allowed"
    delegation_id = delegated(away, officer)
    error = refused(api.revoke_delegation, delegation_id=delegation_id, actor=actor(leader), now=NIGHT)
    assert error.code == "public_warnings.not_your_delegation"
    stranger = build_user("commander", "513434", name="elsewhere")
    error = refused(api.revoke_delegation, delegation_id=delegation_id, actor=actor(stranger), now=NIGHT)
    assert error.code == "kernel.not_found"
    api.revoke_delegation(delegation_id=delegation_id, actor=actor(away), now=NIGHT)
    api.revoke_delegation(delegation_id=delegation_id, actor=actor(away), now=NIGHT)
    assert JournalEntry.objects.filter(kind="public_warnings.delegation_taken_back").count() == 1


def test_the_database_knows_no_delegation_to_oneself(away):
    with pytest.raises(IntegrityError), transaction.atomic():
        Delegation.objects.create(
            from_id=away.id, to_id=away.id, region=COUNTY, groups=[], levels=[4], valid_from=BEFORE, valid_until=NIGHT,
            reason="x", given_at=BEFORE,
        )  # fmt: skip


def a_form(away, officer, **changes) -> dict:
    found = {
        "region": COUNTY,
        "from_id": str(away.id),
        "to_id": str(officer.id),
        "levels": ["4", "3"],
        "valid_from": "2020-06-26T18:00",
        "valid_until": "2020-06-29T08:00",
        "daily_from": "18:00",
        "daily_until": "08:00",
        "whole_weekends": "on",
        "reason": "on a visit",
    }
    return {**found, **changes}


def test_a_delegation_is_given_listed_and_revoked_on_its_page(away, officer, at):
    at(NIGHT)
    client = client_of(away)
    assert "当前没有审签委托" in client.get("/warnings/delegations/").content.decode()
    assert client.get("/warnings/delegations/new/").status_code == 200
    wrong = client.post("/warnings/delegations/new/", a_form(away, officer, valid_until="2020-06-26T18:00"))
    assert (wrong.status_code, Delegation.objects.count()) == (422, 0)
    assert "须晚于开始时间和当前时间" in wrong.content.decode()
    assert client.post("/warnings/delegations/new/", a_form(away, officer)).status_code == 302
    page = client.get("/warnings/delegations/?state=in_force").content.decode()
    assert "18:00-08:00 及周末全天" in page
    row = Delegation.objects.get()
    assert client.post(f"/warnings/delegations/{row.id}/revoke/").status_code == 302
    assert "已撤销" in client.get("/warnings/delegations/?state=revoked").content.decode()
    assert "没有符合条件的委托" in client.get("/warnings/delegations/?state=coming").content.decode()
    assert client_of(officer).get("/warnings/delegations/new/").status_code == 403


def test_the_list_of_delegations_takes_as_many_queries_for_twenty_as_for_one(away, officer, at):
    at(NIGHT)
    client, counts = client_of(away), []
    client.get("/warnings/delegations/")
    for more in (1, 19):
        for _ in range(more):
            delegated(away, officer)
        client.get("/warnings/delegations/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/warnings/delegations/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_another_countys_delegations_are_not_listed(away, officer):
    delegated(away, officer)
    stranger = build_user("commander", "513434", name="elsewhere")
    rows, total = api.delegations(actor(stranger), api.DelegationFilter(), NIGHT)
    assert (rows, total) == ((), 0)


def test_a_warning_that_was_altered_in_the_database_is_not_issued_by_the_fast_channel_after_a_review(away):
    warning_id = a_signed()
    PublicWarning.objects.filter(id=warning_id).update(headline="altered")
    error = refused(api.issue_at_once, warning_id=warning_id, actor=actor(away), now=NIGHT)
    assert error.code == "public_warnings.signature_void"
