"""Each refusal twice: its code, and that neither a row nor the journal changed."""

from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

import pytest
from tests.factories.enforcement import (
    INSPECTOR,
    LEADER,
    MONDAY,
    a_case,
    content_for,
    drafted,
    png,
    somebody,
)
from tests.factories.public_warnings import build_places

from anlan.enforcement import api
from anlan.enforcement.models import Case, CaseClock, Document, Service, Signature
from anlan.kernel.errors import AnlanError
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
KINDS = api.document_kinds()
NEEDING = [kind for kind in KINDS.values() if kind.prerequisites(kind.procedure or "ordinary")]


@pytest.fixture(autouse=True)
def _places():
    build_places()


def everything() -> list[object]:
    rows = [list(model.objects.order_by("pk").values()) for model in (Case, Document, Signature, Service, CaseClock)]
    return [*rows, JournalEntry.objects.count()]


@contextmanager
def refused(code: str):
    before = everything()
    with pytest.raises(AnlanError) as refusal:
        yield
    assert refusal.value.code == code
    assert everything() == before


def in_effect(case_id, kind, at=MONDAY, served_at=None, **content):
    """Put a document in effect behind the acts' back."""
    row = Document.objects.create(
        case_id=case_id, kind=kind, state="approved", content=content_for(kind, at) | content, author_id="a",
        author="a", drafted_at=at, approved_at=at, file=b"x", digest="x",
    )  # fmt: skip
    if served_at:
        Service.objects.create(
            document=row, way="direct", served_at=served_at, received_by="Z", by="a", recorded_at=served_at
        )
    return row.id


def case_for(kind, **changes):
    """Take up a case that stands where the kind belongs, with a fine."""
    case_id = a_case(procedure=kind.procedure or "ordinary", party_kind=kind.party or "unit")
    state = min(kind.states - {"opened"} or kind.states)
    given = {"state": state, "fine": 100, "penalty": {"text": "fine"}, "objection_waived_at": MONDAY, **changes}
    Case.objects.filter(id=case_id).update(**given)
    return case_id


def draft(case_id, key, now=MONDAY, **changes):
    by = somebody("department_operator") if key == "review" else INSPECTOR
    content = content_for(key, now, **changes)
    return api.draft_document(case_id=case_id, kind=key, content=content, actor=by, now=now)


@pytest.mark.parametrize("kind", NEEDING, ids=lambda kind: kind.key)
def test_a_document_without_its_prerequisite_is_refused_and_with_it_allowed(kind):
    changes = {"hearing_asked_at": MONDAY} if kind.key == "18" else {}
    case_id = case_for(kind, **changes)
    groups = kind.prerequisites(kind.procedure or "ordinary")
    late = MONDAY + timedelta(days=30)
    now = {"27": late, "30": MONDAY + timedelta(days=200)}.get(kind.key, MONDAY)
    for group in groups:
        with refused("enforcement.needs_before"):
            draft(case_id, kind.key, now)
        in_effect(case_id, group.split("|")[0], served_at=MONDAY, fine="100")
    if kind.key in ("21", "23", "24", "25", "26"):
        in_effect(case_id, "15", served_at=MONDAY, fine="100")
    if kind.key in ("28", "29"):
        changes = {"instalments": "2026-05-01 40\n2026-06-01 60"}
    if kind.key == "19":
        now = late
    assert draft(case_id, kind.key, now, **{key: text for key, text in changes.items() if key == "instalments"})


WHO = somebody("inspector", "5134", "inspector elsewhere")
OUTSIDE = somebody("inspector", "513401", "inspector of another county")


def test_acts_ask_for_their_right_and_hide_what_lies_elsewhere():
    case_id = a_case()
    with refused("kernel.not_allowed"):
        api.draft_document(
            case_id=case_id, kind="9", content=content_for("9", MONDAY), actor=somebody("auditor"), now=MONDAY
        )
    with refused("kernel.not_found"):
        api.draft_document(case_id=case_id, kind="9", content=content_for("9", MONDAY), actor=OUTSIDE, now=MONDAY)
    with refused("kernel.not_found"):
        api.submit_document(document_id=uuid4(), actor=INSPECTOR, now=MONDAY)
    with refused("kernel.not_allowed"):
        a = api.NewCase(
            region="513433", title="t", party_kind="unit", party_name="p", clue="c", ended_at=MONDAY, found_at=MONDAY,
            officers=(("A", "1"), ("B", "2")),
        )  # fmt: skip
        api.open_case(new=a, actor=LEADER, now=MONDAY)
    with pytest.raises(AnlanError):
        api.case(OUTSIDE, case_id)
    assert api.case(WHO, case_id).id == case_id


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"officers": (("A", "1"),)}, "enforcement.two_officers"),
        ({"officers": (("A", "1"), ("A", "2"))}, "enforcement.two_officers"),
        ({"officers": (("A", "1"), ("B", "1"))}, "enforcement.two_officers"),
        ({"officers": (("A", "1"), ("B", ""))}, "enforcement.two_officers"),
        ({"party_kind": "animal"}, "kernel.invalid_value"),
        ({"title": " "}, "kernel.invalid_value"),
        ({"region": "5134"}, "kernel.not_allowed"),
        ({"found_at": MONDAY + timedelta(days=1)}, "kernel.invalid_value"),
        ({"ended_at": MONDAY + timedelta(seconds=1)}, "kernel.invalid_value"),
    ],
)
def test_a_clue_is_taken_up_whole_or_not_at_all(changes, code):
    with refused(code):
        a_case(**changes)


