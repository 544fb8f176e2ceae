"""What fails at an enterprise's own check stands in the register of hidden dangers, once."""

import pytest
from tests.factories.enterprises import build_enterprise, build_risk

from anlan.dangers import api as dangers
from anlan.enterprises import api
from anlan.kernel.actors import SYSTEM
from anlan.kernel.clock import real_now
from anlan.support.models import JournalEntry
from anlan.support.running import run_workflow

pytestmark = pytest.mark.django_db


def test_a_failed_item_is_registered_once(actor_with):
    firm, operator, now = build_enterprise("513433106"), actor_with("department_operator", "513433"), real_now()
    build_risk(firm)
    keys = [item.key for item in api.check_items(firm.id, api.Cycle.DAY)]
    answers = dict.fromkeys(keys, api.Answer("fine")) | {keys[-1]: api.Answer("failed", "hose torn")}
    new = api.NewSelfCheck(enterprise_id=firm.id, cycle=api.Cycle.DAY, answers=answers, done_at=now)
    api.record_self_check(new=new, actor=operator, now=now)
    entry = JournalEntry.objects.get(kind="enterprises.self_check_failed")

    assert run_workflow(entry.id, "failed_self_check_registers_danger") is True
    assert run_workflow(entry.id, "failed_self_check_registers_danger") is False

    (row,) = dangers.dangers(SYSTEM, dangers.DangerFilter(object_id=firm.id))[:5]
    assert (row.title, row.source, row.region) == ("dyke whole", dangers.Source.SELF, "513433106")
