"""Who may write, sign and approve a warning, and what a signature holds."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from lxml import etree
from tests.factories.public_warnings import (
    APPROVER,
    AUTHOR,
    BOW_TIE,
    NIGHT,
    RING,
    SIGNER,
    TOWNSHIP,
    VILLAGES,
    a_content,
    a_draft,
    a_signed,
    an_actor,
    an_issued,
)

from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import AnlanError
from anlan.kernel.levels import Level
from anlan.protocols.cap12.reading import read
from anlan.public_warnings import api
from anlan.public_warnings.models import CallRound, Delivery, PublicWarning, Transmission
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
LATER = NIGHT + timedelta(minutes=3)


def refused(act, **arguments) -> AnlanError:
    """Return the refusal, having seen that it changed and announced nothing."""
    before = everything()
    with pytest.raises(AnlanError) as caught, transaction.atomic():
        act(**arguments)
    assert everything() == before
    return caught.value


def everything():
    return (
        list(PublicWarning.objects.order_by("id").values("id", "state", "version", "signed_seal", "author_keys")),
        Transmission.objects.count(),
        Delivery.objects.count(),
        CallRound.objects.count(),
        JournalEntry.objects.count(),
    )


def kinds_of(warning_id) -> list[str]:
    rows = JournalEntry.objects.filter(subject=f"warning:{warning_id}").order_by("id")
    return [kind.removeprefix("public_warnings.") for kind in rows.values_list("kind", flat=True)]


def test_a_warning_goes_from_draft_to_frozen_transmission(ground):
    warning_id = an_issued()
    row = api.warning(AUTHOR, warning_id)
    sent = api.transmission(AUTHOR, warning_id)
    assert row.state is api.WarningState.ISSUED
    assert (sent.author_name, sent.signer_name, sent.approver_name) == ("the author", "the signer", "the approver")
    assert (sent.population, [each.code for each in sent.regions]) == (9000, [TOWNSHIP])
    assert kinds_of(warning_id) == [
        "warning_drafted",
        "warning_submitted",
        "warning_signed",
        "warning_issued",
        "targets_frozen",
    ]
    alert = read(sent.cap_xml)
    assert (alert.identifier, alert.infos[0].headline) == ("51343300000000_20200626232000_0", sent.headline)
    assert [(code.name, code.value) for code in alert.infos[0].event_codes] == [("12379", "11A51")]
    assert [code.value for code in alert.infos[0].areas[0].geocodes] == ["513433103000"]
    assert etree.fromstring(sent.cap_xml).tag == "{urn:oasis:names:tc:emergency:cap:1.2}alert"


def test_an_author_cannot_sign_or_approve_their_own_warning(ground):
    leader = an_actor("commander", "one who does all")
    warning_id = a_draft(actor=leader)
    api.submit_warning(warning_id=warning_id, actor=leader, now=NIGHT)
    error = refused(api.sign_warning, warning_id=warning_id, actor=leader, now=NIGHT)
    assert error.code == "public_warnings.signer_is_author"
    api.sign_warning(warning_id=warning_id, actor=SIGNER, now=NIGHT)
    error = refused(api.approve_warning, warning_id=warning_id, actor=leader, now=NIGHT)
    assert error.code == "public_warnings.approver_is_author"


def test_a_signer_cannot_approve_what_he_signed(ground):
    signer = an_actor("commander", "the commander")
    warning_id = a_draft()
    api.submit_warning(warning_id=warning_id, actor=AUTHOR, now=NIGHT)
    api.sign_warning(warning_id=warning_id, actor=signer, now=NIGHT)
    error = refused(api.approve_warning, warning_id=warning_id, actor=signer, now=NIGHT)
    assert error.code == "public_warnings.approver_is_signer"


def test_two_accounts_of_one_person_are_one_pair_of_eyes(ground):
    person = uuid4()
    first, second = an_actor("commander", "account 1", person_id=person), an_actor("commander", "account 2")
    second = an_actor("commander", "account 2", person_id=person)
    warning_id = a_draft(actor=first)
    api.submit_warning(warning_id=warning_id, actor=first, now=NIGHT)
    error = refused(api.sign_warning, warning_id=warning_id, actor=second, now=NIGHT)
    assert error.code == "public_warnings.signer_is_author"


def test_who_changed_a_single_word_is_an_author_too(ground):
    leader = an_actor("commander", "who mends a word")
    warning_id = a_draft()
    api.edit_draft(warning_id=warning_id, content=a_content(headline="Other"), actor=leader, now=NIGHT)
    api.submit_warning(warning_id=warning_id, actor=AUTHOR, now=NIGHT)
    error = refused(api.sign_warning, warning_id=warning_id, actor=leader, now=NIGHT)
    assert error.code == "public_warnings.signer_is_author"


def test_a_draft_of_the_machine_has_the_officer_for_whom_it_was_made_as_author(ground):
    officer = an_actor("commander", "the officer")
    alarm_id = uuid4()
    draft = api.NewDraft(region="513433", content=a_content(), source_alarm_id=alarm_id, on_behalf_of=officer)
    warning_id = api.draft_warning(draft=draft, actor=SYSTEM, now=NIGHT)
    assert api.draft_warning(draft=draft, actor=SYSTEM, now=NIGHT) == warning_id
    api.submit_warning(warning_id=warning_id, actor=officer, now=NIGHT)
    error = refused(api.sign_warning, warning_id=warning_id, actor=officer, now=NIGHT)
    assert error.code == "public_warnings.signer_is_author"


def test_an_edit_voids_the_signature(ground):
    warning_id = a_signed()
    api.edit_draft(warning_id=warning_id, content=a_content(instruction="Other"), actor=AUTHOR, now=NIGHT)
    row = api.warning(AUTHOR, warning_id)
    assert (row.state, row.signer_name, row.version) == (api.WarningState.DRAFT, "", 2)
    error = refused(api.approve_warning, warning_id=warning_id, actor=APPROVER, now=NIGHT)
    assert error.code == "kernel.transition_not_allowed"


def test_an_edit_that_changes_nothing_leaves_the_signature(ground):
    warning_id = a_signed()
    assert api.edit_draft(warning_id=warning_id, content=a_content(), actor=AUTHOR, now=NIGHT) == 1
    assert api.warning(AUTHOR, warning_id).state is api.WarningState.SIGNED


def test_what_was_altered_behind_the_signature_is_not_issued(ground):
    warning_id = a_signed()
    PublicWarning.objects.filter(id=warning_id).update(headline="altered in the database")
    error = refused(api.approve_warning, warning_id=warning_id, actor=APPROVER, now=NIGHT)
    assert error.code == "public_warnings.signature_void"


def test_an_expired_draft_is_not_issued_at_its_end_nor_after(ground):
    warning_id = a_signed()
    end = a_content().expires
    for moment in (end, end + timedelta(seconds=1)):
        error = refused(api.approve_warning, warning_id=warning_id, actor=APPROVER, now=moment)
        assert error.code == "public_warnings.draft_expired"
    api.approve_warning(warning_id=warning_id, actor=APPROVER, now=end - timedelta(seconds=1))
    assert Transmission.objects.count() == 1


def test_a_second_click_on_approve_sends_nothing_and_says_who_did(ground):
    warning_id = an_issued()
    error = refused(api.approve_warning, warning_id=warning_id, actor=APPROVER, now=LATER)
    assert error.code == "public_warnings.already_issued"
    assert error.data["by"] == "the approver"
    assert Transmission.objects.count() == 1


def test_a_return_needs_a_reason_and_lets_the_author_mend_it(ground):
    warning_id = a_signed()
    error = refused(api.return_warning, warning_id=warning_id, reason=" ", actor=APPROVER, now=NIGHT)
    assert error.code == "public_warnings.reason_missing"
    api.return_warning(warning_id=warning_id, reason="name the shelters", actor=APPROVER, now=NIGHT)
    row = api.warning(AUTHOR, warning_id)
    assert (row.state, row.return_reason, row.signer_name) == (
        api.WarningState.RETURNED,
        "name the shelters",
        "",
    )
    error = refused(api.approve_warning, warning_id=warning_id, actor=APPROVER, now=NIGHT)
    assert error.code == "kernel.transition_not_allowed"


def test_a_duty_leader_may_approve_yellow_but_not_red(ground):
    leader = an_actor("duty_leader", "another leader")
    red, yellow = a_signed(), a_signed(level=Level.YELLOW)
    error = refused(api.approve_warning, warning_id=red, actor=leader, now=NIGHT)
    assert error.code == "public_warnings.may_not_sign"
    api.approve_warning(warning_id=yellow, actor=leader, now=NIGHT)
    assert Transmission.objects.get().warning_id == yellow


def test_another_county_sees_no_warning_and_may_do_nothing_with_it(ground):
    warning_id = a_signed()
    stranger = an_actor("commander", "elsewhere", region="513434")
    for act in (api.approve_warning, api.sign_warning, api.submit_warning):
        assert refused(act, warning_id=warning_id, actor=stranger, now=NIGHT).code == "kernel.not_found"
    with pytest.raises(AnlanError):
        api.warning(stranger, warning_id)
    assert api.warnings(stranger).total == 0


@pytest.mark.parametrize(
    ("ring", "rule"),
    [
        (BOW_TIE, "does_not_cross_itself"),
        (RING[:4], "ring_closed"),
        (RING[:3], "at_least_4_points"),
        (((10.0, 28.61), *RING[1:4], (10.0, 28.61)), "within_china"),
        (tuple((x * 1.0, y) for x, y in ((102.2, 28.6), (102.2001, 28.6), (102.2001, 28.6001), (102.2, 28.6))), "tiny"),
    ],
)
def test_a_malformed_polygon_is_refused_with_its_spot(ground, ring, rule):
    error = refused(a_draft, polygons=(ring,))
    assert error.code == "public_warnings.bad_area"
    assert error.data["rule"] == ("not_smaller_than_1_hectare" if rule == "tiny" else rule)
    if ring is BOW_TIE:
        assert (error.data["longitude"], error.data["latitude"]) == (102.25, 28.65)


def test_a_drawn_polygon_is_what_is_sent(ground):
    warning_id = an_issued(polygons=(RING,))
    assert read(api.transmission(AUTHOR, warning_id).cap_xml).infos[0].areas[0].polygons == (RING,)


def test_a_polygon_or_region_outside_of_the_issuing_county_is_refused(ground):
    far = tuple((x + 2, y) for x, y in RING)
    assert refused(a_draft, polygons=(far,)).code == "public_warnings.area_outside_region"
    assert refused(a_draft, regions=("513434101",)).code == "public_warnings.area_outside_region"


def test_an_exercise_cannot_name_a_public_channel_nor_a_real_warning_an_exercise_channel(ground):
    assert refused(a_draft, is_exercise=True).code == "public_warnings.exercise_reaches_public"
    error = refused(a_draft, channels=("public_page", "exercise_email"))
    assert error.code == "public_warnings.real_on_exercise_channel"


def test_an_exercise_whose_channels_were_altered_is_not_issued(ground):
    warning_id = a_signed(is_exercise=True, channels=("exercise_email",))
    PublicWarning.objects.filter(id=warning_id).update(channels=["public_page"])
    before = everything()
    with pytest.raises(AnlanError), transaction.atomic():
        api.approve_warning(warning_id=warning_id, actor=APPROVER, now=NIGHT)
    assert everything() == before


def test_an_exercise_is_marked_in_its_message_and_on_no_public_page(ground):
    warning_id = an_issued(is_exercise=True, channels=("exercise_email", "exercise_sms"))
    sent = api.transmission(AUTHOR, warning_id)
    assert read(sent.cap_xml).status == "Exercise"
    assert api.standing_notices(NIGHT).notices == ()
    assert api.feed_messages() == ()
    assert set(Delivery.objects.values_list("channel", flat=True)) == {"exercise_email", "exercise_sms"}


def test_a_transmission_cannot_be_changed_even_in_the_database(ground):
    warning_id = an_issued()
    with pytest.raises(IntegrityError), transaction.atomic():
        Transmission.objects.filter(warning_id=warning_id).update(headline="history rewritten")
    PublicWarning.objects.filter(id=warning_id).update(headline="another")
    assert api.transmission(AUTHOR, warning_id).headline == "Red warning of flash flood"


def test_lifting_is_a_follower_with_two_signatures_that_ends_the_first(ground):
    warning_id = an_issued()
    follower = api.lift_warning(warning_id=warning_id, reason="The water has fallen.", actor=AUTHOR, now=LATER)
    assert api.warning(AUTHOR, warning_id).state is api.WarningState.ISSUED
    error = refused(api.lift_warning, warning_id=warning_id, reason="again", actor=AUTHOR, now=LATER)
    assert error.code == "public_warnings.follower_exists"
    api.submit_warning(warning_id=follower, actor=AUTHOR, now=LATER)
    api.sign_warning(warning_id=follower, actor=SIGNER, now=LATER)
    api.approve_warning(warning_id=follower, actor=APPROVER, now=LATER)
    assert api.warning(AUTHOR, warning_id).state is api.WarningState.LIFTED
    assert "warning_lifted" in kinds_of(warning_id)
    alert = read(api.transmission(AUTHOR, follower).cap_xml)
    assert (alert.message_type, alert.references[0].identifier) == ("Cancel", "51343300000000_20200626232000_0")
    assert api.standing_notices(LATER).notices == ()
    assert refused(api.lift_warning, warning_id=follower, reason="x", actor=AUTHOR, now=LATER).code == (
        "kernel.transition_not_allowed"
    )


def test_an_update_replaces_the_first_and_names_it(ground):
    warning_id = an_issued()
    content = a_content(level=Level.ORANGE, headline="Orange now", regions=VILLAGES)
    follower = api.update_warning(warning_id=warning_id, content=content, actor=AUTHOR, now=LATER)
    api.submit_warning(warning_id=follower, actor=AUTHOR, now=LATER)
    api.sign_warning(warning_id=follower, actor=SIGNER, now=LATER)
    api.approve_warning(warning_id=follower, actor=APPROVER, now=LATER)
    assert api.warning(AUTHOR, warning_id).state is api.WarningState.UPDATED
    assert [row.headline for row in api.standing_notices(LATER).notices] == ["Orange now"]
    assert read(api.transmission(AUTHOR, follower).cap_xml).message_type == "Update"


def test_two_warnings_in_one_second_have_two_identifiers(ground):
    first, second = an_issued(), an_issued(headline="Another")
    found = [api.transmission(AUTHOR, each).identifier[-2:] for each in (first, second)]
    assert found == ["_0", "_1"]


def test_versions_show_what_changed(ground):
    warning_id = a_draft()
    api.edit_draft(warning_id=warning_id, content=a_content(headline="Red warning of debris"), actor=AUTHOR, now=LATER)
    newest, first = api.versions(AUTHOR, warning_id)
    assert (first.number, first.changes, newest.number) == (1, (), 2)
    assert [change.field for change in newest.changes] == ["headline"]
    runs = newest.changes[0].runs
    assert "".join(text for mark, text in runs if mark != "removed") == "Red warning of debris"
