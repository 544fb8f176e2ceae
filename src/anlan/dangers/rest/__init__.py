"""The API of hidden dangers: ``/api/v1/dangers/...``."""

from anlan.dangers.rest.routes import router

__all__ = ["router"]
