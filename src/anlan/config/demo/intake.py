"""What came in to the duty desk of the demonstration county, in its states; nobody in it is real.

No incident is declared or linked: its clocks would run out on a desk that nobody sits at.
"""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from anlan.config.progress import Progress
from anlan.intake import api as intake
from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.support.tables import load_table

SENDER: Final = "demonstration"
_GIVEN: Final = ("text", "region", "place_text", "teller_name", "teller_phone", "hurt")
_AT_DEPARTMENT: Final = ("forwarded", "answered", "rated", "returned")


def load(seed: int, progress: Progress) -> None:
    """Put the matters in, each as long ago as the table says, and take each as far as it says."""
    remove()
    table, now = load_table("anlan.config.demo", "intake"), clock.now()
    actor = Actor(id=SENDER, name=table["sender"], is_system=True)
    ids: list[UUID] = []
    for row in table["matter"]:
        at = now - timedelta(minutes=row["minutes_ago"])
        given = {name: row[name] for name in _GIVEN if name in row}
        new = intake.NewMatter(kind=intake.MatterKind(row["kind"]), **given)
        ids.append(intake.receive_matter(new=new, actor=actor, now=at))
        _carry_on(table, row, ids, actor, at)
    progress("matters", len(ids), len(ids))


def _carry_on(table: dict[str, Any], row: dict[str, Any], ids: list[UUID], actor: Actor, at: datetime) -> None:
    by: dict[str, Any] = {"matter_id": ids[-1], "actor": actor, "now": at + timedelta(minutes=2)}
    if row["then"] == "taken":
        intake.take_matter(**by)
    elif row["then"] == "merged":
        intake.merge_matter(into_id=ids[row["into"]], **by)
    elif row["then"] == "closed":
        intake.close_matter(reason=table["closed"], **by)
    elif row["then"] in _AT_DEPARTMENT:
        _forward(table, row, by)


def _forward(table: dict[str, Any], row: dict[str, Any], by: dict[str, Any]) -> None:
    choices = intake.receivers_for(by["actor"], row["region"])
    chosen = next((each for each in choices if each.category.key == row["category"]), None)
    if chosen is None:
        return
    forwarding_id = intake.forward_matter(
        category=chosen.category.key, organisation_id=chosen.organisation_id, note="", **by
    )
    answer = {"forwarding_id": forwarding_id, "actor": by["actor"], "now": by["now"] + timedelta(minutes=30)}
    if row["then"] == "returned":
        intake.return_forwarding(reason=table["returned"], **answer)
    elif row["then"] in ("answered", "rated"):
        intake.answer_forwarding(answer=table["answer"], **answer)
    if row["then"] == "rated":
        rated = {**by, "now": answer["now"] + timedelta(minutes=30)}
        intake.rate_matter(rating=row["rating"], note="", **rated)
    if "reward" in row:
        _reward(row["reward"], by["matter_id"], by["actor"], answer["now"])


def _reward(row: dict[str, Any], matter_id: UUID, actor: Actor, now: datetime) -> None:
    """Propose the reward of a tip-off and give its first approval; the second is the reader's."""
    ground = intake.Ground(rule="danger", fine=Decimal(row["fine"]))
    new = intake.NewReward(ground=ground, basis=row["basis"])
    reward = intake.propose_reward(matter_id=matter_id, new=new, actor=actor, now=now)
    leader = Actor(id="demonstration leader", name=actor.name, is_system=True)
    intake.approve_reward(reward_id=reward, actor=leader, now=now)


def remove() -> None:
    """Take the matters out; the journal keeps what happened."""
    intake.remove_matters_of(sender_id=SENDER)
