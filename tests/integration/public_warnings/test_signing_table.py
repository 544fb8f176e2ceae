"""Every cell of the signing table, the fast channel and the look afterwards."""

from datetime import timedelta

import pytest
from django.db import transaction
from tests.factories.public_warnings import (
    APPROVER,
    AUTHOR,
    NIGHT,
    SIGNER,
    a_content,
    a_draft,
    a_signed,
    an_actor,
    an_issued,
)

from anlan.kernel.actors import SYSTEM, Actor, Grant
from anlan.kernel.errors import AnlanError, InvalidValue
from anlan.kernel.levels import Level
from anlan.public_warnings import api
from anlan.public_warnings.domain import signing
from anlan.public_warnings.models import AfterReview, CallRound, Delivery, PublicWarning, Transmission
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
KIND_OF = {"flash_flood": "11A51", "flood": "11A01", "weather": "11B03", "geology": "11D01", "fire": "11B25"}
LEADER, COMMANDER = an_actor("duty_leader", "a leader"), an_actor("commander", "a commander")
OFFICER, VILLAGE = an_actor("duty_officer", "an officer"), an_actor("village_officer", "of the village")
CELLS = [(key, level) for key, level in signing.rules() if key in KIND_OF]


def refused(act, **arguments) -> AnlanError:
    before = everything()
    with pytest.raises(AnlanError) as caught, transaction.atomic():
        act(**arguments)
    assert everything() == before
    return caught.value


def everything():
    fields = ("id", "state", "version", "signed_seal", "author_keys", "signatures")
    counts = [each.objects.count() for each in (Transmission, Delivery, CallRound, JournalEntry)]
    reviews = list(AfterReview.objects.values("id", "verdict", "overdue_at"))
    return list(PublicWarning.objects.order_by("id").values(*fields)), counts, reviews


def submitted(**changes):
    warning_id = a_draft(**changes)
    api.submit_warning(warning_id=warning_id, actor=AUTHOR, now=NIGHT)
    return warning_id


def kinds_of(warning_id) -> list[str]:
    rows = JournalEntry.objects.filter(subject=f"warning:{warning_id}").order_by("id")
    return [kind.removeprefix("public_warnings.") for kind in rows.values_list("kind", flat=True)]


@pytest.mark.parametrize(("group", "level"), CELLS)
def test_each_cell_is_reviewed_and_signed_by_its_posts_only(ground, group, level):
    kind, rule = KIND_OF[group], signing.rules()[group, level]
    assert signing.rule_for(kind, level) is rule
    warning_id = submitted(kind=kind, level=level)
    act = {"warning_id": warning_id, "now": NIGHT}
    for stranger in (OFFICER, VILLAGE):
        assert refused(api.sign_warning, actor=stranger, **act).code == "public_warnings.may_not_review"
        assert refused(api.approve_warning, actor=stranger, **act).code == "public_warnings.may_not_sign"
    if rule.needs_review:
        assert refused(api.approve_warning, actor=COMMANDER, **act).code == "public_warnings.review_missing"
        api.sign_warning(actor=LEADER, **act)
        assert refused(api.approve_warning, actor=LEADER, **act).code == "public_warnings.approver_is_signer"
    other_leader = an_actor("duty_leader", "another leader")
    if "duty_leader" in rule.sign:
        api.approve_warning(actor=other_leader, **act)
    else:
        assert refused(api.approve_warning, actor=other_leader, **act).code == "public_warnings.may_not_sign"
        api.approve_warning(actor=COMMANDER, **act)
    sent = api.transmission(AUTHOR, warning_id)
    steps = ["review", "sign"] if rule.needs_review else ["sign"]
    assert [each.step for each in sent.signatures] == steps
    assert len({AUTHOR.name, *(each.by for each in sent.signatures)}) == rule.people


@pytest.mark.parametrize(("group", "level"), CELLS)
def test_the_fast_channel_is_open_where_the_table_says_so(ground, group, level):
    warning_id = submitted(kind=KIND_OF[group], level=level)
    if (group, level) == ("flash_flood", Level.RED):
        api.issue_at_once(warning_id=warning_id, actor=LEADER, now=NIGHT)
        assert Transmission.objects.count() == 1
    else:
        error = refused(api.issue_at_once, warning_id=warning_id, actor=COMMANDER, now=NIGHT)
        assert error.code == "public_warnings.no_fast_channel"


def test_kinds_outside_of_every_group_are_signed_as_others():
    assert signing.rule_for("11Z99", Level.RED).group == "other"
    assert signing.rule_for("11B25", Level.BLUE).group == "fire"
    assert signing.rule_for("11B03", Level.BLUE).group == "weather"


