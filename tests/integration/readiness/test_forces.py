"""Registers of forces: lists, entries, owners' confirmations and proposals, the ladder, import and export."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from uuid import uuid4

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.access import build_user, client_of, client_with
from tests.factories.incidents import an_incident
from tests.factories.people import build_organisation, build_person
from tests.factories.readiness import build_force, build_shelter, build_team

from anlan.kernel.actors import SYSTEM, Grant
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound, TransitionNotAllowed
from anlan.readiness import api
from anlan.readiness.models import Force, ForceChange
from anlan.readiness.services.confirming import ask_owners
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)
YIHAI = "513433106"


def told(kind: str = "") -> int:
    return JournalEntry.objects.filter(kind__startswith=f"readiness.{kind}").count()


def details(**fields) -> api.EntryDetails:
    values = {"code": "H1", "name": "Yihai hospital", "kind": "hospital", "region": YIHAI, "longitude": 102.27}
    return api.EntryDetails(**(values | {"latitude": 28.72, "values": {"beds": 40}} | fields))


@pytest.fixture
def keeper(actor_with):
    return actor_with("department_operator", "513433")


@pytest.fixture
def owner(actor_with):
    """A township officer whose township's government owns what it registers."""
    organisation = build_organisation(region=YIHAI)
    return replace(
        actor_with("township_officer", YIHAI), id="owner", grants=(Grant("township_officer", YIHAI, organisation.id),)
    )


def owned(owner, **fields) -> Force:
    return build_force("medical", YIHAI, owner_id=owner.grants[0].organisation_id, **fields)


@pytest.mark.parametrize("key", api.registers())
def test_every_register_has_a_list_a_file_and_entries(key, at):
    row = {"teams": build_team, "shelters": build_shelter}.get(key, lambda: build_force(key))()
    client = client_with("duty_officer")

    assert row.name in client.get(f"/readiness/{key}/").content.decode()
    assert client.get(f"/readiness/{key}/?q=nothing+fits&sort=-region&trust=stale&expires=soon").status_code == 200
    book = openpyxl.load_workbook(BytesIO(client.get(f"/readiness/{key}/?format=xlsx").content))
    assert book.active.cell(2, 1).value == row.code
    assert row.code in b"".join(client.get(f"/readiness/{key}/?format=csv").streaming_content).decode()
    assert client.get(f"/readiness/{key}/{row.id}/").status_code == 200
    assert client_with("duty_officer", "513401").get(f"/readiness/{key}/{row.id}/").status_code == 404
    assert client.get(f"/readiness/{key}/{uuid4()}/").status_code == 404


def test_filters_sums_and_neighbours_come_from_the_register(actor_with):
    near = build_force("medical", details={"beds": 40, "grade": "two", "treats": ["burns"]}, code="A")
    build_force("medical", details={"beds": 2.0, "grade": "one", "treats": ["burns", "trauma"]}, code="B")
    build_force("vehicles")
    reader, medical = actor_with("duty_officer"), api.EntryFilter(register="medical")

    assert api.entry_sums(reader, medical)["beds"] == 42
    assert api.entry_counts(reader, "grade", medical) == {"two": 1, "one": 1}
    assert {key: n for key, n in api.entry_counts(reader, "treats", medical).items() if n} == {"burns": 2, "trauma": 1}
    assert [row.code for row in api.entries(reader, replace(medical, chosen={"treats": "trauma"}))] == ["B"]
    assert [row.code for row in api.entries(reader, replace(medical, sort="-beds"))] == ["A", "B"]
    assert api.entries_near(reader, medical, (102.27, 28.72), 1)[0].id == near.id
    assert len(api.entries(actor_with("duty_officer", "513401"), medical)) == 0


