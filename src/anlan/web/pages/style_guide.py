"""The style guide: every part in every state, in both themes, on invented but plausible data."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.kernel.levels import Level
from anlan.web import parts
from anlan.web.auth import signed_in
from anlan.web.charts import ChartConfig, Series, Threshold
from anlan.web.forms import MomentField
from anlan.web.maps import Icons, Layer, MapConfig

COLOURS = [
    "ground",
    "panel",
    "raised",
    "line",
    "control-line",
    "text",
    "dim",
    "accent",
    "red",
    "orange",
    "yellow",
    "blue",
    "good",
]
LIANGSHAN = (100.05, 26.05, 103.95, 29.35)


class SampleForm(forms.Form):
    """A form with every kind of field."""

    title = forms.CharField(label=_("Title"), max_length=40, help_text=_("40 characters at most"))
    depth = forms.DecimalField(label=_("Rainfall"), min_value=0)
    level = forms.ChoiceField(label=_("Level"), choices=[(level.colour, parts.LEVEL_WORDS[level]) for level in Level])
    until = MomentField(label=_("Valid until"))
    measures = forms.CharField(label=_("Measures"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    means = forms.MultipleChoiceField(
        label=_("Channels"),
        required=False,
        choices=[("sms", _("Text message")), ("loudspeaker", _("Loudspeaker"))],
        widget=forms.CheckboxSelectMultiple,
    )
    is_exercise = forms.BooleanField(label=_("This is an exercise"), required=False)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        levels = [(level.colour, gettext(parts.LEVEL_WORDS[level])) for level in sorted(Level, reverse=True)]
        self.fields["level"].choices = levels


@cache
def _sample() -> Mapping[str, Any]:
    return json.loads((resources.files("anlan.web") / "tables" / "styleguide.json").read_text())


@signed_in
def style_guide(request: HttpRequest) -> HttpResponse:
    """Show every part of the design system."""
    now = clock.now()
    sample = _sample()
    wrong = SampleForm({"title": "", "depth": "-3.0", "level": "red", "until": ""}, prefix="wrong")
    context = {
        "now": now,
        "sample": sample,
        "levels": sorted(Level, reverse=True),
        "alarms": [{**each, "at": now - timedelta(minutes=each["minutes"])} for each in sample["alarms"]],
        "timeline": [{**each, "at": now - timedelta(minutes=each["minutes"])} for each in sample["timeline"]],
        "clocks": _clocks(now),
        "states": [(each["state"], each["state"], 1) for each in sample["alarms"]],
        "page": Paginator(range(2377), 50).page(2),
        "rows": tuple(parts.differences(sample["fields"], sample["before"], sample["after"])),
        "form": SampleForm(prefix="right"),
        "wrong": wrong,
        "map": _map(sample),
        "small_map": MapConfig(
            layers=_map(sample).layers[:1], bounds=LIANGSHAN, size="small", draw_into="drawn-area", has_panel=False
        ),
        "chart": _chart(sample, now),
        "themes": ("dark", "light"),
        "colours": COLOURS,
    }
    return render(request, "web/guide/page.html", context)


@signed_in
def phone_guide(request: HttpRequest) -> HttpResponse:
    """Show the phone's frame; what its form sends is thrown away, a negative number refused."""
    if request.method == "POST":
        depth = request.POST.get("moved", "")
        if not depth.isdecimal():
            raise InvalidValue(field=gettext("People moved"), value=depth, rule=gettext("a whole number, not negative"))
        return redirect(f"{reverse('web:phone_guide')}?received={depth}")
    context = {"sample": _sample(), "received": request.GET.get("received", "")}
    return render(request, "web/guide/phone.html", context)


@signed_in
def document_guide(request: HttpRequest) -> HttpResponse:
    """Show the document's frame: a form beside the paper it becomes."""
    context = {"sample": _sample(), "form": SampleForm(prefix="right"), "now": clock.now()}
    return render(request, "web/guide/document.html", context)


def _clocks(now: datetime) -> list[dict[str, datetime | None]]:
    """Return a clock in each of its paces, and two that have ended."""
    hour = timedelta(hours=1)
    ends = [now + hour, now + hour * 0.4, now + hour * 0.1, now - hour * 0.2, now + timedelta(days=2)]
    running = [{"end": end, "start": end - (hour if end < now + 2 * hour else hour * 60), "done": None} for end in ends]
    ended = [
        {"end": now, "start": now - hour, "done": now - hour / 2},
        {"end": now - hour, "start": now - 2 * hour, "done": now},
    ]
    return [*running, *ended]


def _map(sample: Mapping[str, Any]) -> MapConfig:
    return MapConfig(
        bounds=LIANGSHAN,
        layers=(
            Layer(id="counties", title=gettext("Counties"), kind="border", data=sample["counties"], count=17),
            Layer(id="warned", title=gettext("Warned area"), kind="area", data=sample["warned"], dashed=True, count=1),
            Layer(
                id="stations",
                title=gettext("Stations"),
                kind="point",
                data=sample["stations"],
                icon=Icons(
                    property="kind",
                    names={"rain": "cloud-rain", "level": "ripple"},
                    otherwise="antenna",
                    words={"rain": gettext("Rain gauge"), "level": gettext("River gauge")},
                ),
                count=20,
                is_clustered=True,
                has_time=True,
                label_zoom=8,
            ),
        ),
    )


def _chart(sample: Mapping[str, Any], now: datetime) -> ChartConfig:
    hours = [now - timedelta(hours=len(sample["rain"]) - index) for index in range(len(sample["rain"]))]
    total, sums = 0.0, []
    for depth in sample["rain"]:
        total += depth
        sums.append(round(total, 1))
    return ChartConfig(
        title=gettext("Hourly and total rainfall"),
        series=(
            Series(
                name=gettext("Hourly"), unit="mm", kind="bar", points=tuple(zip(hours, sample["rain"], strict=True))
            ),
            Series(
                name=gettext("Total"),
                unit="mm",
                points=tuple(zip(hours, sums, strict=True)),
                on_second_axis=True,
                is_reconstructed=True,
            ),
        ),
        thresholds=(
            Threshold(label=gettext("Prepare to move"), value=30, level=Level.ORANGE),
            Threshold(label=gettext("Move at once"), value=45, level=Level.RED),
        ),
    )
