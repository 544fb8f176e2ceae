"""Forms of the room."""

from django import forms
from django.utils.translation import gettext_lazy as _

from anlan.kernel.clock import CHINA
from anlan.kernel.levels import Level
from anlan.monitoring import api
from anlan.web.forms import MomentField


class ProposalForm(forms.Form):
    """New flash-flood values of a township or village; an empty value leaves the window without that level."""

    reason = forms.CharField(label=_("Why these values"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    effective_from = MomentField(
        label=_("Judge from"),
        required=False,
        help_text=_("Empty: as soon as they are approved"),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for level in api.LOCAL_LEVELS:
            for hours in api.LOCAL_WINDOWS:
                label = _LABELS[level] % {"hours": hours}
                self.fields[field_of(level, hours)] = forms.FloatField(
                    label=label, required=False, min_value=0.1, max_value=1000
                )

    def bands(self) -> tuple[api.Band, ...]:
        """Return the values that were filled in."""
        return tuple(
            api.Band(level=level, window_hours=hours, lower=value)
            for level in api.LOCAL_LEVELS
            for hours in api.LOCAL_WINDOWS
            if (value := self.cleaned_data[field_of(level, hours)]) is not None
        )

    def clean_effective_from(self) -> object:
        """Read the field in China time."""
        instant = self.cleaned_data["effective_from"]
        return instant and instant.astimezone(CHINA)


_LABELS = {Level.ORANGE: _("Prepare to move, %(hours)s h"), Level.RED: _("Move at once, %(hours)s h")}


def field_of(level: Level, hours: int) -> str:
    """Return the name of a value's field."""
    return f"{level.colour}_{hours}"
