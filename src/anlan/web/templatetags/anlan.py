"""Tags and filters of the design system, available in every template; ``web/README.md`` shows each with an example."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django import template
from django.core.paginator import Page
from django.forms import BoundField
from django.template.context import Context, RequestContext
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM
from anlan.support.keyset import Stretch
from anlan.web import parts
from anlan.web.charts import ChartConfig
from anlan.web.maps import MapConfig, map_words

register = template.Library()
_WHERE_IN_A_LIST: Final = frozenset({"page", "after", "before"})


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon of the sprite; with a ``label`` it is read aloud, without it is hidden from readers."""
    address = f"{static('web/icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><title>{}</title><use href="{}"/></svg>',
            label,
            label,
            address,
        )
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"/></svg>', address)


@register.inclusion_tag("web/parts/level_badge.html")
def level_badge(level: object, word: str = "", size: str = "") -> dict[str, object]:
    """Show a level by colour, word and icon; ``word`` replaces the colour's name, ``size`` may be ``large``."""
    found = parts.level_of(level)
    return {
        "colour": found.colour,
        "icon_name": parts.LEVEL_ICONS[found],
        "word": word or gettext(parts.LEVEL_WORDS[found]),
        "size": size,
    }


@register.filter
def level_colour(level: object) -> str:
    """Return a level's key for ``data-level``: none, blue, yellow, orange or red."""
    return parts.level_of(level).colour


@register.filter
def level_word(level: object) -> str:
    """Return a level's colour in the reader's language."""
    return gettext(parts.LEVEL_WORDS[parts.level_of(level)])


@register.simple_tag
def state_pill(label: str, tone: str = "dim") -> SafeString:
    """Show a state by its word and a ``tone``: dim, accent, amber, red, good."""
    return format_html('<span class="pill" data-tone="{}">{}</span>', tone, label)


@register.inclusion_tag("web/parts/countdown.html")
def countdown(
    ends_at: datetime | None, started_at: datetime | None = None, done_at: datetime | None = None
) -> dict[str, Any]:
    """Show a clock that runs to ``ends_at``; with ``done_at`` it stands still and says whether it was kept."""
    if ends_at is None:
        return {"clock": None}
    found = parts.countdown_to(ends_at, started_at, done_at or clock.now())
    return {"clock": found, "is_done": done_at is not None, "is_kept": done_at is not None and done_at <= ends_at}


@register.inclusion_tag("web/parts/moment.html")
def moment(instant: datetime | None, age: bool = False) -> dict[str, Any]:  # noqa: FBT001 - a tag's flag
    """Show an instant as ``06-27 03:30``; with ``age`` also how long ago, kept up to date."""
    if instant is None:
        return {"instant": None}
    now = clock.now()
    return {"instant": instant, "text": parts.written(instant, now), "age": parts.age_of(instant, now) if age else ""}


@register.filter
def length_of_time(length: timedelta) -> str:
    """Return a length of time as ``HH:MM:SS``, or as days and ``HH:MM``."""
    return parts.span(length)


@register.filter
def written(instant: datetime | None) -> str:
    """Return an instant as plain text ``06-27 03:30``, or nothing."""
    return parts.written(instant, clock.now()) if instant else ""


@register.inclusion_tag("web/parts/person_chip.html")
def person_chip(name: str, post: str = "", phone: str = "", url: str = "") -> dict[str, str]:
    """Show a person with post and phone (masked as given); ``url`` leads to the act that calls or reveals."""
    return {"name": name, "post": post, "phone": phone, "url": url}


@register.simple_tag
def number(value: object, unit: str = "", digits: int | None = None) -> SafeString:
    """Show a number with its unit; a dash where there is none."""
    text = parts.figure_text(value, digits)
    if not unit or value in (None, ""):
        return format_html('<span class="number">{}</span>', text)
    return format_html('<span class="number">{}<span class="unit">{}</span></span>', text, unit)


@register.inclusion_tag("web/parts/figure.html")
def figure(label: str, value: object, unit: str = "", source: str = "", level: object = 0) -> dict[str, Any]:
    """Show a large number with what it counts, its unit and its source."""
    return {
        "label": label,
        "value": parts.figure_text(value),
        "unit": unit,
        "has_value": value not in (None, ""),
        "source": source,
        "colour": parts.level_of(level).colour,
    }


