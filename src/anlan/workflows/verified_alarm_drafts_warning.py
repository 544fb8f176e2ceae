"""A verified alarm -> a warning drafted by the table, on behalf of the officer who verified: he may not sign it.

An alarm that warns nobody outside (a gauge fell silent, gas in a mine) drafts nothing: no template fits its rule
and level.
"""

from datetime import datetime

from anlan.alarms import api as alarms
from anlan.kernel.actors import Actor
from anlan.kernel.levels import Level
from anlan.kernel.regions import RegionLevel, at_level
from anlan.public_warnings import api as warnings
from anlan.support import journal

ON = alarms.AlarmVerified


def run(event: alarms.AlarmVerified, *, actor: Actor, now: datetime) -> None:
    """Draft the warning that the alarm's rule and level call for, by the county where it holds."""
    if actor.cause is None:
        raise RuntimeError("a draft needs the journal entry of the verification")
    kind = warnings.kind_for_rule(event.rule_family, alarms.event_kind_of(event.rule_family))
    level = Level(event.level)
    if kind is None or not warnings.has_level(kind, level):
        return
    county = at_level(event.region, RegionLevel.COUNTY)
    content = warnings.from_template(
        kind,
        level,
        region=county,
        regions=(event.region,),
        facts=_facts(event),
        now=now,
    )
    draft = warnings.NewDraft(
        region=county,
        content=warnings.on_channels(content, is_exercise=event.exercise),
        is_exercise=event.exercise,
        source_alarm_id=event.alarm_id,
        incident_id=event.incident_id,
        on_behalf_of=journal.who_did(actor.cause),
    )
    warnings.draft_warning(draft=draft, actor=actor, now=now)


def _facts(event: alarms.AlarmVerified) -> str:
    """Return what was measured, in a sentence."""
    figures = {
        "station": event.station_label,
        "time": warnings.moment_words(event.observed_at),
        "value": f"{event.value:g}",
        "threshold": f"{event.threshold:g}",
        "unit": warnings.unit_words(event.unit),
    }
    if event.quantity == "rain" and event.window_hours:
        return warnings.wording("rain_facts", hours=f"{event.window_hours:g}", **figures)
    return warnings.wording("other_facts", **figures)
