"""The warning of the night: verified, drafted, signed by two, sent, confirmed person by person, raised, lifted."""

from datetime import timedelta
from typing import Any

from anlan.config.replay.doors import DoorClosed
from anlan.config.replay.night import Night
from anlan.config.replay.pace import wait_until
from anlan.people import api as people

_SERIOUS = 3


def verify_the_alarm(night: Night) -> None:
    """The duty officer takes and verifies the worst alarm of the worst town."""
    yihai = night.scenario["accounts"]["yihai"][1]
    alarms = night.wait_for("duty", "/alarms", "alarms", region=yihai, level=_SERIOUS)
    worst = max(alarms, key=lambda each: (each["level"], each["region"] == yihai, each["raised_at"]))
    night.made["alarm"] = worst["id"]
    night.as_("duty").post(f"/alarms/{worst['id']}/verify")
    night.say("verified", number=worst["number"], station=worst["station_label"])
    night.pace.settle()
    drafts = night.wait_for("duty", "/warnings", "warnings", source_alarm_id=worst["id"])
    night.made["warning"] = drafts[0]["id"]


def submit_the_draft(night: Night) -> None:
    """The duty officer widens the drafted area to the four townships and hands the draft in."""
    warning_id, plan = night.made["warning"], night.scenario["warning"]
    draft = night.as_("duty").get(f"/warnings/{warning_id}")
    content = {**_content_of(draft), "regions": plan["regions"], "polygons": []}
    night.as_("duty").put(f"/warnings/{warning_id}", content)
    night.as_("duty").post(f"/warnings/{warning_id}/submit")
    night.say("submitted", headline=content["headline"])


def _content_of(draft: dict[str, Any]) -> dict[str, Any]:
    names = ("headline", "description", "instruction", "regions", "effective", "onset", "expires", "channels")
    content = {name: draft[name] for name in names}
    return {**content, "kind": draft["event_code"], "level": _COLOURS[draft["level"]]}


_COLOURS = {1: "blue", 2: "yellow", 3: "orange", 4: "red"}


def sign_the_warning(night: Night) -> None:
    """The author is refused; his superior signs."""
    warning_id = night.made["warning"]
    refused = night.as_("duty").try_post(f"/warnings/{warning_id}/sign")
    if refused.status_code < 400:
        raise DoorClosed("an author could sign his own warning")
    night.as_("leader").post(f"/warnings/{warning_id}/sign")
    night.say("signed", code=refused.json()["code"])


def approve_the_warning(night: Night) -> None:
    """The commander approves: the message is frozen and sent."""
    issue(night, night.made["warning"])
    night.is_calling = True


def issue(night: Night, warning_id: str) -> None:
    """The commander approves a signed warning; wait until its messages have left and its calls have begun."""
    night.as_("commander").post(f"/warnings/{warning_id}/approve")
    night.pace.settle()
    path = f"/warnings/{warning_id}/calls"
    wait_until(lambda: night.as_("duty").get(path)["is_begun"], "the calls to begin")
    wait_until(lambda: _all_channels_done(night, warning_id), "all channels to send")
    board = night.as_("duty").get(path)
    night.say("issued", total=board["total"])


def _all_channels_done(night: Night, warning_id: str) -> bool:
    sent = night.as_("duty").get(f"/warnings/{warning_id}/transmission")
    return all(each["waiting"] == 0 for each in sent["results"])


def tap_the_links(night: Night) -> None:
    """All phones but those of the silent township tap the link; one township answers by telephone."""
    plan = night.scenario["warning"]
    _tap(night, skip_townships=(plan["silent_township"], plan["by_voice_township"]))
    for row in _rows(night):
        if row["township"] == plan["by_voice_township"] and row["state"] == "calling":
            spoken = {"is_answered": True, "answered_by": plan["voice_answered_by"], "note": plan["voice_note"]}
            night.as_("duty").post(f"/calls/{row['id']}/voice", spoken)
    _say_board(night)


def answer_the_second_round(night: Night) -> None:
    """The limit has passed: the silent township's second posts have been called, and answer."""
    silent = night.scenario["warning"]["silent_township"]
    wait_until(lambda: all(row["is_escalated"] for row in _escalatable(night, silent)), "the second posts to be called")
    night.say("escalated", count=len(_escalatable(night, silent)))
    wait_until(lambda: _all_channels_done(night, night.made["warning"]), "the second calls to leave")
    _tap(night, skip_townships=())
    night.is_calling = False
    board = _say_board(night)
    if board["confirmed"] != board["total"]:
        raise DoorClosed(f"{board['total'] - board['confirmed']} calls are not confirmed")


