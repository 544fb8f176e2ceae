"""Django's registration of the room."""

from django.apps import AppConfig


class SituationConfig(AppConfig):
    """The room situation."""

    name = "anlan.situation"
    label = "situation"
    default_auto_field = "django.db.models.BigAutoField"
