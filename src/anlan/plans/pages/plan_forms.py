"""The forms of a plan's parts: one row of each, as a person fills it."""

from typing import Any, Final

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anlan.people import api as people
from anlan.plans import words
from anlan.plans.domain.facts import TENTHS
from anlan.plans.domain.text import ADDRESSEES, CATEGORIES, ROLES, SECTIONS
from anlan.readiness import api as readiness

_NOTHING: Final = [("", "")]


def _of(table: dict[str, str], keys: tuple[str, ...] | None = None) -> Any:
    return lazy(lambda: [(key, gettext(table[key])) for key in keys or table], list)()


def _directory(kind: str) -> Any:
    return lazy(lambda: _NOTHING + [(key, gettext(word)) for key, word in people.labels(kind).items()], list)()


def _items() -> list[tuple[str, str]]:
    return _NOTHING + [(code, f"{item.name} ({item.unit})") for code, item in readiness.items().items()]


def _facts() -> list[tuple[str, str]]:
    """Return the facts; those kept in tenths say so."""
    times = " \N{MULTIPLICATION SIGN} 10"
    return _NOTHING + [(key, gettext(word) + times * (key in TENTHS)) for key, word in words.FACTS.items()]


def _text(length: int, label: Any, *, needed: bool = True) -> forms.CharField:
    return forms.CharField(max_length=length, label=label, required=needed)


def _long(label: Any, *, needed: bool = True, rows: int = 3) -> forms.CharField:
    return forms.CharField(label=label, required=needed, widget=forms.Textarea(attrs={"rows": rows}))


def _roles(label: Any, *, needed: bool = True) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=_of(words.ROLES, ROLES), required=needed, widget=forms.CheckboxSelectMultiple
    )


def _choice(label: Any, choices: Any, *, needed: bool = False, initial: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=needed, initial=initial)


class BasicsForm(forms.Form):
    """What the plan is, for what, and on which laws it rests."""

    name = _text(120, _("Name"))
    edition = _text(60, _("Edition"))
    category = _choice(_("Kind of plan"), _of(words.CATEGORIES, CATEGORIES), needed=True)
    kinds = _text(200, _("Event codes"))
    purpose = _long(_("Purpose"))
    source = _long(_("Source"))
    mark = _choice(_("Mark of the figures"), _of(words.MARKS), needed=True)
    owner = _text(100, _("Organisation that writes it"), needed=False)
    upper = _text(40, _("Key of the plan above"), needed=False)
    hazards = _choice(_("Asked for more drills"), lazy(lambda: _NOTHING + list(_of(words.HAZARDS)), list)())
    bases = _long(_("Laws it rests on"), needed=False, rows=6)


class LevelForm(forms.Form):
    """Who decides on a level, its command post and its end."""

    name = _text(60, _("Name"))
    proposed_by = _roles(_("Proposes"))
    signed_by = _roles(_("Signs"))
    raised_by = _roles(_("Raises to it"), needed=False)
    lowered_by = _roles(_("Lowers to it"), needed=False)
    ended_by = _roles(_("Ends"))
    signer_post = _text(120, _("Signing post"))
    end_condition = _long(_("Condition of the end"), needed=False)
    post_name = _text(120, _("Command post"))
    post_leader = _text(120, _("Leader of the command post"))
    groups = _long(_("Groups, one a line"), needed=False, rows=5)


class RowForm(forms.Form):
    """A row of a part; its key tells it apart and is kept."""

    key = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)


class TriggerForm(RowForm):
    """A reason for the level: how the plan words it, and up to three conditions that must hold together."""

    text = _text(200, _("Wording of the trigger"))
    fact1 = _choice(_("Fact"), lazy(_facts, list)(), needed=True)
    least1 = forms.IntegerField(label=_("At least"), min_value=1)
    fact2 = _choice(_("And"), lazy(_facts, list)())
    least2 = forms.IntegerField(label=_("At least"), min_value=1, required=False)
    fact3 = _choice(_("And"), lazy(_facts, list)())
    least3 = forms.IntegerField(label=_("At least"), min_value=1, required=False)
    source = _text(300, _("Source of the bound"), needed=False)
    mark = _choice(_("Mark of the figures"), _of(words.MARKS), needed=True, initial="doubtful")


class HolderForm(RowForm):
    """What rows share that name an organisation of the directory."""

    kind = _choice(_("Kind of organisation"), _directory("organisation"))
    branch = _choice(_("What the department is for"), _directory("branch"))


class PostForm(HolderForm):
    """A post of the command post, and who fills it."""

    name = _text(60, _("Name of the post"))
    duty = _long(_("Duty"), needed=False, rows=2)
    group = _text(60, _("Group"), needed=False)
    side = _choice(_("Headquarters"), lazy(lambda: _NOTHING + list(_of(words.SIDES)), list)())
    leads = forms.BooleanField(label=_("Leads"), required=False)
    role = _choice(_("Role on duty"), lazy(lambda: _NOTHING + list(_of(words.ROLES)), list)())
    title = _text(60, _("Title in the organisation"), needed=False)
    person = _text(40, _("Person"), needed=False)


class MeasureForm(RowForm):
    """A measure of the level, in words."""

    text = _long(_("Measure"), rows=2)


class TaskForm(HolderForm):
    """A task of the level."""

    to_text = _text(60, _("To whom"))
    text = _long(_("Task"))
    who = _choice(_("Addressee"), _of(words.ADDRESSEES, ADDRESSEES), needed=True, initial="organisation")
    team = _text(30, _("Kind of team"), needed=False)
    within_minutes = forms.IntegerField(label=_("Within (min)"), min_value=1, max_value=10080)
    after = _text(200, _("After the tasks (keys)"), needed=False)
    needs_feedback = forms.BooleanField(label=_("Feedback"), required=False, initial=True)
    needs_photo = forms.BooleanField(label=_("Photo"), required=False)
    needs_place = forms.BooleanField(label=_("Place"), required=False)


class ResourceForm(RowForm):
    """A kind of supplies or forces that the level makes ready; an item or a kind of team lets it be counted."""

    name = _text(60, _("Name"))
    quantity = forms.IntegerField(label=_("Quantity"), min_value=1)
    unit = _text(12, _("Unit"))
    item = _choice(_("Item of the stores"), lazy(_items, list)())
    team = _text(30, _("Kind of team"), needed=False)


class SectionForm(RowForm):
    """A part of the plan's paper."""

    section = _choice(_("Part of the plan"), _of(words.SECTIONS, SECTIONS), needed=True, initial="general")
    title = _text(120, _("Title"))
    text = _long(_("Text"), rows=10)


class ContactForm(RowForm):
    """A line of the communication list."""

    organisation = _text(100, _("Organisation"))
    post = _text(60, _("Post"), needed=False)
    name = _text(40, _("Name of the person"), needed=False)
    phone = _text(24, _("Telephone"), needed=False)


class CardForm(RowForm):
    """An action card."""

    title = _text(120, _("Title"))
    holder = _text(60, _("Who carries it"))
    steps = _long(_("Steps, one a line"), rows=6)
    tasks = _text(300, _("Tasks of the plan (keys)"), needed=False)


class AnnexForm(RowForm):
    """An annex."""

    title = _text(120, _("Title"))
    text = _long(_("Text"), rows=8)
