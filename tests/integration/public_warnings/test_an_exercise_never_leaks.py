"""An exercise leaves by no public channel on any path, whatever is altered between drafting and sending."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import InternalError
from tests.factories.public_warnings import APPROVER, AUTHOR, NIGHT, SIGNER, a_content, a_draft, a_signed, an_issued

from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import AnlanError
from anlan.public_warnings import api
from anlan.public_warnings.domain.channels import channels
from anlan.public_warnings.models import Delivery, PublicWarning, Transmission
from anlan.public_warnings.ports import Accepted, Outgoing
from anlan.support.models import JournalEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ground")]
PUBLIC = sorted(key for key, each in channels().items() if not each.is_exercise)
PRACTICE = sorted(key for key, each in channels().items() if each.is_exercise)
REACHES_PUBLIC = "public_warnings.exercise_reaches_public"


class Gateway:
    """A sender of which everything that is handed over is known."""

    is_shared = True

    def __init__(self) -> None:
        self.handed_over: list[Outgoing] = []

    def send(self, message: Outgoing) -> Accepted:
        self.handed_over.append(message)
        return Accepted("1", is_delivered=True)

    def find(self, message: Outgoing) -> None:
        return None

    def receipts(self, ids: frozenset[UUID]) -> frozenset:
        return frozenset()

    def probe(self) -> None:
        return None


def sent_by(key: str) -> list[Outgoing]:
    gateway = Gateway()
    api.deliver_channel(channel=key, sender=gateway, actor=SYSTEM, now=lambda: NIGHT)
    return gateway.handed_over


def everything() -> tuple[object, ...]:
    rows = (PublicWarning, Transmission, Delivery, JournalEntry)
    return tuple(list(model.objects.order_by("id").values()) for model in rows)


def refused(act, **arguments) -> str:
    before = everything()
    with pytest.raises(AnlanError) as caught, transaction.atomic():
        act(**arguments)
    assert everything() == before
    return caught.value.code


@pytest.fixture
def table():
    """The table of channels as somebody alters it; put back afterwards."""
    rows = channels()
    kept = dict(rows)
    yield rows
    rows.clear()
    rows.update(kept)


@pytest.mark.parametrize("key", PUBLIC)
def test_no_public_channel_can_be_drafted_for_an_exercise(key):
    assert refused(a_draft, is_exercise=True, channels=(key,)) == REACHES_PUBLIC
    assert refused(a_draft, is_exercise=True, channels=("exercise_sms", key)) == REACHES_PUBLIC


@pytest.mark.parametrize("key", PUBLIC)
def test_no_public_channel_can_be_added_by_an_edit_or_a_follower(key):
    warning_id = a_draft(is_exercise=True, channels=("exercise_email",))
    content = a_content(channels=("exercise_email", key))
    assert refused(api.edit_draft, warning_id=warning_id, content=content, actor=AUTHOR, now=NIGHT) == REACHES_PUBLIC
    issued = an_issued(is_exercise=True, channels=("exercise_email",))
    assert refused(api.update_warning, warning_id=issued, content=content, actor=AUTHOR, now=NIGHT) == REACHES_PUBLIC


@pytest.mark.parametrize("key", PUBLIC)
def test_an_exercise_whose_row_was_given_a_public_channel_after_signing_is_not_issued(key):
    warning_id = a_signed(is_exercise=True, channels=("exercise_email",))
    PublicWarning.objects.filter(id=warning_id).update(channels=[key])
    code = refused(api.approve_warning, warning_id=warning_id, actor=APPROVER, now=NIGHT)
    assert code in ("public_warnings.signature_void", REACHES_PUBLIC)


def test_an_exercise_whose_row_was_made_real_after_signing_is_not_issued():
    warning_id = a_signed(is_exercise=True, channels=("exercise_email",))
    PublicWarning.objects.filter(id=warning_id).update(is_exercise=False, channels=["sms"])
    code = refused(api.approve_warning, warning_id=warning_id, actor=APPROVER, now=NIGHT)
    assert code == "public_warnings.signature_void"


@pytest.mark.parametrize("key", PUBLIC)
def test_the_database_takes_no_message_of_an_exercise_for_a_public_channel(key):
    an_issued(is_exercise=True, channels=("exercise_email",))
    row = Delivery.objects.filter(channel="exercise_email").first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.filter(id=row.id).update(channel=key)
    assert sent_by(key) == []


@pytest.mark.parametrize("key", PUBLIC)
def test_a_message_whose_row_was_made_real_is_refused_at_the_last_door(key):
    an_issued(is_exercise=True, channels=("exercise_email",))
    altered = Delivery.objects.filter(channel="exercise_email").update(channel=key, is_exercise=False)
    assert altered
    assert sent_by(key) == []
    assert set(Delivery.objects.filter(channel=key).values_list("state", flat=True)) == {"given_up"}


@pytest.mark.parametrize("key", PRACTICE)
def test_a_real_warning_whose_row_was_made_an_exercise_leaves_by_no_exercise_channel(key):
    an_issued(channels=("email",))
    assert Delivery.objects.filter(channel="email").update(channel=key, is_exercise=True)
    assert sent_by(key) == []
    assert set(Delivery.objects.filter(channel=key).values_list("state", flat=True)) == {"given_up"}


def test_what_is_sent_stays_an_exercise_though_somebody_tries_to_alter_the_transmission():
    an_issued(is_exercise=True, channels=("exercise_email",))
    with pytest.raises((InternalError, IntegrityError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update public_warnings_transmission set is_exercise = false")
    assert Transmission.objects.get().is_exercise


@pytest.mark.parametrize("key", PRACTICE)
def test_a_channel_that_the_table_calls_real_between_drafting_and_sending_sends_no_exercise(table, key):
    an_issued(is_exercise=True, channels=("exercise_email",))
    Delivery.objects.filter(channel="exercise_email").update(channel=key)
    table[key] = replace(table[key], is_exercise=False)
    assert sent_by(key) == []


@pytest.mark.parametrize("key", PUBLIC)
def test_a_public_channel_that_the_table_calls_an_exercise_channel_gets_none_all_the_same(table, key):
    table[key] = replace(table[key], is_exercise=True)
    warning_id = a_signed(is_exercise=True, channels=(key,))
    before = everything()
    try:
        with transaction.atomic():
            api.approve_warning(warning_id=warning_id, actor=APPROVER, now=NIGHT)
            api.begin_calls(actor=SYSTEM, now=NIGHT)
    except (IntegrityError, psycopg.IntegrityError):  # a COPY goes past what Django wraps
        assert everything() == before
    table[key] = replace(table[key], is_exercise=False)
    assert not Delivery.objects.filter(channel=key).exists()
    assert sent_by(key) == []


def test_an_update_and_a_lifting_of_an_exercise_are_exercises():
    issued = an_issued(is_exercise=True, channels=("exercise_email",))
    follower = api.lift_warning(warning_id=issued, reason="over", actor=AUTHOR, now=NIGHT)
    api.submit_warning(warning_id=follower, actor=AUTHOR, now=NIGHT)
    api.sign_warning(warning_id=follower, actor=SIGNER, now=NIGHT)
    api.approve_warning(warning_id=follower, actor=APPROVER, now=NIGHT + timedelta(minutes=1))
    assert list(Transmission.objects.values_list("is_exercise", flat=True)) == [True, True]
    assert set(Delivery.objects.values_list("channel", flat=True)) == {"exercise_email"}


@pytest.mark.parametrize("key", [key for key in PRACTICE if channels()[key].calls_people])
def test_calls_of_an_exercise_go_by_its_own_channels_and_say_that_it_is_one(key):
    an_issued(is_exercise=True, channels=(key,))
    api.begin_calls(actor=SYSTEM, now=NIGHT)
    for minutes in range(0, 60, 5):
        api.escalate_calls(actor=SYSTEM, now=NIGHT + timedelta(minutes=minutes))
    rows = list(Delivery.objects.exclude(call_step=None))
    assert {row.channel for row in rows} == {key}
    assert all(row.is_exercise and row.text for row in rows)


def test_a_draft_of_an_exercise_cannot_be_taken_over_by_a_real_one_of_the_same_id():
    same = uuid4()
    draft = api.NewDraft(region="513433", content=a_content(channels=("exercise_sms",)), is_exercise=True, id=same)
    api.draft_warning(draft=draft, actor=AUTHOR, now=NIGHT)
    real = replace(draft, content=a_content(channels=("sms",)), is_exercise=False)
    api.draft_warning(draft=real, actor=AUTHOR, now=NIGHT)
    warning = PublicWarning.objects.get(id=same)
    assert (warning.is_exercise, warning.channels) == (True, ["exercise_sms"])
