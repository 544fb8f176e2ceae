"""The API of major hazards: ``/api/v1/major-hazards``."""

from anlan.major_hazards.rest.routes import router

__all__ = ["router"]