def test_a_table_that_contradicts_itself_is_refused_by_its_cell(monkeypatch):
    row = {"review": [], "sign": ["commander"], "people": 3, "source": "", "mark": ""}
    monkeypatch.setattr(signing, "_table", lambda: {"weather": {"red": row}})
    with pytest.raises(InvalidValue, match=r"weather\.red"):
        signing._rule("weather", Level.RED)
    with pytest.raises(InvalidValue, match=r"weather\.blue"):
        signing._rule("weather", Level.BLUE)


def test_the_post_of_another_region_signs_nothing(ground):
    warning_id = submitted()
    township = an_actor("duty_leader", "of a township", region="513433103")
    assert refused(api.sign_warning, warning_id=warning_id, actor=township, now=NIGHT).code in (
        "kernel.not_found",
        "public_warnings.may_not_review",
    )
    province = an_actor("duty_leader", "of the province", region="51")
    api.sign_warning(warning_id=warning_id, actor=province, now=NIGHT)


def test_one_signer_issues_at_once_and_another_owes_a_look(ground):
    warning_id = submitted()
    api.issue_at_once(warning_id=warning_id, actor=SIGNER, now=NIGHT)
    sent = api.transmission(AUTHOR, warning_id)
    assert ([(each.step, each.by, each.role) for each in sent.signatures]) == [("at_once", "the signer", "duty_leader")]
    assert (sent.signer_name, sent.approver_name) == ("", "the signer")
    owed = api.after_review(AUTHOR, warning_id)
    assert (owed.issuer_name, owed.due_at) == ("the signer", NIGHT + timedelta(minutes=30))
    told = [kind for kind in kinds_of(warning_id) if kind != "targets_frozen"]
    assert told[-2:] == ["warning_issued", "warning_issued_at_once"]
    assert Delivery.objects.filter(warning_id=warning_id).exists()
    assert CallRound.objects.filter(warning_id=warning_id).exists()


def test_the_author_issues_nothing_at_once_and_reviews_nothing_afterwards(ground):
    all_posts = Actor(
        id="does all", name="does all", grants=(Grant("commander", "513433"), Grant("duty_leader", "513433"))
    )
    warning_id = a_draft(actor=all_posts)
    act = {"warning_id": warning_id, "now": NIGHT}
    api.submit_warning(actor=all_posts, **act)
    assert refused(api.issue_at_once, actor=all_posts, **act).code == "public_warnings.approver_is_author"
    api.issue_at_once(actor=SIGNER, **act)
    for person in (all_posts, SIGNER):
        error = refused(api.review_after, verdict="stands", note="", actor=person, **act)
        assert error.code == "public_warnings.after_reviewer_is_issuer"


def test_a_second_click_on_at_once_sends_nothing(ground):
    warning_id = submitted()
    api.issue_at_once(warning_id=warning_id, actor=SIGNER, now=NIGHT)
    for act in (api.issue_at_once, api.approve_warning):
        error = refused(act, warning_id=warning_id, actor=COMMANDER, now=NIGHT)
        assert (error.code, error.data["by"]) == ("public_warnings.already_issued", "the signer")


def test_a_reviewed_warning_may_go_at_once_too_by_the_reviewer_himself(ground):
    warning_id = a_signed()
    api.issue_at_once(warning_id=warning_id, actor=SIGNER, now=NIGHT)
    assert [each.step for each in api.transmission(AUTHOR, warning_id).signatures] == ["review", "at_once"]
    assert api.after_review(AUTHOR, warning_id).reviewed_at is None


@pytest.mark.parametrize("act", [api.sign_warning, api.approve_warning, api.issue_at_once])
def test_neither_a_key_nor_the_machine_signs(ground, act):
    warning_id = submitted()
    key = Actor(id="key:1", name="a gauge", grants=(Grant("commander", "513433"),))
    for actor in (key, SYSTEM):
        assert refused(act, warning_id=warning_id, actor=actor, now=NIGHT).code == "public_warnings.key_signs"


def test_an_expired_draft_goes_by_no_channel(ground):
    warning_id = submitted()
    end = a_content().expires
    assert refused(api.issue_at_once, warning_id=warning_id, actor=SIGNER, now=end).code == (
        "public_warnings.draft_expired"
    )


def test_a_draft_that_was_not_submitted_goes_by_no_channel(ground):
    warning_id = a_draft()
    for act in (api.issue_at_once, api.sign_warning):
        assert refused(act, warning_id=warning_id, actor=SIGNER, now=NIGHT).code == "kernel.transition_not_allowed"


