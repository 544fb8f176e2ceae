from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from uuid import uuid4

import openpyxl
import pytest
from django.db import IntegrityError, transaction
from tests.factories.access import build_user, client_of
from tests.factories.incidents import an_incident
from tests.factories.losses import (
    CAOGU,
    COUNTY,
    DAMAWU,
    DUTY,
    LEADER,
    OPENED,
    VILLAGE_OFFICER,
    YIHAI,
    a_survey,
    accepted,
    figures,
    sent_up,
    somebody,
)
from tests.factories.public_warnings import build_places

from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound, TransitionNotAllowed
from anlan.losses import api
from anlan.losses.models import AgreedValue, AgreementSignature, Entry, LedgerHouse, LedgerPerson, PersonStep, Release
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
NOW = OPENED + timedelta(hours=2)
COMMANDER, OPERATOR = somebody("commander"), somebody("department_operator")


@pytest.fixture
def verified(at):
    """A verified count of the flood with two dead in Yihai, and its incident."""
    at(NOW)
    incident_id = an_incident()
    survey_id = a_survey(incident_id=incident_id, table="verified")
    accepted(survey_id, DAMAWU, dead=2, collapsed_households=1, collapsed_home_rooms=4)
    return survey_id, incident_id


def a_person(incident_id, **changes):
    given = {"region": DAMAWU, "name": "吉克阿牛", "evidence": "found by the team", "state": "dead", **changes}
    return api.record_person(new=api.NewPerson(incident_id=incident_id, **given), actor=DUTY, now=NOW)


def a_house(incident_id, actor=DUTY, **changes):
    given = {
        "region": DAMAWU,
        "head": "沙马木呷",
        "persons": 5,
        "structure": "brick_wood",
        "grade": "collapsed",
        "rooms": 4,
    }
    return api.record_house(new=api.NewHouse(incident_id=incident_id, **(given | changes)), actor=actor, now=NOW)


def test_the_verified_table_goes_up_when_the_ledgers_agree(verified):
    survey_id, incident_id = verified
    with pytest.raises(api.LedgerDiffers) as refusal, transaction.atomic():
        sent_up(survey_id)
    assert (refusal.value.data["count"], Entry.objects.filter(sort="sum").count()) == (3, 0)
    a_person(incident_id)
    missing = a_person(incident_id, state="missing", name="曲比伍各")
    a_house(incident_id)
    apart = api.ledger_differences(DUTY, survey_id, YIHAI)
    assert [(each.indicator, each.figure, each.ledger) for each in apart] == [("dead", 2, 1), ("missing", 0, 1)]
    about = {"survey_id": survey_id, "region": YIHAI, "indicator": "dead", "actor": DUTY, "now": NOW}
    api.explain_difference(text="one is still being identified", **about)
    api.change_person(person_id=missing, act=api.PersonAct.DIE, evidence="DNA", actor=DUTY, now=NOW)
    assert sent_up(survey_id)


def test_an_explanation_holds_for_just_these_two_numbers(verified):
    survey_id, incident_id = verified
    about = {"survey_id": survey_id, "region": YIHAI, "actor": DUTY, "now": NOW}
    for indicator in ("dead", "collapsed_households", "collapsed_home_rooms"):
        api.explain_difference(indicator=indicator, text="not yet entered", **about)
    a_person(incident_id)
    assert [each.explanation for each in api.ledger_differences(DUTY, survey_id, YIHAI)] == [
        "",
        *["not yet entered"] * 2,
    ]
    with pytest.raises(InvalidValue), transaction.atomic():
        api.explain_difference(indicator="missing", text="nothing differs", **about)


def test_what_becomes_known_of_a_person_is_kept_with_its_evidence_and_the_name_is_masked(verified):
    _survey, incident_id = verified
    person_id = a_person(incident_id, state="missing", token=uuid4())
    api.change_person(person_id=person_id, act=api.PersonAct.FIND, evidence="came home", actor=DUTY, now=NOW)
    with pytest.raises(TransitionNotAllowed), transaction.atomic():
        api.change_person(person_id=person_id, act=api.PersonAct.DIE, evidence="?", actor=DUTY, now=NOW)
    assert list(PersonStep.objects.values_list("state", "evidence")) == [
        ("missing", "found by the team"),
        ("found", "came home"),
    ]
    (row,) = api.persons_of(VILLAGE_OFFICER, incident_id, DAMAWU)
    assert (row.name_masked, row.state, row.acts) == ("吉***", "found", ())


