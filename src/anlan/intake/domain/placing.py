"""A place as people write it, cut into the names of its divisions."""


def names_in(words: str, ends: str) -> tuple[str, ...]:
    """Return a written place cut after each sign that ends a division's name; two such signs in a row stay together."""
    names: list[str] = []
    name = ""
    for at, sign in enumerate(words.strip()):
        if sign.isspace():
            names, name = [*names, name], ""
            continue
        name += sign
        following = words.strip()[at + 1 : at + 2]
        if sign in ends and len(name) > 1 and following not in tuple(ends):
            names, name = [*names, name], ""
    return tuple(each for each in (*names, name) if each)