def test_a_force_is_entered_changed_and_taken_out(keeper):
    named = {"register_key": "medical", "actor": keeper, "now": NOW}
    entry_id = api.enter_force(details=details(values={"beds": "40", "grade": "two_a"}), **named)
    changed = api.change_force(entry_id=entry_id, details=details(name="New", values={"beds": 60}), **named)
    found = api.entry(keeper, "medical", entry_id)

    assert changed == ("name", "等级", "床位")
    assert (found.values["beds"], found.trust, found.confirmed_by) == (60, "confirmed", keeper.name)
    assert api.change_force(entry_id=entry_id, details=details(name="New", values={"beds": 60}), **named) == ()
    api.retire_force(entry_id=entry_id, reason="closed", **named)
    assert len(api.entries(keeper, api.EntryFilter(register="medical"))) == 0
    assert api.entry(keeper, "medical", entry_id).name == "New"
    assert told() == 3


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"kind": "palace"}, InvalidValue),
        ({"code": " "}, InvalidValue),
        ({"name": "x" * 81}, InvalidValue),
        ({"latitude": 91.0}, InvalidValue),
        ({"values": {"beds": -1}}, InvalidValue),
        ({"code": "TAKEN"}, api.CodeIsTaken),
        ({"region": "513401"}, NotAllowed),
    ],
)
def test_what_breaks_a_rule_is_not_entered(keeper, change, refusal):
    build_force("medical", code="TAKEN")

    with pytest.raises(refusal):
        api.enter_force(register_key="medical", details=details(**change), actor=keeper, now=NOW)

    assert (Force.objects.count(), told()) == (1, 0)


def test_a_shelters_capacity_follows_from_its_area_and_its_people(keeper):
    shelter = build_shelter(state="open", occupants=40)
    named = {"register_key": "shelters", "entry_id": shelter.id, "actor": keeper, "now": NOW}
    told_of = details(code=shelter.code, name=shelter.name, kind="short", values={"area": 400})

    api.change_force(details=told_of, **named)
    assert api.shelter(keeper, shelter.id).capacity == 200
    for values, refusal in (
        ({"area": 400, "capacity": 201}, api.CapacityAboveRule),
        ({"area": 400, "capacity": 39}, api.EntryIsInUse),
    ):
        with pytest.raises(refusal):
            api.change_force(details=replace(told_of, values=values), **named)
    with pytest.raises(api.EntryIsInUse):
        api.retire_force(reason="closed", **named)
    assert (api.shelter(keeper, shelter.id).capacity, told()) == (200, 1)


def test_an_owner_confirms_what_nobody_else_may(owner, keeper, actor_with):
    row = owned(owner, trust="asked")
    named = {"register_key": "medical", "ids": [row.id], "now": NOW}

    for actor, refusal in (
        (actor_with("township_officer", YIHAI), api.NotTheOwner),
        (actor_with("duty_officer", "513401"), NotFound),
    ):
        with pytest.raises(refusal):
            api.confirm_forces(actor=actor, **named)
    row.refresh_from_db()
    assert (row.trust, told()) == ("asked", 0)
    assert [each.id for each in api.due_entries(owner, "medical")] == [row.id]
    assert api.confirm_forces(actor=owner, **named) == 1
    assert (api.due_counts(owner)["medical"], api.due_counts(keeper)["medical"]) == (0, 0)
    row.refresh_from_db()
    assert (row.trust, row.next_step_at) == ("confirmed", NOW + timedelta(days=180))