def test_a_name_is_revealed_to_who_may_and_that_is_written_down(verified):
    person_id = a_person(verified[1])
    with pytest.raises(NotAllowed), transaction.atomic():
        api.reveal_name(person_id=person_id, actor=VILLAGE_OFFICER, now=NOW)
    with pytest.raises(NotFound), transaction.atomic():
        api.reveal_name(person_id=person_id, actor=somebody("duty_officer", "513434"), now=NOW)
    assert not JournalEntry.objects.filter(kind="losses.name_revealed").exists()
    assert api.reveal_name(person_id=person_id, actor=DUTY, now=NOW) == "吉克阿牛"
    entry = JournalEntry.objects.get(kind="losses.name_revealed")
    assert (entry.actor_name, "吉克" in str(entry.payload)) == (DUTY.name, False)


def test_a_household_stands_in_the_ledger_once_and_is_corrected_with_a_reason(verified):
    house_id = a_house(verified[1])
    for refused, changes in (
        (api.HouseTwice, {}),
        (InvalidValue, {"head": "x", "rooms": 0}),
        (InvalidValue, {"head": "x", "photo": b"GIF"}),
    ):
        with pytest.raises(refused), transaction.atomic():
            a_house(verified[1], **changes)
    with pytest.raises(NotAllowed), transaction.atomic():
        a_house(verified[1], actor=VILLAGE_OFFICER, region=CAOGU)
    assert LedgerHouse.objects.count() == 1
    api.change_house(house_id=house_id, grade="severe", rooms=3, reason="walls stand", actor=DUTY, now=NOW)
    api.change_house(house_id=house_id, grade="severe", rooms=0, reason="a barn", actor=DUTY, now=NOW)
    (row,) = api.houses_of(DUTY, verified[1], COUNTY)
    assert (row.is_withdrawn, row.rooms, row.reasons) == (True, 3, ("walls stand", "a barn"))


def test_departments_agree_with_a_reason_and_sign_the_values_as_they_stand(verified):
    survey_id = verified[0]
    accepted(survey_id, COUNTY, road_km="1.50")
    about = {"survey_id": survey_id, "now": NOW}
    api.give_department_figure(
        department="交通运输局", figure=("road_km", "1.80"), source="roads", actor=OPERATOR, **about
    )
    with pytest.raises(InvalidValue), transaction.atomic():
        api.agree_figure(indicator="road_km", value="1.80", reason="", actor=LEADER, **about)
    with pytest.raises(NotAllowed), transaction.atomic():
        api.agree_figure(indicator="road_km", value="1.80", reason="x", actor=OPERATOR, **about)
    assert not AgreedValue.objects.exists()
    api.agree_figure(indicator="road_km", value="1.80", reason="measured on site", actor=LEADER, **about)
    for _ in range(2):
        api.sign_agreement(department="交通运输局", actor=OPERATOR, **about)
    with pytest.raises(api.AgreedDiffers), transaction.atomic():
        api.draft_release(survey_id=survey_id, title="t", body="b", actor=DUTY, now=NOW)
    accepted(survey_id, COUNTY, 20, road_km="1.80", reason="measured on site")
    assert api.draft_release(survey_id=survey_id, title="t", body="b", actor=DUTY, now=NOW)
    api.agree_figure(indicator="road_km", value="1.80", reason="", actor=LEADER, **about)
    api.give_department_figure(department="交通运输局", figure=("dead", "2"), source="-", actor=OPERATOR, **about)
    found = api.agreement(DUTY, api.survey(DUTY, survey_id))
    assert ([row.indicator for row in found.rows if row.is_apart], AgreementSignature.objects.count()) == (["dead"], 1)
    assert found.signatures[0].is_current


