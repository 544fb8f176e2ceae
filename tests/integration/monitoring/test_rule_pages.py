"""The pages of rules: the list, one rule, the editor with its rows and refusals, a trial, two people's approval."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.factories.access import client_with
from tests.factories.monitoring import YIHAI, arrival, build_station, rain
from tests.factories.places import build_divisions

from anlan.monitoring.models import RuleEdition, RuleTrial
from anlan.monitoring.services.ingesting import Intake

START = datetime(2020, 6, 26, 10, 0, tzinfo=UTC)
NOW = START + timedelta(hours=2)
COUNTY = "513433"
HERE = f"?region={COUNTY}"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(at):
    build_divisions()
    at(NOW)


def body(answer):
    return answer.content.decode()


def filled(**values):
    return {
        "title": "本县短时强降雨",
        "id": "own_rain",
        "hazard": "flood",
        "event_code": "11A51",
        "source": "县水利局 2020 年核定",
        "edition": "2020",
        "mark": "doubtful",
        "quantity": "rain",
        "unit": "mm",
        "place": "township",
        "rearm_minutes": "60",
        "is_on": "on",
        "reason": "去年三次漏报",
        "c0-level": "orange",
        "c0-0-quantity": "",
        "c0-0-on": "site",
        "c0-0-aggregate": "sum",
        "c0-0-window": "1",
        "c0-0-window_unit": "h",
        "c0-0-compare": "at_least",
        "c0-0-threshold": "20",
        "act": "propose",
    } | values


def test_the_list_says_each_rule_in_a_sentence():
    page = body(client_with("auditor", COUNTY).get("/monitoring/rules/"))
    for sentence in ("3小时雨量 ≥ 100 mm", "24小时累计位移变率 ≥ 5.671 × 等速变形速率v₀", "不由读数判别"):
        assert sentence in page.replace(" 小时", "小时")


def test_a_rule_is_proposed_in_the_editor_and_approved_by_another():
    proposer = client_with("duty_officer", COUNTY)
    answer = proposer.post(f"/monitoring/rules/new/{HERE}", filled())
    edition = RuleEdition.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/monitoring/rules/editions/{edition.id}/")
    assert edition.definition["cases"] == [
        {
            "level": "orange",
            "conditions": [{"aggregate": "sum", "window_minutes": 60, "threshold": 20.0}],
        }
    ]
    address = f"/monitoring/rules/editions/{edition.id}/"
    assert 'data-opens="approve"' not in body(proposer.get(address))
    leader = client_with("duty_leader", COUNTY)
    assert 'data-opens="approve"' in body(leader.get(address))
    leader.post(f"{address}approve/")
    edition.refresh_from_db()
    assert edition.state == "approved"
    assert "本县短时强降雨" in body(leader.get(f"/monitoring/rules/{HERE}"))
    assert "本县短时强降雨" in body(leader.get(f"/monitoring/rules/own_rain/{HERE}"))


def test_the_proposer_cannot_approve_by_the_address_either():
    proposer = client_with("duty_officer", COUNTY)
    proposer.post(f"/monitoring/rules/new/{HERE}", filled())
    edition = RuleEdition.objects.get()
    assert proposer.post(f"/monitoring/rules/editions/{edition.id}/approve/").status_code == 403
    edition.refresh_from_db()
    assert edition.state == "proposed"


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"c0-0-threshold": "many"}, "请填数值"),
        ({"c0-0-threshold": ""}, "填数值，或选测点标值"),
        ({"c0-0-window": "40", "c0-0-window_unit": "d"}, "1 分钟至 30 天"),
        ({"reason": ""}, "请填写"),
        ({"source": ""}, "1 至 300 个字"),
        ({"id": "Own Rain"}, "3 至 40 个小写字母"),
        ({"id": "flash_flood"}, "已有此代号的规则"),
        ({"effective_from": "soon"}, "2020-06-27 03:30"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_stored(change, word):
    answer = client_with("duty_officer", COUNTY).post(f"/monitoring/rules/new/{HERE}", filled(**change))
    assert answer.status_code == 422
    assert word in body(answer)
    assert not RuleEdition.objects.exists()


@pytest.mark.parametrize(
    ("act", "cases", "conditions"),
    [
        ("add-case", 2, 2),
        ("add-curve", 2, 1),
        ("add-condition:0", 1, 2),
        ("remove-case:0", 0, 0),
        ("remove-condition:0:0", 1, 0),
    ],
)
def test_rows_are_added_and_removed_without_script(act, cases, conditions):
    answer = client_with("duty_officer", COUNTY).post(f"/monitoring/rules/new/{HERE}", filled(act=act))
    page = body(answer)
    assert answer.status_code == 200
    assert page.count('rule-case"') == cases
    assert page.count('rule-condition"') == conditions
    assert not RuleEdition.objects.exists()


def test_changing_a_ready_made_rule_begins_with_its_cases():
    page = body(client_with("duty_officer", COUNTY).get(f"/monitoring/rules/rainstorm_signal/change/{HERE}"))
    assert page.count('rule-case"') == 4
    assert 'name="c2-0-window" type="text" inputmode="decimal" value="3"' in page


def test_every_ready_made_rule_survives_its_own_form():
    editor = client_with("duty_officer", COUNTY)
    from anlan.monitoring.pages.rule_form import definition_from, filled_of
    from anlan.monitoring.selectors.rules import ready_made_rules

    for family, made in ready_made_rules().items():
        definition, problems = definition_from(filled_of(made.definition, is_on=made.is_on))
        assert (family, definition, problems) == (family, made.definition, [])
        assert editor.get(f"/monitoring/rules/{family}/change/{HERE}").status_code == 200
        assert editor.get(f"/monitoring/rules/{family}/{HERE}").status_code == 200


def test_switching_off_is_proposed_with_a_reason():
    build_station()
    officer = client_with("duty_officer", COUNTY)
    officer.post("/monitoring/rules/flash_flood/switch/", {"region": COUNTY, "is_on": "off", "reason": "换设备"})
    edition = RuleEdition.objects.get()
    assert (edition.change, edition.is_on, edition.state) == ("switched_off", False, "proposed")
    page = body(client_with("duty_leader", COUNTY).get(f"/monitoring/rules/editions/{edition.id}/"))
    assert "1 个测点不再按此规则判别" in page


def test_another_countys_proposal_is_not_found():
    client_with("duty_officer", COUNTY).post(f"/monitoring/rules/new/{HERE}", filled())
    edition = RuleEdition.objects.get()
    other = client_with("duty_leader", "513401")
    for path in ("", "approve/", "refuse/", "try/"):
        address = f"/monitoring/rules/editions/{edition.id}/{path}"
        answer = other.post(address, {"reason": "x"}) if path else other.get(address)
        assert answer.status_code == 404
    edition.refresh_from_db()
    assert edition.state == "proposed"


def test_an_auditor_sees_no_editor():
    auditor = client_with("auditor", COUNTY)
    assert auditor.get(f"/monitoring/rules/new/{HERE}").status_code == 403
    assert auditor.post(f"/monitoring/rules/new/{HERE}", filled()).status_code == 403
    assert not RuleEdition.objects.exists()


@pytest.fixture
def downpour():
    build_station(stands_for=(YIHAI,), name="彝海站")
    Intake().take([arrival(rain(START, [2.0] * 24))], now=NOW)


def test_a_trial_shows_the_alarms_that_would_have_been_raised(downpour):
    officer = client_with("duty_officer", COUNTY)
    page = body(officer.post(f"/monitoring/rules/new/{HERE}", filled(act="try")))
    trial = RuleTrial.objects.get()
    assert (trial.state, trial.readings, trial.result["by_level"]) == ("done", 24, {"3": 1})
    assert "彝海站" in page
    assert not RuleEdition.objects.exists()
    alone = body(officer.get(f"/monitoring/rules/trials/{trial.id}/"))
    assert "彝海站" in alone
    assert client_with("duty_officer", "513401").get(f"/monitoring/rules/trials/{trial.id}/").status_code == 404


def test_a_trial_of_a_proposal_stands_beside_what_was_really_told(downpour):
    officer = client_with("duty_officer", COUNTY)
    change = filled(id="", title="山洪灾害", **{"c0-0-threshold": "10"})
    officer.post(f"/monitoring/rules/flash_flood/change/{HERE}", change)
    edition = RuleEdition.objects.get()
    assert edition.change == "changed"
    answer = client_with("duty_leader", COUNTY).post(f"/monitoring/rules/editions/{edition.id}/try/")
    trial = RuleTrial.objects.get()
    assert answer["Location"] == f"/monitoring/rules/trials/{trial.id}/"
    assert trial.result["told"] == {}
    assert trial.result["alarms"][0]["value"] == 10.0


def test_a_new_rule_begins_with_one_empty_case():
    page = body(client_with("duty_officer", COUNTY).get(f"/monitoring/rules/new/{HERE}"))
    assert page.count('rule-case"') == 1


def test_a_trial_that_waits_is_followed_by_its_page_and_reckoned_once(downpour):
    from anlan.monitoring.tasks import run_trial

    definition = {**_definition(), "id": "own_rain"}
    trial = RuleTrial.objects.create(
        region=COUNTY, definition=definition, since=START, until=NOW, readings=24, requested_at=NOW
    )
    officer = client_with("duty_officer", COUNTY)
    address = f"/monitoring/rules/trials/{trial.id}/"
    assert 'hx-trigger="every 2s"' in body(officer.get(address, headers={"HX-Request": "true"}))
    run_trial(str(trial.id))
    trial.refresh_from_db()
    assert (trial.state, trial.progress, trial.result["by_level"]) == ("done", 100, {"3": 1})
    RuleTrial.objects.filter(id=trial.id).update(result={"kept": True})
    run_trial(str(trial.id))
    trial.refresh_from_db()
    assert trial.result == {"kept": True}


def _definition():
    from django.http import QueryDict

    from anlan.monitoring.pages.rule_form import definition_from, filled_from

    post = QueryDict(mutable=True)
    post.update(filled())
    definition, _problems = definition_from(filled_from(post))
    from anlan.monitoring.domain.definition import data_of

    return data_of(definition)