def test_an_owners_change_waits_until_somebody_else_accepts_it(owner, keeper):
    row = owned(owner, details={"beds": 40})
    wanted = details(code=row.code, name=row.name, values={"beds": 60}, owner_id=row.owner_id)
    named = {"register_key": "medical", "entry_id": row.id, "now": NOW}
    change_id = api.propose_change(details=wanted, reason="new ward", actor=owner, **named)

    assert api.entry(owner, "medical", row.id).values["beds"] == 40
    for actor, refusal in ((owner, NotAllowed), (replace(keeper, id=owner.id), api.JudgeIsProposer)):
        with pytest.raises(refusal):
            api.judge_change(change_id=change_id, act=api.ChangeAct.ACCEPT, answer="", actor=actor, now=NOW)
    with pytest.raises(api.ChangeIsOpen):
        api.propose_change(details=wanted, reason="again", actor=owner, **named)
    api.judge_change(change_id=change_id, act=api.ChangeAct.ACCEPT, answer="", actor=keeper, now=NOW)
    with pytest.raises(TransitionNotAllowed):
        api.judge_change(change_id=change_id, act=api.ChangeAct.RETURN, answer="no", actor=keeper, now=NOW)
    assert api.entry(owner, "medical", row.id).values["beds"] == 60
    assert ForceChange.objects.get().state == "accepted"
    assert (told("force_change_"), told("force_changed")) == (2, 1)


@pytest.mark.parametrize(
    ("change", "reason", "refusal"),
    [
        ({"beds": 60}, " ", api.ReasonMissing),
        ({"beds": 40}, "why", api.NothingChanged),
        ({"beds": "x"}, "why", InvalidValue),
    ],
)
def test_a_change_that_cannot_be_is_not_proposed(owner, change, reason, refusal):
    row = owned(owner, details={"beds": 40})
    wanted = details(code=row.code, name=row.name, values=change, owner_id=row.owner_id)

    with pytest.raises(refusal):
        api.propose_change(register_key="medical", entry_id=row.id, details=wanted, reason=reason, actor=owner, now=NOW)

    assert (ForceChange.objects.count(), told()) == (0, 0)


def test_a_change_of_what_has_moved_since_is_not_accepted_but_returned(owner, keeper):
    row = owned(owner)
    change_id = api.propose_change(
        register_key="medical", entry_id=row.id, details=None, reason="closed", actor=owner, now=NOW
    )
    Force.objects.update(name="other")

    with pytest.raises(api.EntryHasMoved):
        api.judge_change(change_id=change_id, act=api.ChangeAct.ACCEPT, answer="", actor=keeper, now=NOW)
    with pytest.raises(api.ReasonMissing):
        api.judge_change(change_id=change_id, act=api.ChangeAct.RETURN, answer=" ", actor=keeper, now=NOW)
    api.judge_change(change_id=change_id, act=api.ChangeAct.RETURN, answer="look again", actor=keeper, now=NOW)
    assert (Force.objects.get().retired_at, ForceChange.objects.get().state) == (None, "returned")


def test_who_says_nothing_is_asked_reminded_told_of_and_not_believed_any_more():
    for number in range(3):
        build_force("medical", f"51343310{number}", confirmed_at=NOW, next_step_at=NOW + timedelta(days=180))
    seen = []

    for days in (179, 180, 187, 194, 210, 300):
        ask_owners(actor=SYSTEM, now=NOW + timedelta(days=days))
        seen.append(set(Force.objects.values_list("trust", flat=True)))

    assert seen == [{"confirmed"}, {"asked"}, {"reminded"}, {"superior"}, {"stale"}, {"stale"}]
    events = JournalEntry.objects.filter(kind="readiness.owners_asked").order_by("happened_at")
    assert [(each.region, each.payload["trust"], each.payload["count"]) for each in events] == [
        ("513433", trust, 3) for trust in ("asked", "reminded", "superior", "stale")
    ]


def table(*rows: tuple) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(
        ["编号", "名称", "类别", "行政区划代码", "经度", "纬度", "床位(张)", "管理单位", "联系人", "电话"]
    )
    for row in rows:
        book.active.append(row)
    packed = BytesIO()
    book.save(packed)
    return packed.getvalue()


GOOD = ("H1", "义海卫生院", "乡镇卫生院", "513433106000", 102.27, 28.72, 40, None, "王示例", "19900000001")


