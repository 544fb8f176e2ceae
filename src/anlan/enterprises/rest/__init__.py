"""The API of enterprises: ``/api/v1/enterprises``."""

from anlan.enterprises.rest.routes import router

__all__ = ["router"]
