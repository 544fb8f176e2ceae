"""The auditor finds every ladder that does not go as it must, and nothing where all go well."""

import contextlib
import random
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import transaction
from tests.factories.access import build_user, client_of
from tests.factories.public_warnings import APPROVER, AUTHOR, COUNTY, NIGHT, SIGNER, VILLAGES, an_actor, an_issued

from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import AnlanError
from anlan.public_warnings import api
from anlan.public_warnings.domain.tokens import token_of
from anlan.public_warnings.models import AuditFinding, CallRound, CallTask, Delivery
from anlan.public_warnings.services.answering import Instead
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db


def minutes(number: float):
    return NIGHT + timedelta(minutes=number)


def begun():
    warning_id = an_issued()
    api.begin_calls(actor=SYSTEM, now=NIGHT)
    Delivery.objects.update(state="sent")
    return warning_id


def looked(now) -> list[tuple[str, str]]:
    """Return what stands after two looks."""
    auditor = api.Auditor()
    for _ in range(2):
        auditor.look(actor=SYSTEM, now=now)
    rows = AuditFinding.objects.filter(settled_at=None).order_by("region", "flaw")
    return list(rows.values_list("region", "flaw"))


def test_a_night_in_which_nobody_answers_and_every_ladder_goes_its_way_has_no_flaw(ground):
    begun()
    auditor = api.Auditor()
    for half_minutes in range(180):
        now = minutes(half_minutes / 2)
        api.escalate_calls(actor=SYSTEM, now=now)
        Delivery.objects.update(state="sent")
        assert auditor.look(actor=SYSTEM, now=now) == 0
    assert set(CallTask.objects.values_list("state", flat=True)) == {"handed_up"}
    assert not AuditFinding.objects.exists()


def test_calls_that_nobody_moves_on_are_found_at_the_second_look_and_announced_once(ground):
    warning_id = begun()
    auditor = api.Auditor()
    late = minutes(7)
    assert auditor.look(actor=SYSTEM, now=late) == 0
    assert auditor.look(actor=SYSTEM, now=late) == 3
    assert auditor.look(actor=SYSTEM, now=late) == 3
    told = JournalEntry.objects.filter(kind="public_warnings.call_audit_failed")
    assert told.count() == 3
    assert {entry.subject for entry in told} == {f"warning:{warning_id}"}
    assert {entry.payload["flaw"] for entry in told} == {"stalled"}


def test_what_is_right_again_is_settled_and_said(ground):
    begun()
    assert len(looked(minutes(7))) == 3
    api.escalate_calls(actor=SYSTEM, now=minutes(7))
    Delivery.objects.update(state="sent")
    assert looked(minutes(7)) == []
    assert JournalEntry.objects.filter(kind="public_warnings.call_audit_settled").count() == 3
    assert AuditFinding.objects.exclude(settled_at=None).count() == 3


def test_a_flaw_that_one_auditor_found_stands_for_the_next_without_being_told_again(ground):
    begun()
    looked(minutes(7))
    assert api.Auditor().look(actor=SYSTEM, now=minutes(8)) == 3
    assert JournalEntry.objects.filter(kind="public_warnings.call_audit_failed").count() == 3


@pytest.mark.parametrize(("late", "expected"), [(2, []), (2.1, [(COUNTY, "not_begun")])])
def test_a_round_that_nobody_begins_is_found(ground, late, expected):
    an_issued()
    planned = CallRound.objects.get().planned_at
    assert looked(planned + timedelta(minutes=late)) == expected


def test_a_place_of_the_area_that_was_left_out_is_found(ground):
    begun()
    lost = CallTask.objects.get(region=VILLAGES[0])
    lost.call_tries.all().delete()
    Delivery.objects.filter(call_step__task=lost).delete()
    lost.delete()
    assert looked(minutes(1)) == [(VILLAGES[0], "left_out")]


def test_a_row_that_was_set_to_confirmed_by_hand_is_found(ground):
    begun()
    CallTask.objects.filter(region=VILLAGES[1]).update(state="confirmed", deadline_at=None)
    assert looked(minutes(1)) == [(VILLAGES[1], "row_differs")]


def test_a_message_that_waits_for_its_channel_too_long_is_found(ground):
    an_issued()
    api.begin_calls(actor=SYSTEM, now=NIGHT)
    assert looked(minutes(1)) == []
    Delivery.objects.exclude(call_step=None).update(next_try_real=clock.real_now() - timedelta(minutes=6))
    assert {flaw for _region, flaw in looked(minutes(1))} == {"not_sent"}


def test_calls_of_a_lifted_warning_are_audited_no_more(ground):
    warning_id = begun()
    assert len(looked(minutes(7))) == 3
    follower = api.lift_warning(warning_id=warning_id, reason="over", actor=AUTHOR, now=minutes(8))
    api.submit_warning(warning_id=follower, actor=AUTHOR, now=minutes(8))
    api.sign_warning(warning_id=follower, actor=SIGNER, now=minutes(8))
    api.approve_warning(warning_id=follower, actor=APPROVER, now=minutes(8))
    assert looked(minutes(20)) == []


def test_an_officer_sees_findings_of_his_own_region_only(ground):
    begun()
    looked(minutes(7))
    assert api.audit_findings(AUTHOR, api.AuditFilter()).total == 3
    assert api.audit_findings(an_actor("duty_officer", "far away", "5101"), api.AuditFilter()).total == 0
    assert api.audit_findings(AUTHOR, api.AuditFilter(show="settled")).total == 0
    assert api.audit_findings(AUTHOR, api.AuditFilter(flaw="left_out")).total == 0


def test_the_page_says_what_is_wrong_where_and_since_when(ground):
    begun()
    looked(minutes(7))
    client = client_of(build_user("duty_officer", COUNTY))
    page = client.get("/warnings/audit/").content.decode()
    assert page.count("data-entry") == 3
    assert "Yihai" in page
    assert "data-entry" not in client.get("/warnings/audit/?show=settled").content.decode()
    assert client.get("/warnings/audit/?warning=nonsense&page=-3").status_code == 200
    far_away = client_of(build_user("duty_officer", "5101"))
    assert "data-entry" not in far_away.get("/warnings/audit/").content.decode()


@pytest.mark.parametrize("seed", range(6))
def test_whatever_people_answer_in_a_night_the_auditor_agrees_with_the_calls(ground, seed):
    dice = random.Random(seed)
    begun()
    auditor = api.Auditor()
    for half_minutes in range(120):
        now = minutes(half_minutes / 2)
        api.escalate_calls(actor=SYSTEM, now=now)
        if dice.random() < 0.2:
            somebody_answers(dice, now)
        Delivery.objects.update(state="sent")
        assert auditor.look(actor=SYSTEM, now=now) == 0, list(AuditFinding.objects.values())


def somebody_answers(dice: random.Random, now) -> None:
    task = dice.choice(list(CallTask.objects.order_by("region")))
    step = dice.choice(list(task.steps.order_by("place")))
    token = token_of(step.id, settings.SECRET_KEY)
    voice = api.VoiceCall(is_answered=dice.random() < 0.5, answered_by="his wife", note="")
    acts = (
        lambda: api.confirm_by_token(token=token, now=now),
        lambda: api.refuse_by_token(token=token, instead=Instead(name="Somebody", phone="13800009999"), now=now),
        lambda: api.record_voice_call(task_id=task.id, voice=voice, actor=AUTHOR, now=now),
    )
    with contextlib.suppress(AnlanError), transaction.atomic():
        dice.choice(acts)()
