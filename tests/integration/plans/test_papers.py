"""A plan's Word file is kept, read, and becomes a draft only with what a person confirmed."""

import zipfile
from datetime import UTC, datetime
from io import BytesIO

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.factories.access import client_with
from tests.factories.plans import build_plan

from anlan.plans import api as plans
from anlan.plans.models import PlanEdition, PlanPaper
from anlan.plans.selectors.plans import text_of

pytestmark = pytest.mark.django_db
COUNTY = "513433"
NOW = datetime(2024, 4, 2, 6, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path, at):
    settings.MEDIA_ROOT = tmp_path
    at(NOW)


def a_file(*lines, name="plan.docx"):
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    out = BytesIO()
    document.save(out)
    return SimpleUploadedFile(name, out.getvalue())


LINES = (
    "某县地质灾害应急预案",
    "一、总则",
    "为了应对。",
    "二、应急响应",
    "（一）Ⅱ级响应",
    "死亡10人以上。",
    "县水利局：排查堵江险情，20分钟内报告。",
    "加密会商研判。",
)


def hand_in(client, file=None, **changes):
    said = {"base": "geological", "region": COUNTY, "file": file or a_file(*LINES)} | changes
    return client.post("/plans/papers/read/", said)


@pytest.fixture
def author():
    return client_with("department_operator", COUNTY)


def test_a_paper_is_read_and_becomes_a_draft_with_its_text_and_what_was_ticked(author):
    path = hand_in(author).url
    page = author.get(path).content.decode()
    assert all(line in page for line in LINES)
    assert PlanEdition.objects.count() == 0
    answer = author.post(f"{path}confirm/", {"name": "N", "t0": "on", "t0n0": "12", "k0": "on", "k0n": "25"})
    row = PlanEdition.objects.get()
    assert answer.url == f"/plans/{row.id}/"
    text = text_of(row.text)
    (level,) = text.levels
    assert (row.state, text.name, text.mark, level.number) == ("draft", "N", "doubtful", 2)
    assert [(each.text, each.needs[0].at_least) for each in level.triggers] == [("死亡10人以上", 12)]
    assert [(each.to.branch, each.within_minutes) for each in level.tasks] == [("water", 25)]
    assert level.measures == ()
    assert "为了应对。" in text.sections[0].text
    assert PlanPaper.objects.get().plan_id == row.id


def test_what_goes_out_on_paper_comes_back_with_every_level_trigger_and_measure(author):
    row = build_plan("hazmat")
    paper = client_with("commander", COUNTY).get(f"/plans/{row.id}/paper.docx").content
    path = hand_in(author, SimpleUploadedFile("p.docx", paper), base="hazmat").url
    found = author.get(path).context["paper"].found
    sent = plans.shipped_plan("hazmat", "place")
    for level in sent.levels:
        mine = [each.text.removesuffix("（待核）") for each in found.triggers if each.level == level.number]
        counted = [each.text for each in level.triggers if each.key[-5:] in ("_dead", "jured", "eaked", "apped")]
        assert set(counted) <= set(mine)
        tasks = [(each.to_text, each.text, each.within_minutes) for each in found.tasks if each.level == level.number]
        assert tasks == [(each.to_text, each.text, each.within_minutes) for each in level.tasks]
        assert set(level.measures) <= {each.text for each in found.measures if each.level == level.number}


def test_a_paper_gives_one_draft_and_needs_at_least_one_start_condition(author):
    path = hand_in(author).url
    assert "plans.nothing_confirmed" in author.post(f"{path}confirm/", {"k0": "on"}).content.decode()
    assert PlanEdition.objects.count() == 0
    author.post(f"{path}confirm/", {"t0": "on"})
    assert "plans.paper_used" in author.post(f"{path}confirm/", {"t0": "on"}).content.decode()
    assert PlanEdition.objects.count() == 1


@pytest.mark.parametrize(
    "said",
    [
        {"t0": "on", "t0n0": "many"},
        {"t0": "on", "k0": "on", "k0w": "nobody"},
        {"t0": "on", "t0n0": "-3"},
        {"t0": "on", "t0f0": "sheep"},
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_drafted(author, said):
    path = hand_in(author).url
    assert author.post(f"{path}confirm/", said).status_code == 422
    assert (PlanEdition.objects.count(), PlanPaper.objects.get().plan_id) == (0, None)


def a_bomb():
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"0" * (70 * 1024 * 1024))
    return SimpleUploadedFile("bomb.docx", out.getvalue())


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("a.docx", b"no zip"),
        SimpleUploadedFile("a.docx", b"0" * (5 * 1024 * 1024 + 1)),
        a_file(),
        a_bomb(),
    ],
    ids=["no zip", "too large", "empty", "bomb"],
)
def test_what_is_no_readable_word_file_is_refused_and_not_kept(author, file):
    file.seek(0)
    assert "plans.not_a_paper" in hand_in(author, file).content.decode()
    assert PlanPaper.objects.count() == 0


def test_only_who_drafts_plans_hands_papers_in_and_reads_them(author):
    assert hand_in(client_with("inspector", COUNTY)).status_code == 403
    assert hand_in(author, region="513434").status_code == 403
    assert hand_in(author, base="../x").status_code == 404
    assert PlanPaper.objects.count() == 0
    path = hand_in(author).url
    assert client_with("department_operator", "513434").get(path).status_code == 404
    assert client_with("department_operator", "513434").post(f"{path}confirm/", {"t0": "on"}).status_code == 404
    assert Client().get(path).status_code == 302
    assert PlanEdition.objects.count() == 0


def test_the_page_of_papers_lists_those_that_wait(author):
    path = hand_in(author).url
    assert path in author.get("/plans/papers/").content.decode()
    author.post(f"{path}confirm/", {"t0": "on"})
    assert path not in author.get("/plans/papers/").content.decode()
    assert client_with("inspector", COUNTY).get("/plans/papers/").status_code == 403
