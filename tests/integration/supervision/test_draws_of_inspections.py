"""A double-random draw on the platform: frozen, drawn by another person, public, and recomputed from its file."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.db import IntegrityError, transaction
from tests.factories.enterprises import build_enterprise
from tests.factories.places import build_divisions
from tests.factories.supervision import COUNTY, INSPECTOR, LEADER, NOW, TODAY, TOWNSHIP, an_officer, somebody

from anlan.config.commands.check import command
from anlan.kernel.errors import InvalidValue, NotAllowed, TransitionNotAllowed
from anlan.supervision import api
from anlan.supervision.domain import errors
from anlan.supervision.models import Draw, Inspection

pytestmark = pytest.mark.django_db
AFTER = NOW + timedelta(hours=13)


@pytest.fixture
def firms():
    build_divisions()
    return [build_enterprise(TOWNSHIP) for _ in range(8)]


def a_draw() -> api.NewDraw:
    return api.NewDraw(
        region=COUNTY,
        department="bureau",
        title="June",
        source="lottery",
        announced_at=NOW + timedelta(hours=12),
        percents={"none": 50},
        kinds=("enterprise",),
    )


def frozen(new: api.NewDraw | None = None):
    return api.freeze_pools(new=new or a_draw(), actor=INSPECTOR, now=NOW)


def drawn(draw, *, actor=LEADER, now=AFTER):
    api.draw_inspections(draw_id=draw, entropy="0 3 7", actor=actor, now=now)


def test_a_draw_waits_for_its_number_and_for_another_person(firms):
    an_officer(), an_officer(), an_officer()
    draw = frozen()
    with pytest.raises(errors.EntropyTooEarly):
        drawn(draw, now=NOW + timedelta(hours=11))
    with pytest.raises(errors.DrawerIsFreezer):
        drawn(draw, actor=INSPECTOR)
    with pytest.raises(NotAllowed):
        drawn(draw, actor=somebody("duty_officer"))
    assert not {"secret", "result"} & set(api.published_record(draw))
    drawn(draw)
    with pytest.raises(TransitionNotAllowed):
        drawn(draw)
    row = api.public_draw(draw)
    assert (row.state, len(row.drawn), {len(each.officers) for each in row.drawn}) == ("drawn", 4, {2})


def test_pools_that_cannot_be_drawn_fairly_are_not_frozen(firms):
    one = an_officer()
    with pytest.raises(errors.TooFewOfficers):
        frozen()
    an_officer(valid_until=TODAY - timedelta(days=1))
    with pytest.raises(errors.TooFewOfficers):
        frozen()
    an_officer()
    about = {"subject": (firms[0].id, firms[0].name), "reason": "kin", "actor": LEADER, "now": NOW}
    api.tell_conflict(officer_id=one, **about)
    with pytest.raises(errors.NotEnoughOfficers):
        frozen(replace(a_draw(), percents={"none": 100}))
    an_officer()
    with pytest.raises(errors.SourceIsPast):
        frozen(replace(a_draw(), announced_at=NOW))
    with pytest.raises(errors.NothingToPlan):
        frozen(replace(a_draw(), trade="fireworks"))
    assert not Draw.objects.exists()
    assert frozen(replace(a_draw(), percents={"none": 100}))


def test_nothing_changes_the_pools_after_the_freeze(firms):
    an_officer(), an_officer()
    draw = frozen()
    before = api.published_record(draw)
    for change in ({"frozen": {}}, {"secret": "mine"}, {"announced_at": AFTER}, {"pool_digest": "0"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Draw.objects.filter(id=draw).update(**change)
    build_enterprise(TOWNSHIP), an_officer()
    assert api.published_record(draw) == before
    drawn(draw)
    for change in ({"result": []}, {"entropy": "1"}, {"seed": "2"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Draw.objects.filter(id=draw).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Draw.objects.filter(id=draw).delete()


def test_a_draw_is_done_anew_only_after_it_was_set_aside_with_a_reason_and_once(firms):
    an_officer(), an_officer()
    first = frozen()
    again = replace(a_draw(), redraw_of=first)
    with pytest.raises(InvalidValue):
        frozen(again)
    with pytest.raises(InvalidValue):
        api.set_draw_aside(draw_id=first, reason=" ", actor=INSPECTOR, now=NOW)
    api.set_draw_aside(draw_id=first, reason="two firms have closed", actor=INSPECTOR, now=NOW)
    second = frozen(again)
    with pytest.raises(InvalidValue):
        frozen(again)
    assert api.public_draw(first).redrawn_by == second
    with pytest.raises(TransitionNotAllowed):
        drawn(first)


def test_the_drawn_visits_are_planned_with_their_officers_and_only_once(firms):
    an_officer(), an_officer(), an_officer()
    draw = frozen()
    plan = {"draw_id": draw, "planned_for": TODAY, "actor": INSPECTOR, "now": NOW}
    with pytest.raises(InvalidValue):
        api.plan_drawn(**plan)
    assert not Inspection.objects.exists()
    drawn(draw)
    assert [api.plan_drawn(**(plan | {"planned_for": TODAY + timedelta(days=2), "now": AFTER})) for _ in "ab"] == [4, 4]
    rows = api.inspections(INSPECTOR, api.InspectionFilter(draw_id=draw))
    found = {str(row.object_id): [str(each.id) for each in row.officers] for row in rows}
    assert found == {each["object"]: each["officers"] for each in Draw.objects.get().result}


def test_anybody_checks_the_record_from_the_public_page_by_the_command(firms, client, tmp_path):
    an_officer(), an_officer(), an_officer()
    draw = frozen()
    assert client.get(f"/public/draws/{draw}/").status_code == 200
    drawn(draw)
    page = client.get(f"/public/draws/{draw}/").content.decode()
    record = client.get(f"/public/draws/{draw}/record.json").json()
    assert record["seed"] in page
    assert str(draw) in client.get("/public/draws/").content.decode()
    good, bad, none = (tmp_path / name for name in ("good.json", "bad.json", "none.json"))
    good.write_text(json.dumps(record))
    bad.write_text(json.dumps(record | {"entropy": "9 9 9"}))
    none.write_text("[]")
    told = CliRunner().invoke(command, ["draw", str(good), str(bad), str(none)])
    lines = [json.loads(line) for line in told.stdout.splitlines()]
    assert [line["valid"] for line in lines] == [True, False, False]
    assert lines[1]["errors"] == ["seed_differs", "result_differs"]
    assert told.exit_code == 1