@register.inclusion_tag("web/parts/trend.html")
def trend(value: Any, before: Any, threshold: Any = None, unit: str = "") -> dict[str, Any]:
    """Show a value with the way it moves since ``before`` and how it stands to ``threshold``."""
    direction = "trending-up" if value > before else "trending-down" if value < before else "minus"
    word = {"trending-up": gettext("rising"), "trending-down": gettext("falling"), "minus": gettext("steady")}
    reached = threshold is not None and value >= threshold
    share = 100 if reached else 100 * float(value) / float(threshold) if threshold else 0
    return {
        "value": value,
        "unit": unit,
        "icon_name": direction,
        "word": word[direction],
        "threshold": threshold,
        "is_reached": reached,
        "share": max(0, round(share)),
    }


@register.simple_tag(takes_context=True)
def query(context: RequestContext, **changes: object) -> str:
    """Return the page's query string with ``changes``; an empty value drops its key, and paging starts anew."""
    found = context["request"].GET.copy()
    for key in _WHERE_IN_A_LIST.difference(changes):
        found.pop(key, None)
    for key, value in changes.items():
        if value in ("", None):
            found.pop(key, None)
        else:
            found[key] = str(value)
    return f"?{found.urlencode()}"


@register.inclusion_tag("web/parts/filter_chips.html", takes_context=True)
def filter_chips(context: RequestContext, name: str, label: str, options: Iterable[object]) -> dict[str, Any]:
    """Show a filter as chips that live in the address: ``options`` are (value, label[, count])."""
    current = context["request"].GET.get(name, "")
    chips = [
        {"choice": each, "is_on": each.value == current, "url": query(context, **{name: each.value})}
        for each in parts.choices(options)
    ]
    return {"label": label, "chips": chips, "all_url": query(context, **{name: ""}), "is_all": not current}


@register.inclusion_tag("web/parts/search_box.html", takes_context=True)
def search_box(context: RequestContext, name: str = "q", placeholder: str = "") -> dict[str, Any]:
    """Show a search field that keeps the page's other filters."""
    found = context["request"].GET
    kept = [(key, value) for key, value in found.items() if key != name and key not in _WHERE_IN_A_LIST]
    return {"name": name, "value": found.get(name, ""), "kept": kept, "placeholder": placeholder}


@register.inclusion_tag("web/parts/sort_head.html", takes_context=True)
def sort_head(context: RequestContext, key: str, label: str, css: str = "") -> dict[str, Any]:
    """Show a table's head cell that sorts by ``key``: first rising, then falling (``?sort=key`` / ``?sort=-key``)."""
    current = context["request"].GET.get("sort", "")
    return {
        "label": label,
        "css": css,
        "direction": {key: "ascending", f"-{key}": "descending"}.get(current, ""),
        "url": query(context, sort=f"-{key}" if current == key else key),
    }


@register.inclusion_tag("web/parts/key_pager.html", takes_context=True)
def key_pager(context: RequestContext, stretch: Stretch[Any], count: tuple[int, bool]) -> dict[str, Any]:
    """Show how long a list is and lead along it by keys; ``count``: how many were counted, and if there are more."""
    return {
        "total_text": parts.figure_text(count[0]),
        "has_more": count[1],
        "before": query(context, before=stretch.before) if stretch.before else "",
        "after": query(context, after=stretch.after) if stretch.after else "",
    }


@register.inclusion_tag("web/parts/pager.html", takes_context=True)
def pager(context: RequestContext, page: Page) -> dict[str, Any]:
    """Show where in a list the reader is, with links to the pages before and after."""
    before = query(context, page=page.previous_page_number()) if page.has_previous() else ""
    after = query(context, page=page.next_page_number()) if page.has_next() else ""
    return {
        "page": page,
        "total": page.paginator.count,
        "total_text": parts.figure_text(page.paginator.count),
        "before": before,
        "after": after,
    }


@register.inclusion_tag("web/parts/empty.html")
def empty(title: str, hint: str = "", url: str = "", act: str = "", icon_name: str = "inbox") -> dict[str, str]:
    """Say that there is nothing here and what to do next."""
    return {"title": title, "hint": hint, "url": url, "act": act, "icon_name": icon_name}


@register.filter
def person_or_platform(name: str) -> str:
    """Return who did something: a person by name, the platform by its own name in the reader's language."""
    return gettext(name) if name == SYSTEM.name else name


@register.simple_block_tag
def note(content: str, tone: str = "accent", title: str = "") -> SafeString:
    """Frame a remark: ``tone`` accent, good, amber or red."""
    names = {"good": "circle-check", "amber": "alert-triangle", "red": "alert-octagon"}
    head = format_html("<strong>{}</strong> ", title) if title else ""
    return format_html(
        '<div class="note" data-tone="{}" role="{}">{}<div class="grow">{}{}</div></div>',
        tone,
        "alert" if tone == "red" else "note",
        icon(names.get(tone, "info-circle")),
        head,
        content,
    )


