"""Forms of the incident pages: they read and explain; the acts decide."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anlan.incidents import api
from anlan.incidents.words import GRADE_WORDS
from anlan.kernel.levels import Level
from anlan.support.tables import load_table
from anlan.web.forms import MomentField


def kind_choices() -> list[tuple[str, Any]]:
    """Return the kinds of events for a select: the common ones first, then by group."""
    table = load_table("anlan.incidents", "event_kinds")
    known = api.event_kinds()
    common = (_("Common"), [(code, known[code].name) for code in table["first_offered"]])
    return [
        common,
        *((group["name"], [(row["code"], row["name"]) for row in group["kinds"]]) for group in table["group"]),
    ]


class OpeningForm(forms.Form):
    """Opens an incident; ``token`` is the incident's id to be, so that sending twice opens one."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    alarm = forms.UUIDField(required=False, widget=forms.HiddenInput)
    caused_by = forms.UUIDField(required=False, widget=forms.HiddenInput)
    exercise = forms.BooleanField(required=False, label=gettext_lazy("This is an exercise"))
    longitude = forms.FloatField(required=False, widget=forms.HiddenInput)
    latitude = forms.FloatField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of event"), choices=kind_choices)
    region = forms.CharField(label=gettext_lazy("Place"), max_length=12)
    place_text = forms.CharField(label=gettext_lazy("Exact place"), required=False, max_length=200)
    title = forms.CharField(
        label=gettext_lazy("Title"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Left empty, it is made of place and kind."),
    )
    happened_at = MomentField(label=gettext_lazy("Happened at"))
    learned_at = MomentField(label=gettext_lazy("Learned at"))
    grade = forms.TypedChoiceField(
        label=gettext_lazy("Grade"),
        coerce=int,
        choices=[(level.value, GRADE_WORDS[level]) for level in Level],
        widget=forms.RadioSelect,
        initial=0,
    )

    def clean(self) -> dict[str, Any]:
        """Refuse an event that was learned before it happened."""
        found = super().clean()
        happened, learned = found.get("happened_at"), found.get("learned_at")
        if happened and learned and learned < happened:
            self.add_error("learned_at", _("An event cannot be learned of before it happens."))
        return found


class SituationForm(forms.Form):
    """Figures of one region of an event of ``kind``; only the fields that are filled in are recorded."""

    region = forms.CharField(label=gettext_lazy("Reporting region"), max_length=12)
    site = forms.CharField(
        label=gettext_lazy("Site"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("A place in the region that is counted apart, a stretch of road, say."),
    )
    as_of = MomentField(label=gettext_lazy("As of"))
    source = forms.CharField(label=gettext_lazy("Source"), max_length=120)
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Required where a figure falls: say why."),
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._indicators = api.indicators_for(kind)
        for indicator in self._indicators.values():
            step = str(Decimal(1).scaleb(-indicator.decimals))
            self.fields[f"figure_{indicator.key}"] = forms.DecimalField(
                label=indicator.name,
                required=False,
                min_value=0,
                max_value=Decimal(10**9),
                decimal_places=indicator.decimals,
                widget=forms.NumberInput(attrs={"step": step, "inputmode": "decimal"}),
            )

    def clean(self) -> dict[str, Any]:
        """Refuse a report without any figure."""
        found = super().clean()
        if not self.errors and not any(value is not None for _, value in self._filled(found)):
            self.add_error(None, _("Fill in at least one figure."))
        return found

    def report(self) -> api.SituationReport:
        """Return what was filled in."""
        found = self.cleaned_data
        as_of: datetime = found["as_of"]
        figures = {key: value for key, value in self._filled(found) if value is not None}
        words = {name: found[name] for name in ("region", "site", "source", "note")}
        return api.SituationReport(figures=figures, as_of=as_of, **words)

    def figure_fields(self) -> Iterator[tuple[api.Indicator, forms.BoundField]]:
        """Yield each indicator with its field."""
        for indicator in self._indicators.values():
            yield indicator, self[f"figure_{indicator.key}"]

    def _filled(self, found: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        for key in self._indicators:
            yield key, found.get(f"figure_{key}")
