"""The API of risks: ``/api/v1/risks/...``."""

from anlan.risks.rest.routes import router

__all__ = ["router"]
