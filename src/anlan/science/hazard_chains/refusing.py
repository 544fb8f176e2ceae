"""What the reckoning refuses, by name."""


class Refused(ValueError):
    """Something that cannot be reckoned with: ``code`` names the reason, ``given`` what was given."""

    def __init__(self, code: str, given: object = "") -> None:
        super().__init__(f"{code}: {given}")
        self.code = code
        self.given = str(given)
