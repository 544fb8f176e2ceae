"""Forms of the warning pages: they read and explain; the acts decide."""

from datetime import datetime
from typing import Any

import msgspec
from django import forms
from django.utils.translation import gettext_lazy as _

from anlan.kernel.errors import AnlanError, InvalidValue
from anlan.kernel.levels import Level
from anlan.kernel.regions import normalise
from anlan.public_warnings import api
from anlan.public_warnings.domain.errors import BadContent
from anlan.public_warnings.words import FIELD_WORDS
from anlan.web.forms import MomentField
from anlan.web.parts import LEVEL_WORDS

_LEVELS = [(str(int(level)), _(LEVEL_WORDS[level])) for level in reversed(Level) if level]


def kind_choices() -> list[tuple[str, str]]:
    """Return the kinds of warning for a select."""
    return [(kind.code, f"{kind.name}  {kind.code}") for kind in api.kinds()]


class NewWarningForm(forms.Form):
    """Begins a draft from its template; ``token`` is the warning's id to be, so that sending twice drafts once."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Kind"), choices=kind_choices)
    level = forms.TypedChoiceField(label=_("Level"), coerce=int, choices=_LEVELS, widget=forms.RadioSelect)
    facts = forms.CharField(
        label=_("What was measured or reported"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Station, time, figure, threshold; it begins the description."),
    )
    effective = MomentField(label=_("Valid from"), required=False)
    expires = MomentField(
        label=_("Valid until"), required=False, help_text=_("Left empty, the times of the template are taken.")
    )
    is_exercise = forms.BooleanField(label=_("This is an exercise"), required=False)


class ReceivedForm(forms.Form):
    """A partner's CAP message, and what a person chose where it leaves something open."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    message = forms.CharField(
        label=_("CAP message (XML)"),
        max_length=500_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    level = forms.TypedChoiceField(label=_("Level"), coerce=int, empty_value=0, required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["kind"].choices = [("", _("as the message says")), *kind_choices()]
        self.fields["level"].choices = [("", _("as the message says")), *_LEVELS]


class ContentForm(forms.Form):
    """What a warning says."""

    headline = forms.CharField(label=_("Headline"), max_length=120, widget=forms.TextInput(attrs={"maxlength": 120}))
    kind = forms.ChoiceField(label=_("Kind"), choices=kind_choices)
    level = forms.TypedChoiceField(label=_("Level"), coerce=int, choices=_LEVELS, widget=forms.RadioSelect)
    description = forms.CharField(
        label=_("Description"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5, "maxlength": 2000})
    )
    instruction = forms.CharField(
        label=_("Defence guidance"), max_length=2000, widget=forms.Textarea(attrs={"rows": 8, "maxlength": 2000})
    )
    effective = MomentField(label=_("Valid from"))
    expires = MomentField(label=_("Valid until"))
    channels = forms.MultipleChoiceField(label=_("Channels"), widget=forms.CheckboxSelectMultiple)
    area_source = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *arguments: Any, is_exercise: bool, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["channels"].choices = [(each.key, each.name) for each in api.offered(is_exercise=is_exercise)]
        for language in api.other_languages():
            self.fields.update(_fields_of(language))

    def languages(self) -> list[dict[str, object]]:
        """Return the sections of the other languages, each with its bound fields and whether anything stands there."""
        return [self._section(language) for language in api.other_languages()]

    def _section(self, language: api.Language) -> dict[str, object]:
        fields = [self[field_of(name, language.code)] for name in api.TRANSLATED_FIELDS]
        return {"language": language, "fields": fields, "is_open": any(each.value() or each.errors for each in fields)}


def field_of(name: str, language: str) -> str:
    """Return what the form calls a field of a translation."""
    return f"{name}_{language}"


def _fields_of(language: api.Language) -> dict[str, forms.Field]:
    """Return the three fields of one language, none of them required by itself."""
    found: dict[str, forms.Field] = {}
    for name, rows in (("headline", 2), ("description", 4), ("instruction", 6)):
        longest = language.longest(name)
        widget = forms.Textarea(attrs={"rows": rows, "maxlength": longest, "lang": language.code})
        found[field_of(name, language.code)] = forms.CharField(
            label=FIELD_WORDS[name], max_length=longest, required=False, widget=widget
        )
    return found


def regions_in(posted: Any) -> tuple[str, ...]:
    """Return the regions that a form names, in short form."""
    return tuple(normalise(region) for region in posted.getlist("regions") if region)


def content_from(form: ContentForm, regions: tuple[str, ...], source: api.AreaSource | None) -> api.DraftContent:
    """Return the content of a valid form; without a source of an outline the regions' own is sent."""
    found = form.cleaned_data
    return api.DraftContent(
        kind=found["kind"],
        level=Level(found["level"]),
        headline=found["headline"],
        description=found["description"],
        instruction=found["instruction"],
        regions=regions,
        effective=found["effective"],
        onset=found["effective"],
        expires=found["expires"],
        channels=tuple(found["channels"]),
        translations=translations_in(found),
        area_source=source,
    )


def translations_in(found: dict[str, Any]) -> tuple[api.Translation, ...]:
    """Return what the cleaned fields of a form say in other languages."""
    return tuple(
        api.Translation(each.code, *(found.get(field_of(name, each.code), "") for name in api.TRANSLATED_FIELDS))
        for each in api.other_languages()
    )


def initial_of(row: api.WarningRow) -> dict[str, object]:
    """Return what the form shows of a warning."""
    return {
        "headline": row.headline,
        "kind": row.event_code,
        "level": int(row.level),
        "description": row.description,
        "instruction": row.instruction,
        "effective": _minute(row.effective),
        "expires": _minute(row.expires),
        "channels": list(row.channels),
        "area_source": source_text(row),
        **{
            field_of(name, each.language): getattr(each, name)
            for each in row.translations
            for name in api.TRANSLATED_FIELDS
        },
    }


def source_text(row: api.WarningRow) -> str:
    """Return where the outline comes from as the form carries it; an outline without a source counts as drawn."""
    source = row.area_source or (api.Drawn(rings=row.rings) if row.rings else None)
    return msgspec.json.encode(source).decode() if source else ""


def _minute(instant: datetime) -> datetime:
    return instant.replace(second=0, microsecond=0)


def explain(form: forms.Form, error: AnlanError, sentence: str) -> None:
    """Put a refusal beside the field that it is about."""
    field = str(error.data.get("field")).replace(" ", "_") if isinstance(error, BadContent | InvalidValue) else None
    form.add_error(field if field in form.fields else None, sentence)
