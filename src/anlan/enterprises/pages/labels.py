"""What the room's codes are called on the screen."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from anlan.enterprises import api
from anlan.web.lists import choices as choices

Labels = dict[str, Promise]

STATES: Final[Labels] = {
    api.FirmState.OPERATING: _("In operation"),
    api.FirmState.STOPPED: _("Out of operation"),
    api.FirmState.CLOSED: _("Closed"),
}
STATE_TONES: Final = {api.FirmState.OPERATING: "good", api.FirmState.STOPPED: "amber", api.FirmState.CLOSED: "dim"}
ACTS: Final[Labels] = {
    api.FirmAct.STOP: _("Record a stop"),
    api.FirmAct.RESUME: _("Record that it works again"),
    api.FirmAct.CLOSE: _("Record that it closed"),
}
STANDARDS: Final[Labels] = {"first": _("Level one"), "second": _("Level two"), "third": _("Level three")}
RISKS: Final[dict[str, Promise]] = {
    "4": _("Major risk"),
    "3": _("Greater risk"),
    "2": _("General risk"),
    "1": _("Low risk"),
    "0": _("Not judged"),
}
CYCLES: Final[dict[api.Cycle, Promise]] = {
    api.Cycle.DAY: _("Daily check"),
    api.Cycle.WEEK: _("Weekly check"),
    api.Cycle.MONTH: _("Monthly check"),
}
RESULTS: Final[Labels] = {
    api.Result.FINE: _("As it should be"),
    api.Result.FAILED: _("Fails"),
    api.Result.ABSENT: _("Does not apply"),
}
HAZARD_CLASSES: Final[dict[int, Promise]] = {
    1: _("Class 1"),
    2: _("Class 2"),
    3: _("Class 3"),
    4: _("Class 4"),
}
HAZARD_CLASS_LEVELS: Final = {1: 4, 2: 3, 3: 2, 4: 1}


def trade(key: str) -> str:
    """Return what a trade is called; one that is no longer told apart by its key."""
    return api.trades().get(key, key)


def labelled(row: api.Enterprise) -> dict[str, object]:
    """Return an enterprise with the words of its codes."""
    return {
        "enterprise": row,
        "industry": trade(row.industry),
        "state": STATES[row.state],
        "tone": STATE_TONES[row.state],
        "risk": RISKS[str(row.risk_level)] if row.risk_level else "",
        "standard": STANDARDS.get(row.standard_level, ""),
        "scale": api.scales().get(row.scale, ""),
        "gravest": HAZARD_CLASSES[row.gravest] if row.gravest else "",
        "level": HAZARD_CLASS_LEVELS[row.gravest] if row.gravest else 0,
    }


TRAININGS: Final[Labels] = {
    api.TrainingState.UNTRAINED: _("First training missing"),
    api.TrainingState.LAPSED: _("Yearly training overdue"),
    api.TrainingState.ENDING: _("Ends soon"),
    api.TrainingState.VALID: _("Trained"),
}
TRAINING_TONES: Final = {
    api.TrainingState.UNTRAINED: "red",
    api.TrainingState.LAPSED: "red",
    api.TrainingState.ENDING: "amber",
    api.TrainingState.VALID: "good",
}
INSURANCES: Final[Labels] = {
    api.InsuranceState.MISSING: _("Not insured"),
    api.InsuranceState.LAPSED: _("No policy holds today"),
    api.InsuranceState.TOO_LOW: _("Sum too low"),
    api.InsuranceState.TOO_FEW: _("Not all staff insured"),
    api.InsuranceState.ENDING: _("Ends soon"),
    api.InsuranceState.INSURED: _("Insured"),
}
INSURANCE_TONES: Final = {
    api.InsuranceState.MISSING: "red",
    api.InsuranceState.LAPSED: "red",
    api.InsuranceState.TOO_LOW: "amber",
    api.InsuranceState.TOO_FEW: "amber",
    api.InsuranceState.ENDING: "amber",
    api.InsuranceState.INSURED: "good",
}
STANDINGS: Final[Labels] = {
    "missing": _("Not insured"),
    "lapsed": _("No policy holds today"),
    "holding": _("A policy holds today"),
}
# Fields and rules that a refusal names; the edge translates them.
REFUSAL_WORDS: Final = (
    gettext_noop("trainees"),
    gettext_noop("training_course"),
    gettext_noop("training_hours"),
    gettext_noop("held_on"),
    gettext_noop("hired_on"),
    gettext_noop("left_on"),
    gettext_noop("post"),
    gettext_noop("not_to_come"),
    gettext_noop("after_hiring_and_not_to_come"),
    gettext_noop("at_least_one_of_the_staff"),
    gettext_noop("half_hours_up_to_200"),
    gettext_noop("1_to_40_characters"),
)
