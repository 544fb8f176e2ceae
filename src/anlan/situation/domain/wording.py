"""The sections of a report, drafted from its facts by the table of words."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from anlan.situation.domain.work_wording import work_text

PERSONS: Final = ("judgement", "advice")
"""The parts that only a person writes."""

Words = Mapping[str, Any]
Names = Mapping[str, str]


def sections_of(facts: Words, words: Words, place: str, kinds: Names, regions: Names) -> list[dict[str, str]]:
    """Return the sections with their headings; what a person judges is left empty."""
    texts = {
        "overview": _overview(facts, words, place),
        "kinds": _kinds(facts, words["kinds"], kinds),
        "places": _places(facts, words["places"], regions),
        "watch": _watch(facts, words["watch"]),
        "work": work_text(facts["work"], words["work"]),
        "ahead": _ahead(facts, words["ahead"], words["date"], kinds),
    }
    return [{"key": key, "heading": heading, "text": texts.get(key, "")} for key, heading in words["part"].items()]


def title_of(kind: str, days: tuple[date, date], name: str, place: str, words: Words) -> str:
    """Return a report's title."""
    formats = words["date"]
    form: str = words["title"][kind]
    return form.format(
        place=place,
        name=name,
        first=days[0].strftime(formats["full"]),
        last=days[1].strftime(formats["short"]),
        month=days[0].strftime(formats["month"]),
    )


def _day(text: str, form: str) -> str:
    return date.fromisoformat(text).strftime(form)


def _overview(facts: Words, words: Words, place: str) -> str:
    said, formats, total = words["overview"], words["date"], facts["total"]
    first, last = (_day(facts["days"][end], formats[form]) for end, form in (("first", "full"), ("last", "short")))
    period = first if facts["days"]["count"] == 1 else f"{first}\u2014{last}"
    begun = said["some" if total["now"] else "none"].format(period=period, place=place, **total)
    if facts["passed"] != facts["days"]:
        begun += said["running"].format(last=_day(facts["passed"]["last"], formats["short"]))
    change = total["now"] - total["before"]
    shown = said["up" if change > 0 else "down" if change < 0 else "same"].format(count=abs(change))
    previous = said["before"].format(
        first=_day(facts["before"]["first"], formats["short"]),
        last=_day(facts["before"]["last"], formats["short"]),
        before=total["before"],
        change=shown,
    )
    return "".join((begun, previous, _last_year(facts, words), _earlier(facts, said), _course(facts, said)))


def _last_year(facts: Words, words: Words) -> str:
    """Return the sentence on the same days of last year; nothing where the records do not reach them."""
    total, said, formats = facts["total"], words["overview"], words["date"]
    last_year = total["last_year"]
    if last_year is None:
        return ""
    change = total["now"] - last_year
    word = "same" if not change else ("up" if change > 0 else "down") + ("_share" if last_year else "")
    share = f"{100 * abs(change) / last_year:.1f}" if last_year else ""
    days = facts["work"]["last_year"]
    return str(
        said["last_year"].format(
            first=_day(days["first"], formats["full"]),
            last=_day(days["last"], formats["short"]),
            last_year=last_year,
            change=said[word].format(count=abs(change), share=share),
        )
    )


def _earlier(facts: Words, said: Words) -> str:
    total, years = facts["total"], facts["earlier_years"]
    if not years or total["p_value"] is None:
        return str(said["no_history"])
    verdict = said["differs_not"]
    if total["p_value"] < 0.05:
        more = total["now"] * years > total["earlier"]
        verdict = said["differs_up" if more else "differs_down"]
    mean = f"{total['earlier'] / years:.1f}"
    return str(
        said["earlier"].format(
            years=years, earlier=total["earlier"], mean=mean, verdict=verdict, p=_chance(total["p_value"])
        )
    )


