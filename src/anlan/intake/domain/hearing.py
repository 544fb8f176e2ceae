"""Which kind of event a text speaks of. It proposes; a person decides."""

from collections.abc import Mapping


def kind_heard(text: str, names: Mapping[str, str], everyday: Mapping[str, str]) -> str:
    """Return the code of the longest name or everyday word that stands in the text, or nothing.

    ``names`` are the kinds' own names by code, ``everyday`` the codes by what people say instead. Of words of the
    same length the one that is said first wins.
    """
    words = {name: code for code, name in names.items()} | dict(everyday)
    heard = [(-len(word), text.find(word), code) for word, code in words.items() if word in text]
    return min(heard)[2] if heard else ""
