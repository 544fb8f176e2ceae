"""A warning in several languages: stored, sealed, versioned, shown and sent whole."""

import pytest
from tests.factories.access import client_with
from tests.factories.public_warnings import (
    APPROVER,
    AUTHOR,
    COUNTY,
    NIGHT,
    SIGNER,
    TOWNSHIP,
    a_content,
    a_draft,
    a_signed,
    an_issued,
)

from anlan.kernel.errors import AnlanError
from anlan.kernel.levels import Level
from anlan.protocols.cap12.reading import read
from anlan.public_warnings import api
from anlan.public_warnings.models import PublicWarning, TextVersion, Transmission

pytestmark = pytest.mark.django_db

ENGLISH = api.Translation("en", "Red warning of flash flood", "Floods are near.", "1. Go to high ground.")
YI = api.Translation("ii-CN", "headline by a translator", "text by a translator", "measures by a translator")


@pytest.fixture(autouse=True)
def night(at, ground):
    at(NIGHT)
    return ground


def test_a_message_carries_one_info_per_language_with_the_same_facts():
    an_issued(translations=(ENGLISH, YI))
    infos = read(bytes(Transmission.objects.get().cap_xml)).infos
    assert [each.language for each in infos] == ["zh-CN", "ii-CN", "en"]
    assert [each.headline for each in infos[1:]] == [YI.headline, ENGLISH.headline]
    assert infos[2].event == "flash flood"
    assert len({(each.severity, each.expires, each.areas, each.event_codes) for each in infos}) == 1


def test_a_message_in_one_language_carries_one_info():
    an_issued()
    assert len(read(bytes(Transmission.objects.get().cap_xml)).infos) == 1


def test_a_change_of_a_translation_alone_voids_the_signature_and_is_a_version_with_its_difference():
    warning_id = a_signed(translations=(ENGLISH,))
    changed = api.Translation("en", ENGLISH.headline, ENGLISH.description, "1. Stay at home.")
    api.edit_draft(warning_id=warning_id, content=a_content(translations=(changed,)), actor=AUTHOR, now=NIGHT)
    row = PublicWarning.objects.get()
    assert (row.state, row.signed_seal, row.version) == ("draft", "", 2)
    newest = api.versions(AUTHOR, warning_id)[0]
    assert [change.field for change in newest.changes] == ["instruction en"]


def test_a_translation_taken_out_is_a_difference_too():
    warning_id = a_draft(translations=(YI,))
    api.edit_draft(warning_id=warning_id, content=a_content(), actor=AUTHOR, now=NIGHT)
    fields = [change.field for change in api.versions(AUTHOR, warning_id)[0].changes]
    assert fields == ["headline ii-CN", "description ii-CN", "instruction ii-CN"]


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        (api.Translation("en", "only a headline", "", ""), "translated_whole_or_not_at_all"),
        (api.Translation("fr", "a", "b", "c"), "in_table_of_languages"),
        (api.Translation("zh-CN", "a", "b", "c"), "in_table_of_languages"),
        (api.Translation("en", "a" * 301, "b", "c"), "at_most_300_characters"),
        (api.Translation("en", "a\x07", "b", "c"), "no_control_characters"),
    ],
)
def test_a_wrong_translation_is_refused_by_name_and_nothing_is_stored(wrong, rule):
    with pytest.raises(AnlanError) as caught:
        a_draft(translations=(wrong,))
    assert caught.value.data["rule"] == rule
    assert PublicWarning.objects.count() == 0


def test_a_language_twice_is_refused():
    with pytest.raises(AnlanError) as caught:
        a_draft(translations=(ENGLISH, ENGLISH))
    assert caught.value.data["rule"] == "each_language_once"
    assert PublicWarning.objects.count() == 0


def test_an_empty_translation_is_left_out():
    a_draft(translations=(api.Translation("ii-CN", " ", "", "\n"), ENGLISH))
    assert [each["language"] for each in PublicWarning.objects.get().translations] == ["en"]
    assert [each["language"] for each in TextVersion.objects.get().content["translations"]] == ["en"]


def test_a_lifting_says_in_english_that_it_is_over_and_never_repeats_the_old_yi_text():
    warning_id = an_issued(translations=(ENGLISH, YI))
    follower = api.lift_warning(warning_id=warning_id, reason="over", actor=AUTHOR, now=NIGHT)
    (english,) = api.warning(AUTHOR, follower).translations
    assert english.language == "en"
    assert english.headline == "Red warning of flash flood lifted for Yihai, Mianning"


def test_the_template_proposes_english_and_never_yi():
    content = api.from_template("11A51", Level.RED, region=COUNTY, regions=(TOWNSHIP,), facts="", now=NIGHT)
    (english,) = content.translations
    assert english.language == "en"
    assert "flash floods are very likely in Yihai, Mianning" in english.description
    assert "23:20 on 26 June (China time)" in english.description


def test_the_form_keeps_both_languages_and_shows_a_half_one_beside_its_field():
    officer = client_with("duty_officer", COUNTY)
    warning_id = a_draft(translations=(ENGLISH,))
    page = officer.get(f"/warnings/{warning_id}/edit/").content.decode()
    assert ENGLISH.instruction in page
    form = {
        "headline": "h",
        "kind": "11A51",
        "level": "4",
        "description": "d",
        "instruction": "i",
        "effective": "2020-06-26T23:20",
        "expires": "2020-06-27T05:20",
        "channels": ["sms"],
        "regions": [TOWNSHIP],
        "area_source": "",
        "headline_ii-CN": YI.headline,
        "description_ii-CN": YI.description,
    }
    answer = officer.post(f"/warnings/{warning_id}/edit/", form)
    assert answer.status_code == 422
    assert 'id="id_instruction_ii-CN_error"' in answer.content.decode()
    assert api.warning(AUTHOR, warning_id).translations == (ENGLISH,)
    whole = {**form, "instruction_ii-CN": YI.instruction}
    assert officer.post(f"/warnings/{warning_id}/edit/", whole).status_code == 302
    assert api.warning(AUTHOR, warning_id).translations == (YI,)
    assert YI.headline in officer.post(f"/warnings/{warning_id}/preview/", whole).content.decode()


def test_the_rest_door_takes_and_gives_translations():
    warning_id = an_issued(translations=(ENGLISH,))
    officer = client_with("duty_officer", COUNTY)
    found = officer.get(f"/api/v1/warnings/{warning_id}").json()
    assert found["translations"][0]["headline"] == ENGLISH.headline
    assert api.transmission(APPROVER, warning_id).translations == (ENGLISH,)
    assert SIGNER.name == api.transmission(SIGNER, warning_id).signer_name
