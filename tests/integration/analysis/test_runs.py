"""A run is kept whole with what it knew; refused inputs leave nothing; reliance is noted once."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from tests.factories.access import client_with
from tests.factories.analysis import a_run
from tests.factories.incidents import an_incident
from tests.factories.places import build_divisions, build_footprint

from anlan.analysis import api
from anlan.analysis.domain import errors, progress
from anlan.analysis.models import Reliance, Run
from anlan.analysis.services.reckoning import reckon_run, watch_unfinished
from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import NotAllowed, NotFound, TransitionNotAllowed
from anlan.kernel.ids import new_id
from anlan.support import jobs
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
NOON = {
    "region": "513433",
    "month": "4",
    "temperature": "26",
    "humidity": "20",
    "wind": "25",
    "rain": "0",
    "dry_days": "12",
}


@pytest.fixture
def county():
    build_divisions()
    build_footprint("513433", (101.8, 28.1, 102.4, 28.9))


@pytest.fixture
def ask(county, actor_with):
    def run(role="duty_officer", held="513433", **other):
        actor = actor_with(role, held)
        return actor, api.run_analysis("fire_weather", NOON | other, actor=actor, now=clock.now())

    return run


def test_a_run_keeps_inputs_editions_and_result(ask):
    actor, run_id = ask()
    sheet = api.run(actor, run_id)
    assert (sheet.row.state, sheet.row.kind, sheet.row.region) == ("done", "fire_weather", "513433")
    assert sheet.inputs["temperature"] == 26.0
    assert [each["package"] for each in sheet.models_used] == ["fire_weather"]
    assert sheet.result["figures"][0]["best"] == sheet.row.level + 1
    assert JournalEntry.objects.filter(kind="analysis.run", subject=f"analysis:{run_id}").count() == 1


@pytest.mark.parametrize(
    ("other", "refusal"),
    [
        ({"temperature": "260"}, errors.InputOutOfRange),
        ({"wind": "-3"}, errors.InputOutOfRange),
        ({"humidity": ""}, errors.InputMissing),
        ({"region": "999999"}, NotFound),
    ],
)
def test_refused_inputs_leave_nothing(ask, other, refusal):
    with pytest.raises(refusal):
        ask(**other)
    assert (Run.objects.count(), JournalEntry.objects.filter(kind__startswith="analysis.").count()) == (0, 0)


def test_who_may_not_run_models_runs_none_and_a_neighbour_sees_no_run(ask, actor_with):
    for role, region in (("auditor", "513433"), ("duty_officer", "513401")):
        with pytest.raises(NotAllowed):
            ask(role, region)
    assert Run.objects.count() == 0
    _, run_id = ask()
    with pytest.raises(NotFound):
        api.run(actor_with("duty_officer", "513401"), run_id)
    assert list(api.runs(actor_with("duty_officer", "513401"))) == []


def test_the_same_token_runs_once(county, actor_with):
    actor, occasion = actor_with("duty_officer", "513433"), api.Occasion(token=new_id())
    ids = {api.run_analysis("fire_weather", NOON, actor=actor, now=clock.now(), occasion=occasion) for _ in range(2)}
    assert len(ids) == Run.objects.count() == 1


def test_a_run_again_is_a_new_one_beside_the_old(ask):
    actor, first = ask()
    second = api.rerun_analysis(first, actor=actor, now=clock.now())
    before, after, found = api.compared(actor, first, second)
    assert (before.newer_id, after.previous_id, found) == (second, first, ())


def test_reliance_is_noted_once_and_counted(ask, actor_with):
    actor, run_id = ask()
    used = api.Used(subject="warning:1", label="Warning 1")
    api.rely_on(run_id, used, actor=actor, now=clock.now())
    with pytest.raises(errors.AlreadyRelied):
        api.rely_on(run_id, used, actor=actor, now=clock.now())
    assert Reliance.objects.count() == 1
    assert [row.uses for row in api.runs(actor, api.RunFilter(is_used=True))] == [1]
    assert [row.id for row in api.runs_of_subject(actor, "warning:1")] == [run_id]
    assert api.runs_of_subject(actor_with("duty_officer", "513401"), "warning:1") == ()


def test_an_officer_runs_a_kind_reads_it_and_takes_the_brief(county):
    client = client_with("duty_officer", "513433")
    assert client.get("/analysis/").status_code == 200
    assert "森林火险" in client.get("/analysis/new/fire_weather/").content.decode()
    answer = client.post("/analysis/new/fire_weather/", NOON)
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert "四级：高火险" in page or "五级：极高火险" in page
    brief = client.get(answer["Location"] + "brief/")
    assert brief.content[:2] == b"PK"
    assert client.get("/analysis/?format=csv").status_code == 200
    models = client.get("/analysis/models/").content.decode()
    assert "Verified" not in models
    assert models.count("已验证") > 0
    again = client.post(answer["Location"] + "again/")
    assert "没有差异" in client.get(again["Location"]).content.decode()


def test_nonsense_in_the_form_is_refused_in_words_and_nothing_is_kept(county):
    client = client_with("duty_officer", "513433")
    answer = client.post("/analysis/new/fire_weather/", NOON | {"wind": "-3"})
    assert answer.status_code == 422
    assert "正午风速：-3" in answer.content.decode()
    assert Run.objects.count() == 0
    assert client.get("/analysis/new/soothsaying/").status_code == 404


def test_a_run_whose_data_are_other_now_is_marked_once_and_announced(ask):
    actor, run_id = ask()
    api.rely_on(run_id, api.Used(subject="warning:1", label="Warning 1"), actor=actor, now=clock.now())
    Run.objects.update(versions={"villages": "300 rows"})

    def reads(edition):
        gathered = api.Gathered(facts=None, region="513433", title="", versions={"villages": edition})
        return replace(api.kind_of("fire_weather"), gather=lambda *_: gathered)

    assert not api.mark_outdated(run_id, now=clock.now(), kind=reads("300 rows"))
    for _ in range(2):
        assert api.mark_outdated(run_id, now=clock.now(), kind=reads("301 rows"))
    assert api.run(actor, run_id).row.outdated_by == "villages"
    assert JournalEntry.objects.filter(kind="analysis.outdated").count() == 1


def test_a_decision_names_the_analysis_it_relies_on_and_a_strangers_decision_is_not_there(ask, county):
    _, run_id = ask()
    incident = an_incident()
    client = client_with("duty_officer", "513433")
    path = f"/analysis/of/incident/{incident}/"
    assert str(run_id) in client.get(path).content.decode()
    answer = client.post(path, {"run": str(run_id), "label": "彝海镇山洪灾害"})
    assert f"/analysis/{run_id}/" in answer.content.decode()
    assert f'href="/incidents/{incident}/"' in client.get(f"/analysis/{run_id}/").content.decode()
    assert client.post(path, {"run": str(run_id)}).status_code == 409
    for other in (f"/analysis/of/incident/{run_id}/", f"/analysis/of/secret/{incident}/"):
        assert client.get(other).status_code == 404
    assert client_with("duty_officer", "513401").get(path).status_code == 404
    assert Reliance.objects.count() == 1


def _long(ask, reckon):
    actor, run_id = ask()
    Run.objects.filter(id=run_id).update(state="waiting", result=None, done=0)
    return actor, run_id, replace(api.kind_of("fire_weather"), reckon=reckon)


def test_a_long_run_tells_how_far_it_is_and_ends_with_its_result(ask):
    seen = []

    def reckon(inputs, facts):
        progress.tell(0.4)
        seen.append(Run.objects.values_list("state", "done").get())
        return api.Result(headline=api.Say("Advice"))

    actor, run_id, kind = _long(ask, reckon)
    reckon_run(run_id, now=clock.now(), kind=kind)
    row = api.run(actor, run_id).row
    assert (seen, row.state, row.done) == ([("running", 40)], "done", 100)


def test_a_run_that_is_stopped_ends_at_its_next_word_and_keeps_no_result(ask, actor_with):
    def reckon(inputs, facts):
        api.cancel_run(run_id, actor=actor, now=clock.now())
        progress.tell(0.4)
        raise AssertionError

    actor, run_id, kind = _long(ask, reckon)
    reckon_run(run_id, now=clock.now(), kind=kind)
    sheet = api.run(actor, run_id)
    assert (sheet.row.state, sheet.row.done, sheet.result) == ("cancelled", 0, None)
    with pytest.raises(TransitionNotAllowed):
        api.cancel_run(run_id, actor=actor, now=clock.now())


def test_a_run_that_breaks_has_failed_says_so_and_can_be_run_again(ask, caplog):
    def reckon(inputs, facts):
        raise KeyError("what no model should do")

    actor, run_id, kind = _long(ask, reckon)
    reckon_run(run_id, now=clock.now(), kind=kind)
    sheet = api.run(actor, run_id)
    assert (sheet.row.state, sheet.error["code"], sheet.result) == ("failed", "analysis.run_broken", None)
    assert "what no model should do" in caplog.text
    client = client_with("duty_officer", "513433")
    assert "平台故障使本次研判中断" in client.get(f"/analysis/{run_id}/").content.decode()
    answer = client.post(f"/analysis/{run_id}/again/", {"client_token": str(uuid4())})
    newest = Run.objects.latest("asked_at")
    assert (answer.url, newest.state, newest.previous_id) == (f"/analysis/{newest.id}/", "done", run_id)


def test_a_run_that_no_job_will_end_is_noticed_and_one_that_waits_for_its_job_is_left(ask):
    (actor, lost, _), (_, waiting, _) = _long(ask, None), _long(ask, None)
    Run.objects.filter(id=lost).update(state="running")
    jobs.defer("analysis.reckon", run_id=str(waiting))
    watch_unfinished(actor=SYSTEM, now=clock.now())
    sheet = api.run(actor, lost)
    assert (sheet.row.state, sheet.error["code"]) == ("failed", "analysis.run_abandoned")
    assert sheet.row.ended_at is not None
    assert Run.objects.get(id=waiting).state == "waiting"


def test_a_run_that_ended_its_process_three_times_is_not_begun_a_fourth(ask):
    begun = []
    actor, run_id, kind = _long(ask, lambda inputs, facts: begun.append(1))
    Run.objects.filter(id=run_id).update(state="running", attempts=3)
    reckon_run(run_id, now=clock.now(), kind=kind)
    sheet = api.run(actor, run_id)
    assert (begun, sheet.row.state, sheet.error["code"]) == ([], "failed", "analysis.run_abandoned")


def test_what_is_run_for_an_exercise_is_an_exercise_and_a_strangers_incident_is_refused(county, actor_with):
    actor = actor_with("duty_officer", "513433")
    drill, foreign = an_incident(is_exercise=True), an_incident(region="513401")
    occasion = api.Occasion(incident_id=drill)
    run_id = api.run_analysis("fire_weather", NOON, actor=actor, now=clock.now(), occasion=occasion)
    assert api.run(actor, run_id).row.is_exercise
    assert JournalEntry.objects.get(kind="analysis.run").is_exercise
    with pytest.raises(NotFound):
        api.run_analysis("fire_weather", NOON, actor=actor, now=clock.now(), occasion=api.Occasion(incident_id=foreign))
    assert Run.objects.count() == 1


def test_an_officer_marks_an_analysis_as_an_exercise(county):
    client = client_with("duty_officer", "513433")
    assert "本次为演练" in client.get("/analysis/new/fire_weather/").content.decode()
    client.post("/analysis/new/fire_weather/", NOON | {"exercise": "1"})
    assert Run.objects.get().is_exercise


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["flood", "leak", "rain"]),
        ({"q": "泄漏"}, ["leak"]),
        ({"q": "冕宁"}, ["leak", "rain"]),
        ({"q": "大沟"}, ["flood"]),
        ({"level": "4"}, ["flood"]),
        ({"mark": "exercise"}, ["leak"]),
        ({"mark": "earnest"}, ["flood", "rain"]),
        ({"mark": "outdated"}, ["rain"]),
        ({"mark": "automatic"}, ["flood"]),
        ({"days": "7"}, ["leak", "rain"]),
        ({"days": "x", "level": "9", "mark": "x", "sort": "x"}, ["flood", "leak", "rain"]),
    ],
)
def test_the_list_is_filtered_and_searched_by_its_address(county, asked, found):
    a_run("rain", outdated_by="Rain")
    a_run("leak", is_exercise=True)
    old = clock.now() - timedelta(days=8)
    a_run("flood", region="51", title="大沟", level=4, is_automatic=True, asked_at=old)
    client = client_with("duty_officer", "51")
    answer = client.get("/analysis/", asked)
    assert sorted(row.kind for row in answer.context["page"].object_list) == found


def test_the_list_is_sorted_and_sent_as_a_file(county):
    for kind, level in (("rain", 1), ("leak", 3), ("flood", 2)):
        a_run(kind, level=level, took_ms=1500)
    client = client_with("duty_officer", "513433")
    for sort, found in (("level", ["rain", "flood", "leak"]), ("-kind", ["rain", "leak", "flood"])):
        page = client.get("/analysis/", {"sort": sort}).context["page"]
        assert [row.kind for row in page.object_list] == found
    sent = b"".join(client.get("/analysis/?format=csv&sort=-level")).decode("utf-8-sig").splitlines()
    assert len(sent) == 4
    assert sent[0].startswith("种类,标题,地区,级别,状态,演练,")
    assert ",1.5,值班员,0" in sent[1]
    told = client.get("/api/v1/analysis/runs/?kind=leak&state=done").json()
    assert [row["kind"] for row in told] == ["leak"]
