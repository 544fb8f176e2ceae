"""The four legal levels and their colours (Emergency Response Law 2024, article 63: red is level one, the highest)."""

from enum import IntEnum


class Level(IntEnum):
    """A level of warning or danger; a greater number is worse, so ``max`` gives the worst."""

    NONE = 0
    BLUE = 1
    YELLOW = 2
    ORANGE = 3
    RED = 4

    @property
    def colour(self) -> str:
        """Return the colour's lower-case English name, which pages and CAP use as key."""
        return self.name.lower()

    @property
    def legal_number(self) -> int:
        """Return the number that the law uses: 1 for red to 4 for blue; 5 for none."""
        return 5 - self.value

    @classmethod
    def from_legal_number(cls, number: int) -> "Level":
        """Return the level that the law numbers ``number`` (1 to 4)."""
        return cls(5 - number)
