"""How a draft reads on each channel before anyone signs it, and advice on plain language."""

import pytest
from tests.factories.access import client_with
from tests.factories.public_warnings import APPROVER, AUTHOR, COUNTY, NIGHT, SIGNER, VILLAGES, a_content, a_draft

from anlan.kernel.levels import Level
from anlan.public_warnings import api
from anlan.public_warnings.domain.plain import Wording, advice_on
from anlan.public_warnings.models import DeliveryText, Transmission
from anlan.public_warnings.services.texts import texts_of

GOOD = Wording(
    headline="\u7ea2\u8272\u9884\u8b66",
    description="\u9884\u8ba1\u672a\u67656\u5c0f\u65f6Damawu\u6709\u5c71\u6d2a\u3002",
    instruction="1. \u8bf7\u7acb\u5373\u8f6c\u79fb\u3002",
    places=("Damawu",),
    level=Level.RED,
)


def rules(**changes):
    import dataclasses

    return [(each.rule, each.quote) for each in advice_on(dataclasses.replace(GOOD, **changes))]


def test_a_plain_text_gets_no_advice():
    assert rules() == []


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"places": ("Elsewhere",)}, ("place_missing", "")),
        ({"description": "Damawu"}, ("time_missing", "")),
        ({"instruction": "1. \u5929\u6c14"}, ("measure_missing", "")),
        ({"instruction": "1. \u8bf7" + "\u8d70" * 60}, ("sentence_too_long", "1. \u8bf7" + "\u8d70" * 16)),
        ({"headline": "QPF"}, ("abbreviation", "QPF")),
        ({"headline": "\u9632\u6307"}, ("jargon", "\u9632\u6307")),
        ({"headline": "\u5feb\u8dd1\uff01"}, ("exclamation", "")),
        ({"translations": (api.Translation("en", "Blue warning", "a", "b"),)}, ("other_level_in_english", "")),
    ],
)
def test_what_would_be_missed_is_advised_by_name(changes, rule):
    assert rule in rules(**changes)


def test_a_sentence_of_just_sixty_characters_is_not_too_long():
    assert rules(instruction="\u8bf7" + "\u8d70" * 59) == []


@pytest.mark.django_db
def test_the_preview_shows_the_short_message_with_its_parts_the_speech_and_cap(ground, at):
    at(NIGHT)
    warning_id = a_draft(regions=VILLAGES)
    officer = client_with("duty_officer", COUNTY)
    page = officer.get(f"/warnings/{warning_id}/edit/").content.decode()
    content = a_content(regions=VILLAGES)
    source = api.ShortSource(
        text=content.main_text,
        kind=content.kind,
        level=content.level,
        region=COUNTY,
        regions=VILLAGES,
        expires=content.expires,
    )
    assert api.short_text(source) in page
    assert "Evacuate" in page


@pytest.mark.django_db
def test_the_preview_survives_a_form_that_says_almost_nothing(ground, at):
    at(NIGHT)
    warning_id = a_draft()
    officer = client_with("duty_officer", COUNTY)
    for posted in ({}, {"kind": "99999", "level": "7"}, {"kind": "11B15", "level": "1", "headline_en": "x"}):
        assert officer.post(f"/warnings/{warning_id}/preview/", posted).status_code == 200


def test_english_for_a_telephone_leaves_the_chinese_name_out_and_travels_as_seven_bits():
    source = api.ShortSource(
        text=api.Translation("en", "Red warning for Yihai Town (\u5f5d\u6d77\u9547)", "x", "1. Go to high ground."),
        kind="11A51",
        level=Level.RED,
        region=COUNTY,
        regions=VILLAGES,
        expires=NIGHT,
    )
    text = api.short_text(source)
    assert text == "Red warning for Yihai Town. Go to high ground."
    assert api.message_size(text).is_gsm


def test_speech_takes_about_a_second_for_four_characters_and_longer_with_pauses():
    assert api.spoken_seconds("\u8f6c\u79fb" * 20) == 10
    assert api.spoken_seconds("\u8f6c\u79fb\u3002" * 20) == 15


def short_messages_of(warning_id) -> dict[str, str]:
    """Return the short messages that a draft's page shows, by language."""
    page = client_with("duty_officer", COUNTY).get(f"/warnings/{warning_id}/edit/")
    return {each["lang"]: each["text"] for each in page.context["short_messages"]}


def issue(warning_id) -> None:
    api.submit_warning(warning_id=warning_id, actor=AUTHOR, now=NIGHT)
    api.sign_warning(warning_id=warning_id, actor=SIGNER, now=NIGHT)
    api.approve_warning(warning_id=warning_id, actor=APPROVER, now=NIGHT)


@pytest.mark.django_db
@pytest.mark.parametrize("is_exercise", [False, True])
def test_what_telephones_get_is_what_the_preview_showed(ground, at, is_exercise):
    at(NIGHT)
    channel = "exercise_public_sms" if is_exercise else "public_sms"
    english = api.Translation("en", "Red warning of flash flood", "52.5 mm in one hour.", "Leave the river banks.")
    issued = a_draft(
        is_exercise=is_exercise, regions=(VILLAGES[1], VILLAGES[0]), channels=(channel,), translations=(english,)
    )
    shown = [short_messages_of(issued)]
    issue(issued)
    lifting = api.lift_warning(warning_id=issued, reason="over", actor=AUTHOR, now=NIGHT)
    shown.append(short_messages_of(lifting))
    issue(lifting)
    for warning_id, said in zip((issued, lifting), shown, strict=True):
        sent = Transmission.objects.get(warning_id=warning_id)
        texts_of(sent, api.channel(channel))
        kept = dict(DeliveryText.objects.filter(transmission=sent).values_list("language", "text"))
        assert kept == said
        assert len(kept) == 2