def test_the_same_form_opens_one_case():
    token = uuid4()
    assert a_case(token=token) == a_case(token=token)


def test_a_document_must_contain_its_fields_in_their_sort():
    case_id = a_case()
    with refused("enforcement.field_missing"):
        draft(case_id, "9", findings=" ")
    for name, text in (("check_on", "yesterday"), ("check_place", "x" * 121)):
        with refused("kernel.invalid_value"):
            draft(case_id, "9", **{name: text})
    with refused("kernel.invalid_value"):
        api.draft_document(case_id=case_id, kind="receipt", content={}, actor=INSPECTOR, now=MONDAY)


def sign(document_id, part, name, **given):
    new = api.NewSignature(**{"part": part, "name": name, "image": png(), **given})
    api.sign_document(document_id=document_id, new=new, actor=INSPECTOR, now=MONDAY)


def test_a_document_takes_effect_with_two_officers_and_the_party_or_its_recorded_refusal():
    case_id = a_case()
    document_id = draft(case_id, "9")
    with refused("enforcement.signatures_missing"):
        api.submit_document(document_id=document_id, actor=INSPECTOR, now=MONDAY)
    sign(document_id, "officers", "Officer One")
    sign(document_id, "officers", "Officer One")
    with refused("enforcement.signatures_missing"):
        api.submit_document(document_id=document_id, actor=INSPECTOR, now=MONDAY)
    sign(document_id, "officers", "Officer Two")
    for given in (
        {"name": "A Stranger", "part": "officers"},
        {"name": "Z", "part": "leader"},
        {"name": "Z", "image": b"x"},
    ):
        with refused("kernel.invalid_value"):
            sign(document_id, **{"part": "party", **given})
    with refused("kernel.invalid_value"):
        sign(document_id, "party", "Zhang San", refused=True, note="")
    sign(document_id, "party", "Zhang San", refused=True, note="seen by Li Si")
    assert api.submit_document(document_id=document_id, actor=INSPECTOR, now=MONDAY)
    with refused("kernel.transition_not_allowed"):
        api.edit_document(document_id=document_id, content=content_for("9", MONDAY), actor=INSPECTOR, now=MONDAY)


def test_signatures_fall_away_when_the_text_changes():
    document_id = drafted(a_case(), "9")
    api.edit_document(document_id=document_id, content=content_for("9", MONDAY), actor=INSPECTOR, now=MONDAY)
    assert api.document(INSPECTOR, document_id).signatures == ()


def test_who_wrote_or_signed_a_document_does_not_approve_it():
    case_id = a_case()
    both = api.document(INSPECTOR, drafted(case_id, "scheme")).id
    api.submit_document(document_id=both, actor=INSPECTOR, now=MONDAY)
    twofold = type(INSPECTOR)(id=INSPECTOR.id, name=INSPECTOR.name, grants=(*INSPECTOR.grants, *LEADER.grants))
    with refused("enforcement.approver_is_author"):
        api.approve_document(document_id=both, actor=twofold, now=MONDAY)
    with refused("kernel.not_allowed"):
        api.approve_document(document_id=both, actor=INSPECTOR, now=MONDAY)
    api.return_document(document_id=both, reason="not clear", actor=LEADER, now=MONDAY)
    assert api.document(INSPECTOR, both).state == "draft"
    with refused("kernel.transition_not_allowed"):
        api.approve_document(document_id=both, actor=LEADER, now=MONDAY)
    api.discard_document(document_id=both, reason="superfluous", actor=INSPECTOR, now=MONDAY)
    assert api.document(INSPECTOR, both).state == "discarded"
