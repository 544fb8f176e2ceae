"""The last app of the list: it wires the house once every room is loaded."""

from django.apps import AppConfig


class HouseConfig(AppConfig):
    """Wires workflows, ticks and the clock."""

    name = "anlan.config"
    label = "house"

    def ready(self) -> None:
        """Wire the house."""
        from anlan.config.wiring import wire  # noqa: PLC0415 - the rooms' models are loaded only now

        wire()
