"""The reward of a tip-off: proposed, approved by two, told, paid; every hand another one; nobody is named."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from tests.factories.access import build_user, client_of
from tests.factories.enforcement import INSPECTOR, LEADER, somebody
from tests.factories.intake import a_matter
from tests.factories.public_warnings import build_places

from anlan.enforcement import api as enforcement
from anlan.enforcement.models import Case
from anlan.intake import api
from anlan.intake.models import Reward, TipOffFine
from anlan.intake.ticks import TICKS
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import AnlanError
from anlan.support.models import JournalEntry
from anlan.workflows import moved_case_tells_its_tip_off

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
SECOND, CASHIER = somebody("commander", name="second"), somebody("duty_officer")
FINE = api.Ground(rule="danger", fine=Decimal(50_000))


@pytest.fixture(autouse=True)
def _places(at):
    at(NOW)
    build_places()


def a_tip(now=NOW, **changes):
    return a_matter(now, **{"kind": api.MatterKind.TIP_OFF, **changes})


def proposed(matter_id, **changes):
    new = api.NewReward(**{"ground": FINE, "basis": "Decision 1", **changes})
    return api.propose_reward(matter_id=matter_id, new=new, actor=INSPECTOR, now=NOW)


def told(matter_id):
    reward = proposed(matter_id)
    for actor in (LEADER, SECOND):
        api.approve_reward(reward_id=reward, actor=actor, now=NOW)
    api.tell_reward(reward_id=reward, actor=CASHIER, now=NOW)
    return reward


@contextmanager
def refused(code):
    before = (list(Reward.objects.values()), JournalEntry.objects.count())
    with pytest.raises(AnlanError) as refusal:
        yield
    assert refusal.value.code == code
    assert (list(Reward.objects.values()), JournalEntry.objects.count()) == before


def test_a_reward_goes_through_four_hands_and_names_nobody():
    reward = told(a_tip())
    api.pay_reward(reward_id=reward, voucher="V1", actor=CASHIER, now=NOW)
    row = Reward.objects.get()
    assert (row.state, row.amount, row.claim_by.isoformat(), row.voucher) == ("paid", 7500, "2026-05-01", "V1")
    said = JournalEntry.objects.filter(kind="intake.reward_stepped")
    assert [entry.payload["act"] for entry in said.order_by("id")] == ["propose", "approve", "approve", "tell", "pay"]
    assert "Invented Caller" not in str(list(said.values("payload"))) + str(list(Reward.objects.values()))


def test_what_is_not_claimed_in_sixty_days_lapses_and_may_be_revived():
    reward = told(a_tip())
    for days, state in ((60, "told"), (61, "lapsed"), (62, "lapsed")):
        next(tick for tick in TICKS if tick.__name__ == "watch_rewards")(actor=SYSTEM, now=NOW + timedelta(days=days))
        assert Reward.objects.get().state == state
    api.revive_reward(reward_id=reward, reason="Was in hospital", actor=LEADER, now=NOW + timedelta(days=70))
    assert (Reward.objects.get().state, Reward.objects.get().claim_by.isoformat()) == ("told", "2026-07-10")


def test_only_real_named_first_tellers_of_proved_things_are_rewarded_once():
    for code, changes in (
        ("intake.no_reward_for_this", {"is_exercise": True}),
        ("intake.no_reward_for_this", {"kind": api.MatterKind.PARTNER}),
        ("intake.teller_unnamed", {"teller_phone": ""}),
    ):
        tip = a_tip(**changes)
        with refused(code):
            proposed(tip)
    first = a_tip()
    for ground in (
        api.Ground(rule="danger"),
        api.Ground(rule="concealment", level="ordinary"),
        api.Ground(rule="concealment", level="x", people=1),
    ):
        with refused("intake.nothing_proved"):
            proposed(first, ground=ground)
    later = a_tip(NOW + timedelta(minutes=5), text="The same works again")
    api.merge_matter(matter_id=later, into_id=first, actor=CASHIER, now=NOW + timedelta(minutes=6))
    with refused("intake.not_the_first_told"):
        proposed(later)
    proposed(first)
    with refused("intake.rewarded_already"):
        proposed(first)


@pytest.mark.parametrize(
    ("amount", "reason"), [("7501", ""), ("0", "x"), ("300000.01", "x"), ("NaN", "x"), ("-1", "x")]
)
def test_another_amount_than_the_tables_needs_a_reason_and_stays_below_the_most(amount, reason):
    tip = a_tip()
    with refused("intake.reward_outside_table"):
        proposed(tip, amount=Decimal(amount), reason=reason)


def test_an_amount_with_a_reason_stands_beside_the_tables_and_a_refused_reward_may_be_proposed_anew():
    tip = a_tip()
    reward = proposed(tip, amount=Decimal(10_000), reason="Averted a disaster")
    api.refuse_reward(reward_id=reward, reason="Too much", actor=LEADER, now=NOW)
    proposed(tip)
    assert [(row.table_amount, row.amount, row.state) for row in Reward.objects.order_by("proposed_at", "id")] == [
        (7500, 10_000, "refused"), (7500, 7500, "proposed"),
    ]  # fmt: skip


def test_no_hand_does_two_steps():
    reward = proposed(a_tip())
    Reward.objects.update(proposed_by_id=LEADER.id)
    with refused("intake.same_hand"):
        api.approve_reward(reward_id=reward, actor=LEADER, now=NOW)
    Reward.objects.update(proposed_by_id="x")
    api.approve_reward(reward_id=reward, actor=LEADER, now=NOW)
    with refused("intake.same_hand"):
        api.approve_reward(reward_id=reward, actor=LEADER, now=NOW)
    with refused("kernel.transition_not_allowed"):
        api.tell_reward(reward_id=reward, actor=CASHIER, now=NOW)
    api.approve_reward(reward_id=reward, actor=SECOND, now=NOW)
    api.tell_reward(reward_id=reward, actor=CASHIER, now=NOW)
    with refused("intake.same_hand"):
        api.pay_reward(reward_id=reward, voucher="V1", actor=LEADER, now=NOW)
    with refused("kernel.not_allowed"):
        api.pay_reward(reward_id=reward, voucher="V1", actor=INSPECTOR, now=NOW)
    with refused("kernel.not_found"):
        api.pay_reward(reward_id=reward, voucher="V1", actor=somebody("duty_officer", "513432"), now=NOW)


def test_a_voucher_pays_one_reward():
    api.pay_reward(reward_id=told(a_tip()), voucher="V1", actor=CASHIER, now=NOW)
    other = told(a_tip(text="Another works, another pit"))
    with refused("kernel.invalid_value"):
        api.pay_reward(reward_id=other, voucher="V1", actor=CASHIER, now=NOW)


def test_the_fine_of_a_case_that_came_of_the_tip_off_is_noted_and_goes_when_it_is_revoked():
    tip = a_tip()
    Case.objects.create(
        region="513433", title="t", state="served", procedure="ordinary", party_kind="unit", party_name="p",
        source="tip_off", source_id=str(tip), clue="c", ended_at=NOW, found_at=NOW, fine=Decimal(50_000),
        opened_by_id="a", opened_by="a", opened_at=NOW,
    )  # fmt: skip
    case = Case.objects.get()

    def run(state):
        event = enforcement.CaseMoved(
            subject="case:x", region="513433", case_id=case.id, title="t", object_id=None, act="x", state=state
        )
        moved_case_tells_its_tip_off.run(event, actor=SYSTEM, now=NOW)

    run("served")
    run("served")
    assert [row.fine for row in TipOffFine.objects.all()] == [50_000]
    page = client_of(build_user("inspector", "513433")).get(f"/intake/{tip}/reward/").content.decode()
    assert "50000.00" in page
    assert "7500.00" in page
    assert "Invented" not in page
    run("revoked")
    assert not TipOffFine.objects.exists()
    Case.objects.update(source="clue", source_id=str(uuid4()))
    run("served")
    assert not TipOffFine.objects.exists()


def test_a_reward_is_proposed_and_approved_by_the_forms_and_listed_without_a_name():
    tip = a_tip()
    by, leader = (client_of(build_user(role, "513433")) for role in ("inspector", "duty_leader"))
    page = f"/intake/{tip}/reward/"
    sent = {"rule": "danger", "fine": "50,000", "basis": "Decision 1"}
    assert (by.post(page, sent).status_code, by.post(page, {**sent, "fine": "x"}).status_code) == (302, 422)
    reward = Reward.objects.get()
    assert leader.post(f"/intake/rewards/{reward.id}/approve/").url == page
    listed = by.get("/intake/rewards/").content.decode() + by.get("/intake/rewards/?state=seconded").content.decode()
    assert listed.count("7500.00") == 2
    assert "Invented" not in listed
    assert b"7500" in b"".join(by.get("/intake/rewards/?format=csv").streaming_content)
    matter = by.get(f"/intake/{tip}/").content.decode()
    assert f"/supervision/new/?visit=tip_off&amp;source={tip}" in matter
    assert page in matter


def test_the_plan_of_a_visit_keeps_the_tip_off_while_its_object_is_chosen():
    by = client_of(build_user("inspector", "513433"))
    shown = by.get("/supervision/new/?visit=tip_off&source=abc&q=nothing").content.decode()
    assert 'name="source" value="abc"' in shown
    assert 'name="visit" value="tip_off"' in shown