def test_a_table_is_tried_shown_with_its_errors_and_stored(keeper):
    owner = build_organisation(region=YIHAI)
    known = build_force("medical", code="H0", details={"beds": 10, "grade": "two"})
    rows = table(
        GOOD,
        ("H0", known.name, "综合医院", "513433", None, None, 20, owner.name, None, None),
        ("H2", "某院", "宫殿", "513433", 102.2, 28.7, 1, None, None, None),
        ("H3", "某院", "综合医院", "513433", 102.2, 28.7, -1, None, None, None),
        ("H4", "某院", "综合医院", "513401", 102.2, 28.7, 1, None, None, None),
        ("H5", "某院", "综合医院", "513433", 102.2, 28.7, 1, "没有的单位", None, None),
        ("H6", "某院", "综合医院", "513433", "x", 28.7, 1, None, "李某", None),
    )
    table_id = api.upload_table(register_key="medical", name="h.xlsx", raw=rows, actor=keeper, now=NOW)
    tried = api.preview_table(table_id=table_id, actor=keeper, now=NOW)

    assert (tried.entered, tried.changed, [each.row.number for each in tried.problems]) == (1, 1, [4, 5, 6, 7, 8])
    assert (Force.objects.count(), told(), JournalEntry.objects.count()) == (1, 0, 0)
    with pytest.raises(api.TableHasErrors):
        api.store_table(table_id=table_id, leave_out=False, actor=keeper, now=NOW)
    assert Force.objects.count() == 1
    with pytest.raises(NotFound):
        api.store_table(table_id=table_id, leave_out=True, actor=replace(keeper, id="other"), now=NOW)
    api.store_table(table_id=table_id, leave_out=True, actor=keeper, now=NOW)
    known.refresh_from_db()
    assert (known.details, known.owner_id) == ({"beds": 20, "grade": "two"}, owner.id)
    assert api.entries(keeper, api.EntryFilter(register="medical", text="义海"))[0].contact.name == "王示例"
    assert told("forces_imported") == 1
    with pytest.raises(NotFound):
        api.store_table(table_id=table_id, leave_out=True, actor=keeper, now=NOW)


def test_what_is_exported_is_imported_again_without_a_change(at, keeper):
    person = build_person()
    build_team(leader=person, skills=["flood", "search"], details={"force": "professional", "duty": "on_call"})
    build_shelter()
    client = client_with("department_operator", "513433")

    for key in ("teams", "shelters"):
        raw = client.get(f"/readiness/{key}/?format=xlsx").content
        table_id = api.upload_table(register_key=key, name="t.xlsx", raw=raw, actor=keeper, now=NOW)
        tried = api.preview_table(table_id=table_id, actor=keeper, now=NOW)
        assert (tried.same, tried.entered, tried.changed, tried.problems) == (1, 0, 0, [])


def test_a_keeper_works_on_the_pages(at):
    user = build_user("department_operator", "513433")
    client = client_of(user)
    form = {"code": "H1", "name": "Yihai", "kind": "hospital", "region": YIHAI, "longitude": "102.27"}
    form |= {"latitude": "28.72", "beds": "40", "treats": ["burns", "trauma"], "contact": "", "phone": "", "owner": ""}

    assert client.get("/readiness/medical/new/").status_code == 200
    assert client.post("/readiness/medical/new/", form | {"beds": "many"}).status_code == 422
    assert client.post("/readiness/medical/new/", form).status_code == 302
    row = Force.objects.get()
    assert row.details == {"beds": 40, "treats": ["burns", "trauma"]}
    page = f"/readiness/medical/{row.id}/"
    assert client.get(f"{page}edit/").status_code == 200
    assert client.post(f"{page}edit/", form | {"beds": "60"}).status_code == 302
    assert client.post(f"{page}state/", {"state": "out_of_use", "note": ""}).status_code == 422
    assert client.post(f"{page}state/", {"state": "out_of_use", "note": "flooded"}).status_code == 302
    assert "flooded" in client.get(page).content.decode()
    assert client.post(f"{page}retire/", {"reason": ""}).status_code == 422
    assert client.post(f"{page}retire/", {"reason": "closed"}).status_code == 302
    upload = SimpleUploadedFile("h.xlsx", table(GOOD, ("H9", "x", "y", "513433", 1, 1, 1, None, None, None)))
    preview = client.post("/readiness/medical/import/", {"file": upload})["Location"]
    assert "known_word" not in client.get(preview).content.decode()
    assert openpyxl.load_workbook(BytesIO(client.get(f"{preview}?format=xlsx").content)).active.cell(2, 1).value == 3
    assert client.post(preview, {"leave_out": "on"}).status_code == 302
    assert openpyxl.load_workbook(BytesIO(client.get("/readiness/medical/import/?format=xlsx").content))


