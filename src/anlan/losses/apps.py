"""Django's registration of the room."""

from django.apps import AppConfig


class LossesConfig(AppConfig):
    """The room losses."""

    name = "anlan.losses"
    label = "losses"
    default_auto_field = "django.db.models.BigAutoField"
