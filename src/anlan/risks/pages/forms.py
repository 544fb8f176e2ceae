"""The form of a hazard site: the fields of every site, then those of its kind."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anlan.risks import api
from anlan.risks.pages import labels

_FACT = "fact_"


class SiteForm(forms.Form):
    """What is kept of a site of one kind."""

    code = forms.CharField(label=_("Code"), max_length=40)
    name = forms.CharField(label=_("Name"), max_length=80)
    longitude = forms.FloatField(label=_("Longitude"), min_value=73, max_value=136)
    latitude = forms.FloatField(label=_("Latitude"), min_value=3, max_value=54)
    threatened_households = forms.IntegerField(label=_("Threatened households"), min_value=0, initial=0)
    threatened_persons = forms.IntegerField(label=_("Threatened persons"), min_value=0, initial=0)
    found_on = forms.DateField(
        label=_("Found on"),
        required=False,
        input_formats=["%Y-%m-%d", "%Y/%m/%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"placeholder": "2020-06-27", "autocomplete": "off"}),
    )
    threatens = forms.CharField(label=_("What is threatened"), max_length=300, required=False)
    warning_signal = forms.CharField(label=_("Warning signal"), max_length=200, required=False)
    route = forms.CharField(label=_("Way to leave"), max_length=300, required=False)
    shelter = forms.CharField(label=_("Place of refuge"), max_length=120, required=False)

    def __init__(self, kind: api.SiteKind, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.kind = kind
        if kind.scale != "threat":
            options = [(grade.key, grade.name) for grade in kind.grades]
            self.fields["grade"] = forms.ChoiceField(label=_("Grade"), choices=options)
        for each in kind.fields:
            label = f"{each.name} ({each.unit})" if each.unit else each.name
            made: forms.Field = forms.CharField(label=label, max_length=200, required=False)
            if each.kind == "number":
                made = forms.FloatField(label=label, min_value=0, required=False)
            self.fields[_FACT + each.key] = made

    def details(self, region: str) -> api.SiteDetails:
        """Return what was typed."""
        given = dict(self.cleaned_data)
        facts = {name.removeprefix(_FACT): given.pop(name) for name in list(given) if name.startswith(_FACT)}
        return api.SiteDetails(kind=self.kind.key, region=region, facts=facts, **given)


def initial_of(site: api.Site) -> dict[str, Any]:
    """Return what a site's form begins with."""
    names = [name for name in SiteForm.base_fields if name in api.Site.__dataclass_fields__]
    found: dict[str, Any] = {name: getattr(site, name) for name in names}
    found |= {_FACT + key: value for key, value in site.facts.items()}
    return found | {"grade": site.grade}


def facts_of(site: api.Site) -> list[tuple[str, Any, str]]:
    """Return the values of the kind's own fields that are known: name, value, unit."""
    fields = api.kind_of(site.kind).fields
    return [(each.name, site.facts[each.key], each.unit) for each in fields if each.key in site.facts]


def kind_choices() -> list[tuple[str, str]]:
    """Return the kinds to choose from."""
    return list(labels.KINDS.items())
