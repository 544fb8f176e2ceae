"""Django's registration of the room."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """The room supervision."""

    name = "anlan.supervision"
    label = "supervision"
    default_auto_field = "django.db.models.BigAutoField"