def _course(facts: Words, said: Words) -> str:
    course, counts = facts["months"]["course"], facts["months"]["counts"]
    if not course or not any(counts.values()):
        return ""
    rises = "rises" if course["s"] > 0 else "falls"
    verdict = said[rises if course["p_value"] < 0.05 else "level"]
    values = "\u3001".join(str(counts[month]) for month in sorted(counts))
    return str(
        said["course"].format(
            months=len(counts), values=values, verdict=verdict, s=course["s"], p=_chance(course["p_value"])
        )
    )


def _chance(p_value: float) -> str:
    return f"{p_value:.3f}" if p_value >= 0.001 else "<0.001"


def _kinds(facts: Words, said: Words, names: Names) -> str:
    rows = [row for row in facts["kinds"] if row["now"] or row["before"]]
    if not rows:
        return str(said["none"])
    years = facts["earlier_years"]
    lines = [
        said["line"].format(
            name=names.get(row["key"], row["key"]),
            now=row["now"],
            before=row["before"],
            earlier=said["earlier"].format(earlier=row["earlier"]) if years else "",
        )
        for row in rows
    ]
    verdict = _unusual(facts["kinds"], years, said, names) if years else ""
    return f"{said['join'].join(lines)}\u3002{verdict}"


def _unusual(rows: list[Words], years: int, said: Words, names: Names) -> str:
    found = [
        said["unusual_line"].format(
            name=names.get(row["key"], row["key"]),
            now=row["now"],
            years=years,
            earlier=row["earlier"],
            p=_chance(row["p_value"]),
        )
        for row in rows
        if row["p_value"] is not None and row["p_value"] < 0.05
    ]
    return str(said["unusual"].format(names=said["join"].join(found)) if found else said["usual"])


def _places(facts: Words, said: Words, names: Names) -> str:
    rows = [row for row in facts["units"] if row["now"]]
    if not rows:
        return str(said["none"])
    lines = [said["line"].format(name=names.get(row["key"], row["key"]), now=row["now"]) for row in rows[:10]]
    text = "\u3001".join(lines) + "\u3002"
    unusual = [names.get(r["key"], r["key"]) for r in rows if r["p_value"] is not None and r["p_value"] < 0.05]
    if unusual:
        text += said["unusual"].format(names="\u3001".join(unusual))
    return text + _spots(facts, said, names)


def _spots(facts: Words, said: Words, names: Names) -> str:
    if facts["why_no_spots"]:
        return str(said["too_few" if facts["why_no_spots"] == "too_few" else "too_far"])
    if not facts["spots"]:
        return str(said["no_spot"])
    found = [
        said["spot"].format(name=names.get(spot["region"], spot["region"]), count=spot["count"])
        for spot in facts["spots"]
    ]
    return str(said["spots"].format(names="\u3001".join(found)))


def _watch(facts: Words, said: Words) -> str:
    counts: Words = facts["warnings"]
    levels = said["join"].join(
        said["level"].format(name=said["levels"].get(level, level), count=count) for level, count in counts.items()
    )
    issued = said["warnings"].format(count=sum(counts.values()), levels=levels) if counts else said["no_warnings"]
    return str(said["alarms"].format(**facts["alarms"]) + issued)


def _ahead(facts: Words, said: Words, formats: Words, names: Names) -> str:
    season, ahead = facts["season"], facts["ahead"]
    days = {end: _day(ahead[end], formats["short"]) for end in ("first", "last")}
    kinds = said["join"].join(said["kind"].format(name=names.get(k, k), count=count) for k, count in season["kinds"])
    which = "no_history" if not season["years"] else "season" if season["kinds"] else "quiet"
    total = sum(count for _, count in season["kinds"])
    text = said[which].format(**days, years=season["years"], count=total, kinds=kinds)
    names_of_days = said["join"].join(
        said["holiday"].format(name=each["name"], **{e: _day(each[e], formats["short"]) for e in ("first", "last")})
        for each in facts["holidays"]
    )
    return str(text + (said["holidays"].format(names=names_of_days) if names_of_days else ""))