def test_a_lifting_has_no_fast_channel(ground):
    follower = api.lift_warning(warning_id=an_issued(), reason="The water has fallen.", actor=AUTHOR, now=NIGHT)
    api.submit_warning(warning_id=follower, actor=AUTHOR, now=NIGHT)
    error = refused(api.issue_at_once, warning_id=follower, actor=SIGNER, now=NIGHT)
    assert error.code == "public_warnings.no_fast_channel"


def test_an_exercise_by_the_fast_channel_stays_on_exercise_channels(ground):
    warning_id = submitted(is_exercise=True, channels=("exercise_email",))
    PublicWarning.objects.filter(id=warning_id).update(channels=["sms"])
    before = everything()
    with pytest.raises(AnlanError) as caught, transaction.atomic():
        api.issue_at_once(warning_id=warning_id, actor=SIGNER, now=NIGHT)
    assert caught.value.code == "public_warnings.exercise_reaches_public"
    assert everything() == before
    PublicWarning.objects.filter(id=warning_id).update(channels=["exercise_email"])
    api.issue_at_once(warning_id=warning_id, actor=SIGNER, now=NIGHT)
    assert AfterReview.objects.get().is_exercise
    assert set(Delivery.objects.values_list("channel", flat=True)) == {"exercise_email"}


def test_an_overdue_look_is_announced_once_at_its_minute(ground):
    warning_id = submitted()
    api.issue_at_once(warning_id=warning_id, actor=SIGNER, now=NIGHT)
    due = NIGHT + timedelta(minutes=30)
    assert api.announce_overdue_reviews(actor=SYSTEM, now=due - timedelta(seconds=1)) == 0
    assert api.announce_overdue_reviews(actor=SYSTEM, now=due) == 1
    assert api.announce_overdue_reviews(actor=SYSTEM, now=due + timedelta(hours=1)) == 0
    assert kinds_of(warning_id)[-1] == "after_review_overdue"
    assert [row.overdue_at for row in api.after_reviews_owed(AUTHOR)] == [due]
    api.review_after(warning_id=warning_id, verdict="stands", note="", actor=APPROVER, now=due)
    assert JournalEntry.objects.filter(kind="public_warnings.warning_reviewed_after").get().payload["was_late"] is True
    assert api.after_reviews_owed(AUTHOR) == ()


@pytest.mark.parametrize(
    ("verdict", "message_kind"), [("correct", "update"), ("lift", "cancel"), ("retract", "cancel")]
)
def test_a_look_that_finds_fault_drafts_a_follower_in_the_reviewers_name(ground, verdict, message_kind):
    warning_id = submitted()
    act = {"warning_id": warning_id, "actor": APPROVER, "now": NIGHT + timedelta(minutes=5)}
    api.issue_at_once(warning_id=warning_id, actor=SIGNER, now=NIGHT)
    assert refused(api.review_after, verdict=verdict, note=" ", **act).code == "public_warnings.reason_missing"
    assert refused(api.review_after, verdict="perhaps", note="x", **act).code == "kernel.invalid_value"
    follower = api.review_after(verdict=verdict, note="The wrong village is named.", **act)
    row = api.warning(AUTHOR, follower)
    assert (row.message_kind, row.follows_id, row.author_name) == (message_kind, warning_id, "the approver")
    assert api.warning(AUTHOR, warning_id).state is api.WarningState.ISSUED
    again = refused(api.review_after, verdict="stands", note="", **act)
    assert again.code == "public_warnings.nothing_to_review"
    api.submit_warning(warning_id=follower, actor=APPROVER, now=NIGHT)
    error = refused(api.sign_warning, warning_id=follower, actor=APPROVER, now=NIGHT)
    assert error.code == "public_warnings.signer_is_author"


def test_a_warning_of_the_long_way_owes_no_look(ground):
    warning_id = an_issued()
    error = refused(
        api.review_after, warning_id=warning_id, verdict="stands", note="", actor=an_actor("commander", "x"), now=NIGHT
    )
    assert error.code == "public_warnings.nothing_to_review"


def test_the_look_afterwards_is_for_the_posts_of_the_table(ground):
    warning_id = submitted()
    api.issue_at_once(warning_id=warning_id, actor=SIGNER, now=NIGHT)
    error = refused(api.review_after, warning_id=warning_id, verdict="stands", note="", actor=OFFICER, now=NIGHT)
    assert error.code == "public_warnings.may_not_review_after"
    assert error.data["who"] == "指挥长 带班领导"
