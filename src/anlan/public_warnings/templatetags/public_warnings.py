"""Words and small reckonings of warnings: ``{{ row.state|warning_state }}``, ``{{ call.rank|rank_word }}``."""

from urllib.parse import urlsplit

from django import template
from django.utils.translation import gettext

from anlan.access.api import roles
from anlan.kernel.levels import Level
from anlan.protocols.cap12.profile import level_words
from anlan.public_warnings import words
from anlan.public_warnings.domain.area import Change
from anlan.public_warnings.domain.channels import channels
from anlan.public_warnings.domain.ladders import groups
from anlan.public_warnings.domain.languages import languages
from anlan.public_warnings.faults import fault_words

register = template.Library()


@register.filter
def warning_state(state: str) -> str:
    """Return a warning's state in words."""
    return str(words.STATE_WORDS[state])


@register.filter
def warning_tone(state: str) -> str:
    """Return the tone of a warning's state."""
    return words.STATE_TONES[state]


@register.filter
def step_word(step: str) -> str:
    """Return a step of the chain of signatures in words."""
    return str(words.STEP_WORDS[step])


@register.filter
def step_icon(step: str) -> str:
    """Return the icon of a step of the chain of signatures."""
    return words.STEP_ICONS[step]


@register.filter
def verdict_word(verdict: str) -> str:
    """Return what a look afterwards found."""
    return str(words.VERDICT_WORDS[verdict])


@register.filter
def algorithm_word(algorithm: str) -> str:
    """Return a signature's algorithm by its short name."""
    return words.ALGORITHM_WORDS.get(algorithm, algorithm)


@register.filter
def post_word(role: str) -> str:
    """Return the post by which someone signed."""
    return gettext(roles()[role].label) if role in roles() else role


@register.filter
def message_word(kind: str) -> str:
    """Return what a message does."""
    return str(words.MESSAGE_WORDS[kind])


@register.filter
def call_state(state: str) -> str:
    """Return a call's state in words."""
    return str(words.CALL_WORDS[state])


@register.filter
def call_tone(state: str) -> str:
    """Return the tone of a call's state."""
    return words.CALL_TONES[state]


@register.filter
def ladder_word(key: str) -> str:
    """Return a word of a ladder of calls."""
    return str(words.LADDER_WORDS.get(key, key))


@register.filter
def moves_word(key: str) -> str:
    """Return which households stand on a village's list."""
    return str(words.MOVES_WORDS[key])


@register.filter
def ladder_group(key: str) -> str:
    """Return the name of a group of kinds that share a ladder."""
    return groups()[key].name


@register.filter
def colour_word(colour: str) -> str:
    """Return a colour as warnings name it."""
    return level_words(Level[colour.upper()]).name


@register.filter
def asked_word(state: str) -> str:
    """Return where the call of one person stands in words."""
    return str(words.ASKED_WORDS[state])


@register.filter
def asked_tone(state: str) -> str:
    """Return the tone of where the call of one person stands."""
    return words.ASKED_TONES[state]


@register.filter
def move_word(state: str) -> str:
    """Return where a household stands in words."""
    return str(words.MOVE_WORDS[state])


@register.filter
def move_tone(state: str) -> str:
    """Return the tone of where a household stands."""
    return words.MOVE_TONES[state]


@register.filter
def rank_word(rank: str) -> str:
    """Return a place in the chain of calls in words."""
    return str(words.RANK_WORDS.get(rank, rank))


@register.filter
def flaw_word(flaw: str) -> str:
    """Return what the auditor found in words."""
    return str(words.FLAW_WORDS.get(flaw, flaw))


@register.filter
def way_word(way: str) -> str:
    """Return how someone was called or answered."""
    return str(words.WAY_WORDS.get(way, way))


@register.filter
def outcome_word(outcome: str) -> str:
    """Return what came of a try."""
    return str(words.OUTCOME_WORDS.get(outcome, outcome))


@register.filter
def delivery_state(state: str) -> str:
    """Return a message's state in words."""
    return str(words.DELIVERY_WORDS[state])


@register.filter
def delivery_tone(state: str) -> str:
    """Return the tone of a message's state."""
    return words.DELIVERY_TONES[state]


@register.filter
def field_word(field: str) -> str:
    """Return a field's name in words; one of a translation with its language."""
    name, _, code = field.partition(" ")
    word = str(words.FIELD_WORDS.get(name, name))
    return f"{word} ({languages()[code].name})" if code in languages() else word


@register.filter
def channel_word(key: str) -> str:
    """Return a channel's name."""
    return channels()[key].name if key in channels() else key


@register.filter
def receiver_word(receiver: str) -> str:
    """Return who gets a message: a linked system by its host and not by its whole address."""
    if "://" not in receiver:
        return receiver
    return gettext("linked system (%(host)s)") % {"host": urlsplit(receiver).netloc}


@register.filter
def minutes_seconds(seconds: int | None) -> str:
    """Return a length as ``4:05``; a dash where there is none."""
    return "-" if seconds is None else f"{seconds // 60}:{seconds % 60:02d}"


@register.filter
def area_change(change: Change) -> str:
    """Return what the cleaning of an outline did, with its size and spot."""
    found = {"ha": f"{change.hectares:.2f}", "x": f"{change.longitude:.4f}", "y": f"{change.latitude:.4f}"}
    return str(words.AREA_CHANGES[change.rule]) % found


@register.filter
def point_word(what: str) -> str:
    """Return what kind of known point it is."""
    return str(words.POINT_WORDS[what])


@register.filter
def find_word(what: str) -> str:
    """Return what was recognised in a forecast."""
    return str(words.FIND_WORDS[what])


@register.filter
def advice_word(rule: str) -> str:
    """Return a finding of the plain-language check in words."""
    return str(words.ADVICE_WORDS[rule])


@register.filter
def target_word(key: str) -> str:
    """Return a kind or standing of those on a list in the reader's language."""
    return str({**words.TARGET_KIND_WORDS, **words.TARGET_STATE_WORDS}[key])


@register.filter
def fault_word(fault: str) -> str:
    """Return what a gateway's fault means."""
    return fault_words(fault)
