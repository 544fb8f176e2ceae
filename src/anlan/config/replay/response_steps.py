"""The response of the night: incident, plan and level, orders and feedback, evacuation, figures."""

from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from anlan.config.replay.doors import moment
from anlan.config.replay.night import Night


def token_of(night: Night, name: str) -> str:
    """Return an id that is the same in every try of one step, so that no broken line doubles an act."""
    return str(uuid5(NAMESPACE_URL, f"{night.scenario['id']}/{night.made['run']}/{name}"))


def open_the_incident(night: Night) -> None:
    """The duty officer opens the incident and links the alarm."""
    plan = night.scenario["incident"]
    body = {
        "id": token_of(night, "incident"),
        "alarm_ids": [night.made["alarm"]],
        "place_text": plan["place"],
        **{key: plan[key] for key in ("kind", "title", "region", "longitude", "latitude", "grade")},
        **{key: plan[key] for key in ("happened_at", "learned_at")},
    }
    night.made["incident"] = night.as_("duty").post("/incidents", body)["id"]
    night.say("opened", title=plan["title"])
    night.pace.settle()


def sign_the_response(night: Night) -> None:
    """The plan proposes level II; the commander signs; the level's orders go out."""
    response = _proposed(night, night.scenario["incident"]["response_level"])
    night.as_("commander").post(f"/responses/{response['id']}/start")
    night.made["response"] = response["id"]
    night.pace.settle()
    orders = night.wait_for("duty", f"/incidents/{night.made['incident']}/orders", "orders")
    night.say("responded", count=len(orders))


def _proposed(night: Night, level: int) -> dict[str, Any]:
    path = f"/incidents/{night.made['incident']}/responses"
    words = night.scenario["incident"]
    found = [each for each in night.find("duty", path, "responses") if each["state"] == "proposed"]
    if found and found[0]["proposed_level"] == level:
        return found[0]
    for each in found:
        night.as_("commander").post(f"/responses/{each['id']}/decline", {"reason": words["decline_reason"]})
    body = {"level": level, "plan_title": words["plan_title"], "reasons": [words["consultation"]]}
    made = night.as_("leader").post(path, body)
    return {"id": made["id"]}


def receive_the_orders(night: Night) -> None:
    """Every order is received; the townships receive their own, the duty officer writes down the telephone."""
    by_region = {region: part for part, (role, region) in night.scenario["accounts"].items() if role.startswith("town")}
    for order in night.find("duty", f"/incidents/{night.made['incident']}/orders", "orders"):
        if order["state"] != "issued":
            continue
        who = by_region.get(order["region"], "duty")
        night.as_(who).post(f"/orders/{order['id']}/receive")
        feedback = {"text": night.scenario["incident"]["front_post_feedback"], "token": token_of(night, order["id"])}
        night.as_(who).post(f"/orders/{order['id']}/feedback", feedback)
    night.say("received")


def order_the_scenic_search(night: Night) -> None:
    """An order by hand: search the scenic area."""
    plan = night.scenario["scenic_area"]
    body = {
        "to_kind": "team",
        "deadline": (night.now + timedelta(hours=6)).isoformat(),
        "token": token_of(night, "scenic order"),
        **{key: plan[key] for key in ("to_label", "region", "text")},
    }
    path = f"/incidents/{night.made['incident']}/orders"
    night.made["scenic_order"] = night.as_("leader").post(path, body)["id"]
    night.as_("duty").post(f"/orders/{night.made['scenic_order']}/receive")
    night.say("scenic_ordered")


def report_the_scenic_search(night: Night) -> None:
    """The search is done: its counts come in and the order is verified."""
    plan, order = night.scenario["scenic_area"], night.made["scenic_order"]
    body = {"text": plan["feedback"], "figures": plan["figures"], "token": token_of(night, "scenic feedback")}
    night.as_("duty").post(f"/orders/{order}/feedback", body)
    night.as_("duty").post(f"/orders/{order}/complete")
    night.as_("leader").post(f"/orders/{order}/verify")
    night.say("scenic_done", **plan["figures"])