def test_a_release_needs_another_person_and_is_frozen_then(verified):
    survey_id = verified[0]
    with pytest.raises(api.NothingToRelease), transaction.atomic():
        api.draft_release(survey_id=survey_id, title="t", body="b", actor=DUTY, now=NOW)
    accepted(survey_id, COUNTY, dead=2)
    release_id = api.draft_release(survey_id=survey_id, title="冕宁灾情", body="截至目前", actor=LEADER, now=NOW)
    with pytest.raises(api.ReleaserIsDrafter), transaction.atomic():
        api.approve_release(release_id=release_id, actor=LEADER, now=NOW)
    with pytest.raises(NotAllowed), transaction.atomic():
        api.approve_release(release_id=release_id, actor=DUTY, now=NOW)
    assert (Release.objects.get().state, api.public_releases()) == ("drafted", ())
    api.approve_release(release_id=release_id, actor=COMMANDER, now=NOW)
    with pytest.raises(TransitionNotAllowed), transaction.atomic():
        api.refuse_release(release_id=release_id, reason="late", actor=COMMANDER, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.update(body="less")
    content, name = api.released_document(DUTY, release_id)
    assert (content[:2], name, api.public_releases()[0]["figures"][0][:3:2]) == (b"PK", "冕宁灾情.docx", ["dead", "2"])


def test_an_exercise_is_never_shown_to_the_public(at):
    at(NOW)
    survey_id = a_survey(incident_id=an_incident(is_exercise=True))
    accepted(survey_id, COUNTY, dead=1)
    release_id = api.draft_release(survey_id=survey_id, title="t", body="b", actor=LEADER, now=NOW)
    api.approve_release(release_id=release_id, actor=COMMANDER, now=NOW)
    assert api.public_releases() == ()


def test_a_table_goes_out_and_comes_back_whole_or_not_at_all(at):
    at(NOW)
    build_places()
    survey_id = a_survey()
    accepted(survey_id, DAMAWU, dead=1, road_km="1.25")
    officer = client_of(build_user("township_officer", YIHAI))
    book = openpyxl.load_workbook(BytesIO(officer.get(f"/losses/{survey_id}/table/{YIHAI}/").content))
    sheet = book.active
    heads = [cell.value for cell in sheet[1]]
    dead, crop = heads.index("dead") + 1, heads.index("crop_failed") + 1
    lines = {sheet.cell(row, 1).value: row for row in range(3, sheet.max_row + 1)}
    sheet.cell(lines[DAMAWU], dead).value, sheet.cell(lines[CAOGU], dead).value = 3, -1

    def upload():
        packed = BytesIO()
        book.save(packed)
        packed.seek(0)
        packed.name = "back.xlsx"
        return officer.post(f"/losses/{survey_id}/upload/{YIHAI}/", {"file": packed})

    refused = upload()
    assert (refused.status_code, Entry.objects.count()) == (200, 1)
    assert f'<td class="figure-cell">{lines[CAOGU]}</td>' in refused.content.decode()
    sheet.cell(lines[CAOGU], dead).value, sheet.cell(lines[CAOGU], crop).value = 2, 7.5
    assert upload().status_code == 302
    api.accept_waiting(survey_id=survey_id, receiver=YIHAI, actor=DUTY, now=NOW)
    left = Entry.objects.filter(state="sent").get()
    api.explain_figures(entry_id=left.id, explanation="two more were found", actor=DUTY, now=NOW)
    api.accept_figures(entry_id=left.id, actor=DUTY, now=NOW)
    assert api.rolled_up(survey_id, YIHAI) == figures(dead=5, road_km="1.25", crop_failed=Decimal("7.5"))


def test_the_pages_of_a_verified_count_open_and_their_acts_are_posted(verified):
    survey_id, incident_id = verified
    person_id, house_id = a_person(incident_id), a_house(incident_id)
    duty, leader, commander = (
        client_of(build_user(role, COUNTY)) for role in ("duty_officer", "duty_leader", "commander")
    )
    at, forms = f"/losses/{survey_id}/", []
    person = {"name": "某甲", "state": "missing", "region": YIHAI, "evidence": "a call", "age": "30"}
    house = {"head": "某乙", "persons": "3", "rooms": "2", "grade": "slight", "structure": "other", "region": YIHAI}
    forms += [(duty, "ledgers/persons/", person), (duty, "ledgers/houses/", house)]
    forms += [
        (duty, f"ledgers/persons/{person_id}/reveal/", {}),
        (duty, f"ledgers/persons/{person_id}/withdraw/", {"text": "x"}),
    ]
    forms += [(duty, f"ledgers/houses/{house_id}/", {"grade": "severe", "rooms": "4", "reason": "x"})]
    forms += [(duty, "ledgers/explain/", {"region": YIHAI, "indicator": "dead", "text": "x"})]
    forms += [(duty, "agreement/figure/", {"department": "x", "indicator": "dead", "value": "2", "source": "x"})]
    forms += [(leader, "agreement/agree/", {"indicator": "dead", "value": "0", "reason": "nothing accepted"})]
    forms += [(leader, "agreement/sign/", {"department": "x"})]
    for client, path, fields in forms:
        assert client.post(at + path, fields).status_code == 302, path
    assert LedgerPerson.objects.count() == LedgerHouse.objects.count() == 2
    accepted(survey_id, COUNTY, dead=0, road_km=1)
    assert duty.post(at + "release/draft/", {"title": "t", "body": "b"}).status_code == 302
    release = f"{at}release/{Release.objects.get().id}/"
    for page in ("", "ledgers/", "agreement/", "scores/", "release/"):
        assert commander.get(at + page).status_code == 200, page
    assert commander.post(release + "approve/").status_code == 302
    assert "t.docx" in commander.get(f"/losses/releases/{Release.objects.get().id}/document/")["Content-Disposition"]
    assert "<h2>t</h2>" in client_of(build_user()).get("/public/losses/").content.decode()
