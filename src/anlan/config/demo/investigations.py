"""Two invented accidents of the demonstration county: one replied to with measures that run, one being investigated."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from anlan.config.progress import Progress
from anlan.investigations import api as investigations
from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM, Actor
from anlan.kernel.clock import in_china
from anlan.support.tables import load_table

COUNTY: Final = "513433"
_WORKS_AFTER: Final = timedelta(days=3)
_WRITTEN_AFTER: Final = timedelta(days=40)


def load(seed: int, progress: Progress) -> None:
    """Put the investigations in, each as far as the table says."""
    del seed
    remove()
    table, now = load_table("anlan.config.demo", "investigations"), clock.now()
    morning = in_china(now).replace(hour=10, minute=0, second=0, microsecond=0)
    for row in table["investigation"]:
        _put(table, row, morning - timedelta(days=row["days_ago"]))
    progress("investigations", len(table["investigation"]), len(table["investigation"]))


def remove() -> None:
    """Take the investigations out."""
    investigations.remove_demonstration(actor=SYSTEM)


def _put(table: dict[str, Any], row: dict[str, Any], at: datetime) -> None:
    actor, leader = _person(table["sender"]), _person(table["leader"])
    begun = at + _WORKS_AFTER
    harm = investigations.Harm(dead=row["dead"], injured=row["injured"], loss_yuan=row["loss_yuan"])
    new = investigations.NewInvestigation(
        region=COUNTY,
        harm=harm,
        happened_at=at,
        **{name: row[name] for name in ("title", "unit_name", "unit_code", "place", "summary")},
    )
    found = investigations.open_investigation(new=new, actor=actor, now=begun)
    investigations.mark_demonstration(investigation_id=found, actor=SYSTEM)
    for member in table["member"]:
        investigations.add_member(
            investigation_id=found, new=investigations.NewMember(**member), actor=actor, now=begun
        )
    investigations.form_group(investigation_id=found, actor=leader, now=begun)
    _find(found, row, actor, begun)
    if row["until"] == "approved":
        _decide(table, found, row, actor, at + _WRITTEN_AFTER)


def _find(found: UUID, row: dict[str, Any], actor: Actor, at: datetime) -> None:
    for sort, (text, evidence) in row["cause"].items():
        investigations.add_cause(investigation_id=found, sort=sort, text=text, evidence=evidence, actor=actor, now=at)
    if "party" in row:
        party = investigations.NewParty(**row["party"])
        investigations.add_party(investigation_id=found, new=party, actor=actor, now=at)
    for measure in row["measure"]:
        due = in_china(at + _WRITTEN_AFTER).date() + timedelta(days=measure["days"])
        given = {"text": measure["text"], "owner": measure["owner"], "due_on": due}
        investigations.add_measure(investigation_id=found, **given, actor=actor, now=at)


def _decide(table: dict[str, Any], found: UUID, row: dict[str, Any], actor: Actor, at: datetime) -> None:
    by = {"investigation_id": found, "actor": actor, "now": at}
    investigations.set_nature(nature="liability", **by)
    texts = {key: text for key, _name, text, _proposed in investigations.section_texts(actor, found)}
    investigations.write_sections(texts=texts, **by)
    parts = investigations.parts(actor, found)
    for member in parts.members:
        investigations.sign_report(member_id=member["id"], on=in_china(at).date(), dissent="", actor=actor, now=at)
    investigations.submit_report(**by)
    leader, replied = _person(table["leader"]), at + timedelta(days=9)
    investigations.approve_report(investigation_id=found, reply="", actor=leader, now=replied)
    for measure, given in zip(parts.measures, row["measure"], strict=True):
        if "proof" in given:
            later = replied + timedelta(days=20)
            investigations.prove_measure(measure_id=measure["id"], proof=given["proof"], actor=actor, now=later)
            second = _person(table["second"])
            investigations.judge_measure(
                measure_id=measure["id"], act="verify", text=given["proof"], actor=second, now=later
            )
    investigations.publish_report(investigation_id=found, actor=leader, now=replied)


def _person(name: str) -> Actor:
    return Actor(id=f"demonstration {name}", name=name, is_system=True)
