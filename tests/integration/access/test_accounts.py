"""The administrator's acts: inside the own region, within the own reach, each in the journal."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.factories.access import build_grant, build_user, client_of

from anlan.access import api as access
from anlan.access.domain.errors import (
    OwnAccount,
    RoleAboveReach,
    RoleAlreadyHeld,
    RoleDoesNotFit,
    UsernameNotValid,
    UsernameTaken,
    WeakPassword,
    WrongPassword,
)
from anlan.access.models import ApiKey, RoleGrant, SessionRecord, User
from anlan.kernel.actors import SYSTEM, Actor, Grant
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound
from anlan.support.models import JournalEntry
from anlan.support.rights import may, within

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 6, 26, 10, tzinfo=UTC)
PASSWORD = "steady-water-2020"
YIHAI = "513433103"


def new_user(**fields):
    return access.NewUser(**{"username": "li.duty", "name": "Li", "region": "513433", "password": PASSWORD, **fields})


def kinds():
    return list(JournalEntry.objects.order_by("id").values_list("kind", flat=True))


def test_an_account_is_created_with_a_hashed_password_and_no_role(actor_with):
    user_id = access.create_user(new=new_user(), actor=actor_with("administrator", "5134"), now=NOW)
    user = User.objects.get(id=user_id)
    assert (user.username, user.region, user.created_at) == ("li.duty", "513433", NOW)
    assert user.password.startswith("argon2$")
    assert user.check_password(PASSWORD)
    assert RoleGrant.objects.count() == 0
    assert kinds() == ["access.account_created"]


@pytest.mark.parametrize(
    ("fields", "role", "region", "refusal"),
    [
        ({}, "administrator", "513434", NotAllowed),
        ({}, "commander", "513433", NotAllowed),
        ({"username": "ab"}, "administrator", "5134", UsernameNotValid),
        ({"username": "Li Duty"}, "administrator", "5134", UsernameNotValid),
        ({"username": "a" * 41}, "administrator", "5134", UsernameNotValid),
        ({"name": " "}, "administrator", "5134", InvalidValue),
        ({"name": "n" * 41}, "administrator", "5134", InvalidValue),
        ({"password": "short"}, "administrator", "5134", WeakPassword),
        ({"password": "1234567890"}, "administrator", "5134", WeakPassword),
        ({"region": "51343"}, "administrator", "5134", InvalidValue),
    ],
)
def test_an_account_that_breaks_a_rule_is_refused_and_nothing_is_stored(actor_with, fields, role, region, refusal):
    with pytest.raises(refusal):
        access.create_user(new=new_user(**fields), actor=actor_with(role, region), now=NOW)
    assert User.objects.count() == JournalEntry.objects.count() == 0


def test_a_user_name_is_given_once(actor_with):
    build_user(username="li.duty")
    with pytest.raises(UsernameTaken):
        access.create_user(new=new_user(), actor=actor_with("administrator", "5134"), now=NOW)
    assert User.objects.count() == 1


def test_a_role_is_given_and_taken_and_the_actor_follows(actor_with):
    user = build_user("duty_officer", "513433")
    administrator = actor_with("administrator", "513433")
    given = {"user_id": user.id, "role": "commander", "region": "513433", "actor": administrator, "now": NOW}
    access.grant_role(**given)
    held = access.actor_of_user(User.objects.get(id=user.id)).grants
    assert held == (Grant("commander", "513433"), Grant("duty_officer", "513433"))
    access.revoke_role(**given)
    assert access.actor_of_user(User.objects.get(id=user.id)).grants == (Grant("duty_officer", "513433"),)
    assert kinds() == ["access.role_granted", "access.role_revoked"]


@pytest.mark.parametrize(
    ("role", "region", "refusal"),
    [
        ("commander", "5134", RoleAboveReach),
        ("commander", "513434", RoleAboveReach),
        ("administrator", "513433", RoleAboveReach),
        ("auditor", "513433", RoleAboveReach),
        ("township_officer", "513433", RoleDoesNotFit),
        ("gateway", "513433", RoleDoesNotFit),
        ("duty_officer", "513433", RoleAlreadyHeld),
    ],
)
def test_a_county_administrator_cannot_give_beyond_the_own_reach(actor_with, role, region, refusal):
    user = build_user("duty_officer", "513433")
    with pytest.raises(refusal):
        access.grant_role(
            user_id=user.id, role=role, region=region, actor=actor_with("administrator", "513433"), now=NOW
        )
    assert RoleGrant.objects.count() == 1
    assert JournalEntry.objects.count() == 0


def test_a_county_administrator_cannot_take_a_role_that_the_prefecture_gave(actor_with):
    user = build_user("auditor", "513433")
    with pytest.raises(RoleAboveReach):
        access.revoke_role(
            user_id=user.id, role="auditor", region="513433", actor=actor_with("administrator", "513433"), now=NOW
        )
    assert RoleGrant.objects.count() == 1


@pytest.mark.parametrize("act", [access.disable_user, access.enable_user, access.reset_password])
def test_an_administrator_does_not_reach_accounts_elsewhere_or_above(actor_with, act):
    elsewhere = build_user("duty_officer", "513434")
    above = build_user("commander", "5134", home="513433")
    neighbour = actor_with("administrator", "513433")
    with pytest.raises(NotFound):
        act(user_id=elsewhere.id, actor=neighbour, now=NOW)
    with pytest.raises(RoleAboveReach):
        act(user_id=above.id, actor=neighbour, now=NOW)
    assert JournalEntry.objects.count() == 0
    assert User.objects.filter(is_active=True).count() == 2


def test_disabling_ends_every_session_and_enabling_lets_in_again(actor_with):
    user = build_user("duty_officer", "513433")
    client = client_of(user)
    key = client.session.session_key
    SessionRecord.objects.create(user=user, session_key=key, signed_in_at=NOW)
    administrator = actor_with("administrator", "5134")
    access.disable_user(user_id=user.id, actor=administrator, now=NOW)
    access.disable_user(user_id=user.id, actor=administrator, now=NOW)
    assert SessionRecord.objects.count() == 0
    access.enable_user(user_id=user.id, actor=administrator, now=NOW)
    assert client.get("/api/v1/me").status_code == 401
    assert kinds() == ["access.account_disabled", "access.account_enabled"]


def test_nobody_disables_the_own_account():
    user = build_user("administrator", "5134")
    with pytest.raises(OwnAccount):
        access.disable_user(user_id=user.id, actor=access.actor_of_user(user), now=NOW)
    assert User.objects.get().is_active


def test_a_reset_password_works_and_is_not_in_the_journal(actor_with):
    user = build_user("duty_officer", "513433", password=PASSWORD)
    fresh = access.reset_password(user_id=user.id, actor=actor_with("administrator", "513433"), now=NOW)
    user.refresh_from_db()
    assert user.check_password(fresh)
    assert not user.check_password(PASSWORD)
    assert fresh not in str(list(JournalEntry.objects.values()))


def test_one_changes_the_own_password_with_the_present_one():
    user = build_user("duty_officer", password=PASSWORD)
    actor = access.actor_of_user(user)
    change = {"user_id": user.id, "present": PASSWORD, "wanted": "calm-river-4711", "actor": actor, "now": NOW}
    for wrong, refusal in (({"present": "x"}, WrongPassword), ({"wanted": "abc"}, WeakPassword)):
        with pytest.raises(refusal):
            access.change_password(**{**change, **wrong})
    stranger = Actor(id="someone", name="S")
    with pytest.raises(WrongPassword):
        access.change_password(**{**change, "actor": stranger})
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    access.change_password(**change)
    user.refresh_from_db()
    assert user.check_password("calm-river-4711")
    assert kinds() == ["access.password_changed"]


def test_the_list_shows_the_own_region_only_and_filters(actor_with):
    build_user("duty_officer", "513433", username="mianning")
    build_user("township_officer", YIHAI, username="yihai", name="Officer of Yihai")
    build_user("commander", "5134", username="prefecture")
    build_user("duty_officer", "513434", username="yuexi")

    def names(actor, **wanted):
        return [row.username for row in access.accounts(actor, access.AccountFilter(**wanted))]

    county = actor_with("administrator", "513433")
    assert names(county) == ["mianning", "yihai"]
    assert names(county, region=YIHAI) == ["yihai"]
    assert names(county, role="duty_officer") == ["mianning"]
    assert names(county, text="of yi") == ["yihai"]
    assert names(county, state="disabled") == []
    assert names(actor_with("auditor", "5134")) == ["prefecture", "mianning", "yihai", "yuexi"]
    assert names(actor_with("commander", "5134")) == []


def test_a_list_of_many_accounts_costs_two_queries(actor_with, django_assert_num_queries):
    for _ in range(5):
        build_grant(build_user("duty_officer", "513433"), "inspector", "513433")
    with django_assert_num_queries(2):
        rows = access.accounts(actor_with("administrator", "5134"), access.AccountFilter())
    assert [len(row.grants) for row in rows] == [2] * 5


def test_who_holds_a_right_is_found_up_the_regions_nearest_first():
    prefecture = build_user("administrator", "5134", username="above")
    county = build_user("administrator", "513433", username="here")
    build_user("administrator", "513434", username="aside")
    build_user("commander", "513433", username="other")
    off = build_user("administrator", "513433", username="off")
    off.is_active = False
    off.save()
    found = access.people_with("access.manage_accounts", YIHAI)
    assert [holder.user_id for holder in found] == [county.id, prefecture.id]


def test_a_key_is_issued_once_and_revoked_for_good(actor_with):
    administrator = actor_with("administrator", "5134")
    new = access.NewKey(name="gauges", region="5134", grants=(Grant("gateway", "5134"),))
    issued = access.create_api_key(new=new, actor=administrator, now=NOW)
    assert issued.token not in str(list(ApiKey.objects.values())) + str(list(JournalEntry.objects.values()))
    assert access.actor_of_key(issued.token, now=NOW).grants == (Grant("gateway", "5134"),)
    access.revoke_api_key(key_id=issued.id, actor=administrator, now=NOW)
    access.revoke_api_key(key_id=issued.id, actor=administrator, now=NOW)
    assert access.actor_of_key(issued.token, now=NOW) is None
    assert kinds() == ["access.key_created", "access.key_revoked"]


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"region": "5134", "grants": (Grant("gateway", "5134"),)}, NotAllowed),
        ({"grants": (Grant("gateway", "5134"),)}, RoleAboveReach),
        ({"grants": (Grant("commander", "513433"),)}, RoleDoesNotFit),
        ({"grants": ()}, InvalidValue),
        ({"name": ""}, InvalidValue),
        ({"expires_at": NOW}, InvalidValue),
        ({"expires_at": NOW - timedelta(days=1)}, InvalidValue),
    ],
)
def test_a_key_beyond_reach_or_reason_is_refused_and_not_made(actor_with, fields, refusal):
    new = access.NewKey(**{"name": "k", "region": "513433", "grants": (Grant("gateway", "513433"),), **fields})
    with pytest.raises(refusal):
        access.create_api_key(new=new, actor=actor_with("administrator", "513433"), now=NOW)
    assert ApiKey.objects.count() == JournalEntry.objects.count() == 0


def test_a_township_user_of_yihai_sees_yihai_and_a_prefecture_user_all_of_liangshan():
    right = "support.read_journal"
    township = access.actor_of_user(build_user("township_officer", YIHAI))
    prefecture = access.actor_of_user(build_user("duty_officer", "5134"))
    places = ("", "51", "5134", "513433", "513433102", YIHAI, YIHAI + "201", "513434")
    assert [place for place in places if may(township, right, place)] == [YIHAI, YIHAI + "201"]
    assert [place for place in places if may(prefecture, right, place)] == list(places[2:])
    for place in places:
        JournalEntry.objects.create(
            kind="t",
            subject="t:1",
            region=place,
            actor_id="a",
            actor_name="a",
            payload={},
            happened_at=NOW,
            recorded_at=NOW,
        )
    assert sorted(JournalEntry.objects.filter(within(township, right)).values_list("region", flat=True)) == [
        YIHAI,
        YIHAI + "201",
    ]
    assert JournalEntry.objects.filter(within(SYSTEM, right)).count() == len(places)
