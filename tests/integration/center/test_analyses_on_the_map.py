"""Analyses on the one map: the newest of each kind to choose from, their layers, and nothing of another region."""

from datetime import timedelta

import pytest
from tests.factories.access import client_with
from tests.factories.analysis import a_run

from anlan.analysis import api as analysis
from anlan.center.analyses import MOST
from anlan.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return client_with("duty_officer", "513433")


def layers_of(answer):
    return [layer for layer in answer.context["config"].layers if layer.id.startswith("run-")]


def test_the_newest_run_of_each_kind_can_be_chosen_and_a_drill_hides_nothing(client):
    now = clock.now()
    a_run("rain", asked_at=now - timedelta(hours=2))
    rain, drill = a_run("rain", asked_at=now - timedelta(hours=1)), a_run("rain", asked_at=now, is_exercise=True)
    a_run("rain", region="513401", asked_at=now)
    a_run("leak", asked_at=now, box=None)
    flood = a_run("flood", asked_at=now - timedelta(hours=3))
    answer = client.get("/map/")
    assert [each.row.id for each in answer.context["choices"]] == [drill.id, rain.id, flood.id]
    assert layers_of(answer) == []


def test_chosen_runs_lie_below_what_happens_and_the_map_opens_on_them(client):
    run = a_run("rain")
    answer = client.get("/map/", {"run": str(run.id)})
    config = answer.context["config"]
    (layer,) = layers_of(answer)
    assert (layer.url, layer.count, layer.title) == (f"/map/analyses/{run.id}/sites.json", 1, "达到阈值的点")
    assert [each.id for each in config.layers].index(layer.id) < [each.id for each in config.layers].index("alarms")
    assert config.bounds == (102.0, 28.0, 103.0, 29.0)
    assert [each.is_chosen for each in answer.context["choices"]] == [True]
    assert client.get(layer.url).json() == run.result["layers"][0]["geojson"]
    fragment = client.get("/map/analyses/", {"run": str(run.id)}).content.decode()
    assert f'value="{run.id}" checked' in fragment


def test_the_side_shows_figures_legend_reliance_and_the_way_to_the_run(client, actor_with):
    run = a_run("rain")
    used = analysis.Used(subject="note:1", label="安府令〔2026〕7号")
    analysis.rely_on(run.id, used, actor=actor_with("duty_leader", "513433"), now=clock.now())
    side = client.get(f"/map/analyses/{run.id}/").content.decode()
    for text in ("安府令〔2026〕7号", f'href="/analysis/{run.id}/"', "3 – 9", "模型提供参考"):
        assert text in side


def test_what_lies_elsewhere_or_is_not_there_is_refused(client):
    own, foreign = a_run("rain"), a_run("rain", region="513401")
    for path in (
        f"/map/?run={foreign.id}",
        f"/map/analyses/{foreign.id}/",
        f"/map/analyses/{foreign.id}/sites.json",
        f"/map/analyses/{own.id}/other.json",
    ):
        assert client.get(path).status_code == 404
    assert client.get("/map/?run=none").status_code == 422
    many = [str(a_run("rain").id) for _ in range(MOST + 1)]
    assert client.get("/map/", {"run": many}).status_code == 422