def record_the_upper_response(night: Night) -> None:
    """The province has started its level III response."""
    plan = night.scenario["incident"]
    body = {
        "upper_region": plan["upper_region"],
        "issuer": plan["upper_issuer"],
        "level": plan["upper_level"],
        "started_at": plan["upper_started_at"],
        "source": plan["upper_source"],
    }
    night.as_("duty").post(f"/incidents/{night.made['incident']}/upper-responses", body)
    night.say("upper")


def report_evacuation(night: Night, row: dict[str, Any]) -> None:
    """A township officer reports from the phone how many have moved."""
    body = {key: row[key] for key in ("region", "households", "persons")}
    body |= {"as_of": night.now.isoformat(), "token": token_of(night, f"moved {row['region']} {row['at']}")}
    night.as_(row["who"]).post(f"/incidents/{night.made['incident']}/evacuation/reports", body)
    night.say("moved", place=row["place"], households=row["households"], persons=row["persons"])


def record_situation(night: Night, row: dict[str, Any]) -> None:
    """The duty officer records figures as they were published."""
    body = {key: row[key] for key in ("region", "figures", "source")}
    body |= {"as_of": row["at"], "site": row.get("site", ""), "note": row.get("note", "")}
    totals = night.as_(row["who"]).post(f"/incidents/{night.made['incident']}/situation", body)
    night.made[f"totals {row['at']}"] = str({key: totals[key] for key in ("dead", "missing") if key in totals})
    night.pace.settle()
    night.say("situation", dead=float(totals.get("dead", 0)), missing=float(totals.get("missing", 0)))


def end_the_response(night: Night) -> None:
    """The response ends and the incident is closed."""
    plan = night.scenario["incident"]
    night.as_("commander").post(f"/responses/{night.made['response']}/end", {"reason": plan["end_reason"]})
    night.as_("commander").post(f"/incidents/{night.made['incident']}/close", {"note": plan["end_reason"]})
    night.pace.settle()
    night.say("ended")


def move_people_a_year_later(night: Night) -> None:
    """A year later the town is moved in time."""
    plan = night.scenario["year_later"]
    body = {
        "id": token_of(night, "later incident"),
        "kind": "11A51",
        "title": plan["title"],
        "region": plan["region"],
        "happened_at": plan["happened_at"],
        "learned_at": plan["happened_at"],
        "grade": 1,
    }
    night.made["first_incident"] = night.made["incident"]
    night.made["incident"] = night.made["later_incident"] = night.as_("duty").post("/incidents", body)["id"]
    counts = {key: plan[key] for key in ("region", "households", "persons", "shelter")}
    moved = {**counts, "as_of": moment(plan["moved_at"]).isoformat(), "token": token_of(night, "later moved")}
    night.as_("daqiao").post(f"/incidents/{night.made['incident']}/evacuation/reports", moved)
    counted = {"region": plan["region"], "figures": plan["figures"], "as_of": plan["moved_at"]}
    source = night.scenario["say"]["later_moved"].format(**plan)
    night.as_("daqiao").post(f"/incidents/{night.made['incident']}/situation", {**counted, "source": source})
    night.pace.settle()
    night.say("later_moved", households=plan["households"], persons=plan["persons"])


def close_the_later_incident(night: Night) -> None:
    """Nobody was hurt: what the platform proposed is declined and the incident closed."""
    words, path = night.scenario["incident"], f"/incidents/{night.made['later_incident']}"
    for each in night.find("duty", f"{path}/responses", "responses"):
        if each["state"] == "proposed":
            night.as_("commander").post(f"/responses/{each['id']}/decline", {"reason": words["decline_reason"]})
    night.as_("commander").post(f"{path}/close", {"note": night.scenario["year_later"]["closing_note"]})
    night.pace.settle()
