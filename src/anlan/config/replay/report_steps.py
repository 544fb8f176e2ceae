"""The reports of the night: drafted from the facts, signed by the leader, sent, received."""

from typing import Any

from anlan.config.replay.doors import DoorClosed
from anlan.config.replay.night import Night

_DOCX_BEGINS = b"PK"


def report(night: Night, plan: dict[str, Any]) -> None:
    """Draft, sign, send and receive one report; a direct one also to province and ministry."""
    incident, stage = night.made["incident"], plan["stage"]
    night.pace.settle()
    if stage == "verified":
        night.as_("duty").post(f"/incidents/{incident}/stable")
    drafted = night.as_("duty").post(f"/incidents/{incident}/reports", {"stage": stage})["id"]
    if "explains" in plan:
        night.as_("duty").put(f"/reports/{drafted}/explanation", {"explanation": plan["explains"]})
    night.as_("leader").post(f"/reports/{drafted}/sign")
    night.as_("duty").post(f"/reports/{drafted}/send")
    for sent in night.as_("duty").get(f"/reports/{drafted}")["transmissions"]:
        _receive(night, sent)
    night.made[f"report {plan['at']}"] = drafted
    night.say("report", name=night.scenario["stages"][stage])
    night.pace.settle()


def _receive(night: Night, sent: dict[str, Any]) -> None:
    """The prefecture receives in the platform; province and ministry, which have no account here, by telephone."""
    prefecture = night.scenario["accounts"]["prefecture"][1]
    if sent["to_region"] == prefecture:
        night.as_("prefecture").post(f"/transmissions/{sent['id']}/receive")
    else:
        words = night.scenario["receipt"]
        night.as_("duty").post(f"/transmissions/{sent['id']}/receipt", words)
    document = night.as_("duty").file(f"/api/v1/transmissions/{sent['id']}/document")
    if not document.startswith(_DOCX_BEGINS):
        raise DoorClosed("the report's document is no Word file")
