"""The library for tests: an invented rule in articles, a case of a flood, and those who write, publish and read."""

from datetime import datetime, timedelta
from uuid import UUID

from anlan.kernel.actors import Actor, Grant
from anlan.kernel.clock import CHINA
from anlan.knowledge import api

COUNTY, PREFECTURE = "513433", "5134"
NOW = datetime(2026, 7, 20, 9, tzinfo=CHINA)
RULE = (
    "第一章 总则",
    "第一条 山洪灾害来临前，应当转移受威胁的群众。",
    "第二条 任何单位不得迟报、漏报。",
    "第二章 危险化学品",
    "第三条 液氯泄漏时向上风向离开。",
)


def somebody(role: str, region: str = COUNTY) -> Actor:
    """Return an actor of one role in one region."""
    return Actor(id=f"{role} {region}", name=f"{role} {region}", grants=(Grant(role, region),))


WRITER, LEADER = somebody("department_operator"), somebody("duty_leader")


def a_paper(lines: tuple[str, ...] = RULE, *, is_published: bool = True, **changes: object) -> UUID:
    """Put an invented rule into the library."""
    given = {
        "kind": "law",
        "title": "山洪防御办法",
        "region": COUNTY,
        "edition": "2026",
        "parts": (),
    }
    new = api.NewDocument(**{**given, **changes})
    found = api.import_paper(new=new, lines=lines, actor=WRITER, now=NOW)
    if is_published:
        api.publish_document(document_id=found, actor=LEADER, now=NOW)
    return found


def a_new_case(**changes: object) -> api.NewCase:
    """Return an invented flash flood of a year ago."""
    given = {
        "title": "Invented flood",
        "event_kind": "11A51",
        "place_region": "513433101",
        "region": COUNTY,
        "happened_at": NOW - timedelta(days=365),
        "longitude": 102.17,
        "latitude": 28.55,
        "figures": {"evacuated_pop": 120.0, "dead": 0.0},
        "words": {"summary": "A brook rose", "lessons": "Call twice"},
        **changes,
    }
    return api.NewCase(**given)


def a_case(*, is_published: bool = True, **changes: object) -> UUID:
    """Put an invented case into the library."""
    found = api.add_case(new=a_new_case(**changes), actor=WRITER, now=NOW)
    if is_published:
        api.publish_document(document_id=found, actor=LEADER, now=NOW)
    return found