def test_an_owner_confirms_and_proposes_on_the_pages(at):
    organisation = build_organisation(region=YIHAI)
    user = build_user("township_officer", YIHAI)
    user.role_grants.update(organisation_id=organisation.id)
    client, row = client_of(user), build_force("medical", YIHAI, owner=organisation, trust="asked")
    page = f"/readiness/medical/{row.id}/"
    form = {"code": row.code, "name": row.name, "kind": "hospital", "region": YIHAI, "beds": "60", "reason": "new ward"}

    assert row.name in client.get("/readiness/due/").content.decode()
    assert client.post("/readiness/due/medical/confirm/", {"entry": "x"}).status_code == 422
    assert client.post("/readiness/due/medical/confirm/", {"entry": str(row.id)}).status_code == 302
    assert client.post(f"{page}edit/", form).status_code == 302
    change = ForceChange.objects.get()
    assert "new ward" in client.get("/readiness/changes/").content.decode()
    assert client.post(f"/readiness/changes/{change.id}/judge/", {"act": "accept"}).status_code == 403
    judge = client_with("department_operator", "513433")
    assert "60" in judge.get(f"/readiness/changes/{change.id}/").content.decode()
    assert judge.post(f"/readiness/changes/{change.id}/judge/", {"act": "burn"}).status_code == 422
    assert judge.post(f"/readiness/changes/{change.id}/judge/", {"act": "accept"}).status_code == 302
    row.refresh_from_db()
    assert row.details == {"beds": 60}
    assert client_with("duty_officer", YIHAI).get(f"{page}edit/").status_code == 403


@pytest.mark.parametrize("path", ["new/", "import/"])
def test_who_keeps_no_register_enters_nothing(path):
    assert client_with("duty_officer").get(f"/readiness/medical/{path}").status_code == 403


def test_an_incident_is_shown_its_experts_and_the_nearest_forces(at, actor_with):
    incident = an_incident()
    geologist = build_force("experts", details={"specialities": ["geology"]})
    build_force("experts", details={"specialities": ["network"]})
    build_force("experts", details={"specialities": ["geology"]}, state="out_of_use")
    build_force("experts", "513401", details={"specialities": ["geology"]})
    team = build_team()

    found = api.experts_for(actor_with("duty_officer", "513433"), "11A51", (102.27, 28.72))
    page = client_with("duty_officer", "513433").get(f"/incidents/{incident}/panels/forces/").content.decode()

    assert [(each.entry.id, each.first, each.also) for each in found] == [(geologist.id, ("地质灾害",), ())]
    assert geologist.name in page
    assert team.name in page
    assert api.experts_for(actor_with("duty_officer", "513433"), "99999", (102.27, 28.72)) == ()


def test_the_api_lists_any_register():
    build_force("medical", details={"beds": 40})
    client = client_with("duty_officer")

    rows = client.get("/api/v1/readiness/registers/medical").json()
    assert [(row["values"]["beds"], row["trust"]) for row in rows] == [(40, "confirmed")]
    assert {each["key"] for each in client.get("/api/v1/readiness/registers").json()} == set(api.registers())
    assert client.get("/api/v1/readiness/registers/dogs").status_code == 404
