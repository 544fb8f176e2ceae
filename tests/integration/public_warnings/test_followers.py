"""What follows a warning: updates name their whole chain, a lifting is no retraction, and neither goes out unsigned."""

import pytest
from tests.factories.access import client_with
from tests.factories.public_warnings import (
    APPROVER,
    AUTHOR,
    COUNTY,
    NIGHT,
    SIGNER,
    TOWNSHIP,
    VILLAGES,
    a_content,
    a_draft,
    an_issued,
)

from anlan.kernel.errors import AnlanError, TransitionNotAllowed
from anlan.kernel.levels import Level
from anlan.protocols.cap12.message import Certainty, MessageType
from anlan.protocols.cap12.reading import read
from anlan.public_warnings import api
from anlan.public_warnings.models import PublicWarning, Transmission

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def night(at, ground):
    at(NIGHT)
    return ground


def issue(warning_id):
    api.submit_warning(warning_id=warning_id, actor=AUTHOR, now=NIGHT)
    api.sign_warning(warning_id=warning_id, actor=SIGNER, now=NIGHT)
    api.approve_warning(warning_id=warning_id, actor=APPROVER, now=NIGHT)
    return Transmission.objects.get(warning_id=warning_id)


def updated(warning_id, **changes):
    content = a_content(**changes)
    return api.update_warning(warning_id=warning_id, content=content, actor=AUTHOR, now=NIGHT)


def ended(warning_id, act=api.lift_warning, reason="the rain has stopped"):
    return act(warning_id=warning_id, reason=reason, actor=AUTHOR, now=NIGHT)


def test_every_follower_names_all_earlier_messages_of_its_chain_the_first_one_first():
    first = an_issued()
    second = updated(first, level=Level.ORANGE)
    issue(second)
    third = updated(second, regions=(VILLAGES[0],))
    issue(third)
    last = issue(ended(third))
    sent = [Transmission.objects.get(warning_id=each).identifier for each in (first, second, third)]
    assert [each.identifier for each in read(bytes(last.cap_xml)).references] == sent
    assert [each.split(",")[1] for each in last.references.split(" ")] == sent


def test_an_update_may_change_level_and_area():
    first = an_issued()
    follower = issue(updated(first, level=Level.YELLOW, regions=(VILLAGES[1],)))
    alert = read(bytes(follower.cap_xml))
    assert (alert.message_type, follower.level) == (MessageType.UPDATE, Level.YELLOW)
    assert [region["code"] for region in follower.regions] == [VILLAGES[1]]
    assert PublicWarning.objects.get(id=first).state == "updated"


def test_a_lifting_says_all_clear_and_a_retraction_that_there_never_was_a_danger():
    lifted = read(bytes(issue(ended(an_issued())).cap_xml))
    wrong = an_issued(now=NIGHT)
    retracted = read(bytes(issue(ended(wrong, api.retract_warning, "wrong county")).cap_xml))
    assert (lifted.message_type, retracted.message_type) == (MessageType.CANCEL, MessageType.CANCEL)
    assert [info.response_types for info in lifted.infos] == [("AllClear",)] * 2
    assert [info.response_types for info in retracted.infos] == [("None",)] * 2
    assert (lifted.infos[0].certainty, retracted.infos[0].certainty) == (Certainty.OBSERVED, Certainty.UNLIKELY)
    assert (lifted.note, "by mistake" in retracted.note) == ("", True)
    assert "wrong county" in retracted.infos[0].description
    assert lifted.infos[0].instruction != retracted.infos[0].instruction


def test_the_retracted_warning_stands_until_the_retraction_is_issued():
    warning_id = an_issued()
    follower = ended(warning_id, api.retract_warning)
    assert PublicWarning.objects.get(id=warning_id).state == "issued"
    with pytest.raises(AnlanError) as caught:
        ended(warning_id)
    assert caught.value.code == "public_warnings.follower_exists"
    issue(follower)
    assert PublicWarning.objects.get(id=warning_id).state == "lifted"


def test_a_retraction_that_is_turned_into_a_lifting_behind_the_signature_is_void():
    follower = ended(an_issued(), api.retract_warning)
    api.submit_warning(warning_id=follower, actor=AUTHOR, now=NIGHT)
    api.sign_warning(warning_id=follower, actor=SIGNER, now=NIGHT)
    PublicWarning.objects.filter(id=follower).update(is_retraction=False)
    with pytest.raises(AnlanError) as caught:
        api.approve_warning(warning_id=follower, actor=APPROVER, now=NIGHT)
    assert caught.value.code == "public_warnings.signature_void"
    assert not Transmission.objects.filter(warning_id=follower).exists()


@pytest.mark.parametrize("act", [api.lift_warning, api.retract_warning])
@pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
def test_both_need_a_reason_and_a_warning_that_is_out(act, reason):
    warning_id = an_issued()
    with pytest.raises(AnlanError) as caught:
        ended(warning_id, act, reason)
    assert caught.value.code == "public_warnings.reason_missing"
    with pytest.raises(TransitionNotAllowed):
        ended(a_draft(), act)
    with pytest.raises(TransitionNotAllowed):
        updated(a_draft())
    assert PublicWarning.objects.filter(follows__isnull=False).count() == 0


def test_a_retraction_is_drafted_by_its_button_and_shown_as_one():
    warning_id = an_issued()
    officer = client_with("duty_officer", COUNTY)
    assert officer.post(f"/warnings/{warning_id}/retract/", {"reason": ""}).status_code == 422
    answer = officer.post(f"/warnings/{warning_id}/retract/", {"reason": "pressed the wrong key"})
    assert answer.status_code == 302
    assert api.warning(AUTHOR, PublicWarning.objects.get(follows=warning_id).id).is_retraction
    assert officer.get(answer["Location"]).status_code == 200


def test_a_short_message_of_an_ending_says_which_it_is():
    ways = {}
    for is_retraction in (False, True):
        source = api.ShortSource(
            text=a_content().main_text,
            kind="11A51",
            level=Level.RED,
            region=COUNTY,
            regions=(TOWNSHIP,),
            expires=NIGHT,
            message_kind=api.MessageKind.CANCEL,
            is_retraction=is_retraction,
        )
        ways[is_retraction] = api.short_text(source)
    assert ways[False] != ways[True]
    assert all(api.message_size(text).parts <= 2 for text in ways.values())
