"""Django's registration of the room."""

from django.apps import AppConfig


class AnalysisConfig(AppConfig):
    """The room analysis."""

    name = "anlan.analysis"
    label = "analysis"
    default_auto_field = "django.db.models.BigAutoField"
