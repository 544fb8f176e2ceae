"""Forms of households, residents and devices: they read and explain; the acts decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anlan.kernel.regions import normalise
from anlan.people.domain.kinds import labels
from anlan.people.domain.registry import DeviceDetails, HouseholdDetails, ResidentDetails
from anlan.people.selectors.devices import Device
from anlan.people.selectors.households import Household, Resident

_DEGREES = {"step": "any", "inputmode": "decimal"}


def choices(what: str) -> list[tuple[str, str]]:
    """Return the words of a table for a select, in the reader's language."""
    return [(key, gettext(label)) for key, label in labels(what).items()]


def _wishes() -> list[tuple[str, str]]:
    ways = choices("way")
    return [
        ("", gettext("The usual order")),
        *((key, gettext("First by: %(way)s") % {"way": word}) for key, word in ways),
    ]


class _PlacedForm(forms.Form):
    longitude = forms.FloatField(label=_("Longitude"), required=False, widget=forms.NumberInput(attrs=_DEGREES))
    latitude = forms.FloatField(label=_("Latitude"), required=False, widget=forms.NumberInput(attrs=_DEGREES))

    def details_of(self, kind: type[Any], **more: Any) -> Any:
        """Return what was typed as details; the region is a field of its own."""
        return kind(region=normalise(self.data.get("region", "")), **self.cleaned_data, **more)


class HouseholdForm(_PlacedForm):
    """What is kept of a household."""

    head_name = forms.CharField(label=_("Head of the household"), max_length=40)
    code = forms.CharField(label=_("Household number"), max_length=30, required=False)
    address = forms.CharField(label=_("Address"), max_length=120, required=False)
    persons = forms.IntegerField(label=_("Persons in the household"), min_value=1, max_value=99, initial=1)
    hazard = forms.CharField(label=_("What threatens it"), max_length=200, required=False)
    is_to_move_first = forms.BooleanField(label=_("To be moved first"), required=False)
    field_order = ("head_name", "code", "address", "persons", "hazard", "is_to_move_first")

    def details(self) -> HouseholdDetails:
        """Return what was typed."""
        return self.details_of(HouseholdDetails)


class ResidentForm(forms.Form):
    """What is kept of a resident; numbers left empty stay as they are."""

    name = forms.CharField(label=_("Name of the person"), max_length=40)
    phone = forms.CharField(label=_("Phone"), max_length=24, required=False)
    id_number = forms.CharField(label=_("Id number"), max_length=18, required=False)
    wish = forms.ChoiceField(label=_("How to be told"), choices=_wishes, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=lambda: choices("language"))
    duties = forms.MultipleChoiceField(
        label=_("What this person does for the others"),
        choices=lambda: choices("task"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_exercise = forms.BooleanField(label=_("Reached by exercises only"), required=False)

    def details(self, *, keeps_numbers: bool) -> ResidentDetails:
        """Return what was typed; with ``keeps_numbers`` an empty number stays as it is."""
        found = dict(self.cleaned_data)
        wish, empty = found.pop("wish"), None if keeps_numbers else ""
        found["phone"], found["id_number"] = found["phone"] or empty, found["id_number"] or empty
        found["duties"] = tuple(found["duties"])
        return ResidentDetails(**found, channels=(wish,) if wish else ())


class DeviceForm(_PlacedForm):
    """What is kept of a device."""

    name = forms.CharField(label=_("Name"), max_length=80)
    code = forms.CharField(label=_("Device number"), max_length=40)
    kind = forms.ChoiceField(label=_("Kind"), choices=lambda: choices("device"))
    address = forms.CharField(
        label=_("Topic or number"),
        max_length=200,
        help_text=_("Loudspeakers: the MQTT topic, for example speakers/513433103"),
    )
    reach_m = forms.IntegerField(label=_("Heard or seen within (m)"), min_value=0, max_value=20_000, initial=0)
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=lambda: choices("language"), required=False, widget=forms.CheckboxSelectMultiple
    )
    is_in_service = forms.BooleanField(label=_("In use"), required=False, initial=True)
    is_exercise = forms.BooleanField(label=_("Reached by exercises only"), required=False)
    field_order = ("name", "code", "kind", "address", "longitude", "latitude")

    def details(self) -> DeviceDetails:
        """Return what was typed."""
        self.cleaned_data["languages"] = tuple(self.cleaned_data["languages"])
        return self.details_of(DeviceDetails)


def initial_of(row: Household | Resident | Device) -> dict[str, Any]:
    """Return what a form begins with; masked numbers are never put into a field."""
    found = {name: getattr(row, name) for name in row.__dataclass_fields__}
    if isinstance(row, Resident):
        found["wish"] = row.channels[0] if row.channels else ""
    return found
