"""The API of readiness: ``/api/v1/readiness/...``."""

from anlan.readiness.rest.routes import router

__all__ = ["router"]