@register.simple_block_tag(takes_context=True)
def confirm(context: Context, content: str, **named: str) -> SafeString:
    """Draw a dialog that asks before an act; see ``web/parts/confirm.html`` for its words.

    ``name`` (its id; a button with ``data-opens`` of that id opens it), ``title``, ``act`` (the button's verb),
    ``url`` (posted to), ``tone`` (danger or primary), ``back`` (the other button's word), ``files`` (it sends files).
    """
    drawn = context.template.engine.get_template("web/parts/confirm.html")
    values = {"tone": "danger", "content": content, "csrf_token": context.get("csrf_token"), **named}
    return drawn.render(Context(values))


@register.inclusion_tag("web/parts/timeline_entry.html")
def timeline_entry(at: datetime, what: str, who: str = "", **look: object) -> dict[str, Any]:
    """Draw an entry of a ``<ol class="timeline">``: ``icon_name``, ``level``, ``more`` and ``url`` may be given."""
    return {
        "at": at,
        "what": what,
        "who": person_or_platform(who),
        "icon_name": look.get("icon_name", "point-filled"),
        "colour": parts.level_of(look.get("level", 0)).colour,
        "more": look.get("more", ""),
        "url": look.get("url", ""),
    }


@register.inclusion_tag("web/parts/diff.html")
def diff(rows: Iterable[parts.Difference], before: str = "", after: str = "") -> dict[str, Any]:
    """Compare two versions field by field; ``rows`` come from ``web.parts.differences``."""
    return {"rows": tuple(rows), "before": before, "after": after}


@register.inclusion_tag("web/parts/progress.html")
def progress(done: int, total: int, label: str = "", tone: str = "accent") -> dict[str, Any]:
    """Show how much of a number is done."""
    return {
        "done": done,
        "total": total,
        "label": label,
        "tone": tone,
        "share": round(100 * done / total) if total else 0,
    }


@register.inclusion_tag("web/parts/field.html")
def field(bound: BoundField, unit: str = "", label: str = "") -> dict[str, Any]:
    """Draw a form's field with label, help and errors."""
    kind = bound.widget_type
    return {
        "bound": bound,
        "unit": unit,
        "label": label or bound.label,
        "is_check": kind == "checkbox",
        "is_group": kind in ("radioselect", "checkboxselectmultiple"),
    }


@register.inclusion_tag("web/parts/form_fields.html")
def form_fields(form: Any) -> dict[str, Any]:
    """Draw a whole form's fields with what is wrong on top."""
    return {"form": form}


@register.inclusion_tag("web/parts/place_picker.html")
def place_picker(name: str, label: str, value: str = "", **more: str) -> dict[str, Any]:
    """Draw a field that finds a place by pinyin initials, code or name; ``text``, ``within``, ``help`` may be given."""
    return {"name": name, "label": label, "value": value, **more}


@register.inclusion_tag("web/parts/evidence.html")
def evidence(items: Iterable[Mapping[str, str]]) -> dict[str, Any]:
    """Show photos, voice and tracks in a strip: each has ``kind``, ``url``, ``caption`` and may have ``thumb``."""
    names = {"photo": "photo", "voice": "microphone", "video": "video", "track": "route"}
    return {"items": [{**item, "icon_name": names.get(item["kind"], "paperclip")} for item in items]}


@register.inclusion_tag("web/parts/map.html")
def map_widget(name: str, config: MapConfig) -> dict[str, Any]:
    """Draw a map; ``name`` is its id, ``config`` says what it shows (``web.maps``)."""
    return {
        "name": name,
        "config_id": f"{name}-config",
        "config": config.as_json(),
        "size": config.size,
        "has_panel": config.has_panel,
        "has_side": config.has_side,
        "has_time": any(layer.has_time for layer in config.layers),
        "can_draw": bool(config.draw_into),
        "is_sketch": config.is_sketch,
        "words": json.dumps(map_words(), ensure_ascii=False),
    }


@register.inclusion_tag("web/parts/chart.html")
def chart(name: str, config: ChartConfig) -> dict[str, Any]:
    """Draw a chart of time series with thresholds; ``config`` says what it shows (``web.charts``)."""
    return {"name": name, "config_id": f"{name}-config", "config": config.as_json(), "config_of": config}
