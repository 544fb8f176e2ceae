"""Forms of drills: they read and explain; the acts decide."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anlan.access import api as access
from anlan.alarms import api as alarms
from anlan.drills import api, words
from anlan.incidents import api as incidents
from anlan.kernel.levels import Level
from anlan.plans import api as plans
from anlan.web.forms import MomentField

_ROWS: Final = 4
_WORDS_OF_LEVELS: Final = {
    Level.BLUE: gettext_lazy("Level IV"),
    Level.YELLOW: gettext_lazy("Level III"),
    Level.ORANGE: gettext_lazy("Level II"),
    Level.RED: gettext_lazy("Level I"),
}


def _area(rows: int = _ROWS) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class DrillForm(forms.Form):
    """Plans a drill of one plan; who may be named are the accounts of its region."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(label=gettext_lazy("Name of the drill"), max_length=100)
    form = forms.ChoiceField(
        label=gettext_lazy("Form of the drill"),
        choices=list(words.FORMS.items()),
        help_text=gettext_lazy("A double-blind drill is known only to those who are named below until it starts."),
    )
    script = forms.ChoiceField(label=gettext_lazy("Script to begin with"), required=False)
    planned_start = MomentField(label=gettext_lazy("Planned start"))
    place_text = forms.CharField(label=gettext_lazy("Exact place"), required=False, max_length=200)
    scenario = forms.CharField(label=gettext_lazy("Scenario"), max_length=4000, widget=_area(5))
    approver = forms.ChoiceField(label=gettext_lazy("Approver"))
    controllers = forms.MultipleChoiceField(
        label=gettext_lazy("Further controllers"),
        required=False,
        help_text=gettext_lazy("You lead the drill yourself. Hold Ctrl to choose several."),
    )
    observers = forms.MultipleChoiceField(label=gettext_lazy("Observers"), required=False)
    participants = forms.CharField(
        label=gettext_lazy("Who takes part"),
        required=False,
        widget=_area(),
        help_text=gettext_lazy("One a line: organisation, a blank, then the seat or person."),
    )

    def __init__(self, *args: Any, plan: plans.Plan, actor_id: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._plan = plan
        scripts = [(key, api.shipped_script(key, "").title) for key in api.script_keys()]
        self.fields["script"].choices = [("", _("An empty script")), *scripts]
        approvers = access.people_with("drills.approve", plan.region)
        people = [each for each in access.people_with("drills.see", plan.region) if str(each.user_id) != actor_id]
        self.fields["approver"].choices = [
            (str(each.user_id), each.name) for each in approvers if str(each.user_id) != actor_id
        ]
        for name in ("controllers", "observers"):
            self.fields[name].choices = [(str(each.user_id), each.name) for each in people]

    def new_drill(self) -> api.NewDrill:
        """Return what was filled in."""
        found = self.cleaned_data
        start: datetime = found["planned_start"]
        same = {name: found[name] for name in ("title", "form", "scenario", "place_text", "script", "token")}
        return api.NewDrill(
            plan_id=self._plan.id,
            planned_start=start,
            approver_id=found["approver"],
            controllers=tuple(found["controllers"]),
            observers=tuple(found["observers"]),
            participants=tuple(_participants(found["participants"])),
            **same,
        )


def _participants(text: str) -> list[api.Participant]:
    lines = (" ".join(line.split()) for line in text.splitlines() if line.strip())
    parts = (line.partition(" ") for line in dict.fromkeys(lines))
    return [api.Participant(organisation=organisation, seat=seat) for organisation, _blank, seat in parts]


def _levels() -> list[tuple[Any, Any]]:
    return [("", _("none of them")), *((level.value, word) for level, word in _WORDS_OF_LEVELS.items())]


def _choices(known: dict[Any, Any]) -> Callable[[], list[tuple[Any, Any]]]:
    return lambda: [("", _("Nothing is expected")), *known.items()]


class InjectForm(forms.Form):
    """One inject of a script."""

    minute = forms.IntegerField(label=gettext_lazy("Minute of the drill"), min_value=0, max_value=4320)
    sort = forms.ChoiceField(label=gettext_lazy("Sort of inject"), choices=list(words.SORTS.items()))
    to = forms.CharField(label=gettext_lazy("To which seat"), max_length=80)
    sender = forms.CharField(label=gettext_lazy("As if from"), max_length=80, required=False)
    title = forms.CharField(label=gettext_lazy("In short"), max_length=80)
    text = forms.CharField(label=gettext_lazy("Words"), max_length=1000, widget=_area(3))
    family = forms.ChoiceField(
        label=gettext_lazy("What the alarm is of"), required=False, choices=lazy(alarms.families, list)
    )
    level = forms.TypedChoiceField(
        label=gettext_lazy("Level of the alarm"), required=False, coerce=int, empty_value=None, choices=_levels
    )
    station = forms.CharField(label=gettext_lazy("Station of the alarm"), required=False, max_length=80)
    value = forms.FloatField(label=gettext_lazy("Measured value"), required=False)
    threshold = forms.FloatField(label=gettext_lazy("Threshold reached"), required=False)
    unit = forms.CharField(label=gettext_lazy("Unit of the value"), required=False, max_length=10, initial="mm")
    figures = forms.CharField(label=gettext_lazy("Figures"), required=False, widget=_area(2))
    what = forms.ChoiceField(
        label=gettext_lazy("What is expected"), required=False, choices=_choices(words.EXPECTATIONS)
    )
    expected = forms.CharField(label=gettext_lazy("Expected, in words"), required=False, max_length=300)
    within_minutes = forms.IntegerField(
        label=gettext_lazy("Within"), required=False, min_value=0, max_value=4320, initial=30
    )
    expected_level = forms.TypedChoiceField(
        label=gettext_lazy("Least response level"), required=False, coerce=int, empty_value=0, choices=_levels
    )
    words = forms.CharField(label=gettext_lazy("What it must speak of"), required=False, max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        some = list(incidents.indicators().values())[:7]
        hint = _("One a line, name and number; known are %(names)s and others.")
        self.fields["figures"].help_text = hint % {"names": " ".join(each.name for each in some)}

    def clean_figures(self) -> dict[str, str]:
        """Read the figures by their indicators' names."""
        known = {each.name: key for key, each in incidents.indicators().items()}
        found = {}
        for line in self.cleaned_data["figures"].splitlines():
            name, _blank, number = line.strip().rpartition(" ")
            if not line.strip():
                continue
            if name.strip() not in known or not _is_figure(number):
                raise forms.ValidationError(_("This line is no known figure: %(line)s") % {"line": line[:60]})
            found[known[name.strip()]] = number
        return found

    def new_inject(self) -> api.NewInject:
        """Return what was filled in."""
        found = self.cleaned_data
        sort, data = api.Sort(found["sort"]), {}
        if sort is api.Sort.ALARM:
            data = {name: found[name] for name in ("family", "level", "station", "value", "threshold", "unit")}
        if sort is api.Sort.FIGURES:
            data = {"figures": found["figures"]}
        wanted = api.Expected(
            what=found["what"],
            text=found["expected"],
            within_minutes=found["within_minutes"] or 0,
            level=found["expected_level"] or 0,
            words=found["words"],
        )
        same = {name: found[name] for name in ("minute", "to", "sender", "title", "text")}
        return api.NewInject(sort=sort, data=data, expected=wanted, **same)


def _is_figure(text: str) -> bool:
    try:
        return Decimal(text) >= 0
    except InvalidOperation:
        return False


def filled(row: api.InjectRow) -> dict[str, Any]:
    """Return an inject as the form's fields show it."""
    names = {key: each.name for key, each in incidents.indicators().items()}
    figures = row.data.get("figures") or {}
    wanted = row.expected
    same = {name: getattr(row, name) for name in ("minute", "to", "sender", "title", "text")}
    return {
        **same,
        **{name: row.data.get(name) for name in ("family", "level", "station", "value", "threshold", "unit")},
        "sort": row.sort.value,
        "figures": "\n".join(f"{names.get(key, key)} {value}" for key, value in figures.items()),
        "what": wanted.what,
        "expected": wanted.text,
        "within_minutes": wanted.within_minutes or None,
        "expected_level": wanted.level or "",
        "words": wanted.words,
    }
