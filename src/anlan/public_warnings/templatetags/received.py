"""Words of partners' messages: ``{{ row.state|received_word }}``, ``{{ row.message_type|cap_type_word }}``."""

from django import template

from anlan.public_warnings import cap_words, words

register = template.Library()


register.filter("refusal_word", cap_words.code_word)
register.filter("cap_flaw_word", cap_words.flaw_word)


@register.filter
def received_word(state: str) -> str:
    """Return where a partner's message stands in words."""
    return str(words.RECEIVED_WORDS[state])


@register.filter
def received_tone(state: str) -> str:
    """Return the tone of where a partner's message stands."""
    return words.RECEIVED_TONES[state]


@register.filter
def cap_type_word(kind: str) -> str:
    """Return what a CAP message does in words."""
    return str(words.CAP_TYPE_WORDS[kind])


@register.filter
def cap_status_word(status: str) -> str:
    """Return what a CAP message is for in words."""
    return str(words.CAP_STATUS_WORDS[status])


@register.filter
def fetch_word(fault: str) -> str:
    """Return why a partner could not be asked, in words with the detail."""
    word, _, detail = fault.partition(" ")
    said = str(words.FETCH_WORDS.get(word, words.FETCH_WORDS["cap_feed.not_a_feed"]))
    return f"{said} ({detail})" if detail else said
