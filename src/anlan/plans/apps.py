"""Django's registration of the room."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """The room plans."""

    name = "anlan.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"