def _escalatable(night: Night, township: str) -> list[dict[str, Any]]:
    rows = [row for row in _rows(night) if row["township"] == township]
    return [{**row, "is_escalated": row["place_in_chain"] > 0 or row["state"] == "handed_up"} for row in rows]


def _rows(night: Night) -> list[dict[str, Any]]:
    return night.as_("duty").get(f"/warnings/{night.made['warning']}/calls", size=500)["rows"]


def _tap(night: Night, *, skip_townships: tuple[str, ...]) -> None:
    skipped = {row["phone_masked"] for row in _rows(night) if row["township"] in skip_townships}
    for phone, path in night.phones.confirm_links():
        if people.masked(phone) in skipped:
            night.phones.keep(phone, path)
        else:
            night.phones.tap(path)


def _say_board(night: Night) -> dict[str, Any]:
    board = night.as_("duty").get(f"/warnings/{night.made['warning']}/calls")
    night.say("board", confirmed=board["confirmed"], total=board["total"], escalated=board["escalated"])
    return board


def raise_to_red(night: Night) -> None:
    """The rain bursts: the duty officer drafts the red warning as follower of the first, the leader signs."""
    plan = night.scenario["warning"]
    yihai = night.scenario["accounts"]["yihai"][1]
    night.wait_for("duty", "/alarms", "alarms", region=yihai, level=4)
    asked = {"kind": plan["kind"], "level": "red", "region": night.scenario["region"], "regions": plan["regions"]}
    content = night.as_("duty").post("/warnings/template", asked)
    content = {**content, "polygons": [], "regions": plan["regions"]}
    made = night.as_("duty").post(f"/warnings/{night.made['warning']}/update", content)
    night.made["first_warning"], night.made["warning"] = night.made["warning"], made["id"]
    night.made["red_warning"] = made["id"]
    night.as_("duty").post(f"/warnings/{made['id']}/submit")
    night.as_("leader").post(f"/warnings/{made['id']}/sign")
    night.say("raised", headline=content["headline"])


def approve_the_red(night: Night) -> None:
    """The commander approves the red warning."""
    issue(night, night.made["red_warning"])


def tap_the_red_links(night: Night) -> None:
    """Everyone taps the link of the red warning."""
    _tap(night, skip_townships=())
    _say_board(night)


def lift_the_warning(night: Night) -> None:
    """The warning is lifted, with two signatures as well."""
    plan = night.scenario["warning"]
    made = night.as_("duty").post(f"/warnings/{night.made['warning']}/lift", {"reason": plan["lift_reason"]})
    night.as_("duty").post(f"/warnings/{made['id']}/submit")
    night.as_("leader").post(f"/warnings/{made['id']}/sign")
    night.as_("commander").post(f"/warnings/{made['id']}/approve")
    night.made["lifting"] = made["id"]
    night.pace.settle()
    night.say("lifted")


def close_the_alarms(night: Night) -> None:
    """The danger is over: verified alarms are closed, the others were the same rain and are dismissed."""
    reason = {"reason": night.scenario["warning"]["dismiss_reason"]}
    for state in ("raised", "taken", "verified"):
        path = {"region": night.scenario["region"], "state": state}
        while rows := night.find("duty", "/alarms", "alarms", **path):
            for row in rows:
                act = "close" if state == "verified" else "dismiss"
                night.as_("duty").post(f"/alarms/{row['id']}/{act}", {} if act == "close" else reason)
    night.say("alarms_closed")


def warn_a_year_later(night: Night) -> None:
    """The town is warned by hand before the rain is heavy, and everyone called answers."""
    plan = night.scenario["year_later"]
    asked = {"kind": "11A51", "level": plan["level"], "region": plan["region"], "regions": [plan["region"]]}
    content = night.as_("duty").post("/warnings/template", {**asked, "facts": plan["facts"]})
    body = {**content, "headline": plan["headline"], "polygons": [], "region": plan["region"]}
    body["expires"] = (night.now + timedelta(hours=12)).isoformat()
    made = night.as_("duty").post("/warnings", body)
    night.made["warning"] = night.made["later_warning"] = made["id"]
    night.as_("duty").post(f"/warnings/{made['id']}/submit")
    night.as_("leader").post(f"/warnings/{made['id']}/sign")
    issue(night, made["id"])
    _tap(night, skip_townships=())
    _say_board(night)
